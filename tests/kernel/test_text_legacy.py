"""TCVN3 and VNI: what old lists hold is converted; Unicode is never touched."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nepmoi.kernel import text

TCVN3 = {
    **dict(zip("àảãáạằẳẵắặăầẩẫấậâèẻẽéẹềểễếệêìỉĩíịòỏõóọ", "µ¶·¸¹»¼½¾Æ¨ÇÈÉÊË©ÌÎÏÐÑÒÓÔÕÖª×ØÜÝÞßáâãä", strict=True)),
    **dict(zip("ồổỗốộôờởỡớợơùủũúụừửữứựưỳỷỹýỵđ", "åæçèé«êëìíî¬ïñòóôõö÷øù\u00adúûüýþ®", strict=True)),
    **dict(zip("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦", strict=True)),
}
VNI_TONES = dict(zip("\u0300\u0309\u0303\u0301\u0323", "øûõùï", strict=True))
VNI_HATS = dict(zip(["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"], "âàåãáä", strict=True))
VNI_BREVES = dict(zip(["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"], "êèúüéë", strict=True))
VNI_ALONE = {"ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}


def vni(letter):
    """The bytes that VNI gives a letter, from its parts (the project's tables run the other way)."""
    lower = letter.lower()
    if lower in VNI_ALONE:
        out = VNI_ALONE[lower]
    else:
        base, *marks = unicodedata.normalize("NFD", lower)
        tone = "".join(m for m in marks if m in VNI_TONES)
        if "\u0302" in marks:
            out = base + VNI_HATS[tone]
        elif "\u0306" in marks:
            out = base + VNI_BREVES[tone]
        elif "\u031b" in marks:
            out = (
                VNI_ALONE[base + "\u031b" if False else unicodedata.normalize("NFC", base + "\u031b")] + VNI_TONES[tone]
            )
        else:
            out = base + (VNI_TONES[tone] if tone else "")
    return out.upper() if letter.isupper() else out


def as_tcvn3(s):
    return "".join(TCVN3.get(letter) or TCVN3.get(letter.lower(), letter) for letter in s)


def as_vni(s):
    return "".join(vni(letter) for letter in s)


FAMILY = (
    """Nguyễn Trần Lê Phạm Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Cao Hoàng Phan Thái Lò Giàng Quách Trương Lưu"""
)
MIDDLE = """Thị Văn Hữu Đình Quốc Thanh Ngọc Mỹ Kim Hồng Xuân Viết Đức Trọng Thu Bích"""
GIVEN = """Hoa Hoà Thúy Yến Định Quỳnh Nga Vân Sâm Lý Nhung Hiền Lài Tuấn Hùng Dũng Bảo Lợi Phúc Sơn Thủy Tình Ngân Sương Kiên
Lành Mỷ Oanh Khánh Vinh Thảo Nguyệt Hưởng Ưng Thắm Bằng Quế Nhẫn Gấm Khoẻ Ruộng Vượng Nghĩa Khuê Giếng Giỏi"""
names = st.builds(lambda *words: " ".join(words), *(st.sampled_from(part.split()) for part in (FAMILY, MIDDLE, GIVEN)))
# A list that an office sends is long: enough of its words prove the code even when one name could be either.
lists = st.lists(names, min_size=8, max_size=12, unique=True)


@settings(max_examples=30, deadline=None)
@given(lists)
def test_a_tcvn3_list_is_known_and_read(people):
    old = [as_tcvn3(name) for name in people]
    assert text.detect_legacy(", ".join(old)) == "tcvn3"
    assert [text.to_unicode(name, like="tcvn3") for name in old] == people


@settings(max_examples=30, deadline=None)
@given(lists)
def test_a_vni_list_is_known_and_read(people):
    old = [as_vni(name) for name in people]
    assert text.detect_legacy(", ".join(old)) == "vni"
    assert [text.to_unicode(name, like="vni") for name in old] == people


@settings(max_examples=30, deadline=None)
@given(lists)
def test_an_upper_case_vni_list_is_read(people):
    old = [as_vni(name.upper()) for name in people]
    assert [text.to_unicode(name, like="vni") for name in old] == [name.upper() for name in people]


@given(names)
def test_unicode_names_stay_as_they_are_whatever_their_form(name):
    assert text.detect_legacy(name) is None
    assert text.to_unicode(name) == name
    assert text.to_unicode(unicodedata.normalize("NFD", name.upper())) == name.upper()


@pytest.mark.parametrize(
    "name",
    [
        "H’Ben Ayŭn",
        "H' Rin Niê",
        "Y Wơn Mlô",
        "Mlô",
        "Niê Kđăm",
        "Y Thô Êban",
        "H’Duê Êñuôl",
        "Rơ Châm H’Bâu",
        "A Brôl Vẽ",
        "Krông Ana",
        "Đắk Lắk",
        "Hoà",
        "Hoá",
        "Bé Tâm",
        "Cà Mau",
        "Ðinh Ðoàn",
        "café",
        "25°C",
        "§ 5",
        "ü",
        "«Hoa»",
        "LĐ-TB&XH",
        "Hoa\u00adLan",
    ],
)
def test_what_is_no_old_code_is_not_converted(name):
    assert text.to_unicode(name) == name


@pytest.mark.parametrize(
    ("old", "meant"),
    [
        ("NguyÔn ThÞ Hßa", "Nguyễn Thị Hòa"),
        ("D\u00ad¬ng ThÞ ¸nh", "Dương Thị ánh"),
        ("NGUYÔN THÞ HOA", "NGUYỄN THỊ HOA"),
        ("Chñ tÞch Héi LHPN x·", "Chủ tịch Hội LHPN xã"),
        ("X· H\u00ad¬ng Liªn", "Xã Hương Liên"),
        ("L\u00adu B¸ ¤n", "Lưu Bá Ôn"),
        ("Nguyeãn Thò Hoøa", "Nguyễn Thị Hòa"),
        ("TRAÀN VAÊN ÑÖÙC", "TRẦN VĂN ĐỨC"),
        ("Ñinh Thò Thuùy", "Đinh Thị Thúy"),
    ],
)
def test_one_line_that_proves_itself(old, meant):
    assert text.to_unicode(old) == meant


def test_a_word_that_could_be_either_follows_its_neighbours():
    assert text.to_unicode("Vâ") == "Vâ"
    assert text.to_unicode("Vâ", like="tcvn3") == "Võ"
    assert text.to_unicode("Ml«", like="tcvn3") == "Mlô"
    assert text.to_unicode("Nữ", like="tcvn3") == "Nữ"
