"""The life of an activity and the marks of a roll."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count
from uuid import UUID

from nepmoi.core.audit.rules import Reads, Record, Told
from nepmoi.fieldwork.activities.errors import (
    ChildrenTooMany,
    CountBlank,
    MinorityTooMany,
    MinorityWomenTooMany,
    PartsTooMany,
    WomenTooMany,
)
from nepmoi.kernel.errors import gettext_noop
from nepmoi.registry.organisation.rules import OfficeView
from nepmoi.registry.programme.rules import Need, Needs, Who


class Status(StrEnum):
    """Only what is confirmed counts."""

    PLANNED = "planned"
    HELD = "held"
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """Where an activity stands on a day: its state, but a plan whose last day is over is overdue."""

    OVERDUE = "overdue"
    HELD = "held"
    PLANNED = "planned"
    POSTPONED = "postponed"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Mark(StrEnum):
    """What a roll says of a person in a half-day; no mark is unknown, never absent."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class Part(StrEnum):
    """What an office has to do with an activity."""

    ORGANISER = "organiser"
    PARTNER = "partner"


_NEXT: dict[Status, frozenset[Status]] = {
    Status.PLANNED: frozenset({Status.HELD, Status.POSTPONED, Status.CANCELLED}),
    Status.POSTPONED: frozenset({Status.PLANNED, Status.CANCELLED}),
    Status.HELD: frozenset({Status.CONFIRMED}),
    Status.CONFIRMED: frozenset(),
    Status.CANCELLED: frozenset({Status.PLANNED}),
}


def may_become(now: Status, then: Status) -> bool:
    """Whether an activity can go from one state to another in one step."""
    return then in _NEXT[now]


_BACK: dict[Status, Status] = {Status.CONFIRMED: Status.HELD, Status.HELD: Status.PLANNED}


def before(now: Status) -> Status | None:
    """To which state taking the last step back leads; None where no step can be taken back."""
    return _BACK.get(now)


def is_over(status: Status) -> bool:
    """Whether an activity is said to have taken place."""
    return status in {Status.HELD, Status.CONFIRMED}


def stage(status: Status, last_day: date, today: date) -> Stage:
    """Where an activity stands today."""
    return Stage.OVERDUE if status is Status.PLANNED and last_day < today else Stage(status.value)


class Every(StrEnum):
    """How often an activity comes again."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


def further_days(first: date, every: Every, until: date) -> list[date]:
    """The days after the first on which something comes again; in a month that has no such day, on its last one."""
    days: list[date] = []
    for number in count(1):
        day = _in_months(first, number) if every is Every.MONTH else first + timedelta(weeks=number * _WEEKS[every])
        if day > until:
            return days
        days.append(day)
    return days


_WEEKS = {Every.WEEK: 1, Every.FORTNIGHT: 2}


def _in_months(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Wanted:
    """What narrows a list of activities; an empty one fits all.

    Attributes:
        text: words of the name, in any spelling.
        year: that of the last day.
        content: the code of a content that it serves.
        kind: the code of its kind.
    """

    text: str = ""
    year: int | None = None
    content: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Step:
    """When an activity first came into a state, and by whose hand."""

    status: Status
    at: datetime
    by: str


@dataclass(frozen=True)
class Involved:
    """An office in an activity, and what it does there."""

    office: OfficeView
    part: Part
    task: str


class Thing(StrEnum):
    """What an activity's result can lack."""

    PEOPLE = "people"
    ROLL = "roll"
    PHOTOGRAPHS = "photographs"


@dataclass(frozen=True)
class Kept:
    """What is kept of an activity so far.

    Attributes:
        listed: people in its list.
        counts: how many counts say who came without being named.
        unmarked: its half-days without a single mark.
        photographs: how many show it.
    """

    listed: int
    counts: int
    unmarked: int
    photographs: int


@dataclass(frozen=True)
class Lack:
    """A thing that is not there, and whether confirming waits for it."""

    thing: Thing
    blocks: bool


def asks_roll(needs: Needs, listed: int) -> bool:
    """Whether a roll is asked of a kind; where people may be counted instead, it is once somebody is listed."""
    return needs.roll is not Need.NONE and (listed > 0 or needs.who is Who.LIST)


def lacks(needs: Needs, kept: Kept) -> list[Lack]:
    """What an activity of a kind lacks."""
    came = {Who.LIST: kept.listed, Who.COUNTS: kept.counts, Who.EITHER: kept.listed + kept.counts}[needs.who]
    asked = (
        (Thing.PEOPLE, needs.people, bool(came)),
        (Thing.ROLL, needs.roll, not (kept.unmarked and asks_roll(needs, kept.listed))),
        (Thing.PHOTOGRAPHS, needs.photographs, bool(kept.photographs)),
    )
    return [Lack(thing, need is Need.BLOCKS) for thing, need, there in asked if need is not Need.NONE and not there]


@dataclass(frozen=True, kw_only=True)
class Heads:
    """Those who came without being named; None is a number that nobody knows.

    Attributes:
        over: whether the source says "more than" these.
        minority_women: women of ethnic minorities, part of both.
        audience: the code of whom they were; empty when nobody says.
        unit_id: where they came from; None when not known.
    """

    total: int | None = None
    over: bool = False
    women: int | None = None
    minority: int | None = None
    minority_women: int | None = None
    children: int | None = None
    audience: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class HeadCountView(Heads):
    """A count that is kept."""

    id: int
    uid: UUID
    activity_id: int
    position: int


def check_heads(heads: Heads) -> None:
    """Refuse numbers of which one says otherwise than another.

    Raises:
        CountBlank: when it says nothing.
        WomenTooMany, MinorityTooMany, MinorityWomenTooMany, ChildrenTooMany: when a part is more than the whole.
        PartsTooMany: when women and minorities leave more people than there were.
    """
    total, women, minority, both = heads.total, heads.women, heads.minority, heads.minority_women
    if {total, women, minority, both, heads.children} == {None}:
        raise CountBlank
    if _exceeds(women, total):
        raise WomenTooMany(women=women or 0, total=total or 0)
    if _exceeds(minority, total):
        raise MinorityTooMany(minority=minority or 0, total=total or 0)
    if _exceeds(heads.children, total):
        raise ChildrenTooMany(children=heads.children or 0, total=total or 0)
    least = min((number for number in (total, women, minority) if number is not None), default=None)
    if _exceeds(both, least):
        raise MinorityWomenTooMany(both=both or 0, most=least or 0)
    if None in (total, women, minority, both) or heads.over:
        return
    # Those who are neither women nor of minorities cannot be less than none.
    if _exceeds(_either(women, minority, both), total):
        raise PartsTooMany(least=_either(women, minority, both), total=total or 0)


def _exceeds(part: int | None, whole: int | None) -> bool:
    return part is not None and whole is not None and part > whole


def _either(women: int | None, minority: int | None, both: int | None) -> int:
    return (women or 0) + (minority or 0) - (both or 0)


ACTIVITY = Record(
    gettext_noop("Activity"),
    (
        Told("status", gettext_noop("State"), Reads.STATUS),
        Told("kind__name", gettext_noop("Kind")),
        Told("name", gettext_noop("Name of the activity")),
        Told("first_day", gettext_noop("First day")),
        Told("last_day", gettext_noop("Last day")),
        Told("venue", gettext_noop("Venue")),
        Told("venue_unit__name", gettext_noop("Place")),
        Told("host__name", gettext_noop("Host")),
        Told("opened_by", gettext_noop("Opened by")),
        Told("source", gettext_noop("Source")),
        Told("confirmed_on", gettext_noop("Confirmed on")),
        Told("void_reason", gettext_noop("Made void because")),
    ),
)
DROPPED = Told("dropped", gettext_noop("Taken off the plan"))
CONTENT = Record(gettext_noop("Content"), (DROPPED,), named_by=("content__name",))
OFFICE = Record(
    gettext_noop("Office"),
    (Told("part", gettext_noop("Part"), Reads.OFFICE_PART), Told("task", gettext_noop("Task")), DROPPED),
    named_by=("office__name",),
)
HALF_DAY = Record(gettext_noop("Half-day"), (Told("day", gettext_noop("Day")), DROPPED), named_by=("part", "day"))
LISTED = Record(
    gettext_noop("List"),
    (
        Told("name_as_written", gettext_noop("Name as written")),
        Told("title_then", gettext_noop("Post")),
        Told("unit_then__name", gettext_noop("Unit")),
        Told("unit_as_written", gettext_noop("Unit as written")),
        Told("ethnic_group_then__name", gettext_noop("Ethnic group")),
        Told("walk_in", gettext_noop("Walk-in")),
        Told("void_reason", gettext_noop("Made void because")),
    ),
    named_by=("name_as_written",),
    day="activity__last_day",
    links=("unit_then_id",),
)
MARKED = Record(
    gettext_noop("Roll call"),
    (Told("mark", gettext_noop("Mark"), Reads.MARK),),
    named_by=("half_day__part", "half_day__day", "participation__name_as_written"),
    day="half_day__day",
    links=("participation__unit_then_id", "half_day_id"),
)
PICTURE = Record(gettext_noop("Photograph"), (), named_by=("photograph__caption",), day="photograph__taken_on")
PAPER = Record(gettext_noop("Paper"), (), named_by=("paper__title",), day="paper__dated_on")
ARTICLE = Record(gettext_noop("Press article"), (), named_by=("article__title",), day="article__published_on")
COUNTED = Record(
    gettext_noop("Count without names"),
    (
        Told("total", gettext_noop("In all")),
        Told("over", gettext_noop("More than")),
        Told("women", gettext_noop("Women")),
        Told("minority", gettext_noop("Of ethnic minorities")),
        Told("minority_women", gettext_noop("Women of ethnic minorities")),
        Told("children", gettext_noop("Children (under 16)")),
        Told("audience__name", gettext_noop("Who they were")),
        Told("unit__name", gettext_noop("Where from")),
        Told("dropped", gettext_noop("Not said any more")),
    ),
    named_by=("audience__name",),
)
