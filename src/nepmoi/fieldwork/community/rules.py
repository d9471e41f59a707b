"""Kinds of groups, and their life: at any date, kept up is set up less stopped."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nepmoi.core.audit.rules import Reads, Record, Told
from nepmoi.fieldwork.community.errors import (
    FoundedTooLate,
    MergedForGood,
    NotKeptUp,
    PartsExceedTotal,
    RunsAlready,
    StepTooEarly,
)
from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.errors import gettext_noop


class GroupKind(StrEnum):
    """The groups that the programme sets up."""

    COMMUNICATION_TEAM = "communication_team"
    LEADERS_CLUB = "leaders_club"
    TRUSTED_ADDRESS = "trusted_address"
    SAVINGS_GROUP = "savings_group"
    LIVELIHOOD_GROUP = "livelihood_group"


class StepKind(StrEnum):
    """What happens to a group after its founding."""

    CONSOLIDATED = "consolidated"
    STOPPED = "stopped"
    RESTARTED = "restarted"
    MERGED = "merged"


class State(StrEnum):
    """Where a group stands on a day."""

    NOT_YET = "not_yet"
    KEPT_UP = "kept_up"
    STOPPED = "stopped"
    MERGED = "merged"


class EquipmentState(StrEnum):
    """What became of what a group was given."""

    IN_USE = "in_use"
    BROKEN = "broken"
    LOST = "lost"
    RETURNED = "returned"


ENDS = frozenset({StepKind.STOPPED, StepKind.MERGED})
"""The steps with which a life ends; the step's day is the first without it."""


@dataclass(frozen=True)
class Step:
    """Something that happened to a group on a day."""

    kind: StepKind
    day: date


@dataclass(frozen=True)
class Life:
    """A stretch in which a group is kept up; ``until`` is the first day on which it no longer is."""

    since: date
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        """Whether it is kept up on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def last_day(founded: PartialDate) -> date:
    """The latest day that a date can mean: by then it surely was."""
    month = founded.month or 12
    return date(founded.year, month, founded.day or calendar.monthrange(founded.year, month)[1])


def begins(founded_by: date | None, known_since: date) -> date:
    """From which day a group is surely there: its founding, or the day for which a source first names it."""
    return known_since if founded_by is None else min(founded_by, known_since)


def lives(since: date, steps: Iterable[Step]) -> list[Life]:
    """The stretches in which a group is kept up, from steps that ``check_steps`` lets pass."""
    found = [Life(since)]
    for step in in_time(steps):
        if step.kind in ENDS:
            found[-1] = Life(found[-1].since, step.day)
        elif step.kind is StepKind.RESTARTED:
            found.append(Life(step.day))
    return found


def in_time(steps: Iterable[Step]) -> list[Step]:
    """Steps by their days."""
    return sorted(steps, key=lambda step: step.day)


def is_kept_up(since: date, steps: Iterable[Step], on: date) -> bool:
    """Whether a group is kept up on a day."""
    return any(on in life for life in lives(since, steps))


def member_until(noted_on: date, until: date | None, steps: Iterable[Step]) -> date | None:
    """The first day on which a member no longer has a task: her own end, or that of the life in which she was noted.

    Who goes on when a group begins again is named anew.
    """
    ends = [step.day for step in steps if step.kind in ENDS and step.day > noted_on]
    return min([*ends, *([until] if until else [])], default=None)


def is_member(noted_on: date, until: date | None, steps: Iterable[Step], on: date) -> bool:
    """Whether somebody noted in a task still has it on a later day."""
    end = member_until(noted_on, until, steps)
    return end is None or on < end


def state(since: date, steps: Sequence[Step], on: date) -> State:
    """Where a group stands on a day."""
    if on < since:
        return State.NOT_YET
    if is_kept_up(since, steps, on):
        return State.KEPT_UP
    last = [step for step in in_time(steps) if step.kind in ENDS and step.day <= on][-1]
    return State.MERGED if last.kind is StepKind.MERGED else State.STOPPED


def check_steps(since: date, steps: Iterable[Step]) -> None:
    """Refuse a life that cannot have been.

    Raises:
        StepTooEarly: when a step does not lie after the beginning, or not after the step before.
        NotKeptUp: when a group that had stopped is consolidated, stopped or merged.
        RunsAlready: when one that never stopped begins again.
        MergedForGood: when one that was merged begins again.
    """
    last = since
    ended: StepKind | None = None
    for step in in_time(steps):
        # It may be consolidated on the day for which it is first named; nothing else happens twice on a day.
        if step.day < last or (step.day == last and step.kind is not StepKind.CONSOLIDATED):
            raise StepTooEarly(day=step.day, since=last)
        if step.kind is StepKind.RESTARTED:
            _check_restart(step, ended)
            ended = None
        elif ended is not None:
            raise NotKeptUp(day=step.day)
        elif step.kind in ENDS:
            ended = step.kind
        last = step.day


def _check_restart(step: Step, ended: StepKind | None) -> None:
    if ended is None:
        raise RunsAlready(day=step.day)
    if ended is StepKind.MERGED:
        raise MergedForGood


def check_days(founded: PartialDate | None, since: date, steps: Sequence[Step], days: Iterable[date]) -> None:
    """Refuse days on which a group met or had members although it was not there.

    A group of which nobody knows the founding may have met before a source names it.

    Raises:
        FoundedTooLate: when it did something before its founding.
        NotKeptUp: when it did something while it was stopped.
    """
    for day in sorted(days):
        if founded and day < founded.first_day():
            raise FoundedTooLate(founded=founded, first=day)
        if day >= since and not is_kept_up(since, steps, day):
            raise NotKeptUp(day=day)


def check_count(total: int, *parts: int | None) -> None:
    """Refuse a part that is larger than the whole.

    Raises:
        PartsExceedTotal: with both.
    """
    for part in parts:
        if part is not None and part > total:
            raise PartsExceedTotal(part=part, total=total)


_DECISION = (
    Told("decision_number", gettext_noop("Decision No.")),
    Told("decision_year", gettext_noop("Year of the decision")),
    Told("decision_month", gettext_noop("Month of the decision")),
    Told("decision_day", gettext_noop("Day of the decision")),
    Told("decision_issuer", gettext_noop("Issued by")),
)
GROUP = Record(
    gettext_noop("Group"),
    (
        Told("kind", gettext_noop("Kind"), Reads.GROUP),
        Told("name", gettext_noop("Name of the group")),
        Told("unit__name", gettext_noop("Place")),
        Told("host__name", gettext_noop("Office in charge")),
        Told("founded_year", gettext_noop("Year of founding")),
        Told("founded_month", gettext_noop("Month of founding")),
        Told("founded_day", gettext_noop("Day of founding")),
        *_DECISION,
        Told("known_since", gettext_noop("In a source since")),
        Told("source", gettext_noop("Source")),
        Told("void_reason", gettext_noop("Made void because")),
    ),
)
MEMBER = Record(
    gettext_noop("Member"),
    (
        Told("role", gettext_noop("Task in the group")),
        Told("noted_on", gettext_noop("Member since")),
        Told("until", gettext_noop("Member until")),
        Told("void_reason", gettext_noop("Made void because")),
    ),
    named_by=("person__name",),
    day="noted_on",
    links=("person_id",),
)
STEP = Record(
    gettext_noop("Step in the group's life"),
    (
        Told("kind", gettext_noop("What happened"), Reads.GROUP_STEP),
        Told("day", gettext_noop("Day")),
        Told("into__name", gettext_noop("Merged into")),
        Told("reason", gettext_noop("Reason")),
        *_DECISION,
        Told("void_reason", gettext_noop("Made void because")),
    ),
    named_by=("day",),
    day="day",
)
COUNT = Record(
    gettext_noop("Members counted"),
    (
        Told("total", gettext_noop("Members counted")),
        Told("women", gettext_noop("Women")),
        Told("minority", gettext_noop("Ethnic minority")),
        Told("source", gettext_noop("Source")),
    ),
    named_by=("day",),
    day="day",
)
EQUIPMENT = Record(
    gettext_noop("Equipment"),
    (
        Told("what", gettext_noop("What it is")),
        Told("number", gettext_noop("Number")),
        Told("source", gettext_noop("Money or decision")),
        Told("received_on", gettext_noop("Received on")),
        Told("state", gettext_noop("State"), Reads.EQUIPMENT),
    ),
    named_by=("what",),
    day="received_on",
)
MEETING = Record(gettext_noop("Meeting"), (), named_by=("activity__name",), day="activity__last_day")
PICTURE = Record(gettext_noop("Photograph"), (), named_by=("photograph__caption",), day="photograph__taken_on")
PAPER = Record(gettext_noop("Paper"), (), named_by=("paper__title",), day="paper__dated_on")
ARTICLE = Record(gettext_noop("Press article"), (), named_by=("article__title",), day="article__published_on")
OF_ACTIVITY = Record(gettext_noop("Is evidence of"), (), named_by=("activity__name",), links=("activity_id",))
OF_GROUP = Record(gettext_noop("Is evidence of"), (), named_by=("group__name",), links=("group_id",))
