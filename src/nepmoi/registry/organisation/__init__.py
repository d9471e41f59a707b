"""Offices and partners through time; who may see and do what, where."""
