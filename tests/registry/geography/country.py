"""The whole country from the lists, without a database, and a part of it for tests that need one."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from uuid import UUID

from nepmoi.registry.geography.rules.atlas import Atlas
from nepmoi.registry.geography.rules.gazetteer import Gazetteer
from nepmoi.registry.geography.rules.levels import UnitFacts, UnitView
from nepmoi.registry.geography.rules.lists import Lists, read
from nepmoi.registry.geography.rules.names import place_key, place_sort_key
from nepmoi.registry.geography.rules.timeline import Timeline
from nepmoi.registry.geography.services import official


@cache
def lists() -> Lists:
    return read(official.DATA)


@cache
def timeline() -> Timeline:
    return official.shipped()


@cache
def atlas() -> Atlas:
    line = timeline()
    return Atlas(line.units, line.parentages, line.successions)


def view(unit: UnitFacts) -> UnitView:
    bare = unit.name[len(unit.type) + 1 :]
    return UnitView(
        unit.id,
        unit.code,
        unit.level,
        unit.type,
        unit.name,
        unit.valid_from,
        unit.valid_to,
        UUID(int=unit.id),
        place_sort_key(bare),
        place_key(bare),
    )


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer([view(unit) for unit in timeline().units], atlas())


def part(provinces: Iterable[str]) -> Timeline:
    """Some provinces by code, with all that lay in them; their successions among themselves."""
    line = timeline()
    inside = {unit.id for unit in line.units if unit.code in set(provinces)}
    while more := {row.unit_id for row in line.parentages if row.parent_id in inside} - inside:
        inside |= more
    numbers = {old: new for new, old in enumerate(sorted(inside))}
    return Timeline(
        tuple(replace(unit, id=numbers[unit.id]) for unit in line.units if unit.id in inside),
        tuple(
            replace(row, unit_id=numbers[row.unit_id], parent_id=numbers[row.parent_id])
            for row in line.parentages
            if {row.unit_id, row.parent_id} <= inside
        ),
        tuple(
            replace(row, old_id=numbers[row.old_id], new_id=numbers[row.new_id])
            for row in line.successions
            if {row.old_id, row.new_id} <= inside
        ),
    )
