"""What a session of a course is, and what learners bring to it."""

from collections.abc import Sequence
from datetime import time
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from nepmoi.core.audit.rules import Reads, Record, Told
from nepmoi.fieldwork.activities.rules import DROPPED
from nepmoi.fieldwork.training.errors import ExchangeNameMissing, MembersTooMany
from nepmoi.kernel import text
from nepmoi.kernel.errors import gettext_noop


class SessionForm(StrEnum):
    """How people learn in it."""

    OPENING = "opening"
    TALK = "talk"
    GROUP_WORK = "group_work"
    EXPERIENCE = "experience"
    TEST = "test"
    CLOSING = "closing"


# In which of them learners speak themselves, so that there is something to write down.
EXCHANGED: Final = (SessionForm.GROUP_WORK, SessionForm.EXPERIENCE)


class _Timed(Protocol):
    @property
    def starts_at(self) -> time | None: ...


_Line = TypeVar("_Line", bound=_Timed)


def in_order(lines: Sequence[_Line]) -> list[_Line]:
    """The lines of a half-day by their hours where each has one, else as they were given.

    So a line that was forgotten may be added below the others.
    """
    if any(line.starts_at is None for line in lines):
        return list(lines)
    return sorted(lines, key=lambda line: line.starts_at or time.min)


def check_exchange(name: str, size: int | None, named: int) -> None:
    """Refuse group work that cannot be told from another, or whose numbers do not fit.

    Args:
        name: the group's, or whose experience it is.
        size: how many there were; None when nobody counted.
        named: how many of them are named.

    Raises:
        ExchangeNameMissing: without a name.
        MembersTooMany: when more are named than there were.
    """
    if not text.clean(name):
        raise ExchangeNameMissing
    if size is not None and named > size:
        raise MembersTooMany(named=named, size=size)


TRAINER = Record(
    gettext_noop("Trainer"), (Told("organisation", gettext_noop("Organisation")), DROPPED), named_by=("name",)
)
SESSION = Record(
    gettext_noop("Timetable"),
    (
        Told("starts_at", gettext_noop("Begins at")),
        Told("title", gettext_noop("Title")),
        Told("form", gettext_noop("Form"), Reads.LEARNING),
        Told("topic__name", gettext_noop("Topic")),
        Told("trainer__name", gettext_noop("Trainer")),
        DROPPED,
    ),
    named_by=("half_day__part", "half_day__day", "title"),
)
EXCHANGE = Record(
    gettext_noop("Group work and experience"),
    (
        Told("form", gettext_noop("Form"), Reads.LEARNING),
        Told("half_day__part", gettext_noop("Half-day"), Reads.DAY_PART),
        Told("half_day__day", gettext_noop("Day")),
        Told("subject", gettext_noop("Question or subject")),
        Told("size", gettext_noop("How many they were")),
        Told("result", gettext_noop("Result")),
        Told("photograph__caption", gettext_noop("Photograph")),
        Told("void_reason", gettext_noop("Made void because")),
    ),
    named_by=("name",),
)
MEMBER = Record(
    gettext_noop("Member of a group"),
    (Told("dropped", gettext_noop("Not a member any more")),),
    named_by=("exchange__name", "participation__name_as_written"),
    links=("participation__unit_then_id",),
)
