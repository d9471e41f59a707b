"""Photographs and their files."""
