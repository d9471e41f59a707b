"""What a session of a course is."""

from enum import StrEnum

from nepmoi.core.audit.rules import Reads, Record, Told
from nepmoi.fieldwork.activities.rules import DROPPED
from nepmoi.kernel.errors import gettext_noop


class SessionForm(StrEnum):
    """How people learn in it."""

    OPENING = "opening"
    TALK = "talk"
    GROUP_WORK = "group_work"
    EXPERIENCE = "experience"
    TEST = "test"
    CLOSING = "closing"


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
