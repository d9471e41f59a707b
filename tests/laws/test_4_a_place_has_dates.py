"""Law 4: a place has dates. The same people are neither lost nor counted twice when units merge, split or are renamed."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nepmoi.registry.geography.rules.atlas import Atlas
from nepmoi.registry.geography.rules.levels import (
    Level,
    ParentageFacts,
    SuccessionFacts,
    SuccessionKind,
    UnitFacts,
)
from tests.registry.geography import country

FIRST = date(2021, 1, 1)
BEFORE = date(2024, 10, 22)
JUNE = date(2025, 6, 30)
JULY = date(2025, 7, 1)
NOW = date(2026, 10, 22)
DAY = timedelta(days=1)


def unit(code: str, on: date) -> UnitFacts:
    return next(unit for unit in country.timeline().units if unit.code == code and unit.stands_on(on))


def place(code: str, then: date, on: date, level: Level) -> str | None:
    atlas = country.atlas()
    found = atlas.place(unit(code, then).id, on, level)
    return None if found is None else atlas.unit(found).name


# --- The country's own lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [FIRST, date(2024, 12, 31), date(2025, 1, 1), JUNE, JULY, NOW])
def test_each_day_has_one_row_for_each_unit(on: date) -> None:
    codes = Counter(unit.code for unit in country.timeline().units if unit.stands_on(on))
    assert set(codes.values()) == {1}


@pytest.mark.parametrize(("then", "communes"), [(FIRST, 10_603), (BEFORE, 10_542), (JUNE, 10_035)])
def test_one_person_in_each_commune_is_one_person_in_one_province_ever_after(then: date, communes: int) -> None:
    atlas = country.atlas()
    people = [unit.id for unit in country.timeline().units if unit.level is Level.COMMUNE and unit.stands_on(then)]
    assert len(people) == communes
    for on in (then, JUNE, JULY, NOW):
        by_province = Counter(atlas.place(unit_id, on, Level.PROVINCE) for unit_id in people)
        assert None not in by_province
        assert by_province.total() == communes
        assert len(by_province) == (63 if on <= JUNE else 34)


def test_whom_a_division_leaves_open_is_counted_in_no_commune() -> None:
    """Against the list of 1 July 2025 itself."""
    ways = defaultdict(set)
    for row in country.lists().changes_2025:
        ways[row["old_commune_code"] or row["old_district_code"]].add(row["new_commune_code"])
    divided = {code for code, new in ways.items() if len(new) > 1}
    assert len(divided) == 473
    assert {place(code, JUNE, JULY, Level.COMMUNE) for code in divided} == {None}
    atlas = country.atlas()
    found = sum(
        atlas.place(unit.id, JULY, Level.COMMUNE) is not None
        for unit in country.timeline().units
        if unit.level is Level.COMMUNE and unit.stands_on(JUNE)
    )
    assert found == 10_035 - len(divided) - 2  # two whole pairs are in one table only


def test_what_no_second_source_confirms_decides_nothing() -> None:
    assert place("01651", JUNE, JULY, Level.COMMUNE) is None
    assert place("02482", JUNE, JULY, Level.COMMUNE) is None
    assert place("26128", BEFORE, date(2025, 1, 1), Level.COMMUNE) is None
    assert place("26128", BEFORE, date(2025, 1, 1), Level.DISTRICT) == "Huyện Tân Phú"


def test_a_code_used_again_is_another_place() -> None:
    assert unit("18496", BEFORE).id != unit("18496", date(2025, 1, 1)).id != unit("18496", JULY).id
    assert place("18496", JULY, BEFORE, Level.COMMUNE) is None
    assert place("18550", JULY, BEFORE, Level.COMMUNE) is None  # of three communes, not only of the one with its code
    assert place("682", JUNE, BEFORE, Level.DISTRICT) is None


def test_two_mergers_in_a_row() -> None:
    days = [BEFORE, date(2024, 12, 31), date(2025, 1, 1), JULY]
    names = [place("18535", BEFORE, on, Level.COMMUNE) for on in days]
    assert names == ["Xã Phú Phong", "Xã Phú Phong", "Thị trấn Hương Khê", "Xã Hương Khê"]


def test_a_district_that_ended_is_lost_to_no_province() -> None:
    districts = [unit for unit in country.timeline().units if unit.level is Level.DISTRICT and unit.stands_on(JUNE)]
    atlas = country.atlas()
    assert len(districts) == 696
    assert None not in {atlas.place(unit.id, NOW, Level.PROVINCE) for unit in districts}
    islands = [unit for unit in districts if atlas.place(unit.id, NOW, Level.COMMUNE) is not None]
    assert len(islands) == 5
    assert place("026", JUNE, JULY, Level.PROVINCE) == "Tỉnh Tuyên Quang"


def test_a_place_holds_what_became_of_its_parts_and_nothing_else() -> None:
    atlas = country.atlas()
    district = unit("444", BEFORE).id
    held = {
        unit.code
        for unit in country.timeline().units
        if unit.level is Level.COMMUNE and unit.stands_on(NOW) and atlas.lies_in(unit.id, district)
    }
    assert held == {"18496", "18502", "18523", "18532", "18544", "18547", "18550"}


# --- Small worlds whose land is known ---------------------------------------------------------------------------------


@dataclass
class World:
    """Communes in two districts of one province; each unit is a set of plots, so that what lies in what can be seen."""

    day: date = FIRST
    land: dict[int, frozenset[int]] = field(default_factory=dict)
    units: dict[int, UnitFacts] = field(default_factory=dict)
    communes: dict[int, str] = field(default_factory=dict)
    districts: dict[str, int] = field(default_factory=dict)
    parents: list[ParentageFacts] = field(default_factory=list)
    inside: dict[int, tuple[int, date | None]] = field(default_factory=dict)
    pairs: list[SuccessionFacts] = field(default_factory=list)
    whole: bool = True

    def begin(self, level: Level, land: frozenset[int]) -> int:
        number = len(self.units)
        first = None if self.day == FIRST else self.day
        self.units[number] = UnitFacts(number, str(number), level, level.value, f"{level} {number}", first, None)
        self.land[number] = land
        return number

    def end(self, number: int) -> None:
        old = self.units[number]
        last = self.day - DAY
        self.units[number] = UnitFacts(old.id, old.code, old.level, old.type, old.name, old.valid_from, last)
        if number in self.inside:
            parent, since = self.inside.pop(number)
            self.parents.append(ParentageFacts(number, parent, since, last))

    def put(self, number: int, parent: int) -> None:
        if number in self.inside:
            if self.inside[number][0] == parent:
                return
            old, since = self.inside[number]
            self.parents.append(ParentageFacts(number, old, since, self.day - DAY))
        self.inside[number] = (parent, None if self.day == FIRST else self.day)

    def replace(self, olds: list[int], news: list[tuple[frozenset[int], str]]) -> None:
        self.whole = self.whole and len(news) == 1
        for old in olds:
            self.end(old)
            self.communes.pop(old)
        for land, district in news:
            new = self.begin(Level.COMMUNE, land)
            self.communes[new] = district
            self.follow(olds, new)

    def follow(self, olds: list[int], new: int) -> None:
        self.pairs += [
            SuccessionFacts(old, new, self.day, SuccessionKind.MERGED)
            for old in olds
            if self.land[old] & self.land[new]
        ]

    def settle(self) -> None:
        lands = defaultdict(frozenset)
        for number, district in self.communes.items():
            lands[district] |= self.land[number]
        changed = {name: number for name, number in self.districts.items() if self.land[number] != lands[name]}
        for number in changed.values():
            self.end(number)
        for name in changed:
            self.districts[name] = self.begin(Level.DISTRICT, lands[name])
        for name in changed:
            self.follow(list(changed.values()), self.districts[name])
        if changed:
            self.whole = False
        for name in self.districts:
            self.put(self.districts[name], 0)
        for number, name in self.communes.items():
            self.put(number, self.districts[name])

    def atlas(self) -> Atlas:
        standing = [ParentageFacts(number, parent, since, None) for number, (parent, since) in self.inside.items()]
        return Atlas(self.units.values(), [*self.parents, *standing], self.pairs)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    world = World()
    plots = [frozenset({2 * number, 2 * number + 1}) for number in range(4)]
    world.begin(Level.PROVINCE, frozenset(range(8)))
    world.districts = {
        "east": world.begin(Level.DISTRICT, plots[0] | plots[1]),
        "west": world.begin(Level.DISTRICT, plots[2] | plots[3]),
    }
    for number, plot in enumerate(plots):
        world.communes[world.begin(Level.COMMUNE, plot)] = "east" if number < 2 else "west"
    world.settle()
    for _ in range(draw(st.integers(1, 5))):
        world.day += timedelta(days=100)
        change(world, draw)
        world.settle()
    return world


def change(world: World, draw: st.DrawFn) -> None:
    what = draw(st.sampled_from(["merge", "merge", "split", "rename", "move"]))
    numbers = sorted(world.communes)
    one = draw(st.sampled_from(numbers))
    district = world.communes[one]
    mates = [number for number in numbers if number != one and world.communes[number] == district]
    if what == "merge" and mates:
        other = draw(st.sampled_from(mates))
        world.replace([one, other], [(world.land[one] | world.land[other], district)])
    elif what == "split" and len(world.land[one]) > 1:
        part = frozenset({min(world.land[one])})
        world.replace([one], [(part, district), (world.land[one] - part, district)])
    elif what == "move" and mates:
        world.communes[one] = "west" if district == "east" else "east"
    else:
        world.replace([one], [(world.land[one], district)])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_the_atlas_says_where_the_land_lies_or_nothing(world: World) -> None:
    """Whatever it answers is true of the land; where nothing was divided it always answers."""
    atlas = world.atlas()
    for on in {FIRST, *atlas.maps(), world.day}:
        for number, asked in world.units.items():
            for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
                holders = [
                    other
                    for other, unit in world.units.items()
                    if unit.level is level and unit.stands_on(on) and world.land[number] <= world.land[other]
                ]
                found = atlas.place(number, on, level)
                if level.depth > asked.level.depth:
                    assert found is None
                elif level is Level.PROVINCE:
                    assert found == 0
                elif found is not None:
                    assert holders == [found]
                elif world.whole:
                    assert holders == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_nobody_is_lost_and_nobody_counted_twice(world: World) -> None:
    """One person on each plot, written down in its commune of the first day."""
    atlas = world.atlas()
    people = [number for number, unit in world.units.items() if unit.level is Level.COMMUNE and unit.valid_from is None]
    for on in atlas.maps():
        rows = Counter(path.unit_id for path in atlas.paths(on) if path.level is Level.PROVINCE)
        assert all(rows[number] == 1 for number in people)
        at_commune = Counter(path.unit_id for path in atlas.paths(on) if path.level is Level.COMMUNE)
        assert max(at_commune.values()) == 1
