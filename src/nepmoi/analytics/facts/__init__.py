"""From records to facts: the only bridge that knows the records' tables."""
