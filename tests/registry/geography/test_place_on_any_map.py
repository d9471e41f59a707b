"""Where any unit lies on the map of any day."""

from collections import defaultdict
from datetime import date

import pytest

from nepmoi.registry.geography.rules.levels import Doubt, Level, SuccessionKind
from tests.registry.geography import country

BEFORE = date(2024, 10, 22)
JULY = date(2025, 7, 1)
AFTER = date(2026, 5, 1)


def unit_id(code: str, on: date) -> int:
    return next(unit.id for unit in country.timeline().units if unit.code == code and unit.stands_on(on))


def name(place: int | None) -> str | None:
    return None if place is None else country.atlas().unit(place).name


def test_every_unit_reaches_one_place_or_none_at_each_level_of_each_map() -> None:
    atlas = country.atlas()
    units = country.timeline().units
    for on in (date(2021, 1, 1), date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 30), JULY, AFTER):
        paths = atlas.paths(on)
        assert len({(path.unit_id, path.level) for path in paths}) == len(paths)
        for path in paths:
            place = atlas.unit(path.place_id)
            assert place.level is path.level
            assert place.stands_on(on)
            assert place.level.depth <= units[path.unit_id].level.depth or place.type == "đặc khu"


def test_each_unit_of_a_map_is_itself_and_lies_where_its_list_says() -> None:
    atlas = country.atlas()
    for on in (date(2021, 1, 1), date(2025, 6, 30), JULY, AFTER):
        for unit in country.timeline().units:
            if unit.stands_on(on):
                assert atlas.place(unit.id, on, unit.level) == unit.id
                parent = atlas.parent(unit.id, on)
                if parent is not None:
                    assert atlas.place(unit.id, on, atlas.unit(parent).level) == parent


def test_every_unit_of_any_time_has_its_province_on_later_maps() -> None:
    atlas = country.atlas()
    provinces = {row["old_province_code"]: row["new_province_code"] for row in country.lists().changes_2025_provinces}
    first = {unit.id: unit for unit in country.timeline().units if unit.stands_on(date(2025, 6, 30))}
    for unit in first.values():
        old, new = (atlas.place(unit.id, on, Level.PROVINCE) for on in (date(2025, 6, 30), AFTER))
        assert old is not None
        assert new is not None
        assert provinces[atlas.unit(old).code] == atlas.unit(new).code


def test_whole_mergers_are_exact_and_divisions_are_not_assignable() -> None:
    """Against the list itself: each old commune has one new one, unless the list names several or is not sure."""
    atlas = country.atlas()
    ways = defaultdict(list)
    for row in country.lists().changes_2025:
        ways[row["old_commune_code"]].append(row)
    wrong = []
    for code, rows in ways.items():
        if not code:
            continue
        sure = len(rows) == 1 and rows[0]["confirmed_by"] == "2 sources"
        place = atlas.place(unit_id(code, date(2025, 6, 30)), JULY, Level.COMMUNE)
        found = None if place is None else atlas.unit(place).code
        if found != (rows[0]["new_commune_code"] if sure else None):
            wrong.append((code, found))
    assert wrong == []


def test_there_and_back_never_contradict() -> None:
    """If all of A lies in B, then B on A's map is A or a set of which A is part, never something else."""
    atlas = country.atlas()
    for old in country.timeline().units:
        if old.level is not Level.COMMUNE or not old.stands_on(date(2021, 1, 1)):
            continue
        new = atlas.place(old.id, AFTER, Level.COMMUNE)
        if new is None:
            assert len(atlas.present(old.id, AFTER)) > 1 or doubtful(old.id)
            continue
        assert old.id in atlas.present(new, date(2021, 1, 1))
        for level in (Level.DISTRICT, Level.PROVINCE):
            of_new = atlas.place(new, date(2021, 1, 1), level)
            assert of_new in {None, atlas.place(old.id, date(2021, 1, 1), level)}


def doubtful(unit: int) -> bool:
    pairs = country.atlas().successors(unit)
    return any(pair.doubt is not Doubt.NONE or doubtful(pair.new_id) for pair in pairs)


HUONG_KHE = {
    "Xã Hương Khê": ["Hương Khê", "Hương Long", "Phú Gia", "Phú Phong"],
    "Xã Hà Linh": ["Điền Mỹ", "Hà Linh"],
    "Xã Hương Bình": ["Hòa Hải", "Phúc Đồng", "Hương Bình"],
    "Xã Hương Phố": ["Hương Thủy", "Hương Giang", "Gia Phố"],
    "Xã Hương Xuân": ["Hương Vĩnh", "Hương Xuân", "Hương Lâm"],
    "Xã Phúc Trạch": ["Phúc Trạch", "Hương Trạch", "Hương Liên"],
    "Xã Hương Đô": ["Lộc Yên", "Hương Đô", "Hương Trà"],
}


def test_the_communes_of_huong_khe_in_the_seven_new_ones() -> None:
    atlas = country.atlas()
    found = defaultdict(set)
    for child in atlas.children(unit_id("444", BEFORE), BEFORE):
        unit = atlas.unit(child)
        found[name(atlas.place(child, JULY, Level.COMMUNE))].add(
            unit.name.removeprefix("Xã ").removeprefix("Thị trấn ")
        )
        assert atlas.place(child, JULY, Level.DISTRICT) is None
        assert name(atlas.place(child, JULY, Level.PROVINCE)) == "Tỉnh Hà Tĩnh"
    assert found == {new: set(olds) for new, olds in HUONG_KHE.items()}


def test_a_commune_goes_through_two_mergers() -> None:
    atlas = country.atlas()
    start = unit_id("18535", BEFORE)
    assert name(atlas.place(start, date(2024, 12, 31), Level.COMMUNE)) == "Xã Phú Phong"
    assert name(atlas.place(start, date(2025, 1, 1), Level.COMMUNE)) == "Thị trấn Hương Khê"
    assert name(atlas.place(start, JULY, Level.COMMUNE)) == "Xã Hương Khê"


def test_a_district_that_ended_counts_in_its_province() -> None:
    atlas = country.atlas()
    district = unit_id("444", BEFORE)
    assert atlas.place(district, JULY, Level.COMMUNE) is None
    assert atlas.place(district, JULY, Level.DISTRICT) is None
    assert atlas.place(district, JULY, Level.PROVINCE) == unit_id("42", JULY)
    dong_van = unit_id("026", BEFORE)
    assert name(atlas.place(dong_van, BEFORE, Level.PROVINCE)) == "Tỉnh Hà Giang"
    assert name(atlas.place(dong_van, JULY, Level.PROVINCE)) == "Tỉnh Tuyên Quang"


def test_an_island_district_is_its_special_zone() -> None:
    atlas = country.atlas()
    zone = atlas.place(unit_id("536", BEFORE), JULY, Level.COMMUNE)
    assert zone is not None
    assert name(zone) == "Đặc khu Lý Sơn"
    assert name(atlas.place(zone, BEFORE, Level.DISTRICT)) == "Huyện Lý Sơn"
    assert atlas.place(zone, BEFORE, Level.COMMUNE) is None


def test_a_new_commune_on_an_old_map() -> None:
    atlas = country.atlas()
    new = unit_id("18496", JULY)
    assert atlas.place(new, BEFORE, Level.COMMUNE) is None  # four communes then
    assert name(atlas.place(new, BEFORE, Level.DISTRICT)) == "Huyện Hương Khê"
    ward = unit_id("03980", date(2025, 2, 1))  # a part of a divided town, by the map only
    assert atlas.place(ward, date(2025, 1, 31), Level.COMMUNE) is None
    assert name(atlas.place(ward, date(2025, 1, 31), Level.DISTRICT)) == "Huyện Mộc Châu"


def test_a_part_of_a_divided_unit_lies_inside_it() -> None:
    atlas = country.atlas()
    district = unit_id("224", date(2025, 1, 1))  # Thị xã Chũ, out of huyện Lục Ngạn
    assert name(atlas.place(district, date(2024, 12, 31), Level.DISTRICT)) == "Huyện Lục Ngạn"
    assert atlas.place(unit_id("219", date(2024, 12, 31)), date(2025, 1, 1), Level.DISTRICT) is None


def test_a_divided_commune_counts_in_the_district_of_all_its_parts() -> None:
    atlas = country.atlas()
    divided = unit_id("05782", BEFORE)  # Na Mao: to Phú Cường and Phú Xuyên, both in Đại Từ
    assert atlas.place(divided, date(2025, 1, 1), Level.COMMUNE) is None
    assert name(atlas.place(divided, date(2025, 1, 1), Level.DISTRICT)) == "Huyện Đại Từ"


def test_a_merger_that_is_not_sure_never_says_in_which_commune() -> None:
    atlas = country.atlas()
    doubted = unit_id("26128", BEFORE)
    assert atlas.place(doubted, date(2025, 1, 1), Level.COMMUNE) is None
    assert name(atlas.place(doubted, date(2025, 1, 1), Level.DISTRICT)) == "Huyện Tân Phú"
    assert name(atlas.place(doubted, AFTER, Level.PROVINCE)) == "Thành phố Đồng Nai"


def test_what_lies_in_a_place_is_seen_on_its_own_last_map() -> None:
    atlas = country.atlas()
    district = unit_id("444", BEFORE)
    assert atlas.lies_in(unit_id("18535", BEFORE), district)
    assert atlas.lies_in(unit_id("18496", AFTER), district)
    assert atlas.lies_in(district, unit_id("42", AFTER))
    assert not atlas.lies_in(district, unit_id("18496", AFTER))
    assert not atlas.lies_in(unit_id("18535", BEFORE), unit_id("18496", date(2024, 12, 31)))
    assert atlas.lies_in(unit_id("18535", BEFORE), unit_id("18496", date(2025, 6, 30)))


def test_maps_and_epochs() -> None:
    atlas = country.atlas()
    maps = atlas.maps()
    assert maps[0] == date(2021, 1, 1)
    assert maps[-1] == date(2026, 4, 30)
    assert len(maps) == len(set(maps)) == 18
    assert atlas.epoch(date(2019, 5, 5)) == date(2021, 1, 1)
    assert atlas.epoch(date(2025, 6, 30)) == date(2025, 3, 1)
    assert atlas.epoch(JULY) == JULY
    assert atlas.epoch(date(2030, 1, 1)) == date(2026, 4, 30)
    assert atlas.last_map(unit_id("444", BEFORE)) == date(2025, 6, 30)


def test_before_the_first_list_the_first_list_stands() -> None:
    atlas = country.atlas()
    assert atlas.place(unit_id("18559", BEFORE), date(2015, 1, 1), Level.DISTRICT) == unit_id("444", BEFORE)


@pytest.mark.parametrize("kind", [SuccessionKind.RENAMED, SuccessionKind.RETYPED])
def test_a_unit_with_another_name_is_the_same_place_both_ways(kind: SuccessionKind) -> None:
    atlas = country.atlas()
    line = country.timeline()
    rows = [row for row in line.successions if row.kind is kind and not row.doubt]
    assert rows
    for row in rows:
        old, new = line.units[row.old_id], line.units[row.new_id]
        assert atlas.place(old.id, row.day, old.level) == new.id
        assert atlas.place(new.id, old.valid_to or row.day, old.level) == old.id
