"""What an import of a list would do, or did, before a page words it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.intake.rosters.rules.choices import Line
from nepmoi.intake.rosters.rules.columns import Cell
from nepmoi.intake.rosters.rules.people import Problem, Reading


@dataclass(frozen=True)
class Preview:
    """What an import of a list would do, or did.

    Attributes:
        written: how many of its rows are in the activity's list because of it.
        did: what its import did, once it was imported.
        remembered: the columns (by shape and number) that the office spoke of with an earlier list.
        repairs: the cells that were mended on the page.
    """

    uid: UUID
    filename: str
    received_at: datetime
    imported_at: datetime | None
    undone_at: datetime | None
    activity: activities.ActivityView
    reading: Reading
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    written: int
    did: "Did"
    remembered: frozenset[tuple[str, int]] = frozenset()
    repairs: Mapping[Cell, str] = field(default_factory=dict)

    @property
    def new(self) -> int:
        """How many persons the register does not know yet."""
        return sum(line.is_new for line in self.lines)

    @property
    def linked(self) -> int:
        """How many are linked to a known person."""
        return sum(line.known is not None and not (line.listed or line.left_out) for line in self.lines)

    @property
    def listed(self) -> int:
        """How many are in the activity's list already, by an earlier row or this list's own other row."""
        return sum((line.listed or line.is_same_as_twin) and not line.left_out for line in self.lines)

    @property
    def mended(self) -> int:
        """How many of them have something that the list mends."""
        return sum(bool(line.fills or line.mends) and not line.left_out for line in self.lines)

    @property
    def unchanged(self) -> int:
        """How many rows say nothing that is not there already."""
        return sum((one.listed or one.is_same_as_twin) and not (one.fills or one.mends) for one in self.taken)

    @property
    def taken(self) -> tuple[Line, ...]:
        """The rows that the office imports."""
        return tuple(line for line in self.lines if not line.left_out)

    @property
    def open_rows(self) -> str:
        """The rows that wait for an answer, each with the row that it may repeat: `4 (2), 9`."""
        return ", ".join(
            f"{one.read.row} ({self.lines[one.twin].read.row})" if one.twin is not None else str(one.read.row)
            for one in self.open
        )

    @property
    def waiting(self) -> int:
        """How many rows a page asks about before it imports."""
        return sum(line.waits for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """The identity of the reading: another as soon as a row says, or is called by, anything else."""
        said = repr((self.reading.people, self.reading.half_days))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def open(self) -> tuple[Line, ...]:
        """The rows that have to be answered before anything is imported."""
        return tuple(line for line in self.lines if line.is_open)


@dataclass(frozen=True)
class Did:
    """What the first import of a list did, by rows."""

    new: int
    linked: int
    unchanged: int
    mended: int


@dataclass(frozen=True)
class Imported:
    """What an import wrote."""

    enrolled: int
    new_people: int
    linked_people: int
    already_listed: int
    mended: int
    marks: int


Why = Literal["changed", "marked", "named", "elsewhere", "written", "paired", "used"]


@dataclass(frozen=True)
class Kept:
    """Somebody whom undoing an import leaves in the activity's list, or in the register.

    Attributes:
        person: her uid.
        why: her line was ``changed`` since, or ``marked`` in a roll, or is ``named`` by another list; or only the line goes
            and she stays in the register: she stands ``elsewhere``, or, made by an import, her record was ``written`` by
            somebody since, ``paired`` with another one, or is ``used`` by something else, as a group.
        where: the other list, or the other activity.
    """

    participation_id: int
    person_id: int
    person: UUID
    name: str
    why: Why
    where: str = ""

    @property
    def keeps_line(self) -> bool:
        """Whether her line stays in the activity's list."""
        return self.why in {"changed", "marked", "named"}


@dataclass(frozen=True)
class Undone:
    """What taking an import back did.

    Attributes:
        off: how many lines stand in the activity's list no more.
        given_back: how many lines and persons say again what they said before.
        marks: how many marks of the roll were taken back.
        void: how many persons it had made stand in the register no more.
        kept: what was left, and why.
    """

    off: int
    given_back: int
    marks: int
    void: int
    kept: tuple[Kept, ...]
