"""Files by their hash, and the data folder that holds them."""
