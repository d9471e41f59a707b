"""Places through time, and the picker for other pages' forms."""
