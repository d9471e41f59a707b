"""What is known of a person, as the cells of a list hold it."""

from datetime import date
from typing import Final

from nepmoi.kernel.dates import PartialDate

# As a number is said and written: 0912 345 678. Excel keeps the blanks, and with them the zero in front.
_GROUPS: Final = {10: (4, 3, 3), 11: (5, 3, 3)}


def birth(known: PartialDate | None) -> str | int | date | None:
    """A whole date as a day, a year as a number, a month of a year in words."""
    if known is None:
        return None
    if known.month is None:
        return known.year
    return known.first_day() if known.day is not None else str(known)


def phone(written: str) -> str:
    """A telephone number in groups, so that no spreadsheet takes it for an amount; what is not only digits stays."""
    groups = _GROUPS.get(len(written))
    if groups is None or not (written.isascii() and written.isdecimal()):
        return written
    first, second = groups[0], groups[0] + groups[1]
    return f"{written[:first]} {written[first:second]} {written[second:]}"
