"""Writing groups."""
