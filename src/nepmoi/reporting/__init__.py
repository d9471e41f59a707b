"""Figures and words in the layout of an official paper."""
