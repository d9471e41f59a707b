"""Papers to take away."""
