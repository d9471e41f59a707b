"""Villages: units that offices add, in communes of the official lists."""

from datetime import date

import pytest

from nepmoi.core.audit.rules import Actor, Door, DoorKind
from nepmoi.registry.geography import selectors
from nepmoi.registry.geography.errors import (
    NotACommune,
    NotAVillage,
    PlaceEnded,
    PlaceNotYet,
    VillageExists,
    VillageNameMissing,
    VillageTypeUnknown,
)
from nepmoi.registry.geography.models import Unit
from nepmoi.registry.geography.rules.levels import Level, SuccessionKind, UnitView
from nepmoi.registry.geography.services import official, villages
from tests.registry.geography import country

BY = Actor(None, "Cán bộ xã thử")
DOOR = Door(DoorKind.PAGE, "/places")
JULY = date(2025, 7, 1)


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    official.load_units(by=BY, door=DOOR, timeline=country.part({"42"}))


def commune(query: str, on: date) -> UnitView:
    return selectors.the_one(query, on)


def add(parent: UnitView, name: str, since: date | None = None, type: str = "Bản") -> UnitView:
    return villages.add_village(parent_id=parent.id, type=type, name=name, since=since, by=BY, door=DOOR)


def place(unit: UnitView, on: date, level: Level) -> str | None:
    found = selectors.atlas().place(unit.id, on, level)
    return None if found is None else selectors.by_id(found).name


def test_a_village_of_a_commune_that_merged_whole_follows_it() -> None:
    old = commune("xã Hương Liên", date(2022, 1, 1))
    village = add(old, " Rào  Tre ")
    assert (village.name, village.type, village.level) == ("Bản Rào Tre", "bản", Level.VILLAGE)
    assert place(village, date(2024, 10, 22), Level.COMMUNE) == "Xã Hương Liên"
    assert place(village, date(2024, 10, 22), Level.DISTRICT) == "Huyện Hương Khê"
    assert place(village, JULY, Level.COMMUNE) == "Xã Phúc Trạch"
    assert place(village, JULY, Level.DISTRICT) is None
    assert place(village, JULY, Level.PROVINCE) == "Tỉnh Hà Tĩnh"
    assert (
        selectors.path_label(village.id, date(2024, 1, 1))
        == "bản Rào Tre, xã Hương Liên, huyện Hương Khê, tỉnh Hà Tĩnh"
    )
    assert selectors.path_label(village.id) == "bản Rào Tre, xã Phúc Trạch, tỉnh Hà Tĩnh"
    new = commune("xã Phúc Trạch", JULY)
    assert selectors.children(new.id, JULY) == [village]
    assert selectors.children(old.id) == [village]
    assert selectors.atlas().lies_in(village.id, selectors.the_one("huyện Hương Khê").id)
    assert selectors.find("rao tre", within=new.id) == [village]


def test_a_village_of_a_divided_commune_waits_for_its_office() -> None:
    line = country.part({"42"})
    pair = next(
        row
        for row in line.successions
        if row.kind is SuccessionKind.SPLIT and line.units[row.new_id].level is Level.COMMUNE
    )
    divided = commune(line.units[pair.old_id].code, date(2025, 6, 30))
    parts = [row.new for row in selectors.history(divided.id).successors]
    village = add(divided, "Đoài", type="thôn")
    assert place(village, JULY, Level.COMMUNE) is None
    assert place(village, JULY, Level.PROVINCE) == "Tỉnh Hà Tĩnh"
    assert selectors.children(parts[0].id, JULY) == []
    villages.settle_village(village_id=village.id, parent_id=parts[0].id, day=JULY, by=BY, door=DOOR)
    assert place(village, JULY, Level.COMMUNE) == parts[0].name
    assert place(village, date(2025, 6, 30), Level.COMMUNE) == divided.name
    assert selectors.children(parts[0].id, JULY) == [village]


def test_a_renamed_village_is_two_rows_and_one_place() -> None:
    old = add(commune("xã Phúc Trạch", JULY), "2", type="thôn")
    new = villages.rename_village(village_id=old.id, type="thôn", name="Phú Lễ", day=date(2026, 1, 1), by=BY, door=DOOR)
    assert selectors.by_id(old.id).valid_to == date(2025, 12, 31)
    assert place(old, date(2026, 2, 1), Level.VILLAGE) == "Thôn Phú Lễ"
    assert place(new, date(2025, 8, 1), Level.VILLAGE) == "Thôn 2"
    assert place(old, date(2026, 2, 1), Level.COMMUNE) == "Xã Phúc Trạch"
    assert [row.kind for row in selectors.history(new.id).predecessors] == [SuccessionKind.RENAMED]
    assert Unit.history.filter(id=old.id).count() == 2


def test_a_village_that_ended_counts_in_its_commune() -> None:
    village = add(commune("xã Phúc Trạch", JULY), "Đoài", JULY)
    villages.end_village(village_id=village.id, last_day=date(2026, 3, 31), by=BY, door=DOOR)
    assert place(village, date(2026, 4, 1), Level.VILLAGE) is None
    assert place(village, date(2026, 4, 1), Level.COMMUNE) == "Xã Phúc Trạch"
    with pytest.raises(PlaceEnded):
        villages.end_village(village_id=village.id, last_day=date(2026, 4, 30), by=BY, door=DOOR)


def test_a_village_needs_a_name_a_kind_and_a_commune() -> None:
    parent = commune("xã Phúc Trạch", JULY)
    with pytest.raises(VillageNameMissing):
        add(parent, "  ")
    with pytest.raises(VillageTypeUnknown) as refused:
        add(parent, "Đoài", type="xã")
    assert "thôn" in refused.value.allowed
    with pytest.raises(NotACommune):
        add(selectors.the_one("tỉnh Hà Tĩnh"), "Đoài")
    with pytest.raises(PlaceNotYet):
        add(parent, "Đoài", date(2025, 6, 30))
    with pytest.raises(PlaceEnded):
        add(commune("xã Hương Liên", JULY), "Đoài", JULY)
    assert not Unit.objects.filter(level=Level.VILLAGE).exists()


def test_two_villages_of_one_commune_do_not_share_a_name() -> None:
    add(commune("xã Hương Liên", date(2022, 1, 1)), "Rào Tre")
    new = commune("xã Phúc Trạch", JULY)
    with pytest.raises(VillageExists) as refused:
        add(new, "Rào Tre")
    assert (refused.value.name, refused.value.parent) == ("bản Rào Tre", "xã Phúc Trạch")
    add(new, "Rào Tre", type="thôn")
    add(commune("xã Hương Xuân", JULY), "Rào Tre")
    assert Unit.objects.filter(level=Level.VILLAGE).count() == 3


def test_only_villages_are_changed_by_hand() -> None:
    unit = commune("xã Phúc Trạch", JULY)
    with pytest.raises(NotAVillage):
        villages.rename_village(village_id=unit.id, type="thôn", name="Đoài", day=date(2026, 1, 1), by=BY, door=DOOR)
    with pytest.raises(NotAVillage):
        villages.end_village(village_id=unit.id, last_day=date(2026, 1, 1), by=BY, door=DOOR)


def test_a_change_before_the_beginning_is_refused() -> None:
    village = add(commune("xã Phúc Trạch", JULY), "Đoài", JULY)
    for day in (date(2025, 6, 1), JULY):
        with pytest.raises(PlaceNotYet):
            villages.rename_village(village_id=village.id, type="thôn", name="Đông", day=day, by=BY, door=DOOR)
    assert selectors.by_id(village.id).valid_to is None
