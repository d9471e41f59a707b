"""Lists of people that an office sends: read, checked and handed on."""
