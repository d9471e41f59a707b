"""Bringing the tables to the official lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.db import models

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Actor, Door, RootKind
from nepmoi.registry.geography.models import Parentage, Succession, Unit
from nepmoi.registry.geography.rules import lists, years
from nepmoi.registry.geography.rules.levels import UnitFacts
from nepmoi.registry.geography.rules.names import place_key, place_sort_key
from nepmoi.registry.geography.rules.timeline import Timeline

DATA = Path(__file__).parents[1] / "data"
_AT_ONCE = 2000

_Row = TypeVar("_Row", bound=models.Model)
_Key = TypeVar("_Key")
_Values = Mapping[str, Any]


@dataclass(frozen=True)
class Loaded:
    """What a load wrote; a second one writes nothing.

    Attributes:
        created: new units, parentages and successions.
        changed: those that the lists now tell otherwise.
    """

    created: int
    changed: int


@dataclass(frozen=True)
class _Plan(Generic[_Row]):
    """The rows that are missing, and those that differ, already set right."""

    new: list[_Row]
    changed: list[_Row]

    @property
    def rows(self) -> list[_Row]:
        return [*self.new, *self.changed]


class _Progress:
    """Counts the rows that are done."""

    def __init__(self, tell: Callable[[int, int], None], total: int) -> None:
        self._tell, self._total, self._done = tell, total, 0

    def add(self, count: int) -> None:
        self._done += count
        self._tell(self._done, self._total)


def shipped() -> Timeline:
    """The time line of the lists that came with the program.

    Raises:
        UnitsDoNotAdd: when they do not give the known numbers of units.
    """
    return years.build(lists.read(DATA))


def load_units(
    *,
    by: Actor,
    door: Door,
    timeline: Timeline | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Loaded:
    """Bring the tables to the official lists; what is there already and right stays untouched.

    Args:
        by: who acts.
        door: through what.
        timeline: what to load; without one, all that came with the program.
        progress: told now and then how many rows of how many are done.

    Raises:
        UnitsDoNotAdd: when the program's lists do not give the known numbers of units.
    """
    wanted = timeline or shipped()
    units = _units(wanted)
    if not units.rows and not _parentages(wanted).rows and not _successions(wanted).rows:
        return Loaded(0, 0)
    done = _Progress(progress, len(wanted.units) + len(wanted.parentages) + len(wanted.successions))
    with audit.writing(by, door) as w:
        _write(w, units, done)
        parentages = _parentages(wanted)
        _write(w, parentages, done)
        successions = _successions(wanted)
        _write(w, successions, done)
        w.touch_all(RootKind.UNIT, (unit.pk for unit in units.rows))
        w.touch_all(RootKind.UNIT, (row.unit_id for row in parentages.rows))
        w.touch_all(RootKind.UNIT, (row.old_id for row in successions.rows))
    return Loaded(
        len(units.new) + len(parentages.new) + len(successions.new),
        len(units.changed) + len(parentages.changed) + len(successions.changed),
    )


def _write(w: audit.Write, plan: _Plan[_Row], done: _Progress) -> None:
    assert w.entry_id  # noqa: S101 - the envelope is open
    for row in plan.changed:
        row.save()
    for start in range(0, len(plan.new), _AT_ONCE):
        batch = plan.new[start : start + _AT_ONCE]
        audit.create_all(batch)
        done.add(len(batch))


def _plan(model: type[_Row], held: Mapping[_Key, _Row], wanted: Mapping[_Key, _Values]) -> _Plan[_Row]:
    new: list[_Row] = []
    changed: list[_Row] = []
    for key, values in wanted.items():
        row = held.get(key)
        if row is None:
            new.append(model(**values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    return _Plan(new, changed)


def _units(wanted: Timeline) -> _Plan[Unit]:
    held = {(unit.code, unit.valid_from): unit for unit in Unit.objects.exclude(code="")}
    return _plan(Unit, held, {(unit.code, unit.valid_from): _columns(unit) for unit in wanted.units})


def _columns(unit: UnitFacts) -> _Values:
    bare = unit.name[len(unit.type) + 1 :]
    return {
        "code": unit.code,
        "level": unit.level.value,
        "type": unit.type,
        "name": unit.name,
        "sort_key": place_sort_key(bare),
        "search_key": place_key(bare),
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }


def _ids(wanted: Timeline) -> dict[int, int]:
    """The stored ids of the time line's units; of those that are not stored yet, none."""
    stored = {
        (code, first): unit_id
        for unit_id, code, first in Unit.objects.exclude(code="").values_list("pk", "code", "valid_from")
    }
    pairs = ((unit.id, stored.get((unit.code, unit.valid_from))) for unit in wanted.units)
    return {number: unit_id for number, unit_id in pairs if unit_id is not None}


def _parentages(wanted: Timeline) -> _Plan[Parentage]:
    ids = _ids(wanted)
    held = {(row.unit_id, row.valid_from): row for row in Parentage.objects.exclude(unit__code="")}
    rows: dict[tuple[int, date | None], _Values] = {
        (ids[row.unit_id], row.valid_from): {
            "unit_id": ids[row.unit_id],
            "parent_id": ids[row.parent_id],
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }
        for row in sorted(wanted.parentages, key=lambda row: row.valid_to is None)
    }
    return _plan(Parentage, held, rows)


def _successions(wanted: Timeline) -> _Plan[Succession]:
    ids = _ids(wanted)
    held = {(row.old_id, row.new_id): row for row in Succession.objects.exclude(old__code="")}
    rows: dict[tuple[int, int], _Values] = {
        (ids[row.old_id], ids[row.new_id]): {
            "old_id": ids[row.old_id],
            "new_id": ids[row.new_id],
            "day": row.day,
            "kind": row.kind.value,
            "source": row.source,
            "sources": row.sources,
            "doubt": row.doubt.value,
            "note": row.note,
        }
        for row in wanted.successions
    }
    return _plan(Succession, held, rows)
