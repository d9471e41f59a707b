"""Dates as people mean them: a day that may be half known, a period, half of a day."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayPart(StrEnum):
    """A half-day, the unit in which attendance is taken and meals are paid."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day: births, foundings, old papers.

    Args:
        year: 1 to 9999.
        month: 1 to 12, or None when only the year is known.
        day: 1 to 31, or None; never given without a month.

    Raises:
        ValueError: when no such day exists, or a day stands without its month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no date."""
        if self.day is not None and self.month is None:
            raise ValueError(self)
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``1985``, ``06/1985``, ``12/6/1985`` or ISO ``1985-06-12``; raise ValueError for anything else."""
        text = text.strip()
        if iso := re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text):
            year, month, day = iso.groups()
        elif local := re.fullmatch(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})", text):
            day, month, year = local.groups()
        else:
            raise ValueError(text)
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    def first_day(self) -> date:
        """The earliest day that this can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        """As people write it: ``12/06/1985``, ``06/1985`` or ``1985``."""
        parts = [f"{part:02d}" for part in (self.day, self.month) if part is not None]
        return "/".join([*parts, f"{self.year:04d}"])


@dataclass(frozen=True)
class Period:
    """Local dates from the first to the last, both counted.

    Raises:
        ValueError: when it ends before it begins.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.last < self.first:
            raise ValueError(self)

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """The calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    def __contains__(self, day: date) -> bool:
        """Whether a day falls in it."""
        return self.first <= day <= self.last
