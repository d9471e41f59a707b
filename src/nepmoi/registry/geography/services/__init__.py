"""Writing places: the official lists, and the villages that offices add."""
