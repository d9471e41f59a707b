"""Columns known by what stands in them, where the heading does not say."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from nepmoi.intake.rosters.rules import words
from nepmoi.intake.rosters.rules.ethnic import EthnicNames
from nepmoi.intake.rosters.rules.grid import Sheet, Value, as_text
from nepmoi.intake.rosters.rules.headings import Column, Heading, Role
from nepmoi.intake.rosters.rules.lines import looks_like_name
from nepmoi.intake.rosters.rules.people import Sex
from nepmoi.intake.rosters.rules.values import (
    LIKELY_AGE,
    is_sign,
    read_birth,
    read_phone,
    read_serial,
    read_sex,
    title_of,
)
from nepmoi.kernel.text import bare, clean

LOOKED_AT = 60
MOST = 0.8


def with_contents(heading: Heading, sheet: Sheet, rows: Sequence[int], ethnic: EthnicNames, on: date) -> Heading:
    """The heading with columns that it leaves unnamed recognised by their contents, each kind at most once."""
    taken = {column.role for column in heading.columns}
    columns = []
    for column in heading.columns:
        role = column.role
        if role == Role.OTHER and not column.heading:
            role = _role_by(filled(sheet, rows, column.index), taken, ethnic, on)
            taken.add(role)
        columns.append(replace(column, role=role))
    return replace(heading, columns=tuple(columns))


def heading_by_contents(sheet: Sheet, ethnic: EthnicNames, on: date, least: int) -> Heading | None:
    """A heading for a sheet that has none, where one column is names and another one is surely known.

    Args:
        sheet: the sheet.
        ethnic: names of the groups.
        on: everybody was born by then.
        least: how many people there must be.
    """
    named = [_names_in(sheet, column) for column in range(sheet.width)]
    place = max(range(sheet.width), key=lambda column: len(named[column]), default=-1)
    rows = named[place] if place >= 0 else []
    if len(rows) < least or len(rows) < MOST * _filled_from(sheet, rows[0]):
        return None
    roles = {place: Role.NAME}
    taken = {Role.NAME}
    for column in (column for column in range(sheet.width) if column != place):
        values = filled(sheet, rows, column)
        role = Role.NUMBER if _counts(values) and column < place else _role_by(values, taken, ethnic, on, least=1)
        if role in taken:
            role = Role.OTHER
        roles[column] = role
        taken.add(role)
    if not taken - {Role.NAME, Role.NUMBER, Role.OTHER}:
        return None
    left = [
        column
        for column in range(place + 1, sheet.width)
        if roles[column] == Role.OTHER and filled(sheet, rows, column)
    ]
    wanted = [role for role in (Role.POSITION, Role.UNIT) if role not in taken]
    if len(left) == 1 and len(wanted) == 2:
        wanted = [Role.POSITION_UNIT]
    roles |= dict(zip(left, wanted, strict=False))
    columns = tuple(Column(column, roles[column], ()) for column in range(sheet.width))
    return Heading(-1, rows[0] - 1, columns)


def _names_in(sheet: Sheet, column: int) -> list[int]:
    """The rows whose cell in the column looks like a person's name and like no unit."""
    texts = ((row, clean(as_text(cells[column]))) for row, cells in enumerate(sheet.rows))
    return [
        row
        for row, text in texts
        if looks_like_name(text) and not words.starts_as_unit(text) and not words.ends_the_list(text)
    ]


def _filled_from(sheet: Sheet, first: int) -> int:
    """How many rows from the first name on hold more than a note."""
    return sum(sum(value is not None for value in row) > 1 for row in sheet.rows[first:])


def _counts(values: Sequence[Value]) -> bool:
    numbers = [as_text(value).rstrip(".)") for value in values]
    return (
        bool(numbers)
        and all(number.isdecimal() and int(number) < 5000 for number in numbers)
        and (len(set(numbers)) == len(numbers))
    )


def column_values(sheet: Sheet, rows: Sequence[int], column: int) -> list[Value]:
    """All cells of the column that are not blank."""
    values = (sheet.rows[row][column] for row in rows)
    return [value for value in values if clean(as_text(value))]


def filled(sheet: Sheet, rows: Sequence[int], column: int) -> list[Value]:
    """The first cells of the column that are not blank."""
    values = (sheet.rows[row][column] for row in rows)
    return [value for value in values if clean(as_text(value))][:LOOKED_AT]


def _role_by(values: list[Value], taken: set[Role], ethnic: EthnicNames, on: date, least: int = 3) -> Role:
    def is_year(value: Value) -> bool:
        return read_birth(value, on).year is not None

    tests: list[tuple[Role, Callable[[Value], bool]]] = [
        (Role.SEX, lambda value: read_sex(as_text(value)) is not None),
        (Role.BIRTH, is_year),
        (Role.PHONE, lambda value: read_phone(value) is not None),
        (Role.ETHNIC, lambda value: ethnic.official_name(as_text(value)) is not None),
        (Role.UNIT, lambda value: words.starts_as_unit(clean(as_text(value)))),
    ]
    already = {
        Role.SEX: {Role.MEN, Role.WOMEN},
        Role.BIRTH: {Role.MEN, Role.WOMEN, Role.YEAR, Role.AGE},
        Role.UNIT: {Role.COMMUNE, Role.POSITION_UNIT},
    }
    if len(values) < least:
        return Role.OTHER
    for role, fits in tests:
        if (
            role not in taken
            and not (already.get(role, set()) & taken)
            and sum(map(fits, values)) >= MOST * len(values)
        ):
            return role
    return Role.OTHER


def one_sided_sex(heading: Heading, sheet: Sheet, rows: Sequence[int]) -> Sex | None:
    """The sex that a blank means, where one sex is marked and the other is not: `Nữ` with x for women.

    Only where the marks are there: a column without any says nothing.
    """
    men, women, sex = heading.first(Role.MEN), heading.first(Role.WOMEN), heading.first(Role.SEX)
    if (men is None) != (women is None):
        side = men or women
        signs = [as_text(value) for value in filled(sheet, rows, side.index)] if side else []
        if signs and all(is_sign(sign) or read_sex(sign) for sign in signs):
            return "Nam" if women else "Nữ"
    if sex is not None and re.search("\\bnu\\b.*\\bx\\b|\\bx\\b.*\\bnu\\b", bare(sex.title)):
        return "Nam"
    return None


# The most frequent family names, none of which is a middle name often.
_FAMILIES = frozenset(
    {"nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô"}
)


def gives_titles(heading: Heading, sheet: Sheet, rows: Sequence[int]) -> bool:
    """Whether the names begin with Ông, Bà, Anh, Chị: at least half of them do, and not all with one that is a family name."""
    column = heading.first(Role.NAME)
    names = [as_text(value) for value in filled(sheet, rows, column.index)] if column else []
    titles = [title_of(name) for name in names]
    if sum(map(bool, titles)) * 2 < len(titles) or not any(titles):
        return False
    # Ông is a family name, too: it is a title where family names follow it.
    follow = [clean(name).split(" ")[1].lower() for name, title in zip(names, titles, strict=True) if title == "ông"]
    return set(titles) - {""} != {"ông"} or sum(word in _FAMILIES for word in follow) * 2 >= len(follow)


def gives_ages(heading: Heading, sheet: Sheet, rows: Sequence[int]) -> bool:
    """Whether the column of births holds ages."""
    if heading.first(Role.AGE) is not None and heading.first(Role.BIRTH, Role.MEN, Role.WOMEN, Role.YEAR) is None:
        return True
    column = heading.first(Role.BIRTH)
    texts = [as_text(value) for value in filled(sheet, rows, column.index)] if column else []
    ages = [text for text in texts if text.isdecimal() and 10 <= int(text[:4]) <= LIKELY_AGE]
    return len(texts) > 3 and len(ages) >= MOST * len(texts)


def gives_serials(heading: Heading, sheet: Sheet, rows: Sequence[int], on: date) -> bool:
    """Whether the births are days counted since 1900; one such number alone is rather a year with a digit too many."""
    columns = heading.all(Role.BIRTH, Role.MEN, Role.WOMEN)
    values = [value for column in columns for value in filled(sheet, rows, column.index)]
    serials = sum(read_serial(value, on) is not None for value in values)
    return serials >= 3 and serials >= 0.5 * len(values)
