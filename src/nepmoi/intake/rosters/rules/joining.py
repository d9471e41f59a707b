"""One list out of several tables: the same people on the sheets of several days are one person each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from nepmoi.intake.rosters.rules.people import HalfDay, Mark, Problem, Reading, ReadPerson
from nepmoi.intake.rosters.rules.problems import problem
from nepmoi.intake.rosters.rules.tables import ReadTable
from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.text import name_key, search_key

# A half-day without a date is told from others by the table in which it first stood and its place there.
_Half = tuple[date | None, DayPart | None, int, int]
_PARTS = {DayPart.MORNING: 0, DayPart.AFTERNOON: 1, None: 2}


@dataclass
class _Joined:
    """One person, her marks by half-day, and the table and the sheet in which she was last seen."""

    person: ReadPerson
    marks: dict[_Half, Mark | None] = field(default_factory=dict)
    table: int = 0
    page: str = ""


# Where more people of one name stand, a blank fits too many of them to say anything.
MOST_OF_ONE_NAME = 40
_Key = tuple[str, str, int | None]


@dataclass
class _List:
    """The list as far as it is joined.

    `exact` has people by name, unit and birth, in order; `taken` counts how many of them a table has named so far, so that the second
    Hồ Thị Nam of a sheet is the second Hồ Thị Nam of the sheet before.
    """

    people: list[_Joined] = field(default_factory=list)
    by_name: dict[str, list[_Joined]] = field(default_factory=dict)
    exact: dict[_Key, list[_Joined]] = field(default_factory=dict)
    taken: dict[tuple[int, _Key], int] = field(default_factory=dict)
    half_days: dict[_Half, HalfDay] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def join(tables: Sequence[ReadTable]) -> Reading:
    """Join the tables of one file.

    People of different tables are one when name, unit and birth agree; a blank unit or birth agrees with any if only one person fits.
    On one sheet the same person twice is a problem, and both rows are kept, unless the second gives other days.
    """
    whole = _List()
    for number, table in enumerate(tables):
        whole.problems.extend(table.problems)
        halves = _halves_of(whole, table, number)
        for person in table.people:
            _add(whole, person, halves, number, table.page)
        for half, day in zip(halves, table.half_days, strict=True):
            whole.half_days.setdefault(half, day)
    places = {table.sheet: place for place, table in reversed(list(enumerate(tables)))}
    order = _in_time(whole.half_days)
    people = tuple(
        replace(joined.person, marks=tuple(joined.marks.get(half) for half in order)) for joined in whole.people
    )
    stated, told = _stated(tables, people)
    problems = sorted([*whole.problems, *told], key=lambda found: places[found.sheet])
    return Reading(people, tuple(whole.half_days[half] for half in order), tuple(problems), stated)


def _halves_of(whole: _List, table: ReadTable, number: int) -> list[_Half]:
    """What the table's columns are called: by date and part, or by their place.

    Undated columns are another day when the table has the same people as those before, and the same day when it has others.
    """
    known = sum(_search(whole, person, number) is not None for person in table.people)
    is_another_day = 2 * known > len(table.people)
    halves: list[_Half] = []
    for place, half in enumerate(table.half_days):
        first = number if is_another_day or number == 0 else 0
        halves.append((half.on, half.part, 0, 0) if half.on and half.part else (half.on, half.part, first, place))
    return halves


def _add(whole: _List, person: ReadPerson, halves: Sequence[_Half], number: int, page: str) -> None:
    key = _key(person)
    found = _search(whole, person, number)
    if found is not None and found.page == page and not _adds_days(found, halves):
        whole.problems.append(
            problem(
                "duplicate-person",
                person.sheet,
                person.row,
                name=person.name,
                other=found.person.row,
                other_sheet=found.person.sheet,
            )
        )
        found = None
    elif found is None:
        _ask_if_same(whole, person, number)
    if found is None:
        found = _Joined(person, table=number, page=page)
        whole.people.append(found)
        whole.by_name.setdefault(key[0], []).append(found)
        whole.exact.setdefault(key, []).append(found)
    else:
        before = _key(found.person)
        found.person = _filled(found.person, person)
        found.table, found.page = number, page
        if _key(found.person) != before:
            whole.exact.setdefault(_key(found.person), []).append(found)
    whole.taken[number, key] = whole.taken.get((number, key), 0) + 1
    _mark(whole, found, person, halves)


def _key(person: ReadPerson) -> _Key:
    return _spelt(person.name), _placed(person.unit or ""), person.birth_year


_spelt = lru_cache(maxsize=8192)(name_key)
_placed = lru_cache(maxsize=1024)(search_key)


def _search(whole: _List, person: ReadPerson, number: int) -> _Joined | None:
    """The one person of the list who may be this one: no known fact differs, and enough are known."""
    key = _key(person)
    if same := whole.exact.get(key):
        return same[min(whole.taken.get((number, key), 0), len(same) - 1)]
    others = whole.by_name.get(key[0], ())
    fits = [joined for joined in others[:MOST_OF_ONE_NAME] if _agree(joined.person, person)]
    return fits[0] if len(fits) == 1 and len(others) <= MOST_OF_ONE_NAME else None


def _agree(one: ReadPerson, other: ReadPerson) -> bool:
    (_, unit, birth), (_, other_unit, other_birth) = _key(one), _key(other)
    pairs = [(unit, other_unit), (birth, other_birth), (one.sex, other.sex)]
    return all(not a or not b or a == b for a, b in pairs)


def _adds_days(found: _Joined, halves: Sequence[_Half]) -> bool:
    """Whether this row gives days that the person does not have yet: a second table on one sheet."""
    return len(halves) > 0 and not any(half in found.marks for half in halves)


def _ask_if_same(whole: _List, person: ReadPerson, number: int) -> None:
    """The same name and unit with another birth on another sheet of a roll: two people, or a slip."""
    key = _key(person)
    for joined in whole.by_name.get(key[0], [])[:MOST_OF_ONE_NAME]:
        if joined.table != number and _key(joined.person)[1] == key[1] and joined.marks:
            whole.problems.append(
                problem(
                    "maybe-same-person",
                    person.sheet,
                    person.row,
                    name=person.name,
                    other=joined.person.row,
                    other_sheet=joined.person.sheet,
                )
            )


def _filled(known: ReadPerson, more: ReadPerson) -> ReadPerson:
    """What was blank before, filled from another row about the same person."""
    names = ("sex", "birth_year", "birth_month", "birth_day", "ethnic", "position", "unit", "phone")
    blank = [name for name in names if getattr(known, name) is None]
    return replace(known, **{name: getattr(more, name) for name in blank})


def _mark(whole: _List, joined: _Joined, person: ReadPerson, halves: Iterable[_Half]) -> None:
    for half, mark in zip(halves, person.marks, strict=True):
        before = joined.marks.get(half)
        differ = before is not None and mark is not None and before != mark
        if differ:
            whole.problems.append(problem("marks-differ", person.sheet, person.row, name=person.name))
        joined.marks[half] = None if differ else mark or before


def _in_time(half_days: Iterable[_Half]) -> list[_Half]:
    """By date and part where every half-day has its date; else as the file has them."""
    halves = list(half_days)
    if any(half[0] is None for half in halves):
        return halves
    return sorted(halves, key=lambda half: (half[0] or date.min, _PARTS[half[1]], half[2], half[3]))


def _stated(tables: Sequence[ReadTable], people: Sequence[ReadPerson]) -> tuple[int | None, list[Problem]]:
    """The stated count of the whole, and where a table says another number than was read."""
    told = [
        problem("count-differs", table.sheet, table.stated[1], stated=table.stated[0], read=len(table.people))
        for table in tables
        if table.stated is not None and table.stated[0] != len(table.people)
    ]
    stated = [(table.stated[0], len(table.people)) for table in tables if table.stated is not None]
    if not stated:
        return None, told
    if len(stated) == 1 and stated[0][0] == len(people):
        # One closing line at the end of several tables speaks for all of them.
        return stated[0][0], []
    are_days = sum(read for _, read in stated) > len(people)
    return max(count for count, _ in stated) if are_days else sum(count for count, _ in stated), told
