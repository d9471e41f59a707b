"""Who wrote a record, when, and what changed by it."""
