"""Two records are held against each other by reasons that add up, each of which can be read out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.people.rules.likeness import (
    PROPOSED,
    STRONG,
    Because,
    Likeness,
    Near,
    Reason,
    Setting,
    Together,
    Traits,
    clear,
    is_crowded,
    likeness,
)
from nepmoi.registry.people.rules.matching import Known, Pool, blocks
from nepmoi.registry.people.rules.names import NameHabit, Written, given_key, habits
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.rules.phones import phone_key


def traits(name: str, birth: str = "", **more: object) -> Traits:
    return Traits(Written.of(name), birth=PartialDate.parse(birth) if birth else None, **more)  # type: ignore[arg-type]


def because(one: Traits, other: Traits, **setting: object) -> set[Because]:
    found = likeness(one, other, Setting(people=1000, namesakes=1, **setting))  # type: ignore[arg-type]
    assert found is not None
    return {reason.because for reason in found.reasons}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Nguyễn Thị Hoà", "NGUYỄN THỊ HÒA", set()),
        ("Hồ Thị Hoa", "ho thi hoa", {NameHabit.BARE}),
        ("Hồ Thị Hoa", "Hồ Thị Hòa", {NameHabit.MARKS}),
        ("Lê Thị Lí", "Lê Thị Lý", {NameHabit.SPELLING}),
        ("Lê Thị Lý", "le thi li", {NameHabit.SPELLING, NameHabit.BARE}),
        ("Hồ Hoa", "Hồ Thị Hoa", {NameHabit.FILLER}),
        ("Hồ Văn Kính", "Hồ Kính", {NameHabit.FILLER}),
        ("Ng. T. Hoa", "Nguyễn Thị Hoa", {NameHabit.INITIALS}),
        ("Nguyễn Thị Sâm", "Nguyễn Thị Xâm", {NameHabit.SOUND}),
        ("Trần Văn Giung", "Trần Văn Dung", {NameHabit.SOUND}),
        ("Lê Thị Nan", "Lê Thị Lan", {NameHabit.SOUND}),
        ("H'Rin Niê", "H’Rin Niê", set()),
        ("H Rin Niê", "H'Rin Niê", {NameHabit.MARKS}),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Huệ", None),
        ("Nguyễn Thị Hoa", "Nguyễn Văn Hoa", None),
        ("Nguyễn Thị Thanh Hoa", "Nguyễn Thị Hoa", None),
        ("Trần Thị Hoa", "Lê Thị Hoa", None),
    ],
)
def test_a_name_in_two_spellings_is_told_from_two_names(one: str, other: str, expected: set[NameHabit] | None) -> None:
    assert habits(Written.of(one), Written.of(other)) == (None if expected is None else frozenset(expected))
    assert habits(Written.of(other), Written.of(one)) == habits(Written.of(one), Written.of(other))
    if expected is not None:
        assert given_key(one) == given_key(other), "or they are never held against each other"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("12/06/1985", "12/06/1985", {Because.BIRTH_DAY}),
        ("06/12/1985", "12/06/1985", {Because.BIRTH_TURNED}),
        ("06/1985", "12/06/1985", {Because.BIRTH_MONTH}),
        ("1985", "12/06/1985", {Because.BIRTH_YEAR}),
        ("01/01/1985", "12/06/1985", {Because.BIRTH_YEAR}),
        ("13/06/1985", "12/06/1985", {Because.BIRTH_OTHER_DAY}),
        ("1984", "12/06/1985", {Because.BIRTH_NEAR}),
        ("1983", "1985", {Because.BIRTH_OTHER}),
        ("", "1985", set()),
    ],
)
def test_a_birth_is_compared_as_far_as_it_is_told(one: str, other: str, expected: set[Because]) -> None:
    found = because(traits("Hồ Hoa", one), traits("Hồ Hoa", other))
    assert found - {Because.NAME} == expected


def test_what_is_unknown_adds_nothing() -> None:
    full = traits("Hồ Hoa", "1985", sex=Sex.FEMALE, ethnic_code="44", phone_key="0912345678")
    assert because(full, traits("Hồ Hoa")) == {Because.NAME}


def test_the_other_fields_speak_for_and_against() -> None:
    one = traits("Hồ Hoa", sex=Sex.FEMALE, ethnic_code="44", phone_key="0912345678")
    assert because(one, one, near=Near.VILLAGE) == {
        Because.NAME,
        Because.SEX_SAME,
        Because.ETHNIC_SAME,
        Because.PHONE_SAME,
        Because.UNIT_VILLAGE,
    }
    other = traits("Hồ Hoa", sex=Sex.MALE, ethnic_code="01", phone_key="0900000000")
    assert because(one, other, near=Near.APART) == {
        Because.NAME,
        Because.SEX_OTHER,
        Because.ETHNIC_OTHER,
        Because.PHONE_OTHER,
        Because.UNIT_APART,
    }
    kinh = traits("Hồ Hoa", ethnic_code="01")
    assert because(kinh, kinh) == {Because.NAME}, "that both are Kinh says nothing"


def odds(namesakes: int, people: int = 100_000, **more: object) -> float:
    one = traits("Nguyễn Thị Hoa", "1980", sex=Sex.FEMALE)
    found = likeness(one, one, Setting(people, namesakes, **more))  # type: ignore[arg-type]
    assert found is not None
    return found.odds


def test_a_rare_name_says_more_than_a_common_one() -> None:
    assert odds(1) > odds(100) > odds(200)
    assert odds(1, near=Near.COMMUNE) >= STRONG > odds(200, near=Near.COMMUNE) > PROPOSED > odds(200)


def test_two_who_stand_in_one_list_or_in_two_places_at_once_are_hardly_one() -> None:
    one = traits("Nguyễn Thị Hoa", "1980")
    found = likeness(one, one, Setting(1000, 1, Near.COMMUNE))
    assert found is not None
    assert found.odds > STRONG
    assert found.against(Together.NO) == found
    assert all(found.against(how).odds < 0 for how in (Together.ONE_LIST, Together.TWO_PLACES))


class Weighed:
    def __init__(self, bits: float, crowded: bool = False) -> None:
        self.likeness = Likeness((Reason(Because.NAME, bits),), 0)
        self.crowded = crowded


def test_one_that_is_strong_and_stands_alone_is_preselected() -> None:
    sure, near, far, crowded = Weighed(8), Weighed(6), Weighed(4), Weighed(9, crowded=True)
    assert clear([sure]) is clear([far, sure]) is sure
    contradicted = Weighed(9)
    contradicted.likeness = Likeness((*contradicted.likeness.reasons, Reason(Because.NAME_MARKS, 0)), 0)
    assert clear([contradicted]) is None
    assert clear([]) is clear([far]) is clear([near, sure]) is clear([crowded]) is None


def test_a_village_of_one_surname_is_a_crowd() -> None:
    assert is_crowded(["ho"] * 5)
    assert is_crowded(["ho"] * 3 + ["le", "tran"])
    assert not is_crowded(["ho"] * 4), "four are no crowd"
    assert not is_crowded(["ho"] * 3 + ["le"] * 3)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("0168 234 5678", "0382345678"),
        ("01682345678", "0382345678"),
        ("0120.234.5678", "0702345678"),
        ("+84 168 2345678", "0382345678"),
        ("912345678", "0912345678"),
        ("0912 345 678, 0988111222", "0912345678"),
        ("0239 3855 123", "02393855123"),
        ("không có", ""),
        ("", ""),
    ],
)
def test_a_number_of_before_2018_is_the_one_that_it_became(written: str, key: str) -> None:
    assert phone_key(written) == key


def pool_of(record: Traits) -> Pool:
    year = record.birth.year if record.birth else None
    return Pool([Known(1, record.written.name_key, record.written.search_key, year, record.phone_key)])


def test_a_phone_finds_her_whatever_year_the_list_gives() -> None:
    known = traits("Hồ Thị Hoa", "1960", phone_key="0912345678")
    row = traits("Hồ Hoa", "1985", phone_key="0912345678")
    pool = pool_of(known)
    assert list(pool.meant_by(row)) == [1]
    assert list(pool.meant_by(traits("Hồ Hoa", "1985"))) == []
    assert list(pool.meant_by(traits("Lê Hoa", "1985", phone_key="0912345678"))) == []


_NAMES = st.lists(
    st.sampled_from(["Hồ", "Ng.", "Thị", "Văn", "Lý", "Lí", "Hoa", "Hòa", "sâm", "Xâm", "H'Ben"]), min_size=1
)
_TRAITS = st.builds(
    Traits,
    written=_NAMES.map(" ".join).map(Written.of),
    sex=st.sampled_from([None, *Sex]),
    birth=st.sampled_from(
        [None, PartialDate(1980), PartialDate(1981, 1, 1), PartialDate(1980, 3, 4), PartialDate(1980, 4, 3)]
    ),
    ethnic_code=st.sampled_from([None, "01", "44"]),
    phone_key=st.sampled_from(["", "0912345678", "0382345678"]),
)


@given(_TRAITS, _TRAITS)
def test_likeness_does_not_ask_which_of_the_two_came_first(one: Traits, other: Traits) -> None:
    setting = Setting(500, 3)
    there, back = likeness(one, other, setting), likeness(other, one, setting)
    assert (there is None) == (back is None)
    assert there is None or back is None or (set(there.reasons), there.odds) == (set(back.reasons), back.odds)


@given(st.lists(_TRAITS, max_size=6), _TRAITS)
def test_whoever_is_meant_was_fetched(rows: list[Traits], record: Traits) -> None:
    asked = {block.given_key: block.years for block in blocks(rows)}
    for row in rows:
        for _ in pool_of(record).meant_by(row):
            given = given_key(record.written.search_key)
            by_name = given in asked and (
                asked[given] is None or record.birth is None or record.birth.year in (asked[given] or ())
            )
            assert by_name or (row.phone_key and row.phone_key == record.phone_key)
