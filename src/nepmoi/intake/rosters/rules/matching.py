"""Which rows of a list are people whom the activity's list has already: the same list, or one that the office mended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Place = tuple[str, int]


@dataclass(frozen=True)
class Facts:
    """What a row, or a line of the activity's list, says of somebody; None and "" say nothing.

    Args:
        name: its key.
        birth_year: as known.
        sex: as known.
        unit: the key of its words.
    """

    name: str
    birth_year: int | None
    sex: str | None
    unit: str

    def contradicts(self, other: "Facts") -> bool:
        """Whether both say something and not the same; a blank contradicts nothing."""
        pairs = ((self.birth_year, other.birth_year), (self.sex, other.sex), (self.unit, other.unit))
        return any(one and two and one != two for one, two in pairs)

    def differs_in_unit(self, other: "Facts") -> bool:
        """Whether two of one name were born in one year, and only their units tell them apart: two communes may name one."""
        return (
            bool(self.birth_year and self.birth_year == other.birth_year)
            and not (self.sex and other.sex and self.sex != other.sex)
            and bool(self.unit and other.unit and self.unit != other.unit)
        )


@dataclass(frozen=True)
class Row:
    """A row of the list that came: what it says and where it stands."""

    facts: Facts
    place: Place


@dataclass(frozen=True)
class Entrant:
    """A line of the activity's list.

    Args:
        person_id: whose it is.
        facts: as written then, with what is known of her now.
        places: the rows of earlier lists that named her.
        same_file: those of them that stand in the very file that is looked at.
    """

    person_id: int
    facts: Facts
    places: frozenset[Place] = frozenset()
    same_file: frozenset[Place] = frozenset()


@dataclass(frozen=True)
class Match:
    """What a row is.

    Args:
        person_id: the person of the activity's list whose row it is; None when it is nobody's for certain.
        rivals: then, those whose it may be; to be asked.
    """

    person_id: int | None = None
    rivals: tuple[int, ...] = ()


@dataclass
class _Matching:
    rows: Sequence[Row]
    entrants: Sequence[Entrant]
    found: dict[int, int] = field(default_factory=dict)  # row -> entrant
    free: dict[str, list[int]] = field(default_factory=dict)  # name -> entrants without a row

    def take(self, row: int, entrant: int) -> None:
        self.found[row] = entrant
        waiting = self.free[self.entrants[entrant].facts.name]
        if entrant in waiting:
            waiting.remove(entrant)

    def waiting(self, row: int) -> list[Entrant]:
        return [self.entrants[index] for index in self.free.get(self.rows[row].facts.name, [])]


def match(rows: Sequence[Row], entrants: Sequence[Entrant]) -> list[Match]:
    """Match each row, each line of the activity's list at most once, except by the very same file.

    From what is certain to what is only likely: the same row of the same file; the same words, first in the same row; the
    same row and name without a contradiction; the same name without a contradiction where only one row and one person
    remain. What is left is asked, never guessed.
    """
    state = _Matching(rows, entrants)
    for index, entrant in enumerate(entrants):
        state.free.setdefault(entrant.facts.name, []).append(index)
    _by_file(state)
    _each(state, lambda row, one: row.facts == one.facts and row.place in one.places)
    _each(state, lambda row, one: row.facts == one.facts)
    _each(state, lambda row, one: row.place in one.places and not row.facts.contradicts(one.facts))
    rivals = _by_name(state)
    return [
        Match(entrants[state.found[index]].person_id) if index in state.found else Match(None, rivals.get(index, ()))
        for index in range(len(rows))
    ]


def _by_file(state: _Matching) -> None:
    named = {
        (place, entrant.facts.name): index
        for index, entrant in enumerate(state.entrants)
        for place in entrant.same_file
    }
    for index, row in enumerate(state.rows):
        if (row.place, row.facts.name) in named:
            state.take(index, named[row.place, row.facts.name])


def _each(state: _Matching, fits: Callable[[Row, Entrant], bool]) -> None:
    for index, row in enumerate(state.rows):
        if index in state.found:
            continue
        for entrant in state.free.get(row.facts.name, []):
            if fits(row, state.entrants[entrant]):
                state.take(index, entrant)
                break


def _by_name(state: _Matching) -> dict[int, tuple[int, ...]]:
    """Match where one row and one line remain that fit; return for the other rows those whom they may be."""
    left = [index for index in range(len(state.rows)) if index not in state.found and state.waiting(index)]
    fitting = {
        index: [
            entrant
            for entrant in state.free[state.rows[index].facts.name]
            if not state.rows[index].facts.contradicts(state.entrants[entrant].facts)
        ]
        for index in left
    }
    wanted = [entrant for fits in fitting.values() for entrant in fits]
    rivals: dict[int, tuple[int, ...]] = {}
    for index, fits in fitting.items():
        if len(fits) == 1 and wanted.count(fits[0]) == 1:
            state.take(index, fits[0])
            continue
        # The same row of a mended list that now says something else: she, or somebody in her place.
        row = state.rows[index]
        beside = [
            one.person_id
            for one in state.waiting(index)
            if row.place in one.places or row.facts.differs_in_unit(one.facts)
        ]
        asked = tuple(dict.fromkeys([*(state.entrants[entrant].person_id for entrant in fits), *beside]))
        if asked:
            rivals[index] = asked
    return rivals
