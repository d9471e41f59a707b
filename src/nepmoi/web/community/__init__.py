"""Teams and clubs."""
