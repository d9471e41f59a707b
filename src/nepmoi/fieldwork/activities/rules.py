"""The life of an activity and the marks of a roll."""

from datetime import date
from enum import StrEnum


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
    Status.CANCELLED: frozenset(),
}


def may_become(now: Status, then: Status) -> bool:
    """Whether an activity can go from one state to another in one step."""
    return then in _NEXT[now]


def stage(status: Status, last_day: date, today: date) -> Stage:
    """Where an activity stands today."""
    return Stage.OVERDUE if status is Status.PLANNED and last_day < today else Stage(status.value)
