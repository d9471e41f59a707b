"""The private DuckDB file of a process, and the tables in it. Knows no Django."""
