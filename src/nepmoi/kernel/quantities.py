"""Numbers as a Vietnamese office writes them."""


def grouped(number: int) -> str:
    """Thousands parted by a full stop: 1521 is ``1.521``."""
    return f"{number:,}".replace(",", ".")
