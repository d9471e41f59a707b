"""On the map of any day: the one place that surely holds all of a unit, or none.

Forward in time a unit is where all its successors are; backward, where all its predecessors were. A whole merger is
exact, a division is "not assignable" until a level at which all parts lie together.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from nepmoi.registry.geography.rules.levels import (
    FIRST_MAP,
    Doubt,
    Level,
    ParentageFacts,
    SuccessionFacts,
    UnitFacts,
)

_DAY = timedelta(days=1)
# Maps held ready at once; a map of the whole country takes some 10 MB.
_HELD = 6


class Path(NamedTuple):
    """On one map: the unit of that level that holds all of a unit."""

    unit_id: int
    level: Level
    place_id: int


class Atlas:
    """All units, who lay in whom, and what became of them; it never changes once made.

    Args:
        units: every unit that the other rows name.
        parentages: each unit lies in at most one other on any day.
        successions: the new unit of a pair begins on the pair's day.
    """

    def __init__(
        self,
        units: Iterable[UnitFacts],
        parentages: Iterable[ParentageFacts],
        successions: Iterable[SuccessionFacts],
    ) -> None:
        self._units = {unit.id: unit for unit in units}
        self._parents: dict[int, list[ParentageFacts]] = defaultdict(list)
        self._children: dict[int, list[ParentageFacts]] = defaultdict(list)
        self._after: dict[int, list[SuccessionFacts]] = defaultdict(list)
        self._before: dict[int, list[SuccessionFacts]] = defaultdict(list)
        for parentage in sorted(parentages, key=lambda row: row.valid_from or date.min):
            self._parents[parentage.unit_id].append(parentage)
            self._children[parentage.parent_id].append(parentage)
        for succession in successions:
            self._after[succession.old_id].append(succession)
            self._before[succession.new_id].append(succession)
        self._inside: dict[int, frozenset[int]] = {}
        self._epochs = self._changes(tuple(Level))
        self._maps = self._changes((Level.PROVINCE, Level.DISTRICT, Level.COMMUNE))
        self._map: Callable[[date], _Map] = lru_cache(maxsize=_HELD)(lambda epoch: _Map(self, epoch))

    def _changes(self, levels: Sequence[Level]) -> list[date]:
        spans = [(unit.valid_from, unit.valid_to) for unit in self._units.values() if unit.level in levels]
        for unit_id, rows in self._parents.items():
            if self._units[unit_id].level in levels:
                spans += [(row.valid_from, row.valid_to) for row in rows]
        firsts = {first for first, _ in spans if first}
        return sorted({FIRST_MAP, *firsts, *(last + _DAY for _, last in spans if last)})

    def unit(self, unit_id: int) -> UnitFacts:
        """The unit with that id; KeyError when there is none."""
        return self._units[unit_id]

    def maps(self) -> list[date]:
        """The days on which a commune, district or province changed, in order; the first is that of the first list."""
        return list(self._maps)

    def epoch(self, on: date) -> date:
        """The day since which nothing has changed up to ``on``, villages included; all days before the first list are one."""
        return self._epochs[max(bisect_right(self._epochs, on) - 1, 0)]

    def last_map(self, unit_id: int) -> date:
        """The last day of a unit that is gone; for one that stands, the last day on which anything changed."""
        return self._units[unit_id].valid_to or self._epochs[-1]

    def place(self, unit_id: int, on: date, level: Level | str) -> int | None:
        """The one unit of a level, on a day's map, that surely holds all of the given unit.

        Args:
            unit_id: a unit of any time.
            on: the map's day.
            level: of the answer. Below the unit's own level there is none, save where a special zone took a whole
                district's place.

        Returns:
            The place's id, or None for "not assignable at this level".
        """
        return self._map(self.epoch(on)).place(unit_id, Level(level))

    def lies_in(self, unit_id: int, place_id: int) -> bool:
        """Whether all of a unit surely lies in a place, on the place's own last map."""
        return self.place(unit_id, self.last_map(place_id), self._units[place_id].level) == place_id

    def inside(self, place_id: int) -> frozenset[int]:
        """All units of any time that surely lie in a place: what ``lies_in`` says yes to; kept once worked out."""
        held = self._inside.get(place_id)
        if held is None:
            held = self._inside[place_id] = frozenset(
                unit_id for unit_id in self._units if self.lies_in(unit_id, place_id)
            )
        return held

    def paths(self, on: date) -> list[Path]:
        """For every unit of any time, its place at each level of a day's map; what is not assignable has no row."""
        chart = self._map(self.epoch(on))
        return [
            Path(unit_id, level, place_id)
            for unit_id in self._units
            for level in Level
            if (place_id := chart.place(unit_id, level)) is not None
        ]

    def present(self, unit_id: int, on: date) -> frozenset[int]:
        """The units that stand on a day and together hold all of the given one; empty when not known."""
        return self._map(self.epoch(on)).present(unit_id)[0]

    def parent(self, unit_id: int, on: date) -> int | None:
        """In what a unit lay on a day; outside its own time, what it lay in first or last."""
        rows = self._parents.get(unit_id)
        if not rows:
            return None
        for row in rows:
            if on <= (row.valid_to or date.max):
                return row.parent_id
        return rows[-1].parent_id

    def parents(self, unit_id: int) -> list[ParentageFacts]:
        """In what a unit lay, one after the other."""
        return list(self._parents.get(unit_id, ()))

    def children(self, unit_id: int, on: date) -> list[int]:
        """The units that lay in one on a day; a village whose commune merged whole lies in the new commune."""
        named = {row.unit_id for row in self._children.get(unit_id, ()) if self._holds(row, on)}
        if self._units[unit_id].level is Level.COMMUNE:
            named |= {
                row.unit_id
                for former in self._forebears(unit_id)
                for row in self._children.get(former, ())
                if self._holds(row, on)
            }
            named = {child for child in named if self.place(child, on, Level.COMMUNE) == unit_id}
        return sorted(named)

    def _holds(self, row: ParentageFacts, on: date) -> bool:
        return (
            (row.valid_from or date.min) <= on <= (row.valid_to or date.max) and self._units[row.unit_id].stands_on(on)
        )  # fmt: skip

    def _forebears(self, unit_id: int) -> set[int]:
        found: set[int] = set()
        ahead = [unit_id]
        while ahead:
            olds = {row.old_id for row in self._before.get(ahead.pop(), ())} - found
            found |= olds
            ahead += olds
        return found

    def successors(self, unit_id: int) -> list[SuccessionFacts]:
        """What became of a unit."""
        return list(self._after.get(unit_id, ()))

    def predecessors(self, unit_id: int) -> list[SuccessionFacts]:
        """Of what a unit was made."""
        return list(self._before.get(unit_id, ()))

    def doubtful(self) -> list[SuccessionFacts]:
        """Every pair that is not sure or that bears a note."""
        return [row for rows in self._after.values() for row in rows if row.doubt or row.note]

    def standing(self, on: date) -> list[int]:
        """The units that stood on a day."""
        return [unit.id for unit in self._units.values() if unit.stands_on(on)]


class _Map:
    """The map of one stretch of time in which nothing changed; answers are worked out when first asked."""

    def __init__(self, atlas: Atlas, epoch: date) -> None:
        self._atlas = atlas
        self._epoch = epoch
        self._present: dict[int, tuple[frozenset[int], bool]] = {}
        self._places: dict[tuple[int, Level], int | None] = {}

    def present(self, unit_id: int) -> tuple[frozenset[int], bool]:
        """The units that now hold all of the given one, and whether that is sure; empty when one end is not known."""
        held = self._present.get(unit_id)
        if held is None:
            held = self._present[unit_id] = self._follow(unit_id)
        return held

    def _follow(self, unit_id: int) -> tuple[frozenset[int], bool]:
        unit = self._atlas.unit(unit_id)
        if unit.stands_on(self._epoch):
            return frozenset((unit_id,)), True
        if unit.valid_to is not None and unit.valid_to < self._epoch:
            pairs, others = self._atlas.successors(unit_id), "new_id"
        else:
            pairs, others = self._atlas.predecessors(unit_id), "old_id"
        found: set[int] = set()
        sure = True
        for pair in pairs:
            units, is_sure = self.present(getattr(pair, others))
            if not units:
                return frozenset(), False
            found |= units
            sure = sure and is_sure and pair.doubt is Doubt.NONE
        return frozenset(found), sure

    def place(self, unit_id: int, level: Level) -> int | None:
        """See `Atlas.place`."""
        key = (unit_id, level)
        if key not in self._places:
            self._places[key] = self._find(unit_id, level)
        return self._places[key]

    def _find(self, unit_id: int, level: Level) -> int | None:
        unit = self._atlas.unit(unit_id)
        units, sure = self.present(unit_id)
        own = level.depth >= unit.level.depth
        if not units:
            # It ended without a successor, or nobody wrote down of what it was made: it is still where it lay.
            parent = None if own else self._atlas.parent(unit_id, self._epoch)
            return None if parent is None else self.place(parent, level)
        if own and not sure:
            # The doubt is to which of two neighbours a part went; both lie in the same district.
            return None
        places = {self._up(found, level) for found in units}
        return places.pop() if len(places) == 1 else None

    def _up(self, unit_id: int, level: Level) -> int | None:
        unit = self._atlas.unit(unit_id)
        if unit.level is level:
            return unit_id
        parent = self._atlas.parent(unit_id, self._epoch)
        return None if parent is None or unit.level.depth < level.depth else self.place(parent, level)
