"""The first page: what is due, the year's figures, the latest evidence."""
