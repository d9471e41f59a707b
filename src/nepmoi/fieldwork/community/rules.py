"""Kinds of groups."""

from enum import StrEnum


class GroupKind(StrEnum):
    """The groups that the programme sets up."""

    COMMUNICATION_TEAM = "communication_team"
    LEADERS_CLUB = "leaders_club"
