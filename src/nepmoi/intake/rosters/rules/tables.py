"""One table of a list, from its heading to its end: its people, its half-days, its problems."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from nepmoi.intake.rosters.rules import columns, contents, lines, words
from nepmoi.intake.rosters.rules.answers import latest, submitted_at
from nepmoi.intake.rosters.rules.cells import Cells
from nepmoi.intake.rosters.rules.ethnic import EthnicNames
from nepmoi.intake.rosters.rules.fields import (
    Facts,
    ask_about_sex,
    read_ethnic,
    read_marks,
    read_phone_of,
    read_position_and_unit,
    read_sex_and_birth,
    read_who,
)
from nepmoi.intake.rosters.rules.grid import Sheet, as_text, letters
from nepmoi.intake.rosters.rules.halves import Occasion, half_day
from nepmoi.intake.rosters.rules.headings import NAMES, Column, Heading, Role
from nepmoi.intake.rosters.rules.lines import Kind, Line
from nepmoi.intake.rosters.rules.people import HalfDay, Mark, Problem, ReadColumn, ReadPerson, Sex
from nepmoi.intake.rosters.rules.problems import problem
from nepmoi.kernel.text import bare, clean


@dataclass(frozen=True)
class Table:
    """Where a table stands.

    Args:
        sheet: in Unicode.
        heading: its columns.
        rows: the rows below the heading, up to the next one; without repeated headings and numbers of columns.
        occasion: what stands above it, and the sheet's name.
        sex: of all its people, where the heading says it.
    """

    sheet: Sheet
    heading: Heading
    rows: Sequence[int]
    occasion: Occasion
    sex: Sex | None = None


@dataclass(frozen=True)
class Around:
    """What the reading of every table knows besides the table.

    Args:
        ethnic: names of the groups.
        on: everybody was born by then.
        legend: the file's own signs of attendance.
        said: what the office said of its columns.
    """

    ethnic: EthnicNames
    on: date
    legend: Mapping[str, Mark]
    said: columns.Said = field(default_factory=columns.Said)


@dataclass(frozen=True)
class ReadTable:
    """A table as read.

    Args:
        sheet: its name.
        people: in the order of the rows, their marks in the order of `half_days`.
        half_days: the columns of a roll.
        problems: what is not right.
        stated: how many the closing line says, and its row.
        page: the sheet; empty for a document, which is one list however many tables it has.
        columns: what its columns were taken for.
    """

    sheet: str
    people: tuple[ReadPerson, ...]
    half_days: tuple[HalfDay, ...]
    problems: tuple[Problem, ...]
    stated: tuple[int, int] | None
    page: str
    columns: tuple[ReadColumn, ...] = ()


@dataclass
class _Part:
    """The part of the list that is being read: its heading line and how many were read in it."""

    unit: str | None = None
    commune: str | None = None
    row: int = 0
    count: int | None = None
    read: int = 0


@dataclass
class _Reader:
    """Goes down one table."""

    table: Table
    facts: Facts
    cells: Cells
    part: _Part = field(default_factory=_Part)
    people: list[ReadPerson] = field(default_factory=list)
    counts: list[tuple[int, int, bool]] = field(default_factory=list)
    ended: bool = False

    def take(self, line: Line) -> None:
        has_numbers = self.facts.heading.first(Role.NUMBER) is not None
        match lines.kind_of(line, has_numbers=has_numbers, ended=self.ended):
            case Kind.PERSON:
                self._person(line)
            case Kind.SECTION:
                self._section(line)
            case Kind.COUNT:
                self._count(line)
            case Kind.ENDING:
                self.ended = True
            case Kind.NAMELESS if not self.ended:
                self._nameless(line.row)
            case Kind.LONE:
                self.cells.tell("not-read", line.row, self.facts.heading.first(*NAMES), value=line.name)
            case _:
                pass

    def _person(self, line: Line) -> None:
        self.ended = False
        row, facts, cells = line.row, self.facts, self.cells
        said = read_who(cells, row, facts, line.name)
        name = said.name
        if any(mark.isdigit() for mark in name) or len(name) > 60:
            cells.tell("unreadable-name", row, facts.heading.first(*NAMES), value=name)
        sex, birth = read_sex_and_birth(cells, row, facts, said.birth)
        sex = sex or said.sex
        position, unit = read_position_and_unit(cells, row, facts, self.part.unit)
        position, unit = position or said.position, said.unit or unit
        ask_about_sex(cells, row, name, sex, position)
        self.part.read += 1
        self.people.append(
            ReadPerson(
                name=name,
                sheet=self.table.sheet.name,
                row=row + 1,
                sex=sex,
                birth_year=birth.year,
                birth_month=birth.month,
                birth_day=birth.day,
                ethnic=read_ethnic(cells, row, facts),
                position=position,
                unit=unit,
                phone=read_phone_of(cells, row, facts),
                marks=read_marks(cells, row, facts),
                submitted=submitted_at(cells.value(row, facts.heading.first(Role.SUBMITTED))),
            )
        )

    def _nameless(self, row: int) -> None:
        """A name that a formula should have given is not missing from the office's list, only from the file."""
        columns = [column for column in self.facts.heading.columns if column.role in NAMES]
        faulty = next((column for column in columns if (row, column.index) in self.table.sheet.faults), None)
        if faulty is not None:
            self.cells.value(row, faulty)
        else:
            self.cells.tell("missing-name", row, self.facts.heading.first(*NAMES))

    def _section(self, line: Line) -> None:
        section = lines.section_of(line)
        if section is None:
            return
        self.close_part()
        unit, commune = section.unit, self.part.commune
        if unit is not None and not words.starts_as_village(unit):
            commune = unit
        elif unit is not None and commune is not None and words.starts_as_unit(commune):
            unit = f"{unit}, {commune[:1].lower()}{commune[1:]}"
        self.part = _Part(unit, commune if unit else None, line.row + 1, section.count)

    def close_part(self) -> None:
        """Compare what a section says of its size with what was read."""
        part = self.part
        # A section that is only divided further (`A. Cấp xã (30 người)`) has nobody directly below it.
        if part.count is not None and part.read and part.count != part.read:
            self.cells.problems.append(
                problem("section-count-differs", self.table.sheet.name, part.row, stated=part.count, read=part.read)
            )

    def _count(self, line: Line) -> None:
        whole = " ".join(line.texts.values())
        count = words.stated_count(whole)
        if count is not None:
            is_sum = not bare(whole).strip(" (").startswith("cong")
            self.counts.append((count, line.row + 1, is_sum))
        if words.ends_the_list(whole):
            self.ended = True


def read_table(table: Table, around: Around) -> ReadTable:
    """Read one table."""
    spread = _spread(table.sheet)
    likely = _rows_of_people(table, spread)
    known = contents.with_contents(table.heading, table.sheet, likely, around.ethnic, around.on)
    heading = columns.as_decided(known, around.said.columns)
    gives_ages = contents.gives_ages(heading, table.sheet, likely)
    one_sided = table.sex or contents.one_sided_sex(heading, table.sheet, likely)
    problems: list[Problem] = []
    half_days = tuple(_half_day(column, table) for column in heading.all(Role.MARK))
    serials = contents.gives_serials(heading, table.sheet, likely, around.on)
    titled = contents.gives_titles(heading, table.sheet, likely)
    facts = Facts(heading, around.ethnic, around.on, around.legend, one_sided, gives_ages, half_days, serials, titled)
    reader = _Reader(table, facts, Cells(table.sheet, problems))
    reader.part.unit = reader.part.commune = _unit_above(table)
    for row in table.rows:
        reader.take(lines.line_of(table.sheet, heading, row, spread.get(row, {})))
    reader.close_part()
    people = reader.people
    if heading.first(Role.SUBMITTED) is not None:
        people, told = latest(people)
        problems.extend(told)
    problems.extend(_hidden(table.sheet, heading, people))
    column = heading.first(Role.AGE, Role.BIRTH)
    if gives_ages and column is not None:
        reader.cells.tell("ages-not-years", table.heading.bottom, column)
    if half_days and table.occasion.dates_differ():
        problems.append(problem("dates-differ", table.sheet.name, 0, value=table.sheet.name))
    return _without_empty_roll(
        ReadTable(
            table.sheet.name,
            tuple(people),
            half_days,
            tuple(problems),
            _stated(reader, table),
            table.occasion.sheet,
            tuple(columns.told(table.sheet, (table.heading, known, heading), likely, around.ethnic, around.on)),
        )
    )


def _hidden(sheet: Sheet, heading: Heading, people: Sequence[ReadPerson]) -> Iterator[Problem]:
    """What the office does not see in its own file and was read all the same."""
    unseen = [letters(one.index) for one in heading.columns if one.index in sheet.hidden_columns and one.heading]
    if unseen:
        yield problem("hidden-columns", sheet.name, 0, value=", ".join(unseen))
    rows = [str(person.row) for person in people if person.row - 1 in sheet.hidden_rows]
    if rows:
        yield problem("hidden-rows", sheet.name, 0, value=", ".join(rows))


def _half_day(column: Column, table: Table) -> HalfDay:
    when = half_day(column.heading, table.occasion)
    return replace(when, sheet=table.sheet.name, column=letters(column.index))


def _rows_of_people(table: Table, spread: Mapping[int, Mapping[int, int]]) -> list[int]:
    """The rows that hold people by the heading alone: what columns hold is judged by these, not by signatures below."""
    has_numbers = table.heading.first(Role.NUMBER) is not None
    found = []
    ended = False
    for row in table.rows:
        line = lines.line_of(table.sheet, table.heading, row, spread.get(row, {}))
        kind = lines.kind_of(line, has_numbers=has_numbers, ended=ended)
        ended = kind == Kind.ENDING or (ended and kind != Kind.PERSON)
        if kind == Kind.PERSON:
            found.append(row)
    return found


def _spread(sheet: Sheet) -> dict[int, dict[int, int]]:
    """By row, the ranges that are merged sideways: from their first column to their last."""
    found: dict[int, dict[int, int]] = {}
    for merge in sheet.merges:
        if merge.right > merge.left and merge.top < len(sheet.rows):
            found.setdefault(merge.top, {})[merge.left] = merge.right
    return found


def _unit_above(table: Table) -> str | None:
    """The unit of the whole table: `Đơn vị: Xã Lũng Cú` above it, or the name of its sheet."""
    for line in reversed(table.occasion.titles):
        before, mark, after = line.partition(":")
        if mark and bare(before) in {"don vi", "xa", "dia phuong", "don vi cong tac"} and after.strip(" ._…"):
            unit = words.in_ordinary_case(clean(after), proper=True).strip(" .")
            return (
                f"Xã {unit}" if bare(before) == "xa" and not words.starts_as_unit(unit) else unit[:1].upper() + unit[1:]
            )
    if words.starts_as_unit(table.occasion.sheet):
        return words.in_ordinary_case(clean(table.occasion.sheet), proper=True)
    return None


def _stated(reader: _Reader, table: Table) -> tuple[int, int] | None:
    sums = [(count, row) for count, row, is_sum in reader.counts if is_sum]
    if sums:
        return sums[-1]
    if len(reader.counts) == 1:
        return reader.counts[0][:2]
    for row, line in enumerate((*table.occasion.titles, *table.sheet.after)):
        count = words.count_in_title(line) if row < len(table.occasion.titles) else words.stated_count(line)
        if count is not None:
            return count, 0
    return None


def _without_empty_roll(table: ReadTable) -> ReadTable:
    """Columns for signatures on paper are no roll: without a single mark there is no attendance."""
    if any(mark is not None for person in table.people for mark in person.marks) or any(
        found.code == "unreadable-mark" for found in table.problems
    ):
        return table
    return replace(table, half_days=(), people=tuple(replace(person, marks=()) for person in table.people))


def lines_above(sheet: Sheet, first: int, last: int) -> tuple[str, ...]:
    """The texts of rows `first` to `last` (not counted), as lines."""
    return tuple(filter(None, (clean(" ".join(as_text(value) for value in row)) for row in sheet.rows[first:last])))
