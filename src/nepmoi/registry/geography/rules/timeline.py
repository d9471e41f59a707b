"""From the lists of four days and the changes between them to one row a unit, with its dates.

A unit has one name, one type and one extent. When any of these changes, its row ends and another begins, also under the
same code. Lying in another district, or in the same one under a changed row, changes only the parentage.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from nepmoi.registry.geography.errors import ListsDoNotFit
from nepmoi.registry.geography.rules.levels import (
    Level,
    ParentageFacts,
    SuccessionFacts,
    UnitFacts,
)
from nepmoi.registry.geography.rules.lists import Change, kind_of, level_of, official_name
from nepmoi.registry.geography.rules.names import place_key, split

_BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Timeline:
    """Units, who lay in whom, and what became of them; the ids count from 0."""

    units: tuple[UnitFacts, ...]
    parentages: tuple[ParentageFacts, ...]
    successions: tuple[SuccessionFacts, ...]

    def count(self, level: Level, day: date) -> int:
        """How many units of a level stood on a day."""
        return sum(unit.level is level and unit.stands_on(day) for unit in self.units)


@dataclass
class _Unit:
    code: str
    name: str
    since: date | None
    until: date | None = None


@dataclass
class Draft:
    """A time line that is being written, day after day.

    Attributes:
        standing: the row that stands now, by code.
        lies: in which code each code lies now.
    """

    standing: dict[str, int] = field(default_factory=dict)
    lies: dict[str, str] = field(default_factory=dict)
    _units: list[_Unit] = field(default_factory=list)
    _parentages: list[ParentageFacts] = field(default_factory=list)
    _successions: list[SuccessionFacts] = field(default_factory=list)
    _inside: dict[int, tuple[int, date | None]] = field(default_factory=dict)

    def name_of(self, code: str) -> str:
        """The name that the code's standing row bears."""
        return self._units[self.standing[code]].name

    def codes(self, level: Level) -> list[str]:
        """The codes of a level that stand now."""
        return [code for code in self.standing if level_of(code) is level]

    def begin(self, code: str, name: str, day: date | None) -> None:
        """A row begins under a code that is free."""
        self.standing[code] = len(self._units)
        self._units.append(_Unit(code, name, day))

    def end(self, code: str, day: date) -> int:
        """The code's row ends, the day before ``day``; its id."""
        unit_id = self.standing.pop(code)
        self._units[unit_id].until = day - _BEFORE
        self._leave(unit_id, day)
        return unit_id

    def replace(self, changes: Iterable[Change], day: date) -> None:
        """End the old units of the pairs, begin the new ones, and write down what became of what.

        Units that came in the same form need no pair. Where the new ones lie is said in ``lies`` and by ``settle``.

        Raises:
            ListsDoNotFit: when an old code does not stand.
        """
        pairs = list(changes)
        if lost := {pair.old for pair in pairs} - self.standing.keys():
            raise ListsDoNotFit(given=min(lost), day=day)
        ways: dict[str, int] = defaultdict(int)
        origins: dict[str, int] = defaultdict(int)
        for pair in pairs:
            ways[pair.old] += 1
            origins[pair.new] += 1
        old_names = {code: self.name_of(code) for code in ways}
        old_ids = {code: self.end(code, day) for code in ways}
        for pair in pairs:
            if pair.new not in self.standing:
                self.begin(pair.new, pair.new_name, day)
        for pair in pairs:
            kind = kind_of(pair, old_names[pair.old], ways=ways[pair.old], origins=origins[pair.new])
            self._successions.append(
                SuccessionFacts(
                    old_ids[pair.old],
                    self.standing[pair.new],
                    day,
                    kind,
                    pair.source,
                    pair.sources,
                    pair.doubt,
                    pair.note,
                )
            )

    def settle(self, day: date | None) -> None:
        """Bring the parentages to where ``lies`` says that each standing unit lies."""
        for code, unit_id in self.standing.items():
            parent = self.lies.get(code)
            if not parent:
                continue
            parent_id = self.standing[parent]
            held = self._inside.get(unit_id)
            if held and held[0] == parent_id:
                continue
            if held and day:
                self._leave(unit_id, day)
            self._inside[unit_id] = (parent_id, day)

    def _leave(self, unit_id: int, day: date) -> None:
        if held := self._inside.pop(unit_id, None):
            self._parentages.append(ParentageFacts(unit_id, held[0], held[1], day - _BEFORE))

    def respell(self, names: Mapping[str, str]) -> None:
        """Take a later list's spelling for the units that stand; a name that is another one is left."""
        for code, unit_id in self.standing.items():
            unit = self._units[unit_id]
            if names.get(code, unit.name) == unit.name:
                continue
            name = official_name(code, names[code])
            level = level_of(code)
            if place_key(split(name, level).bare) == place_key(split(unit.name, level).bare):
                unit.name = name

    def finish(self) -> Timeline:
        """The time line as it stands."""
        units = tuple(
            UnitFacts(
                number, unit.code, level_of(unit.code), split(unit.name, level_of(unit.code)).type, unit.name,
                unit.since, unit.until,
            )
            for number, unit in enumerate(self._units)
        )  # fmt: skip
        standing = [ParentageFacts(unit_id, parent_id, day, None) for unit_id, (parent_id, day) in self._inside.items()]
        return Timeline(units, (*self._parentages, *standing), tuple(self._successions))
