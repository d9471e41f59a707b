"""Kinds of groups."""

from enum import StrEnum

from nepmoi.core.audit.rules import Reads, Record, Told
from nepmoi.kernel.errors import gettext_noop


class GroupKind(StrEnum):
    """The groups that the programme sets up."""

    COMMUNICATION_TEAM = "communication_team"
    LEADERS_CLUB = "leaders_club"


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
        Told("known_since", gettext_noop("In a source since")),
        Told("members_counted", gettext_noop("Members counted")),
        Told("source", gettext_noop("Source")),
        Told("void_reason", gettext_noop("Made void because")),
    ),
)
MEMBER = Record(
    gettext_noop("Member"),
    (Told("role", gettext_noop("Task in the group")), Told("noted_on", gettext_noop("Noted on"))),
    named_by=("person__name",),
    day="noted_on",
    links=("person_id",),
)
