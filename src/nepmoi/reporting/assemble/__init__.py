"""Gathers once, from the records and the figures, all that a paper says."""
