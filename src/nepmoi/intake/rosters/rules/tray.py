"""Several lists for one activity, side by side: how far each is, how many people they name together, who stands in two."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from nepmoi.intake.rosters.rules.choices import Line
from nepmoi.intake.rosters.rules.linking import row_of
from nepmoi.intake.rosters.rules.matching import Facts, Place
from nepmoi.intake.rosters.rules.people import ReadPerson
from nepmoi.kernel.errors import Invalid
from nepmoi.kernel.text import sort_key

# Where more people of one name stand, it is not to be said which of them are one.
MOST_OF_ONE_NAME = 80


class State(StrEnum):
    """How far a list is."""

    READY = "ready"  # it asks nothing
    ASKS = "asks"
    IMPORTED = "imported"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class InTray:
    """A list of an activity.

    Attributes:
        undone_at: when its import was taken back, unless it was imported again since.
        people: whom it names, by its rows; None when it can be read no more.
        new: who would be, or was, made a person.
        linked: who would be, or was, linked to a known person.
        listed: who is in the activity's list already; once imported, whose rows changed nothing.
        asks: the rows that wait for an answer.
        unread: the cells that could not be read.
        refusal: why it can be read no more.
        entered: once imported, which line of the activity's list each row named, by its place.
    """

    uid: UUID
    filename: str
    received_at: datetime
    imported_at: datetime | None
    undone_at: datetime | None
    people: tuple[ReadPerson, ...] | None
    new: int = 0
    linked: int = 0
    listed: int = 0
    asks: int = 0
    unread: int = 0
    refusal: Invalid | None = None
    entered: Mapping[Place, int] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """How far it is."""
        if self.people is None:
            return State.UNREADABLE
        if self.imported_at is not None:
            return State.IMPORTED
        return State.ASKS if self.asks else State.READY


def weighed(one: InTray, lines: Sequence[Line]) -> InTray:
    """A list that is not imported, with what its import would do with its rows; a row that waits is in no other count."""
    sure = [line for line in lines if not line.waits]
    return replace(
        one,
        new=sum(line.is_new for line in sure),
        linked=sum(line.known is not None and not line.listed for line in sure),
        listed=sum(line.listed for line in sure),
        asks=len(lines) - len(sure),
    )


@dataclass(frozen=True)
class ListView:
    """A received list in a page of them."""

    uid: UUID
    filename: str
    received_at: datetime
    imported_at: datetime | None
    undone_at: datetime | None

    @property
    def is_undecided(self) -> bool:
        """Whether nobody has imported it yet, or taken its import back."""
        return self.imported_at is None and self.undone_at is None


@dataclass(frozen=True)
class Came:
    """What became of a file that was sent.

    Attributes:
        is_again: the same bytes came before, and were not read again.
        refused: why it was not kept.
        uid: of its list; None when it was refused.
    """

    filename: str
    is_again: bool
    refused: Invalid | None = None
    uid: UUID | None = None


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: in which list, in which row, and which line of the activity's list that became.

    A row of a list that does not wait any more and became no line was left out.
    """

    list_uid: UUID
    filename: str
    read: ReadPerson
    facts: Facts
    waits: bool
    entered: int | None = None


@dataclass(frozen=True)
class Twice:
    """Somebody who stands in two lists or more.

    Attributes:
        said: ``one`` person where name, birth and unit agree, or an office said so; ``two`` where it said that; else the
            unit differs, and whoever imports the later list ``asks``.
    """

    name: str
    rows: tuple[Standing, ...]
    said: Literal["one", "two", "asks"]


@dataclass(frozen=True)
class Tray:
    """The lists that came for an activity, the newest first.

    Attributes:
        people: how many people they name together; who surely stands in two of them is one.
        twice: who stands in two of them, by name.
    """

    lists: tuple[InTray, ...]
    people: int
    twice: tuple[Twice, ...]

    @property
    def ready(self) -> tuple[InTray, ...]:
        """Those that ask nothing and about which nothing was decided: an import that was taken back is not done again unasked."""
        return tuple(one for one in self.lists if one.state is State.READY and one.undone_at is None)


def tray(lists: Sequence[InTray]) -> Tray:
    """Put lists side by side.

    Two rows of one list are never taken for one person here: that list asks about them itself.
    """
    named: dict[str, list[Standing]] = defaultdict(list)
    # The list that came first is the one that the later ones repeat.
    for one in reversed(lists):
        for read in one.people or ():
            facts = row_of(read).facts
            entered = one.entered.get((read.sheet, read.row))
            named[facts.name].append(Standing(one.uid, one.filename, read, facts, one.imported_at is None, entered))
    twice = [
        found
        for rows in named.values()
        if 1 < len(rows) <= MOST_OF_ONE_NAME and len({row.list_uid for row in rows}) > 1
        for found in _twice(rows)
    ]
    people = sum(map(len, named.values())) - sum(len(found.rows) - 1 for found in twice if found.said == "one")
    return Tray(tuple(lists), people, tuple(sorted(twice, key=lambda found: sort_key(found.name))))


def _twice(rows: Sequence[Standing]) -> Iterator[Twice]:
    """Of those of one name: rows that are surely one person, and those of one year whom only the unit tells apart."""
    groups: list[list[Standing]] = []
    for row in rows:
        fitting = [group for group in groups if all(_is_one(one, row) for one in group)]
        if len(fitting) == 1:
            fitting[0].append(row)
        else:
            groups.append([row])
    firsts: dict[int, list[Standing]] = defaultdict(list)
    for group in groups:
        if len(group) > 1:
            yield Twice(group[0].read.name, tuple(group), "two" if len(_lines(group)) > 1 else "one")
        if group[0].read.birth_year is not None:
            firsts[group[0].read.birth_year].append(group[0])
    for born in firsts.values():
        same = list({row.facts.unit: row for row in reversed(born)}.values())[::-1]
        if len({row.list_uid for row in same}) > 1 and len({row.read.sex for row in same} - {None}) < 2:
            yield Twice(same[0].read.name, tuple(same), _said(same))


def _said(rows: Sequence[Standing]) -> Literal["one", "two", "asks"]:
    """What an office said of rows that only the unit tells apart: by the lines that they became."""
    if any(row.entered is None and row.waits for row in rows):
        return "asks"
    return "two" if len(_lines(rows)) > 1 else "one"


def _lines(rows: Sequence[Standing]) -> set[int]:
    return {row.entered for row in rows if row.entered is not None}


def _is_one(one: Standing, other: Standing) -> bool:
    """Whether two rows of two lists contradict each other in nothing and share a birth or a unit."""
    if one.list_uid == other.list_uid:
        return False
    said, also = one.facts, other.facts
    shares = any(this and this == that for this, that in ((said.birth_year, also.birth_year), (said.unit, also.unit)))
    return shares and not said.contradicts(also)
