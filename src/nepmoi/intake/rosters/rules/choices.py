"""The rows of a list against the people that are known, and what the office says of those that ask."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from nepmoi.intake.rosters.rules.people import Problem, ReadPerson
from nepmoi.intake.rosters.rules.questions import differing as differing_row
from nepmoi.intake.rosters.rules.whereabouts import Whereabouts
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.people.rules.likeness import Likeness
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import persons as people

SEX = {"Nam": Sex.MALE, "Nữ": Sex.FEMALE}
# What an office says of a row: a new person, the same person as the row or line that it is asked about, or that person.
Answer = UUID | Literal["new", "same"]


@dataclass(frozen=True)
class Line:
    """A row of the list and what an import makes of it.

    Attributes:
        index: its place in the reading, by which it is answered.
        read: as the office meant it.
        where: the unit that its words name, and the one of the day that surely holds it.
        ethnic_code: of the official list.
        known: the person whom the row is linked to; None makes a new person.
        listed: she is in the activity's list already.
        asks: what the office has to say first: ``twin`` (is it the person of another row), ``inside`` (is it one of those
            in the activity's list), ``known`` (is it one of the register; without an answer ``known`` decides).
        candidates: the persons among whom to choose, the likeliest of the register first.
        reasons: for those of the register why each may be meant, in the order of ``candidates``.
        twin: the index of the row that seems to name the same person.
        answer: what was said.
        fills: what of the person was blank and the row says.
        mends: what of her line in the activity's list was blank, or as an earlier list said, and the row says.
        left_out: the office does not import the row.
        returns: her line was taken off when an import was undone, and comes back.
    """

    index: int
    read: ReadPerson
    where: Whereabouts
    ethnic_code: str | None
    known: people.PersonView | None = None
    listed: bool = False
    asks: Literal["", "twin", "inside", "known"] = ""
    candidates: tuple[people.PersonView, ...] = ()
    reasons: tuple[Likeness, ...] = ()
    twin: int | None = None
    answer: Answer | None = None
    fills: tuple[str, ...] = ()
    mends: tuple[str, ...] = ()
    returns: bool = False
    left_out: bool = False

    @property
    def unit(self) -> UnitView | None:
        """The unit of the day that she is counted in; None when the list names none."""
        return self.where.counted

    @property
    def sex(self) -> Sex | None:
        """In the register's words."""
        return SEX.get(self.read.sex or "")

    @property
    def is_same_as_twin(self) -> bool:
        """Whether the row names once more the person of another row."""
        return self.asks == "twin" and self.answer == "same"

    @property
    def is_open(self) -> bool:
        """Whether nothing may be imported before the row is answered."""
        return self.waits and self.asks != "known"

    @property
    def waits(self) -> bool:
        """Whether a page asks the office first; where nobody is there to be asked, only an open row stops an import."""
        return bool(self.asks) and self.answer is None and not self.left_out

    @property
    def is_new(self) -> bool:
        """Whether the import makes a person of it."""
        return self.known is None and not (self.is_same_as_twin or self.is_open or self.left_out)


def without(lines: Sequence[Line], left_out: Collection[int]) -> list[Line]:
    """The lines of which some are not imported; who repeats one of those stands for herself."""
    alone = {line.index for line in lines if line.twin in left_out}
    return [
        replace(
            line,
            left_out=line.index in left_out,
            asks="" if line.index in alone else line.asks,
            twin=None if line.index in alone else line.twin,
        )
        for line in lines
    ]


def ids_of(lines: Iterable[Line], made: Iterator[int]) -> dict[int, int]:
    """The person of each row by its index; a row that repeats another has its person.

    Args:
        lines: the rows that are imported.
        made: the new persons, in the order of their rows.
    """
    ids: dict[int, int] = {}
    for line in lines:
        if line.is_same_as_twin and line.twin is not None:
            ids[line.index] = ids[line.twin]
        else:
            ids[line.index] = line.known.id if line.known else next(made)
    return ids


def only_once(lines: Sequence[Line]) -> list[Line]:
    """Two rows that fit the same person are both left unlinked: which of them she is, is for the office to say."""
    fitting = Counter(line.known.id for line in lines if line.known)
    twins = {line.twin for line in lines if line.asks == "twin"}
    return [
        replace(line, known=None, asks="known")
        if line.known and not line.listed and (fitting[line.known.id] > 1 or line.index in twins)
        else line
        for line in lines
    ]


def answered(lines: Sequence[Line], answers: Mapping[int, Answer]) -> list[Line]:
    """The lines as they were answered; nobody is taken for two rows."""
    taken = {line.known.id for line in lines if line.known and line.listed}
    out = []
    for asked in lines:
        answer = answers.get(asked.index)
        line = asked if asked.listed or answer is None else _as_said(asked, answer, taken)
        if line.known:
            taken.add(line.known.id)
        out.append(line)
    return out


def _as_said(line: Line, answer: Answer, taken: set[int]) -> Line:
    if answer == "new":
        return replace(line, known=None, answer=answer)
    if line.asks == "twin":
        return replace(line, answer="same") if answer == "same" else line
    chosen = [one for one in line.candidates if answer in {"same", one.uid}]
    is_inside = line.asks == "inside"
    if len(chosen) != 1 or (not is_inside and chosen[0].id in taken):
        return line
    return replace(line, known=chosen[0], answer=chosen[0].uid, listed=is_inside)


def with_fills(line: Line) -> Line:
    """What the row says and the person's record leaves blank."""
    person, read = line.known, line.read
    if person is None:
        return line
    birth = person.birth
    same_year = birth is not None and birth.year == read.birth_year
    fills = {
        "sex": person.sex is None and line.sex is not None,
        "birth": (birth is None and read.birth_year is not None)
        or (same_year and birth is not None and birth.month is None and read.birth_month is not None),
        "ethnic": person.ethnic_code is None and line.ethnic_code is not None,
        "phone": not person.phone and bool(read.phone),
    }
    return replace(line, fills=tuple(name for name, is_blank in fills.items() if is_blank))


def differing(line: Line, person: people.PersonView) -> list[Problem]:
    """Where the row and the person's record both say something and not the same."""
    read = line.read
    sex = next((words for words, sex in SEX.items() if sex is person.sex), None)
    year = person.birth.year if person.birth else None
    pairs = ((read.sex, sex), (read.birth_year, year), (read.ethnic, person.ethnic_name))
    return differing_row(read, [(str(one), str(other)) for one, other in pairs if one and other and one != other])
