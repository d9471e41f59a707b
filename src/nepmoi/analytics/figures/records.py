"""The rows behind a figure, each with the way to its record."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext_noop

from nepmoi.analytics.engine.replica import Reader
from nepmoi.analytics.engine.tables import ACTIVITIES, ACTIVITY, ARTICLES, COUNTS, GROUP_STEPS, GROUPS
from nepmoi.analytics.figures.answers import in_both, is_few
from nepmoi.analytics.figures.errors import PartTooSmall
from nepmoi.analytics.figures.questions import Question
from nepmoi.analytics.indicators import compiling
from nepmoi.analytics.indicators.definition import Definition, Measure, Words
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.evidence.selectors import articles_by_id
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.people.selectors import persons as people

SORTED = 20_000
"""Up to so many rows of people are put in the order of their names; more come in the order of their records."""

_CHUNK = 5_000
_MASKED = gettext_noop("Name not shown")

T = TypeVar("T")


class RowKind(StrEnum):
    """What a row stands for, and so what it opens."""

    PERSON = "person"
    PARTICIPATION = "participation"
    PRESENCE = "presence"
    ACTIVITY = "activity"
    COUNT = "count"
    GROUP = "group"
    ARTICLE = "article"
    PLACE = "place"


@dataclass(frozen=True)
class Opened:
    """A line of an activity's list behind a row.

    Attributes:
        participation: its uid.
        activity: the activity's uid.
        name: the activity's name.
        title: what the person was; empty when she may not be seen.
        present: half-days marked present.
        half_days: of so many that the activity had.
    """

    participation: UUID
    activity: UUID
    name: str
    last_day: date
    title: str
    present: int
    half_days: int


@dataclass(frozen=True)
class Row:
    """One row behind a figure.

    Attributes:
        uid: of its record: the person, participation, activity, group, article or place.
        label: the record's name; a person's only for those who may see persons.
        person: who she is, for the same viewers.
        unit: where she came from at the time, or where it was.
        day: the (latest) day on which it counts.
        half: of a presence, the half-day.
        adds: what it adds to the figure; the sum over all rows is the figure.
        opens: the lines of lists behind it, the latest first; none for a row that is a record of its own.
        line: of a count, its place among those of its activity; 0 when nobody was written down there.
    """

    kind: RowKind
    uid: UUID
    label: Words
    person: people.PersonView | None
    unit: str
    day: date
    half: DayPart | None
    adds: int
    opens: tuple[Opened, ...]
    line: int = 0


@dataclass(frozen=True)
class Rows:
    """Rows behind a figure or one of its parts.

    Attributes:
        total: how many there are in all.
        adds: what all of them add up to.
        first: the number of rows before these.
    """

    total: int
    adds: int
    first: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _Raw:
    """A row as the facts have it, by ids."""

    keys: dict[str, Any]
    unit_id: int | None
    day: date
    half: str | None
    opens: list[int]
    adds: int


def read(
    asked: Question, reader: Reader, page: tuple[int, int | None], *, sees_people: bool, sort_up_to: int = SORTED
) -> Rows:
    """The rows of a question whose place was allowed, from one state of the facts.

    Args:
        asked: the question.
        reader: the facts.
        page: how many rows to leave out, and how many to give (None for all).
        sees_people: whether names may be shown.
        sort_up_to: how many rows of people are put in the order of their names.

    Raises:
        PartTooSmall: when a part of few people is opened by someone who may not see persons.
    """
    first, size = page
    if asked.part and not sees_people:
        found_parts = reader.rows(compiling.parts(asked.definition, asked.query, with_people=True))
        if any(is_few(people) for _, _, people in found_parts):
            raise PartTooSmall
    total, adds = reader.rows(compiling.tally(asked.definition, asked.query))[0]
    kind = _kind(asked.definition)
    of_people = kind in {RowKind.PERSON, RowKind.PARTICIPATION, RowKind.PRESENCE}
    if of_people and total > sort_up_to:
        found = _raw(asked, reader, first, size)
    else:
        found = _in_order(kind, _raw(asked, reader))[first : None if size is None else first + size]
    if not of_people:
        rows = _of_records(kind, found)
    elif asked.definition.fact.has(ACTIVITY):
        rows = _of_people(kind, found, sees_people=sees_people)
    else:
        rows = _of_members(kind, found, sees_people=sees_people)
    return Rows(total=total, adds=int(adds), first=first, rows=rows)


def _kind(definition: Definition) -> RowKind:
    by_measure = {
        Measure.PEOPLE: RowKind.PERSON,
        Measure.PARTICIPATIONS: RowKind.PARTICIPATION,
        Measure.PRESENCES: RowKind.PRESENCE,
        Measure.PLACES: RowKind.PLACE,
    }
    by_fact = {
        ACTIVITIES: RowKind.ACTIVITY,
        COUNTS: RowKind.COUNT,
        GROUPS: RowKind.GROUP,
        GROUP_STEPS: RowKind.GROUP,
        ARTICLES: RowKind.ARTICLE,
    }
    return by_measure.get(definition.measure) or by_fact[definition.fact]


def _raw(asked: Question, reader: Reader, first: int = 0, size: int | None = None) -> list[_Raw]:
    keys = compiling.keys(asked.definition)
    rows = reader.rows(compiling.records(asked.definition, asked.query, first, size))
    return [_Raw(dict(zip(keys, row, strict=False)), *row[len(keys) :]) for row in rows]


def _in_order(kind: RowKind, rows: list[_Raw]) -> list[_Raw]:
    """People by given name, then by day; activities and articles the latest first; groups and places by name."""
    match kind:
        case RowKind.COUNT:
            return sorted(rows, key=lambda row: (-row.day.toordinal(), -row.keys[ACTIVITY], row.keys["line"]))
        case RowKind.ACTIVITY:
            return sorted(rows, key=lambda row: (row.day, row.keys["activity_id"]), reverse=True)
        case RowKind.ARTICLE:
            return sorted(rows, key=lambda row: (row.day, row.keys["article_id"]), reverse=True)
        case RowKind.GROUP:
            groups = community.by_id(row.keys["group_id"] for row in rows)
            return sorted(rows, key=lambda row: groups[row.keys["group_id"]].name)
        case RowKind.PLACE:
            units = geography.by_ids(int(row.keys["place"]) for row in rows)
            return sorted(rows, key=lambda row: units[int(row.keys["place"])].sort_key)
    names = people.sort_keys(row.keys["survivor_id"] for row in rows)

    def order(row: _Raw) -> tuple[str, int, date, bool, list[int]]:
        survivor_id = row.keys["survivor_id"]
        return names[survivor_id], survivor_id, row.day, row.half == DayPart.AFTERNOON, row.opens

    return sorted(rows, key=order)


def _of_people(kind: RowKind, found: Sequence[_Raw], *, sees_people: bool) -> tuple[Row, ...]:
    known = people.by_id(row.keys["survivor_id"] for row in found)
    lines = _in_chunks(activities.participations_by_id, (line for row in found for line in row.opens))
    held = _in_chunks(activities.by_id, (line.activity_id for line in lines.values()))
    units = geography.by_ids(row.unit_id for row in found)
    masked = in_both(_MASKED)

    def opened(line: activities.ParticipantView) -> Opened:
        activity = held[line.activity_id]
        return Opened(
            participation=line.uid,
            activity=activity.uid,
            name=activity.name,
            last_day=activity.last_day,
            title=line.title if sees_people else "",
            present=sum(mark is Mark.PRESENT for mark in line.marks.values()),
            half_days=activity.half_days,
        )

    def row(raw: _Raw) -> Row:
        person = known[raw.keys["survivor_id"]]
        own = sorted((lines[line] for line in raw.opens), key=lambda line: (held[line.activity_id].last_day, line.id))
        opens = tuple(opened(line) for line in reversed(own))
        unit = units[raw.unit_id].label.name if raw.unit_id is not None else own[-1].unit_as_written
        return Row(
            kind=kind,
            uid=person.uid if kind is RowKind.PERSON else opens[0].participation,
            label=Words.name(person.name) if sees_people else masked,
            person=person if sees_people else None,
            unit=unit,
            day=raw.day,
            half=DayPart(raw.half) if kind is RowKind.PRESENCE and raw.half else None,
            adds=int(raw.adds),
            opens=opens,
        )

    return tuple(row(raw) for raw in found)


def _of_members(kind: RowKind, found: Sequence[_Raw], *, sees_people: bool) -> tuple[Row, ...]:
    """Persons who are named members; their own pages say of which groups."""
    known = people.by_id(row.keys["survivor_id"] for row in found)
    units = geography.by_ids(row.unit_id for row in found)
    masked = in_both(_MASKED)

    def row(raw: _Raw) -> Row:
        person = known[raw.keys["survivor_id"]]
        label = Words.name(person.name) if sees_people else masked
        unit = units[raw.unit_id].label.name if raw.unit_id is not None else ""
        return Row(kind, person.uid, label, person if sees_people else None, unit, raw.day, None, int(raw.adds), ())

    return tuple(row(raw) for raw in found)


def _of_records(kind: RowKind, found: Sequence[_Raw]) -> tuple[Row, ...]:
    units = geography.by_ids(row.unit_id for row in found)
    named: dict[int, tuple[UUID, str]]
    if kind in {RowKind.ACTIVITY, RowKind.COUNT}:
        held = _in_chunks(activities.by_id, (row.keys["activity_id"] for row in found))
        named = {key: (activity.uid, activity.name) for key, activity in held.items()}
    elif kind is RowKind.GROUP:
        groups = community.by_id(row.keys["group_id"] for row in found)
        named = {key: (group.uid, group.name) for key, group in groups.items()}
    elif kind is RowKind.ARTICLE:
        # One may have been made void since the facts were read.
        articles = _in_chunks(partial(articles_by_id, void=True), (row.keys["article_id"] for row in found))
        named = {key: (article.uid, article.title) for key, article in articles.items()}
    else:
        places = geography.by_ids(int(row.keys["place"]) for row in found)
        named = {key: (place.uid, place.name) for key, place in places.items()}

    def row(raw: _Raw) -> Row:
        uid, name = named[int(next(iter(raw.keys.values())))]
        unit = units[raw.unit_id].label.name if raw.unit_id is not None else ""
        line = int(raw.keys.get("line", 0))
        return Row(kind, uid, Words.name(name), None, unit, raw.day, None, int(raw.adds), (), line)

    return tuple(row(raw) for raw in found)


def _in_chunks(fetch: Callable[[Iterable[int]], dict[int, T]], ids: Iterable[int]) -> dict[int, T]:
    wanted = sorted(set(ids))
    found: dict[int, T] = {}
    for start in range(0, len(wanted), _CHUNK):
        found |= fetch(wanted[start : start + _CHUNK])
    return found
