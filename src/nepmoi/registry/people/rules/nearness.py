"""How near two units lie, whatever became of them since."""

from collections.abc import Iterable
from datetime import date

from nepmoi.registry.geography.rules.atlas import Atlas
from nepmoi.registry.geography.rules.levels import Level
from nepmoi.registry.people.rules.likeness import Near

# The last day of the districts; a district that was the same then is a neighbourhood now.
DISTRICTS = date(2025, 6, 30)

_SAME = {Level.VILLAGE: Near.VILLAGE, Level.COMMUNE: Near.COMMUNE, Level.DISTRICT: Near.NEIGHBOUR}


class Nearness:
    """The nearness of units on one atlas; each pair is worked out once."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._held: dict[tuple[int, int], Near] = {}
        self._around: dict[int, tuple[int | None, ...]] = {}

    def nearest(self, ones: Iterable[int], others: Iterable[int]) -> Near | None:
        """How near the nearest two of them are; None when one side names none below a province."""
        known = [other for other in others if self._is_telling(other)]
        found = [self.between(one, other) for one in ones if self._is_telling(one) for other in known]
        return max(found, default=None)

    def between(self, one: int, other: int) -> Near:
        """How near two units are: a unit that became part of another whole is that place."""
        key = (min(one, other), max(one, other))
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = self._between(*key)
        return held

    def _is_telling(self, unit_id: int) -> bool:
        return self._atlas.unit(unit_id).level is not Level.PROVINCE

    def _between(self, one: int, other: int) -> Near:
        levels = self._atlas.unit(one).level, self._atlas.unit(other).level
        if one == other:
            return Near.DISTRICT if levels[0] is Level.DISTRICT else _SAME.get(levels[0], Near.PROVINCE)
        if self._atlas.lies_in(one, other):
            return _SAME.get(levels[1], Near.PROVINCE)
        if self._atlas.lies_in(other, one):
            return _SAME.get(levels[0], Near.PROVINCE)
        pairs = zip(self._above(one), self._above(other), strict=True)
        commune, district, province = (left is not None and left == right for left, right in pairs)
        if commune or district:
            return Near.NEIGHBOUR
        return Near.PROVINCE if province else Near.APART

    def _above(self, unit_id: int) -> tuple[int | None, ...]:
        """The commune of today, the district of the last day of districts, the province of today."""
        held = self._around.get(unit_id)
        if held is None:
            today = date.max
            held = self._around[unit_id] = (
                self._atlas.place(unit_id, today, Level.COMMUNE),
                self._atlas.place(unit_id, DISTRICTS, Level.DISTRICT),
                self._atlas.place(unit_id, today, Level.PROVINCE),
            )
        return held
