"""What answers at the addresses of activities, one module a page."""
