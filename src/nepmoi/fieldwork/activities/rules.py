"""The life of an activity and the marks of a roll."""

from datetime import date
from enum import StrEnum

from nepmoi.core.audit.rules import Reads, Record, Told
from nepmoi.kernel.errors import gettext_noop


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
