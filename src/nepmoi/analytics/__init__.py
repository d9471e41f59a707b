"""Records become facts, facts become figures that open their rows."""
