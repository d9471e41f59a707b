"""What the columns of a table were taken for, how sure that is, and what the office says instead."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from nepmoi.intake.rosters.rules import words
from nepmoi.intake.rosters.rules.contents import column_values
from nepmoi.intake.rosters.rules.ethnic import EthnicNames
from nepmoi.intake.rosters.rules.grid import Sheet, Value, as_text, column_of, letters
from nepmoi.intake.rosters.rules.headings import NAMES, Column, Heading, Role
from nepmoi.intake.rosters.rules.people import ReadColumn
from nepmoi.intake.rosters.rules.values import is_sign, read_birth, read_phone, read_sex
from nepmoi.kernel.text import clean, search_key

Decided = Mapping[tuple[str, int], Role]
Cell = tuple[str, int, str]
"""Sheet, row from 1, letter of the column."""


@dataclass(frozen=True)
class Said:
    """What an office said of its lists.

    Args:
        columns: the roles of columns, by the shape of the heading and the column's number.
        cells: what cells should say.
    """

    columns: Decided = field(default_factory=dict)
    cells: Mapping[Cell, str] = field(default_factory=dict)


def shape_of(heading: Heading) -> str:
    """A name for a heading's texts: the same for the same columns in the same order, however they are typed."""
    texts = "|".join(search_key(column.title) for column in heading.columns)
    return hashlib.sha256(texts.encode()).hexdigest()


def as_decided(heading: Heading, decided: Decided) -> Heading:
    """The heading with what the office said of it; words that would leave no column of names are passed over."""
    shape = shape_of(heading)
    columns = tuple(replace(column, role=decided.get((shape, column.index), column.role)) for column in heading.columns)
    return replace(heading, columns=columns) if any(column.role in NAMES for column in columns) else heading


def leaves_no_name(columns: Iterable[ReadColumn], decided: Decided) -> bool:
    """Whether some table would have no column of names."""
    named: dict[tuple[str, str], bool] = {}
    for column in columns:
        role = decided.get((column.shape, column.index), Role(column.role))
        table = (column.sheet, column.shape)
        named[table] = named.get(table, False) or role in NAMES
    return not all(named.values())


def repaired(sheet: Sheet, cells: Mapping[Cell, str]) -> Sheet:
    """The sheet with the cells that the office mended on the page; a broken formula there is whole."""
    places = {
        (row - 1, column_of(column)): value
        for (name, row, column), value in cells.items()
        if _is_of(name, sheet) and 0 < row <= len(sheet.rows) and column_of(column) < sheet.width
    }
    if not places:
        return sheet
    rows = tuple(
        tuple(places.get((row, column), value) for column, value in enumerate(cells_of))
        for row, cells_of in enumerate(sheet.rows)
    )
    faults = {place: fault for place, fault in sheet.faults.items() if place not in places}
    return replace(sheet, rows=rows, faults=faults)


def _is_of(name: str, sheet: Sheet) -> bool:
    """Whether a cell lies in the sheet: in it, or in a block of its columns, which says behind the name where it begins."""
    return name == sheet.name or (name.startswith(f"{sheet.name} [") and name.endswith("]"))


def told(
    sheet: Sheet, headings: tuple[Heading, Heading, Heading], rows: Sequence[int], ethnic: EthnicNames, on: date
) -> Iterator[ReadColumn]:
    """What each column was taken for.

    Args:
        sheet: the sheet.
        headings: by the heading alone, with what contents add, and with what the office said.
        rows: those of people.
        ethnic: names of the groups.
        on: everybody was born by then.
    """
    by_heading, by_contents, said = headings
    shape = shape_of(by_heading)
    for first, second, last in zip(by_heading.columns, by_contents.columns, said.columns, strict=True):
        values = column_values(sheet, rows, last.index)
        if not values and not last.heading:
            continue
        found_by = "said" if last.role != second.role else "contents" if second.role != first.role else "heading"
        fitting = sum(_fits(value, last, ethnic, on) for value in values)
        yield ReadColumn(
            sheet.name,
            letters(last.index),
            last.index,
            last.title,
            last.role.value,
            found_by,  # type: ignore[arg-type]  # one of the three
            len(values),
            fitting,
            shape,
        )


def _fits(value: Value, column: Column, ethnic: EthnicNames, on: date) -> bool:
    text = clean(as_text(value))
    if words.is_ditto(text):
        return True
    match column.role:
        case Role.BIRTH | Role.YEAR:
            return read_birth(value, on).year is not None
        case Role.MEN | Role.WOMEN:
            return is_sign(text) or read_sex(text) is not None or read_birth(value, on).year is not None
        case Role.SEX:
            return read_sex(text) is not None or is_sign(text)
        case Role.PHONE:
            return read_phone(value) is not None
        case Role.ETHNIC:
            return ethnic.official_name(text) is not None
        case Role.NAME | Role.FAMILY | Role.GIVEN:
            return not any(letter.isdigit() for letter in text)
        case _:
            return True
