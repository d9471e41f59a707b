"""Places by any spelling, former name or code."""

from datetime import date

import pytest
from django.utils import translation

from nepmoi.registry.geography.errors import PlaceAmbiguous, PlaceEnded, PlaceNotYet, PlaceUnknown
from nepmoi.registry.geography.rules.gazetteer import Where, check_stands
from nepmoi.registry.geography.rules.levels import Level, UnitView
from nepmoi.registry.geography.rules.names import Split, place_key, place_sort_key, split
from tests.registry.geography import country

BEFORE = date(2024, 10, 22)
NOW = date(2026, 10, 22)


def paths(units: list[UnitView]) -> list[str]:
    return [country.gazetteer().path_label(unit.id) for unit in units]


def one(query: str, **where: object) -> UnitView:
    return country.gazetteer().the_one(query, Where(**where))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    ["huyện Hương Khê", "Huyện  Hương Khê", "huyen huong khe", "HUYỆN HƯƠNG KHÊ", "H. Hương Khê", "444",
     "Hương Khê huyện, Hà Tĩnh".replace(" huyện", ""), "huyện Hương Khê, tỉnh Hà Tĩnh", "Huyện Hương Khê tỉnh Hà Tĩnh"],
)  # fmt: skip
def test_one_district_in_many_spellings(query: str) -> None:
    found = country.gazetteer().find(query, Where(level=Level.DISTRICT))
    assert paths(found)[0] == "huyện Hương Khê, tỉnh Hà Tĩnh"


@pytest.mark.parametrize("query", ["Hòa Hải", "Hoà Hải", "hoa hai", "xã Hòa Hải", "X.Hoà Hải"])
def test_where_the_tone_stands_does_not_matter(query: str) -> None:
    district = one("huyện Hương Khê").id
    assert paths(country.gazetteer().find(query, Where(within=district))) == [
        "xã Hòa Hải, huyện Hương Khê, tỉnh Hà Tĩnh"
    ]
    assert one(query, within=district).code == "18508"


def test_a_code_finds_all_that_bore_it() -> None:
    found = country.gazetteer().find("18496")
    assert [(unit.name, unit.valid_to) for unit in found] == [
        ("Xã Hương Khê", None),
        ("Thị trấn Hương Khê", date(2024, 12, 31)),
        ("Thị trấn Hương Khê", date(2025, 6, 30)),
    ]


def test_on_a_day_only_what_stood_is_found() -> None:
    names = [unit.name for unit in country.gazetteer().find("hương khê", Where(on=BEFORE))]
    assert names == ["Huyện Hương Khê", "Thị trấn Hương Khê"]
    names = [unit.name for unit in country.gazetteer().find("hương khê", Where(on=NOW))]
    assert names == ["Xã Hương Khê"]


def test_what_is_spelt_to_the_mark_comes_first() -> None:
    found = country.gazetteer().find("phường Đúc")
    assert found[0].name == "Phường Phường Đúc"
    names = [unit.name for unit in country.gazetteer().find("hà lĩnh", limit=40)]
    assert names.index("Xã Hà Lĩnh") < names.index("Xã Hà Linh")


def test_the_beginning_of_any_word_is_enough() -> None:
    found = country.gazetteer().find("khê", Where(within=one("huyện Hương Khê").id, on=BEFORE))
    assert [unit.name for unit in found] == ["Huyện Hương Khê", "Thị trấn Hương Khê"]


def test_a_number_is_itself_and_not_a_beginning() -> None:
    wards = country.gazetteer().find("P.1, Quận 5", Where(on=BEFORE))
    assert [unit.name for unit in wards] == ["Phường 1"]
    old = country.gazetteer().find("phường 05, quận Bình Thạnh", Where(on=date(2021, 1, 1)))
    assert paths(old) == ["phường 5, quận Bình Thạnh, thành phố Hồ Chí Minh"]


def test_communes_are_sorted_in_vietnamese_order_and_numbers_by_value() -> None:
    wards = country.gazetteer().find("", Where(on=BEFORE, level=Level.COMMUNE, within=one("Quận 5").id), limit=99)
    names = [unit.name for unit in wards]
    assert names[:3] == ["Phường 1", "Phường 2", "Phường 3"]
    assert names.index("Phường 9") < names.index("Phường 10")
    assert place_sort_key("Đa Lộc") > place_sort_key("Dương Hòa")


def test_a_name_of_several_units_is_refused_with_all_of_them() -> None:
    with pytest.raises(PlaceAmbiguous) as refused:
        one("Hương Khê")
    with translation.override("en"):
        assert str(refused.value.choices) == (
            "huyện Hương Khê, tỉnh Hà Tĩnh (until 30/6/2025); "
            "thị trấn Hương Khê, huyện Hương Khê, tỉnh Hà Tĩnh (until 30/6/2025); "
            "xã Hương Khê, tỉnh Hà Tĩnh (from 1/7/2025)"
        )


def test_a_day_can_settle_which_is_meant() -> None:
    assert one("Hương Khê", on=NOW).name == "Xã Hương Khê"
    with pytest.raises(PlaceAmbiguous) as refused:
        one("Hương Khê", on=BEFORE)
    assert len(refused.value.choices) == 2


@pytest.mark.parametrize(
    ("on", "last"),
    [
        (None, date(2025, 6, 30)),
        (BEFORE, date(2024, 12, 31)),
        (NOW, date(2025, 6, 30)),
        (date(2025, 2, 1), date(2025, 6, 30)),
    ],
)
def test_rows_of_one_code_and_name_are_one_answer(on: date | None, last: date) -> None:
    found = one("thị trấn Hương Khê", on=on)
    assert (found.code, found.valid_to) == ("18496", last)


@pytest.mark.parametrize(
    ("query", "code", "path"),
    [
        ("xã Phú Phong, huyện Hương Khê", "18535", "xã Phú Phong, huyện Hương Khê, tỉnh Hà Tĩnh"),
        ("Phú Phong huyện Hương Khê tỉnh Hà Tĩnh", "18535", "xã Phú Phong, huyện Hương Khê, tỉnh Hà Tĩnh"),
        ("xã Phúc Trạch, huyện Hương Khê", "18547", "xã Phúc Trạch, huyện Hương Khê, tỉnh Hà Tĩnh"),
        ("xã Phúc Trạch, tỉnh Hà Tĩnh", "18547", "xã Phúc Trạch, tỉnh Hà Tĩnh"),
        ("TP. Vinh", "412", "thành phố Vinh, tỉnh Nghệ An"),
        ("tỉnh Hà Tĩnh", "42", "tỉnh Hà Tĩnh"),
        ("huyện Đạ Huoai", "", ""),
    ],
)
def test_with_what_it_lay_in(query: str, code: str, path: str) -> None:
    if not code:  # two districts bore the name, one after the other, under two codes
        with pytest.raises(PlaceAmbiguous):
            one(query)
        return
    found = one(query)
    assert (found.code, country.gazetteer().path_label(found.id)) == (code, path)


@pytest.mark.parametrize(
    "query", ["xã Không Có", "99999", "xã Phú Phong, huyện Không Có", "xã Hương Khê, huyện Hương Khê", ""]
)
def test_what_is_not_there(query: str) -> None:
    with pytest.raises(PlaceUnknown) as refused:
        one(query)
    assert refused.value.name == query


def test_every_unit_is_the_one_by_its_name_and_what_it_lay_in_unless_another_is_called_the_same() -> None:
    """Asked for as it is said on its own last day, a unit is found, or refused with itself among the choices."""
    book = country.gazetteer()
    several = 0
    for unit in country.timeline().units[::7]:
        label = book.path_label(unit.id)
        meant = meanings(label, unit.valid_to or NOW)
        several += len(meant) > 1
        assert (unit.code, label) in meant
    assert several < 10


def meanings(query: str, on: date) -> set[tuple[str, str]]:
    book = country.gazetteer()
    try:
        found = book.the_one(query, Where(on=on))
    except PlaceAmbiguous as refused:
        return {(book.unit(choice.uid.int).code, choice.name) for choice in refused.choices}
    return {(found.code, book.path_label(found.id))}


def test_labels() -> None:
    book = country.gazetteer()
    old = one("xã Hương Liên")
    assert (old.label.name, old.label.since, old.label.until) == ("xã Hương Liên", None, date(2025, 6, 30))
    assert book.path_label(old.id) == "xã Hương Liên, huyện Hương Khê, tỉnh Hà Tĩnh"
    hanoi = one("thành phố Hà Nội")
    assert (hanoi.label.name, hanoi.label.until) == ("thành phố Hà Nội", None)
    commune = one("xã Mộ Đạo, thị xã Quế Võ")  # lay in a district that changed its type meanwhile
    assert book.path_label(commune.id, date(2022, 1, 1)) == "xã Mộ Đạo, huyện Quế Võ, tỉnh Bắc Ninh"


def test_a_unit_on_a_day_on_which_it_did_not_stand_is_refused() -> None:
    with pytest.raises(PlaceEnded) as ended:
        check_stands(one("huyện Hương Khê"), NOW)
    assert ended.value.facts() == {"name": "huyện Hương Khê", "until": date(2025, 6, 30), "on": NOW}
    with pytest.raises(PlaceNotYet) as early:
        check_stands(one("xã Hương Khê"), BEFORE)
    assert early.value.since == date(2025, 7, 1)
    check_stands(one("huyện Hương Khê"), BEFORE)


@pytest.mark.parametrize(
    ("written", "parted"),
    [
        ("Thị Xã Việt Yên", ("thị xã", "Việt Yên")),
        ("tx. Việt Yên", ("thị xã", "Việt Yên")),
        ("TT Hương Khê", ("thị trấn", "Hương Khê")),
        ("X. Hương Liên", ("xã", "Hương Liên")),
        ("Xã Hội", ("xã", "Hội")),
        ("Bản Giàng", ("bản", "Giàng")),
        ("ban giang", ("bản", "giang")),
        ("Bon U", ("bon", "U")),
        ("Tổ dân phố 3", ("tổ dân phố", "3")),
        ("Hương Liên", ("", "Hương Liên")),
        ("xã", ("", "xã")),
        ("", ("", "")),
    ],
)
def test_type_and_name_are_parted(written: str, parted: tuple[str, str]) -> None:
    assert split(written) == Split(*parted)


def test_keys_of_names() -> None:
    assert place_key("Ea H’Leo") == place_key("ea hleo")
    assert place_key("01") == place_key("1")
    assert place_key("10") == "10"
