"""Who signs in. What she may do is said in registry.organisation."""
