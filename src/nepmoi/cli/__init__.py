"""The `nepmoi` command."""
