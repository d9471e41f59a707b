"""Photographs and papers that show what happened."""
