"""The only way to a figure, for every door and report. Doors call the selectors."""
