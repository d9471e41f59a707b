"""The content of an official paper, as plain values: filled by assemble, written by render."""
