"""Two lists beside each other in one table: blocks of columns, each with names of its own, become tables of their own."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from nepmoi.intake.rosters.rules import words
from nepmoi.intake.rosters.rules.grid import Sheet, Value, as_text, letters
from nepmoi.intake.rosters.rules.headings import Column, Heading, Role
from nepmoi.intake.rosters.rules.people import Sex
from nepmoi.intake.rosters.rules.tables import Table
from nepmoi.kernel.text import bare, clean

# What is somebody's own: a block of columns without any of these only names somebody beside the person of the row.
_OWN = frozenset({Role.BIRTH, Role.YEAR, Role.AGE, Role.SEX, Role.MEN, Role.WOMEN, Role.POSITION, Role.POSITION_UNIT})
# What belongs to one person is nobody else's.
_PERSONAL = _OWN | {Role.PHONE}
_BESIDE = re.compile("\\b(chu ho|chong|vo|bo|me|cha|con|chau|nguoi than|nguoi thay|nguoi gioi thieu|nguoi nhan)\\b")


def side_by_side(table: Table) -> Iterator[Table]:
    """The table, or one for each block of columns that names people of its own.

    A column that stands once, as the village of a couple, belongs to every block. A second column of names without anything
    else about them, as the head of the household, is not read.
    """
    names = [column for column in table.heading.columns if column.role == Role.NAME]
    # A heading may be merged over the two columns of one name.
    named = [one for one in names if (one.index - 1, one.heading) not in {(two.index, two.heading) for two in names}]
    if len(named) < 2:
        yield table
        return
    parts = _parts(table.heading.columns, named)
    own = [part for part in parts if _OWN & {column.role for column in part}]
    if len(own) < 2:
        yield replace(table, heading=_with_one_name(table.heading, own[0] if own else parts[0], named))
        return
    everything = [column.role for part in parts for column in part]
    once = [column for part in parts for column in part if everything.count(column.role) == 1]
    shared = [column for column in once if column.role not in _PERSONAL]
    for number, part in enumerate(own):
        columns = {column.index: column for column in (*part, *shared)}
        heading = replace(table.heading, columns=tuple(columns[index] for index in sorted(columns)))
        is_last = number == len(own) - 1
        sheet = _only(table.sheet, columns.keys(), name=_name(table.sheet, part, number), counts=is_last)
        yield replace(table, heading=heading, sheet=sheet, sex=_sex_of(part))


def _parts(columns: Sequence[Column], named: Sequence[Column]) -> list[list[Column]]:
    """The columns cut before each name, or before the number that stands before it."""
    starts = []
    for column in named:
        before = columns[column.index - 1] if column.index else column
        starts.append(before.index if before.role == Role.NUMBER else column.index)
    starts[0] = 0
    ends = [*starts[1:], len(columns)]
    return [list(columns[start:end]) for start, end in zip(starts, ends, strict=True)]


def _with_one_name(heading: Heading, part: Sequence[Column], named: Sequence[Column]) -> Heading:
    """The heading with the names of the people alone: those of their own block, else those that are nobody's relatives."""
    plain = [column for column in named if not _BESIDE.search(bare(column.title))]
    kept = next((column for column in part if column in plain), None) or (plain or list(named))[0]
    columns = (
        replace(column, role=Role.OTHER) if column.role == Role.NAME and column != kept else column
        for column in heading.columns
    )
    return replace(heading, columns=tuple(columns))


def _name(sheet: Sheet, part: Sequence[Column], number: int) -> str:
    """The first block goes by the sheet's name; the others say at which column they begin, for rows stand there twice."""
    return f"{sheet.name} [{letters(part[0].index)}]" if number else sheet.name


def _only(sheet: Sheet, wanted: Collection[int], *, name: str, counts: bool) -> Sheet:

    def row_of(row: tuple[Value, ...]) -> tuple[Value, ...]:
        texts = [text for value in row if (text := clean(as_text(value)))]
        if len(texts) == 1:
            # A line of its own, as the heading of a section, speaks for all blocks; a closing count for the last.
            return row if counts or words.stated_count(texts[0]) is None else (None,) * len(row)
        return tuple(value if index in wanted else None for index, value in enumerate(row))

    return replace(sheet, name=name, rows=tuple(map(row_of, sheet.rows)))


def _sex_of(part: Sequence[Column]) -> Sex | None:
    """The sex that the heading of a couple's list says."""
    titles = bare(" ".join(column.title for column in part if column.role == Role.NAME))
    if re.search("\\bchong\\b", titles):
        return "Nam"
    return "Nữ" if re.search("\\bvo\\b", titles) else None
