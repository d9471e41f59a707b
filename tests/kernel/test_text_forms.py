"""One form for what is written in many: cleaning, tone placement, title case."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nepmoi.kernel import text


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("  Hồ\u00a0Thị \u200b Nam\t", "Hồ Thị Nam"),
        (unicodedata.normalize("NFD", "Đặng Thị Hoà"), "Đặng Thị Hoà"),
        ("Hương\u00ad Liên\ufeff", "Hương Liên"),
        ("Ðịa bàn", "Địa bàn"),
        ("H’ Ben Ayŭn", "H’ Ben Ayŭn"),
        ("a\r\nb", "a b"),
    ],
)
def test_clean_keeps_the_text_and_loses_what_nobody_sees(written, cleaned):
    assert text.clean(written) == cleaned


@pytest.mark.parametrize(
    ("written", "placed"),
    [
        ("hoà", "hòa"),
        ("thuý", "thúy"),
        ("Khoẻ", "Khỏe"),
        ("THUỶ", "THỦY"),
        ("qúy", "quý"),
        ("quý", "quý"),
        ("gì", "gì"),
        ("gìa", "già"),
        ("giá", "giá"),
        ("giếng", "giếng"),
        ("hòai", "hoài"),
        ("tòan", "toàn"),
        ("hùynh", "huỳnh"),
        ("Nguỹên", "Nguyễn"),  # the mark on y, the hat on e: what a keyboard of the 1990s left
        ("tuyền", "tuyền"),
        ("ngừơi", "người"),
        ("mía", "mía"),
        ("cuả", "của"),
        ("lụa", "lụa"),
        ("ngoéo", "ngoéo"),
        ("Bríu", "Bríu"),
        ("Ayŭn", "Ayŭn"),
        ("Khoá XV, thị xã Thuỷ Nguyên", "Khóa XV, thị xã Thủy Nguyên"),
    ],
)
def test_the_tone_mark_has_one_place(written, placed):
    assert text.place_tones(written) == placed


@given(st.text(alphabet="aăâeêioôơuưybcdđghklmnpqrstvx\u0300\u0301\u0303\u0309\u0323' ", max_size=20))
def test_placing_twice_is_placing_once_and_loses_no_letter(written):
    placed = text.place_tones(written)
    assert text.place_tones(placed) == placed
    assert text.bare(placed) == text.bare(written)


@pytest.mark.parametrize(
    ("upper", "name"),
    [
        ("LÒ THỊ ỌI", "Lò Thị Ọi"),
        ("H’BEN AYŬN", "H’Ben Ayŭn"),
        ("Y-WƠN MLÔ", "Y-Wơn Mlô"),
        ("đinh thị hồng", "Đinh Thị Hồng"),
        (unicodedata.normalize("NFD", "NGUYỄN THỊ HOÀ"), "Nguyễn Thị Hoà"),
    ],
)
def test_a_name_of_an_upper_case_list(upper, name):
    assert text.title_name(upper) == name
