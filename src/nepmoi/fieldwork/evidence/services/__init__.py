"""Keeping photographs, papers and press articles."""
