"""Loading the official lists into the tables, and reading them from there."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from nepmoi.core.audit.rules import Actor, Door, DoorKind, RootKind
from nepmoi.core.audit.selectors import last_seq
from nepmoi.registry.geography import selectors
from nepmoi.registry.geography.errors import PlaceEnded, PlaceUnknown, UnitsDoNotAdd
from nepmoi.registry.geography.models import Parentage, Succession, Unit
from nepmoi.registry.geography.rules import lists, years
from nepmoi.registry.geography.rules.levels import Doubt, Level, SuccessionKind
from nepmoi.registry.geography.rules.timeline import Timeline
from nepmoi.registry.geography.services import official
from tests.registry.geography import country

BY = Actor(None, "Người nạp thử")
DOOR = Door(DoorKind.COMMAND, "test")
BEFORE = date(2024, 10, 22)
JULY = date(2025, 7, 1)


@pytest.fixture
def two_provinces(db: None) -> Timeline:
    part = country.part({"42", "02", "08"})
    official.load_units(by=BY, door=DOOR, timeline=part)
    return part


def test_all_units_are_loaded_once(db: None) -> None:
    told: list[tuple[int, int]] = []
    whole = country.timeline()
    rows = len(whole.units) + len(whole.parentages) + len(whole.successions)
    loaded = official.load_units(by=BY, door=DOOR, progress=lambda done, all_: told.append((done, all_)))
    assert loaded == official.Loaded(rows, 0)
    assert told[-1] == (rows, rows)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert Unit.objects.filter(level=Level.COMMUNE, valid_to=None).count() == 3_321
    assert Unit.objects.filter(level=Level.COMMUNE, valid_from=None).count() == 10_603
    assert (Parentage.objects.count(), Succession.objects.count()) == (len(whole.parentages), len(whole.successions))

    seq = last_seq(RootKind.UNIT)
    assert official.load_units(by=BY, door=DOOR) == official.Loaded(0, 0)
    assert last_seq() == seq

    atlas = selectors.atlas()
    district = selectors.the_one("huyện Hương Khê")
    found = {selectors.by_id(child.id).name for child in selectors.children(district.id, BEFORE)}
    assert len(found) == 21
    new = {atlas.place(child.id, JULY, Level.COMMUNE) for child in selectors.children(district.id, BEFORE)}
    assert {unit.name for unit in selectors.by_ids(new).values()} == {
        "Xã Hương Khê", "Xã Hà Linh", "Xã Hương Bình", "Xã Hương Phố", "Xã Hương Xuân", "Xã Phúc Trạch", "Xã Hương Đô",
    }  # fmt: skip
    assert len(selectors.provinces(BEFORE)) == 63
    assert len(selectors.provinces(JULY)) == 34
    assert {row.doubt for row in selectors.uncertain()} == set(Doubt)


def test_a_part_that_changed_is_brought_up_to_date(two_provinces: Timeline) -> None:
    units = list(two_provinces.units)
    number = next(number for number, unit in enumerate(units) if unit.name == "Xã Hương Khê")
    units[number] = replace(units[number], name="Xã Hương Khê Mới")
    uid = Unit.objects.get(name="Xã Hương Khê").uid
    loaded = official.load_units(by=BY, door=DOOR, timeline=replace(two_provinces, units=tuple(units)))
    assert loaded == official.Loaded(0, 1)
    changed = selectors.by_uid(uid)
    assert (changed.name, changed.search_key) == ("Xã Hương Khê Mới", "huong khe moi")
    assert Unit.history.filter(id=changed.id).count() == 2


def test_damaged_lists_load_nothing(db: None, tmp_path: Path) -> None:
    for file in official.DATA.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        if file.name == "units_2021.csv":
            text = text[: text.rstrip().rindex("\n") + 1]
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    with pytest.raises(UnitsDoNotAdd):
        official.load_units(by=BY, door=DOOR, timeline=years.build(lists.read(tmp_path)))
    assert not Unit.objects.exists()


def test_the_atlas_is_kept_until_a_unit_is_touched(two_provinces: Timeline) -> None:
    book = selectors.gazetteer()
    assert selectors.gazetteer() is book
    last = two_provinces.units[-1]
    units = (*two_provinces.units[:-1], replace(last, name=f"{last.type.capitalize()} Tên Khác"))
    official.load_units(by=BY, door=DOOR, timeline=replace(two_provinces, units=units))
    assert selectors.gazetteer() is not book
    assert selectors.the_one("Tên Khác").code == last.code


def test_a_list_of_addresses_asks_as_often_as_one(
    two_provinces: Timeline, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    selectors.gazetteer()
    ids = list(Unit.objects.values_list("pk", flat=True)[:30])
    for some in (ids[:1], ids):
        with django_assert_num_queries(2):
            assert len(selectors.path_labels(some)) == len(some)


def test_history_of_a_unit(two_provinces: Timeline) -> None:
    town = selectors.the_one("thị trấn Hương Khê", date(2025, 3, 1))
    told = selectors.history(town.id)
    assert {row.old.name for row in told.predecessors} == {"Thị trấn Hương Khê", "Xã Phú Phong"}
    assert {(row.day, row.kind) for row in told.predecessors} == {(date(2025, 1, 1), SuccessionKind.MERGED)}
    assert "1283/NQ-UBTVQH15" in told.predecessors[0].source
    assert [(row.new.name, row.day) for row in told.successors] == [("Xã Hương Khê", JULY)]
    assert [row.sources for row in told.successors] == [2]


def test_children_of_a_day(two_provinces: Timeline) -> None:
    province = selectors.the_one("tỉnh Hà Tĩnh")
    assert len(selectors.children(province.id, BEFORE)) == 13
    today = [unit.name for unit in selectors.children(province.id)]
    assert len(today) == 69
    assert today[0] == "Phường Bắc Hồng Lĩnh"
    district = selectors.the_one("huyện Hương Khê")
    assert len(selectors.children(district.id)) == 20


def test_a_unit_is_required_on_a_day(two_provinces: Timeline) -> None:
    district = selectors.the_one("huyện Hương Khê")
    assert selectors.require_on(district.id, BEFORE) == district
    with pytest.raises(PlaceEnded):
        selectors.require_on(district.id, JULY)
    with pytest.raises(PlaceUnknown):
        selectors.require_on(-1, JULY)


def test_units_by_their_ids(two_provinces: Timeline) -> None:
    district = selectors.the_one("huyện Hương Khê")
    assert selectors.by_uid(district.uid) == selectors.by_id(district.id) == district
    assert selectors.by_ids([district.id, None, -1]) == {district.id: district}
    assert selectors.by_uids([district.uid]) == {district.uid: district}
    assert selectors.label(district.id).name == "huyện Hương Khê"
    assert selectors.path_label(district.id) == "huyện Hương Khê, tỉnh Hà Tĩnh"
    assert selectors.path_labels([district.id, None]) == {district.id: "huyện Hương Khê, tỉnh Hà Tĩnh"}
    assert [unit.code for unit in selectors.path(district.id)] == ["444", "42"]
    assert selectors.find("khe", level=Level.DISTRICT, limit=1) == [district]
    with pytest.raises(PlaceUnknown):
        selectors.by_uid(country.view(two_provinces.units[0]).uid)
