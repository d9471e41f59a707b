"""What arrives from outside, kept as it came before anything is made of it."""
