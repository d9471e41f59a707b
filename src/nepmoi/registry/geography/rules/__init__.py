"""Pure rules: the time line of the official lists, places on any day's map, names and how they are found."""
