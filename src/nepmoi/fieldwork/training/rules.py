"""What a session of a course is."""

from enum import StrEnum


class SessionForm(StrEnum):
    """How people learn in it."""

    OPENING = "opening"
    TALK = "talk"
    GROUP_WORK = "group_work"
    EXPERIENCE = "experience"
    TEST = "test"
    CLOSING = "closing"
