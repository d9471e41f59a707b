"""The common form of an Excel sheet and a Word table: rows of cells with an address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

Value = str | int | float | bool | date | datetime | time | timedelta | None
Fault = Literal["error", "not-computed"]


@dataclass(frozen=True)
class Merge:
    """A merged range; all four from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet, or one table of a Word document.

    Args:
        name: of the sheet; the number of the table.
        rows: from row 1 and column A on, all of one width.
        merges: merged ranges; the value stands in the first cell only.
        faults: cells (row, column, from 0) whose formula has no value.
        before: paragraphs above a Word table, back to the table before it.
        after: paragraphs below the last table.
        hidden_rows: rows that the file does not show, from 0.
        hidden_columns: columns that it does not show, from 0.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[Merge, ...] = ()
    faults: Mapping[tuple[int, int], Fault] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


def letters(column: int) -> str:
    """The name of a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(address: str) -> int:
    """The column, from 0, of an address such as `F40`."""
    column = 0
    for letter in address:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter.upper()) - ord("A") + 1
    return column - 1


def as_text(value: Value) -> str:
    """A cell as a person reads it: 1975, not 1975.0; 22/10/2024."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value).strip()
