"""Teams and clubs, their places and members."""
