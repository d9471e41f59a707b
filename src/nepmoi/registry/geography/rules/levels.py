"""The words of the room: levels, kinds of change, and the rows that a map is made of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from nepmoi.core.audit.rules import Record, Told
from nepmoi.kernel.errors import gettext_noop

# The first list is of this day; what it names stood there before, nobody here knows since when.
FIRST_MAP = date(2021, 1, 1)


class Level(StrEnum):
    """How far down a unit stands, from the top."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"

    @property
    def depth(self) -> int:
        """0 for a province, 3 for a village."""
        return tuple(Level).index(self)


class SuccessionKind(StrEnum):
    """What happened to a unit that became another."""

    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"
    RETYPED = "retyped"
    SPECIAL_ZONE = "special_zone"


class Doubt(StrEnum):
    """Why a succession is not sure; such a pair never decides in which commune somebody is counted."""

    NONE = ""
    UNCONFIRMED = "unconfirmed"
    MAP_DISAGREES = "map_disagrees"
    MAP_ONLY = "map_only"


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """One unit with one name, one type and one extent.

    Attributes:
        id: the row's id, or the place in a time line that is not stored yet.
        code: the statistics office's code, which can be used again for another unit; villages have none.
        type: the word before the name, in small letters ("xã", "thành phố").
        name: type and name as an office writes them ("Xã Lũng Cú").
        valid_from: its first day; None is unknown, those of the first list.
        valid_to: its last day; None while it stands.
    """

    id: int
    code: str
    level: Level
    type: str
    name: str
    valid_from: date | None
    valid_to: date | None

    def stands_on(self, day: date) -> bool:
        """Whether the unit was there on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class UnitView(UnitFacts):
    """A unit as other rooms and doors see it."""

    uid: UUID
    sort_key: str
    search_key: str

    @property
    def label(self) -> "Label":
        """Its name in a sentence and what of its dates is known."""
        return Label(in_a_sentence(self), self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Label:
    """A unit's name as it is said, and its dates; the door has the words ("đến 30/6/2025").

    Attributes:
        name: "xã Lũng Cú".
        since: its first day; None when unknown.
        until: its last day; None while it stands.
    """

    name: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class ParentageFacts:
    """In which unit a unit lay; None as first day is unknown, as last day is still."""

    unit_id: int
    parent_id: int
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class SuccessionFacts:
    """What became of a unit: one row a pair.

    Attributes:
        day: the first day of the new unit.
        source: the resolution and the pages that report it.
        sources: how many independent sources have the pair; 0 is not said.
        doubt: why it is not sure, if so.
        note: what the list's makers noted, in their words.
    """

    old_id: int
    new_id: int
    day: date
    kind: SuccessionKind
    source: str = ""
    sources: int = 0
    doubt: Doubt = Doubt.NONE
    note: str = ""


def in_a_sentence(unit: UnitFacts) -> str:
    """The name with its type in small letters: "xã Lũng Cú", "thành phố Hà Nội"."""
    return unit.type + unit.name[len(unit.type) :]


UNIT = Record(
    gettext_noop("Unit"),
    (
        Told("type", gettext_noop("Type")),
        Told("name", gettext_noop("Name of the unit")),
        Told("code", gettext_noop("Code")),
        Told("valid_from", gettext_noop("From")),
        Told("valid_to", gettext_noop("Until")),
    ),
)
PARENTAGE = Record(
    gettext_noop("Lay in"),
    (Told("valid_from", gettext_noop("From")), Told("valid_to", gettext_noop("Until"))),
    named_by=("parent__name",),
)
BECAME = Record(
    gettext_noop("Became"),
    (Told("day", gettext_noop("Day")), Told("source", gettext_noop("Source"))),
    named_by=("new__name",),
)
MADE_OF = Record(
    gettext_noop("Made of"),
    (Told("day", gettext_noop("Day")), Told("source", gettext_noop("Source"))),
    named_by=("old__name",),
)
