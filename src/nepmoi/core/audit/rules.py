"""The words of the audit: who acts, through which door, on which kind of root, what was changed, and what was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class DoorKind(StrEnum):
    """The ways by which something comes in."""

    PAGE = "page"
    API = "api"
    COMMAND = "command"
    IMPORT = "import"


class RootKind(StrEnum):
    """The aggregate roots, by which the feed says what changed."""

    ACTIVITY = "activity"
    PERSON = "person"
    GROUP = "group"
    PHOTOGRAPH = "photograph"
    UNIT = "unit"
    OFFICE = "office"
    PROGRAMME = "programme"
    ACCOUNT = "account"
    LIST = "list"
    PAPER = "paper"
    ARTICLE = "article"


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, or the system itself when ``account_id`` is None."""

    account_id: int | None
    name: str


@dataclass(frozen=True)
class Door:
    """Through what a write came.

    Attributes:
        kind: page, API, command or import.
        detail: the address, the command's name, or the list's row.
        request: the form's own id; the same id twice is one write.
    """

    kind: DoorKind
    detail: str = ""
    request: UUID | None = None


LATE_AFTER_DAYS = 7


def is_late(told: date, written: date, after_days: int = LATE_AFTER_DAYS) -> bool:
    """Whether something was written so long after its day that a reader must be told both days."""
    return (written - told).days > after_days


class Reads(StrEnum):
    """How a field's stored value is read; plain is text, a number, a date or a yes."""

    PLAIN = "plain"
    PHONE = "phone"
    STATUS = "status"
    MARK = "mark"
    SEX = "sex"
    GROUND = "ground"
    DAY_SOURCE = "day_source"
    PAPER = "paper"
    GROUP = "group"
    GROUP_STEP = "group_step"
    EQUIPMENT = "equipment"
    OFFICE_PART = "office_part"
    DAY_PART = "day_part"
    LEARNING = "learning"


@dataclass(frozen=True)
class Told:
    """A field that a record's history shows.

    Attributes:
        name: of the field, or the way to another's name: ``host__name``, joined when it is viewed.
        label: what a reader calls it; a message id.
        reads: how its value is worded.
    """

    name: str
    label: str
    reads: Reads = Reads.PLAIN


@dataclass(frozen=True)
class Record:
    """A kind of record in a root's history.

    Attributes:
        label: what one of them is; a message id.
        told: the fields that are shown.
        named_by: the fields that say which one it is.
        day: the field that says on which day it happened; empty for what has no day.
        links: keys that the room needs for saying who may read it.
    """

    label: str
    told: tuple[Told, ...]
    named_by: tuple[str, ...] = ()
    day: str = ""
    links: tuple[str, ...] = ()


Value = str | int | bool | date | time | None


class Did(StrEnum):
    """What a write did to a record."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    """One field before and after a write."""

    told: Told
    before: Value
    after: Value


@dataclass(frozen=True)
class Change:
    """What one write did to one record: only what differs.

    Attributes:
        entry_id: the write.
        record: what kind of record it is.
        record_id: which.
        did: added, changed or removed.
        names: what says which one it is, in the order of ``record.named_by``.
        differences: the fields.
        day: on which day it happened, where it has one.
        links: by the names of ``record.links``.
        owner_id: the root that it belongs to, where one field of the record says it.
        is_hidden: it is about somebody whom the reader may not see; then it says no more than that.
    """

    entry_id: int
    record: Record
    record_id: int
    did: Did
    names: tuple[Value, ...] = ()
    differences: tuple[Difference, ...] = ()
    day: date | None = None
    links: Mapping[str, int | None] = field(default_factory=dict)
    owner_id: int | None = None
    is_hidden: bool = False


def hidden(change: Change) -> Change:
    """A change of which the reader may know only that it was made."""
    return Change(change.entry_id, change.record, 0, change.did, owner_id=change.owner_id, is_hidden=True)


class Deed(StrEnum):
    """What was done with personal data that nobody changed."""

    READ = "read"
    EXPORTED = "exported"


class Matter(StrEnum):
    """What personal data was looked at, or left the system."""

    PERSON = "person"
    PHOTOGRAPH = "photograph"
    PAPER = "paper"
    ROSTER = "roster"
    ROLL = "roll"
    FIGURE = "figure"


class _Office(Protocol):
    @property
    def id(self) -> int: ...


class Reader(Protocol):
    """Who reads: whatever says its actor, role and office, as a standing does."""

    @property
    def actor(self) -> Actor:
        """The account, or the system itself."""

    @property
    def role(self) -> str:
        """What she is at her office."""

    @property
    def office(self) -> _Office | None:
        """Hers; None for the system at its own console."""
