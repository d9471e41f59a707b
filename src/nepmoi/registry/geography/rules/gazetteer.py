"""Finding places as people write them: any spelling, former names, codes, with or without what they lay in."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from nepmoi.registry.geography.errors import Choice, Choices, PlaceAmbiguous, PlaceEnded, PlaceNotYet, PlaceUnknown
from nepmoi.registry.geography.rules.atlas import Atlas
from nepmoi.registry.geography.rules.levels import Level, UnitView, in_a_sentence
from nepmoi.registry.geography.rules.names import Split, exact_key, place_key, split

# "xã Lũng Cú, huyện Đồng Văn", also without the comma.
_NEXT = re.compile(r"\s*[,;]\s*|\s+(?=(?:huyện|quận|thị xã|thành phố|tỉnh)\s)", re.IGNORECASE)


@dataclass(frozen=True)
class Where:
    """What narrows a search.

    Attributes:
        on: the day on which the unit should have stood.
        level: only units of that level.
        within: only units all of which lie in that place, on the place's last map.
    """

    on: date | None = None
    level: Level | None = None
    within: int | None = None


ANYWHERE = Where()


class _Rank(IntEnum):
    """How well a name fits what was written."""

    EXACT = 0
    WITHOUT_MARKS = 1
    BEGINNING = 2
    A_WORD = 3
    NOT = 9


class _Wanted(NamedTuple):
    """One reading of what was written."""

    type: str
    key: str
    exact: str

    def rank(self, unit: UnitView) -> _Rank:
        """How well a unit fits."""
        if self.type and unit.type != self.type:
            return _Rank.NOT
        if unit.search_key == self.key:
            return _Rank.EXACT if self.exact == exact_key(_bare(unit)) else _Rank.WITHOUT_MARKS
        if not self._begins(unit.search_key):
            return _Rank.NOT
        return _Rank.BEGINNING if unit.search_key.startswith(self.key) else _Rank.A_WORD

    def _begins(self, name: str) -> bool:
        """Whether a word of the name begins so; a number is never the beginning of another."""
        if self.key[-1:].isdigit():
            return f" {self.key} " in f" {name} "
        return f" {self.key}" in f" {name}"


def _bare(unit: UnitView) -> str:
    return unit.name[len(unit.type) + 1 :]


def _readings(written: str) -> list[_Wanted]:
    """With the type taken off, and as a name that only begins like one ("Phường Đúc")."""
    parted = split(written)
    readings = [parted, Split("", written)] if parted.type else [parted]
    return [_Wanted(type_, place_key(bare), exact_key(bare)) for type_, bare in readings]


class Gazetteer:
    """All units by name and code.

    Args:
        units: every unit of the atlas.
        atlas: who lay in whom, and where.
    """

    def __init__(self, units: Iterable[UnitView], atlas: Atlas) -> None:
        self.atlas = atlas
        ordered = sorted(units, key=lambda unit: (unit.sort_key, unit.code, unit.valid_from or date.min))
        self._units = {unit.id: unit for unit in ordered}
        self._by_key: dict[str, list[UnitView]] = defaultdict(list)
        self._by_code: dict[str, list[UnitView]] = defaultdict(list)
        for unit in ordered:
            self._by_key[unit.search_key].append(unit)
            if unit.code:
                self._by_code[unit.code].append(unit)

    def unit(self, unit_id: int) -> UnitView:
        """The unit with that id; KeyError when there is none."""
        return self._units[unit_id]

    def sorted(self, unit_ids: Iterable[int]) -> list[UnitView]:
        """Units in the order of their names."""
        return sorted((self._units[unit_id] for unit_id in unit_ids), key=lambda unit: (unit.sort_key, unit.code))

    def path(self, unit_id: int, on: date | None = None) -> list[UnitView]:
        """The unit and what it lay in, from the lowest up.

        Args:
            unit_id: the unit.
            on: the day; without one, or when it did not stand on it, its own last day.
        """
        unit = self._units[unit_id]
        day = on if on and unit.stands_on(on) else self.atlas.last_map(unit_id)
        above = [level for level in reversed(Level) if level.depth < unit.level.depth]
        places = [self.atlas.place(unit_id, day, level) for level in above]
        return [unit, *(self._units[place] for place in places if place is not None)]

    def path_label(self, unit_id: int, on: date | None = None) -> str:
        """As an address: "xã Lũng Cú, huyện Đồng Văn, tỉnh Hà Giang"."""
        return ", ".join(in_a_sentence(unit) for unit in self.path(unit_id, on))

    def find(self, query: str, where: Where = ANYWHERE, *, limit: int = 20) -> list[UnitView]:
        """The units with a name of which a word begins as written, or with that code; the likeliest first.

        Args:
            query: a name with or without type, with or without what it lay in, or a code; empty fits all.
            where: what narrows the search.
            limit: at most so many.
        """
        first, *above = _NEXT.split(query.strip())
        readings = _readings(first)
        coded = self._by_code.get(first, [])
        ranked = [(_Rank.EXACT, unit) for unit in coded] or [
            (rank, unit)
            for unit in self._units.values()
            if (rank := min(reading.rank(unit) for reading in readings)) is not _Rank.NOT
        ]
        fitting = [
            (rank, unit)
            for rank, unit in ranked
            if (where.on is None or unit.stands_on(where.on)) and self._fits(unit, where, above)
        ]
        # Stable: within one rank the order of names stays.
        fitting.sort(key=lambda pair: (pair[0], where.on is None and pair[1].valid_to is not None, pair[1].level.depth))
        return [unit for _, unit in fitting[:limit]]

    def the_one(self, query: str, where: Where = ANYWHERE) -> UnitView:
        """The unit that is meant, when only one can be.

        Rows of one code and one name are one answer: the one that stood on the day asked for, else the latest.

        Args:
            query: a full name with or without type, with or without what it lay in, or a code.
            where: what narrows the search; a day only prefers, so that a former name is still found.

        Raises:
            PlaceUnknown: when nothing is called so.
            PlaceAmbiguous: when several units are.
        """
        first, *above = _NEXT.split(query.strip())
        named = self._by_code.get(first) or self._named(first)
        fitting = [unit for unit in named if self._fits(unit, where, above)]
        if not fitting:
            raise PlaceUnknown(name=query)
        if where.on:
            fitting = [unit for unit in fitting if unit.stands_on(where.on)] or fitting
        groups: dict[tuple[object, str], list[UnitView]] = defaultdict(list)
        for unit in fitting:
            groups[unit.code or unit.id, exact_key(unit.name)].append(unit)
        if len(groups) > 1:
            meant = sorted(groups.values(), key=lambda rows: (rows[0].level.depth, rows[0].valid_from or date.min))
            raise PlaceAmbiguous(name=query, choices=Choices(map(self._choice, meant)))
        return max(fitting, key=lambda unit: unit.valid_from or date.min)

    def _named(self, written: str) -> list[UnitView]:
        """The units whose whole name it is; if some are spelt so to the mark, only these."""
        ranked = [
            (reading.rank(unit), unit)
            for reading in _readings(written)
            for unit in self._by_key.get(reading.key, ())
            if reading.rank(unit) is not _Rank.NOT
        ]
        best = min((rank for rank, _ in ranked), default=_Rank.NOT)
        # Written without any mark, a name means all that sound like it.
        plain = written.isascii()
        return [unit for rank, unit in ranked if plain or rank is best]

    def _fits(self, unit: UnitView, where: Where, above: Sequence[str]) -> bool:
        if where.level is not None and unit.level is not where.level:
            return False
        if above and not self._lay_in(unit, above):
            return False
        return where.within is None or self.atlas.lies_in(unit.id, where.within)

    def _lay_in(self, unit: UnitView, above: Sequence[str]) -> bool:
        """Whether each of the names is that of something in which the unit lay at some time."""
        places = [self._units[place] for place in self._over(unit.id)]
        return all(
            any(reading.rank(place) <= _Rank.WITHOUT_MARKS for place in places for reading in _readings(name))
            for name in above
            if name
        )

    def _over(self, unit_id: int) -> set[int]:
        parents = {row.parent_id for row in self.atlas.parents(unit_id)}
        return parents.union(*(self._over(parent) for parent in parents))

    def _choice(self, rows: Sequence[UnitView]) -> Choice:
        latest = max(rows, key=lambda unit: unit.valid_from or date.min)
        firsts = [unit.valid_from for unit in rows]
        return Choice(
            uid=latest.uid,
            name=self.path_label(latest.id),
            since=None if None in firsts else min(first for first in firsts if first),
            until=latest.valid_to,
        )


def check_stands(unit: UnitView, on: date) -> None:
    """Refuse a unit for something that happened on a day on which it did not stand.

    Raises:
        PlaceEnded: when it was gone by then.
        PlaceNotYet: when it came later.
    """
    if unit.valid_to and on > unit.valid_to:
        raise PlaceEnded(name=in_a_sentence(unit), until=unit.valid_to, on=on)
    if unit.valid_from and on < unit.valid_from:
        raise PlaceNotYet(name=in_a_sentence(unit), since=unit.valid_from, on=on)
