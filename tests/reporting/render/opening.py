"""Opens again what was taken away: the lines above a list, its headings, its rows, its sums."""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO

import openpyxl

BOM = b"\xef\xbb\xbf"
FIRST_HEADINGS = ("TT", "No.")


@dataclass(frozen=True)
class Opened:
    """A list as whoever opens the file finds it."""

    above: list[list]
    columns: list[str]
    below: list[list]

    @property
    def rows(self):
        """The rows by their headings; those that bear a number."""
        found = [dict(zip(self.columns, row, strict=False)) for row in self.below if row and row[0] not in (None, "")]
        return [row for row in found if isinstance(row[self.columns[0]], int) or str(row[self.columns[0]]).isdigit()]

    @property
    def sums(self):
        """What the lines below the rows say, by their first words."""
        ends = [row for row in self.below if len(row) > 2 and row[0] in (None, "") and row[1]]
        return {row[1]: dict(zip(self.columns, row, strict=False)) for row in ends}

    def fact(self, label):
        """The value beside a label above the list; None when it is not there."""
        for line in self.above:
            said = [value for value in line if value not in (None, "")]
            if len(said) > 1 and said[0] == label:
                return said[1]
            if len(said) == 1 and str(said[0]).startswith(f"{label}: "):
                return said[0].removeprefix(f"{label}: ")
        return None


def book(content):
    return openpyxl.load_workbook(BytesIO(content))


def sheet(content, place=0):
    """A sheet of a workbook, its days as dates."""
    lines = [[_plain(cell.value) for cell in row] for row in book(content).worksheets[place].iter_rows()]
    return _opened(lines)


def text(content):
    """The lines of a CSV file."""
    assert content.startswith(BOM)
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def of_csv(content):
    """The list of a CSV file, up to the blank line below it."""
    lines = text(content)
    end = next((number for number, line in enumerate(lines) if not line), len(lines))
    return _opened(lines[:end])


def _opened(lines):
    heading = next(number for number, line in enumerate(lines) if line and line[0] in FIRST_HEADINGS)
    return Opened(lines[:heading], [title for title in lines[heading] if title], lines[heading + 1 :])


def _plain(value):
    if isinstance(value, datetime):
        return value.date()
    assert not isinstance(value, date)
    return value
