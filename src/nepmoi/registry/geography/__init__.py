"""Administrative units through time: what lay where, and what became of it."""
