"""When the columns of a roll were: dates and halves of days out of headings, titles and sheets' names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nepmoi.intake.rosters.rules.people import HalfDay
from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.text import bare, clean

_FULL = re.compile("(?<!\\d)(\\d{1,2})\\s*[/.-]\\s*(\\d{1,2})\\s*[/.-]\\s*(\\d{4})(?!\\d)")
_SPELT = re.compile("(\\d{1,2})\\s*thang\\s*(\\d{1,2})(?:\\s*nam\\s*(\\d{4}))?")
_SHORT = re.compile("(?<![\\d/.-])(\\d{1,2})\\s*[/.-]\\s*(\\d{1,2})(?![\\d/.-]|\\s*[/.-]\\s*\\d)")
# `22-23/10/2024`, `22, 23/10/2024`: the first day borrows what the second one says.
_SEVERAL = re.compile(
    "(?<![\\d/.])(\\d{1,2})\\s*(?:-|–|,|va|den)\\s*(?=(\\d{1,2})\\s*[/.]\\s*(\\d{1,2})\\s*[/.]\\s*(\\d{4}))"
)
_YEAR = re.compile("(?<!\\d)20\\d\\d(?!\\d)")
# Lines that name the date of a paper, not of a class.
_OF_A_PAPER = re.compile(
    "kem theo|ke hoach so|quyet dinh so|cong van so|thong bao so|giay moi so|so:|^[^,]{2,30}, ?ngay"
)
_NTH = (
    ("thu nhat|dau tien|\\bdau\\b|\\b0?1\\b", 0),
    ("thu hai|thu 2|\\b0?2\\b", 1),
    ("thu ba|thu 3|\\b0?3\\b", 2),
    ("thu tu|thu 4|\\b0?4\\b", 3),
)


@dataclass(frozen=True)
class Occasion:
    """What stands around a table about its time.

    Args:
        sheet: the sheet's name, where it says anything.
        titles: the lines above the heading.
    """

    sheet: str
    titles: tuple[str, ...]

    @property
    def year(self) -> int | None:
        """The year that the titles name, if it is one."""
        years = {int(found) for line in (*self.titles, self.sheet) for found in _YEAR.findall(line)}
        return years.pop() if len(years) == 1 else None

    def title_dates(self) -> list[date]:
        """The dates that the titles give, the dates of papers left out."""
        found = [day for line in self.titles if not _OF_A_PAPER.search(bare(line)) for day in dates_in(line, self.year)]
        return sorted(set(found))

    def sheet_date(self) -> date | None:
        """The one date that the sheet's name gives."""
        found = dates_in(self.sheet, self.year)
        return found[0] if len(found) == 1 else None

    def own_date(self) -> date | None:
        """The one date of everything in the table; the sheet's name goes before a title that was copied."""
        titles = self.title_dates()
        nth = _nth(self.sheet)
        if nth is not None and len(titles) > nth and len(titles) > 1:
            return self.sheet_date() or titles[nth]
        return self.sheet_date() or (titles[0] if len(titles) == 1 else None)

    def dates_differ(self) -> bool:
        """Whether the sheet's name and its title name two days."""
        titles, sheet = self.title_dates(), self.sheet_date()
        return sheet is not None and len(titles) > 0 and sheet not in titles


def dates_in(text: str, year: int | None) -> list[date]:
    """Every date in a text, day first; one without a year takes `year`."""
    plain = bare(text)
    found: list[date | None] = [_day(int(m[4]), int(m[3]), int(m[1])) for m in _SEVERAL.finditer(plain)]
    found += [_day(int(m[3]), int(m[2]), int(m[1])) for m in _FULL.finditer(plain)]
    found += [_day(int(m[3]) if m[3] else year, int(m[2]), int(m[1])) for m in _SPELT.finditer(plain)]
    if not any(found):
        found += [_day(year, int(m[2]), int(m[1])) for m in _SHORT.finditer(plain)]
    return [day for day in found if day is not None]


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def half_day(heading: Sequence[str], occasion: Occasion) -> HalfDay:
    """The half-day of one column, from its heading first and then from what stands around the table."""
    text = clean(" ".join(heading))
    return HalfDay(_date_of(text, occasion), _part_of(heading, occasion), " – ".join(heading))


def _date_of(text: str, occasion: Occasion) -> date | None:
    if found := dates_in(text, occasion.year):
        return found[0]
    titles = occasion.title_dates()
    plain = bare(text)
    if (only := re.search("ngay (\\d{1,2})\\b", plain)) and (
        same := [day for day in titles if day.day == int(only[1])]
    ):
        return same[0]
    nth = _nth(plain) if "ngay" in plain else None
    if nth is not None and len(titles) > nth:
        return titles[nth]
    return occasion.own_date()


def _nth(text: str) -> int | None:
    plain = bare(text)
    if "ngay" not in plain:
        return None
    return next(
        (index for pattern, index in _NTH if re.search(f"ngay .*?(?:{pattern})$|ngay (?:{pattern})", plain)), None
    )


def _part_of(heading: Sequence[str], occasion: Occasion) -> DayPart | None:
    last = bare(heading[-1]).strip(" .()") if heading else ""
    if last in {"s", "c"}:
        return DayPart.MORNING if last == "s" else DayPart.AFTERNOON
    for text in (" ".join(heading), occasion.sheet, " ".join(occasion.titles)):
        words = set(re.findall("\\w+", bare(text)))
        if ("sang" in words) != ("chieu" in words):
            return DayPart.MORNING if "sang" in words else DayPart.AFTERNOON
    return None
