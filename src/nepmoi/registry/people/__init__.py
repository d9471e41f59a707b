"""Persons, each once, with the names they were written by."""
