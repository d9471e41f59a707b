"""Who signs in, what was done, and files by their hash."""
