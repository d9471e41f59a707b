"""The pages of lists that offices send: sending one, looking at what its import would do, importing it."""
