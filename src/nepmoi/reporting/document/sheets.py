"""A list that an office takes away, for Excel or as text: what stands above it, its rows, its sums; as plain values."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = str | int | date | None
"""What a cell holds; a number is a number and a day is a day, so that both can be reckoned with. None is a blank."""

# What Excel takes as a sheet's name.
_NAME = re.compile(r"[^\[\]:*?/\\']{1,31}")
_STEM = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


class Kind(StrEnum):
    """What a column holds, and so how it is set: words to the left, numbers to the right, days and marks in the middle."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MARK = "mark"


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in letters, and what it holds."""

    title: str
    width: int
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Fact:
    """A line above a list: what it is about, how it was counted, the number that it adds up to.

    Attributes:
        label: what is said.
        value: words, or the number itself.
        unit: of a number.
        link: the absolute address that it opens; empty when it opens nothing.
    """

    label: str
    value: Value
    unit: str = ""
    link: str = ""


@dataclass(frozen=True)
class Sheet:
    """One list.

    Attributes:
        name: of the sheet in a workbook.
        title: the first line.
        facts: the lines between the title and the headings of the columns.
        columns: from left to right.
        rows: one value a column.
        sums: the lines below the rows that add them up, alike.
        notes: what stands below.
        fixed: so many columns stay in sight when one goes to the right.

    Raises:
        ValueError: when Excel takes no such name, or a row does not fit the columns.
    """

    name: str
    title: str
    facts: tuple[Fact, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    sums: tuple[tuple[Value, ...], ...] = ()
    notes: tuple[str, ...] = ()
    fixed: int = 0

    def __post_init__(self) -> None:
        """Refuse what could not be written."""
        if not _NAME.fullmatch(self.name):
            raise ValueError(self.name)
        for row in (*self.rows, *self.sums):
            if len(row) != len(self.columns):
                raise ValueError(row)


@dataclass(frozen=True)
class TakenList:
    """All that is taken away at once: the list, and what belongs to it.

    Attributes:
        stem: the name to save it under, without its ending: plain letters, and nobody's name.
        language: of its words.
        sheets: the list first.
        people: how many persons' names it holds.
        sample: whether its persons and figures are made up; every sheet and every printed page then says so.

    Raises:
        ValueError: when the name is not plain, or there is no list.
    """

    stem: str
    language: str
    sheets: tuple[Sheet, ...]
    people: int
    sample: bool

    def __post_init__(self) -> None:
        """Refuse what could not be saved."""
        if not _STEM.fullmatch(self.stem) or not self.sheets:
            raise ValueError(self.stem)
