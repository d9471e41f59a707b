"""Where files lie, and what their bytes really are."""
