"""Who of the register's persons may be one: worked out when it is asked for, so that nothing kept can be wrong."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.atlas import Atlas
from nepmoi.registry.geography.rules.levels import Level
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import Area, area_of
from nepmoi.registry.people.models import Apart, Person, Post
from nepmoi.registry.people.rules.likeness import (
    PROPOSED,
    STRONG,
    Likeness,
    Setting,
    Traits,
    is_crowded,
    likeness,
)
from nepmoi.registry.people.rules.matching import Block, Known, Pool, blocks
from nepmoi.registry.people.rules.names import Written, surname_key
from nepmoi.registry.people.rules.nearness import Nearness
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.rules.phones import phone_key
from nepmoi.registry.people.selectors.persons import STANDING, PersonView, by_id, records_of, survivors

# So many terms may stand in one condition; SQLite nests them only a thousand deep.
_TERMS = 60
_KEYS = 900

# A unit that nobody wrote down is where she is counted, and says nothing of whence she is.
_WRITTEN = Q(unit__isnull=False) & ~Q(unit_as_written="")

_T = TypeVar("_T")


@dataclass(frozen=True)
class Candidate:
    """A person who may be meant, why, and whether she lives where nobody is preselected."""

    person: PersonView
    likeness: Likeness
    crowded: bool = False


@dataclass(frozen=True)
class Pair:
    """Two persons who may be one; ``newer`` was entered after ``older``."""

    newer: PersonView
    older: PersonView
    likeness: Likeness


@dataclass(frozen=True)
class Pairs:
    """Some of an area's pairs, from the newest persons on.

    Attributes:
        pairs: the likeliest first.
        looked: through how many persons.
        after: from whom to go on; None at the end.
    """

    pairs: tuple[Pair, ...]
    looked: int
    after: UUID | None


def candidates_for(by: Standing, rows: Sequence[Traits]) -> list[tuple[Candidate, ...]]:
    """For each row of a list, the known persons whom it may mean, the likeliest first; only those whom the asker may see.

    A row that says the same as a record merged into somebody means that somebody. See ``rules.likeness.clear`` for the one
    to preselect.

    Args:
        by: who asks.
        rows: what each row says, units by the ids of what its words name.
    """
    if not rows or not may(by.role, Action.SEE_PEOPLE):
        return [() for _ in rows]
    register = _Register(rows, area_of(by))
    weighed = [register.weigh(row) for row in rows]
    crowds = register.crowds(rows, weighed)
    seen = by_id(person_id for found in weighed for person_id in found)
    return [
        tuple(
            Candidate(seen[one], why, not crowds.isdisjoint(row.unit_ids | register.units[one]))
            for one, why in sorted(found.items(), key=lambda item: (-item[1].odds, item[0]))
        )
        for row, found in zip(rows, weighed, strict=True)
    ]


def doubles_of(by: Standing, person: PersonView, apart: Collection[int] = ()) -> list[Pair]:
    """Who else in the asker's area may be this person, the likeliest first.

    Args:
        by: who asks.
        person: who is looked at.
        apart: whom she was said not to be.
    """
    if not may(by.role, Action.SEE_PEOPLE):
        return []
    traits = traits_of([person.id])[person.id]
    register = _Register([traits], area_of(by), but={person.id, *apart})
    found = sorted(register.weigh(traits).items(), key=lambda item: (-item[1].odds, item[0]))
    seen = by_id(one for one, _ in found)
    return [Pair(person, seen[one], why) for one, why in found]


def pairs(by: Standing, after: UUID | None = None, *, size: int = 500) -> Pairs:
    """Open pairs of the asker's area: the persons entered last, each with those before her; only pairs of which she may see both.

    Args:
        by: who asks.
        after: go on behind this person.
        size: how many persons to look through.
    """
    rows = Person.objects.filter(STANDING).order_by("-pk")
    inside = area_of(by).units()
    if inside is not None:
        own = Exists(Post.objects.filter(person=OuterRef("pk"), unit__in=inside))
        merged = Post.objects.filter(person__merged_into__isnull=False, unit__in=inside)
        through_others = set(survivors(merged.values_list("person_id", flat=True)).values())
        rows = rows.filter(own | Q(pk__in=through_others))
    if after is not None:
        rows = rows.filter(pk__lt=Person.objects.filter(uid=after).values("pk")[:1])
    scanned = list(rows.values_list("pk", "uid")[: size + 1])
    ids = [person_id for person_id, _ in scanned[:size]]
    traits, apart, newer = traits_of(ids), said_apart(), by_id(ids)
    found = candidates_for(by, [traits[person_id] for person_id in ids])
    open_pairs = [
        Pair(newer[person_id], one.person, one.likeness)
        for person_id, candidates in zip(ids, found, strict=True)
        for one in candidates
        if one.person.id < person_id and frozenset({one.person.id, person_id}) not in apart
    ]
    open_pairs.sort(key=lambda pair: -pair.likeness.odds)
    return Pairs(tuple(open_pairs), len(ids), scanned[size - 1][1] if len(scanned) > size else None)


def compared(one_id: int, other_id: int) -> Likeness | None:
    """Why two persons may be one and why not, however little speaks for it; None when their names are two."""
    traits = traits_of([one_id, other_id])
    return _Measure(places.atlas(), traits.values()).compare(traits[one_id], traits[other_id])


def compared_then(pairs: Sequence[tuple[PersonView, PersonView]]) -> list[Likeness | None]:
    """As `compared`, of each pair of records by themselves, whoever they are counted as: why they were paired."""
    if not pairs:
        return []
    ids = {view.id for pair in pairs for view in pair}
    units = _noted({record_id: record_id for record_id in ids})
    traits = [(_then(one, units[one.id]), _then(other, units[other.id])) for one, other in pairs]
    measure = _Measure(places.atlas(), (one for pair in traits for one in pair))
    return [measure.compare(one, other) for one, other in traits]


def _then(view: PersonView, units: frozenset[int]) -> Traits:
    return Traits(Written.of(view.name), view.sex, view.birth, view.ethnic_code, phone_key(view.phone), units)


def traits_of(person_ids: Iterable[int]) -> dict[int, Traits]:
    """What the register says of persons, with the units of all posts that they and those merged into them were noted in."""
    wanted = set(person_ids)
    units = _units(wanted)
    rows = _records(Q(pk__in=ids) for ids in _chunks(wanted, _KEYS))
    return {row[0]: _placed(_traits(row), units[row[0]]) for row in rows}


def said_apart() -> frozenset[frozenset[int]]:
    """The pairs that were said to be two people, by those whom they are counted as now."""
    said = list(Apart.objects.filter(taken_back=False).values_list("first_id", "second_id"))
    ends = survivors(person_id for pair in said for person_id in pair)
    return frozenset(frozenset({ends[one], ends[other]}) for one, other in said)


class _Measure:
    """What two persons are compared by: how many bear a name, among how many, and where places lie."""

    def __init__(self, atlas: Atlas, compared: Iterable[Traits]) -> None:
        self._nearness = Nearness(atlas)
        self._keys = {one.written.search_key for one in compared}

    @cached_property
    def _people(self) -> int:
        return Person.objects.filter(STANDING).count()

    @cached_property
    def _namesakes(self) -> dict[str, int]:
        return _namesakes(self._keys)

    def compare(self, one: Traits, other: Traits) -> Likeness | None:
        """Why the two may be one and why not."""
        keys = (one.written.search_key, other.written.search_key)
        setting = Setting(
            people=self._people,
            namesakes=max(self._namesakes.get(key, 0) for key in keys),
            near=self._nearness.nearest(one.unit_ids, other.unit_ids),
        )
        return likeness(one, other, setting)


class _Register:
    """What of the register is needed for some rows, fetched in few statements.

    Attributes:
        units: where each candidate was noted.
    """

    def __init__(self, rows: Sequence[Traits], area: Area, but: Collection[int] = ()) -> None:
        self._area = area
        records = {row[0]: row for row in _records(Q(void_reason="") & one for one in _conditions(rows))}
        # A merged record stands for whom she is counted as.
        self._ends = survivors(row[0] for row in records.values() if row[1] is not None)
        pool = Pool(Known(row[0], row[2], row[3], row[5], row[9]) for row in records.values())
        self._meant = {row: [one for one in pool.meant_by(row) if self._end(one) not in but] for row in set(rows)}
        found = {record_id for ids in self._meant.values() for record_id in ids}
        self._records = {record_id: _traits(records[record_id]) for record_id in found}
        self.units = _units({self._end(record_id) for record_id in found})
        self._measure = _Measure(area.atlas, [*self._records.values(), *rows])

    def _end(self, record_id: int) -> int:
        return self._ends.get(record_id, record_id)

    def weigh(self, row: Traits) -> dict[int, Likeness]:
        """The persons in the area whom the row may mean, by their ids."""
        found: dict[int, Likeness] = {}
        for record_id in self._meant[row]:
            person_id = self._end(record_id)
            units = self.units[person_id]
            if self._area.unit_id is not None and not any(map(self._area.holds, units)):
                continue
            why = self._measure.compare(row, _placed(self._records[record_id], units))
            if why and why.odds >= PROPOSED and (person_id not in found or found[person_id].odds < why.odds):
                found[person_id] = why
        return found

    def crowds(self, rows: Sequence[Traits], weighed: Sequence[Mapping[int, Likeness]]) -> frozenset[int]:
        """Of the villages and communes in which somebody might be preselected, those where one surname stands for most."""
        units: set[int] = set()
        for row, found in zip(rows, weighed, strict=True):
            for person_id, why in found.items():
                if why.odds >= STRONG:
                    units |= row.unit_ids | self.units[person_id]
        return _crowds(self._area.atlas, units)


def _chunks(keys: Collection[_T], size: int) -> Iterator[list[_T]]:
    ordered = list(keys)
    return (ordered[start : start + size] for start in range(0, len(ordered), size))


def _conditions(rows: Sequence[Traits]) -> Iterator[Q]:
    """Conditions for everybody whom the rows may mean; each term is answered by an index."""
    found = blocks(rows)
    for names in _chunks([block for block in found if block.years is None], _KEYS):
        yield Q(given_key__in=[block.given_key for block in names])
    for some in _chunks([block for block in found if block.years is not None], _TERMS):
        terms = Q()
        for block in some:
            terms |= _of_years(block)
        yield terms
    for phones in _chunks({row.phone_key for row in rows if row.phone_key}, _KEYS):
        yield Q(phone_key__in=phones)


def _of_years(block: Block) -> Q:
    given = Q(given_key=block.given_key)
    return (given & Q(birth_year__in=sorted(block.years or ()))) | (given & Q(birth_year__isnull=True))


_COLUMNS = (
    "pk", "merged_into_id", "name_key", "search_key", "sex", "birth_year", "birth_month", "birth_day",
    "ethnic_group__code", "phone_key",
)  # fmt: skip


_Row = tuple[Any, ...]


def _records(conditions: Iterable[Q]) -> Iterator[_Row]:
    """Records, merged ones too; one may come more than once."""
    for condition in conditions:
        yield from Person.objects.filter(condition).values_list(*_COLUMNS).iterator(5000)


def _traits(row: _Row) -> Traits:
    _, _, name_key, search_key, sex, year, month, day, ethnic, phone = row
    birth = PartialDate(year, month, day) if year else None
    return Traits(Written(name_key, search_key), Sex(sex) if sex else None, birth, ethnic, phone)


def _placed(traits: Traits, units: frozenset[int]) -> Traits:
    return Traits(traits.written, traits.sex, traits.birth, traits.ethnic_code, traits.phone_key, units)


def _units(person_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Where persons were noted, under their own record or under one merged into them."""
    # One who was merged herself has no record of her own any more.
    return dict.fromkeys(person_ids, frozenset[int]()) | _noted(records_of(person_ids))


def _noted(whose: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """Where each of some persons was noted, by whose a record is."""
    found: dict[int, set[int]] = {person_id: set() for person_id in whose.values()}
    for ids in _chunks(whose, _KEYS):
        noted = Post.objects.filter(_WRITTEN, person__in=ids)
        for person_id, unit_id in noted.values_list("person_id", "unit_id"):
            found[whose[person_id]].add(unit_id)
    return {person_id: frozenset(units) for person_id, units in found.items()}


def _namesakes(search_keys: Collection[str]) -> dict[str, int]:
    """How many persons bear each name, in letters alone."""
    found: dict[str, int] = {}
    for keys in _chunks(search_keys, _KEYS):
        rows = Person.objects.filter(STANDING, search_key__in=keys).order_by()
        found |= dict(rows.values_list("search_key").annotate(n=Count("pk")))
    return found


def _crowds(atlas: Atlas, unit_ids: Iterable[int]) -> frozenset[int]:
    """Those of some villages and communes in which most known people bear one surname, what they were made of included."""
    small = {Level.VILLAGE, Level.COMMUNE}
    extents = {unit_id: _extent(atlas, unit_id) for unit_id in unit_ids if atlas.unit(unit_id).level in small}
    names: dict[int, dict[int, str]] = defaultdict(dict)
    for ids in _chunks({part for extent in extents.values() for part in extent}, _KEYS):
        noted = Post.objects.filter(unit__in=ids, person__merged_into__isnull=True)
        for unit_id, person_id, key in noted.values_list("unit_id", "person_id", "person__search_key"):
            names[unit_id][person_id] = surname_key(key)
    return frozenset(
        unit_id
        for unit_id, extent in extents.items()
        if is_crowded(list({one: key for part in extent for one, key in names[part].items()}.values()))
    )


def _extent(atlas: Atlas, unit_id: int) -> set[int]:
    """A unit, what it was made of, and the villages in it."""
    parts = {unit_id, *(pair.old_id for pair in atlas.predecessors(unit_id) if atlas.lies_in(pair.old_id, unit_id))}
    return parts | {child for part in parts for child in atlas.children(part, atlas.last_map(part))}
