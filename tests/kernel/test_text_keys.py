"""Keys: equal for one written name, found by any spelling, in Vietnamese order by bytes alone."""

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nepmoi.kernel import text

VIETNAMESE = st.text(alphabet="aăâeêioôơuưyđhlmnt ÁÀẢÃẠĂẮÂẤĐƯỨƠỢÔỘÊỆ'’ŭ", max_size=24)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cao Thị Hoà", "CAO  THỊ\u00a0HÒA"),
        ("H’Ben Ayŭn", "H' Ben Ayŭn"),
        ("H’ Ben Ayŭn", "HʼBEN AYŬN"),
        ("Đặng Thị Thuý", unicodedata.normalize("NFD", "đặng thị thúy")),
        ("Ðinh Văn An", "Đinh Văn An"),
    ],
)
def test_one_written_name_has_one_key(one, other):
    assert text.name_key(one) == text.name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hoa", "Hòa"), ("Hồ Lý", "Hồ Lí"), ("Dũng", "Dụng"), ("Đa", "Da"), ("Ayŭn", "Ayun")]
)
def test_other_names_have_other_keys(one, other):
    assert text.name_key(one) != text.name_key(other)


def test_search_finds_by_any_spelling():
    assert text.search_key("H’ Ben Ayŭn") == text.search_key("h'ben ayun") == "hben ayun"
    assert text.search_key("Đặng Thị-Hoà.") == "dang thi hoa"
    assert text.bare("Xã Đức Đồng") == "xa duc dong"


@given(VIETNAMESE)
def test_keys_do_not_depend_on_the_form_of_unicode(name):
    for key in (text.name_key, text.search_key, text.sort_key, text.order_key):
        assert key(name) == key(unicodedata.normalize("NFD", name))
    assert text.search_key(text.search_key(name)) == text.search_key(name)
    assert text.name_key(text.name_key(name)) == text.name_key(name)
    assert text.sort_key(name).isascii()


IN_ORDER = [
    "Trần Văn An",
    "Hồ Ăn",
    "Đỗ Ân",
    "Cao Dung",
    "Lê Dũng",
    "Lê Đức",
    "Cao Thị Hoa",
    "Cao Văn Hoa",
    "Đặng Thị Hoa",
    "Lê Thị Hoa",
    "Nguyễn Thị Hòa",
    "Bùi Hỏa",
    "Phạm Thị Hóa",
    "Bùi Thị Hoạ",
    "Ngô Hoan",
    "Lê Lan",
    "Y Wơn Mlô",
    "Lê Ngọc",
    "Lê Ô",
    "Lê Ơn",
    "Lê Phú",
    "Lê Thu",
    "Lê Thư",
    "Lê Xuân",
    "Lê Ý",
]


def test_a_list_of_people_stands_in_vietnamese_order_by_bytes():
    mixed = IN_ORDER[::2] + IN_ORDER[1::2]
    assert sorted(mixed, key=lambda name: text.sort_key(name).encode()) == IN_ORDER


def test_sqlite_orders_it_alike():
    with sqlite3.connect(":memory:") as database:
        database.execute("create table people (name text, sort_key text)")
        rows = [(name, text.sort_key(name)) for name in reversed(IN_ORDER)]
        database.executemany("insert into people values (?, ?)", rows)
        assert [name for (name,) in database.execute("select name from people order by sort_key")] == IN_ORDER
    database.close()


def test_the_alphabet_and_the_tones():
    letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert sorted(letters, key=text.sort_key) == letters
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(tones, key=text.sort_key) == tones


def test_places_stand_from_the_first_word_and_numbers_by_value():
    places = ["Xã Hòa Hải", "Thôn 10", "Bản Giàng", "Xã Hà Linh", "Thôn 2"]
    in_order = ["Bản Giàng", "Thôn 2", "Thôn 10", "Xã Hà Linh", "Xã Hòa Hải"]
    assert sorted(places, key=text.order_key) == in_order
