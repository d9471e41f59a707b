"""Who may do what: a table, and the standing of someone who asks."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from nepmoi.core.audit.rules import Actor


class OfficeKind(StrEnum):
    """The Union itself, and those it works with."""

    UNION = "union"
    GOVERNMENT = "government"
    FRONT = "front"
    SCHOOL = "school"
    BORDER_GUARD = "border_guard"
    PRESS = "press"
    OTHER = "other"


class Role(StrEnum):
    """What someone is at an office."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    COLLABORATOR = "collaborator"
    TRAINER = "trainer"
    LEARNER = "learner"
    INSPECTOR = "inspector"


class Action(StrEnum):
    """What can be asked of the system."""

    SEE_ACTIVITIES = "see_activities"
    SEE_FIGURES = "see_figures"
    SEE_PLACES = "see_places"
    SEE_PEOPLE = "see_people"
    SEE_SELF = "see_self"
    SEE_PHONES = "see_phones"
    SEE_ORIGINALS = "see_originals"
    WRITE_ACTIVITIES = "write_activities"
    CONFIRM_ACTIVITIES = "confirm_activities"
    TAKE_ATTENDANCE = "take_attendance"
    IMPORT_LISTS = "import_lists"
    ADD_EVIDENCE = "add_evidence"
    WRITE_PLACES = "write_places"
    WRITE_OFFICES = "write_offices"
    MERGE_PEOPLE = "merge_people"
    MEND_PEOPLE = "mend_people"
    SEE_AUDIT = "see_audit"


_LOOK = {Action.SEE_ACTIVITIES, Action.SEE_FIGURES, Action.SEE_PLACES}
_FIELD = {Action.TAKE_ATTENDANCE, Action.ADD_EVIDENCE}
_OFFICE = {
    Action.WRITE_ACTIVITIES,
    Action.CONFIRM_ACTIVITIES,
    Action.IMPORT_LISTS,
    Action.WRITE_PLACES,
    Action.SEE_PHONES,
    Action.MERGE_PEOPLE,
    Action.MEND_PEOPLE,
    Action.SEE_AUDIT,
}

_MAY: dict[Role, frozenset[Action]] = {
    Role.ADMINISTRATOR: frozenset(Action),
    Role.OFFICER: frozenset(_LOOK | _FIELD | _OFFICE | {Action.SEE_PEOPLE, Action.SEE_SELF, Action.SEE_ORIGINALS}),
    Role.COLLABORATOR: frozenset(_LOOK | _FIELD | {Action.SEE_PEOPLE, Action.SEE_SELF}),
    Role.TRAINER: frozenset(_LOOK | {Action.TAKE_ATTENDANCE, Action.SEE_PEOPLE, Action.SEE_SELF}),
    Role.LEARNER: frozenset({Action.SEE_PLACES, Action.SEE_SELF}),
    Role.INSPECTOR: frozenset(_LOOK | {Action.SEE_PEOPLE, Action.SEE_ORIGINALS, Action.SEE_AUDIT}),
}


def may(role: Role, action: Action) -> bool:
    """Whether a role allows an action at all, wherever it is asked."""
    return action in _MAY[role]


@dataclass(frozen=True)
class OfficeView:
    """An office as other rooms and doors see it."""

    id: int
    uid: UUID
    name: str
    short_name: str
    kind: OfficeKind
    unit_id: int | None


@dataclass(frozen=True)
class Standing:
    """Who asks, as what, and from which office.

    Attributes:
        actor: the account, or the system itself.
        role: what she is there.
        office: hers; None for the system at its own console.
        area_unit_id: the unit that her office is responsible for, with all that lay in it; None is the whole country.
    """

    actor: Actor
    role: Role
    office: OfficeView | None
    area_unit_id: int | None
