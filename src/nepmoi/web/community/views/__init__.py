"""What answers at the addresses of teams and clubs, one module a kind of page."""
