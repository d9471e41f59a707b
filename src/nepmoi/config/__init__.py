"""Settings and root addresses; imported by no one."""
