"""What the pages of activities ask, one module a page."""
