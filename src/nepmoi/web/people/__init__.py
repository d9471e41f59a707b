"""Persons: search, one person, one's own page."""
