"""Layouts in which a careless reader would make one person of two, or lose half a name without a word."""

import pytest

from nepmoi.intake.rosters import errors
from nepmoi.intake.rosters.rules.columns import Said
from nepmoi.intake.rosters.rules.reading import read
from tests.intake.rosters.papers import book, one_sheet, paper

ONE, TWO, THREE = ("Hồ Thị Một", 1980), ("Hồ Thị Hai", 1981), ("Lê Văn Ba", 1982)


def reading(*rows, **kwargs):
    return read(one_sheet(*rows, **kwargs), "list.xlsx")


def troubles(found):
    return [one.code for one in found.problems if not one.is_question]


BLOCK = ("TT", "Họ và tên", "Năm sinh", "Đơn vị")


def test_two_blocks_of_columns_beside_each_other_are_two_lists():
    found = reading(
        ("DANH SÁCH HỌC VIÊN",),
        (*BLOCK, None, *BLOCK),
        (1, *ONE, "Xã Hương Liên", None, 3, *THREE, "Xã Hòa Hải"),
        (2, *TWO, "Xã Hương Liên", None, 4, "Lê Thị Bốn", 1983, "Xã Hòa Hải"),
        (None, None, None, None, None, 5, "Lê Thị Năm", 1984, "Xã Hòa Hải"),
        ("Tổng cộng: 5 người",),
    )
    assert [(one.name, one.birth_year, one.unit) for one in found.people] == [
        (*ONE, "Xã Hương Liên"),
        (*TWO, "Xã Hương Liên"),
        (*THREE, "Xã Hòa Hải"),
        ("Lê Thị Bốn", 1983, "Xã Hòa Hải"),
        ("Lê Thị Năm", 1984, "Xã Hòa Hải"),
    ]
    assert (found.stated_count, troubles(found)) == (5, [])
    # Nobody stands where somebody else stands: the row of a list is said by its block, too.
    assert len({(one.sheet, one.row) for one in found.people}) == 5


def test_a_cell_of_the_second_block_is_mended_in_its_place():
    data = one_sheet((*BLOCK, *BLOCK), (1, *ONE, "Xã A", 2, "Lê Văn Ba", 19822, "Xã B"))
    [problem] = [one for one in read(data, "a.xlsx").problems if one.code == "not-a-year"]
    assert (problem.row, problem.column) == (2, "G")
    said = Said(cells={(problem.sheet, problem.row, problem.column): "1982"})
    assert [one.birth_year for one in read(data, "a.xlsx", said=said).people] == [1980, 1982]


def test_a_section_over_both_blocks_names_the_unit_of_both():
    heading = ("TT", "Họ và tên", "Năm sinh")
    found = reading((*heading, *heading), ("I. Xã Hương Liên",), (1, *ONE, 2, *TWO), merges=["A2:F2"])
    assert [(one.name, one.unit) for one in found.people] == [(ONE[0], "Xã Hương Liên"), (TWO[0], "Xã Hương Liên")]


def test_a_couple_in_one_row_are_two_people_of_one_village():
    found = reading(
        ("TT", "Họ tên chồng", "Năm sinh", "Họ tên vợ", "Năm sinh", "Đơn vị"),
        (1, "Hồ Púc", 1980, "Hồ Thị Một", 1982, "Bản Rào Tre"),
        (2, "Lê Văn An", 1975, None, None, "Thôn 5"),
    )
    assert [(one.name, one.sex, one.birth_year, one.unit) for one in found.people] == [
        ("Hồ Púc", "Nam", 1980, "Bản Rào Tre"),
        ("Lê Văn An", "Nam", 1975, "Thôn 5"),
        ("Hồ Thị Một", "Nữ", 1982, "Bản Rào Tre"),
    ]


def test_what_stands_once_beside_one_name_is_not_said_of_the_other():
    found = reading(
        ("TT", "Họ tên chồng", "Năm sinh", "Điện thoại", "Họ tên vợ", "Năm sinh"),
        (1, "Hồ Púc", 1980, "0912345678", "Hồ Thị Một", 1982),
    )
    assert [(one.name, one.phone) for one in found.people] == [("Hồ Púc", "0912345678"), ("Hồ Thị Một", None)]
    found = reading(
        ("TT", "Họ và tên", "Giới tính", "Năm sinh", "TT", "Họ và tên", "Năm sinh"),
        (1, "Hồ Púc", "Nam", 1980, 2, "Hồ Lan", 1982),
    )
    assert [(one.name, one.sex) for one in found.people] == [("Hồ Púc", "Nam"), ("Hồ Lan", None)]


def test_the_head_of_the_household_is_not_part_of_a_name():
    found = reading(
        ("TT", "Họ tên chủ hộ", "Họ và tên hội viên", "Năm sinh"),
        (1, "Hồ Púc", *ONE),
        (2, "Lê Văn An", *TWO),
    )
    assert [(one.name, one.birth_year) for one in found.people] == [ONE, TWO]
    assert [one.role for one in found.columns] == ["number", "other", "name", "birth"]


def test_a_name_in_three_columns_keeps_its_middle():
    found = reading(
        ("STT", "Họ", "Chữ đệm", "Tên", "Sinh năm"), (1, "Hồ", "Thị", "Một", 1980), (2, "Lê", None, "An", 1975)
    )
    assert [(one.name, one.birth_year) for one in found.people] == [ONE, ("Lê An", 1975)]


def test_titles_before_names_say_the_sex():
    found = reading(
        ("TT", "Họ và tên", "Năm sinh"),
        (1, "Bà Hồ Thị Một", 1980),
        (2, "Ông Lê Văn Ba", 1982),
        (3, "Chị Hồ Thị Hai", 1981),
        (4, "Đ/c Trần Thị Lan", 1985),
    )
    assert [(one.name, one.sex) for one in found.people] == [
        ("Hồ Thị Một", "Nữ"),
        ("Lê Văn Ba", "Nam"),
        ("Hồ Thị Hai", "Nữ"),
        ("Trần Thị Lan", None),
    ]


def test_a_family_of_that_name_keeps_it():
    rows = [(1, "Ông Tú Văn", 1980), (2, "Ông Thị Mai", 1981)]
    assert [one.name for one in reading(("TT", "Họ và tên", "Năm sinh"), *rows).people] == ["Ông Tú Văn", "Ông Thị Mai"]
    # Before family names it is a title, though all are men.
    rows = [(1, "Ông Lê Văn An", 1950), (2, "Ông Hồ Púc", 1948), (3, "Ông Nguyễn Văn Tư", 1951)]
    found = reading(("TT", "Họ và tên", "Năm sinh"), *rows)
    assert [(one.name, one.sex) for one in found.people] == [
        ("Lê Văn An", "Nam"),
        ("Hồ Púc", "Nam"),
        ("Nguyễn Văn Tư", "Nam"),
    ]
    rows = [(1, "Cô Thị Mai", 1981), (2, *ONE), (3, *THREE)]
    assert reading(("TT", "Họ và tên", "Năm sinh"), *rows).people[0].name == "Cô Thị Mai"


@pytest.mark.parametrize(
    "cell",
    [
        "Hồ Thị Một (1980)",
        "Hồ Thị Một, sinh năm 1980",
        "Hồ Thị Một (SN: 1980)",
        "HỒ THỊ MỘT - 1980",
        "Hồ Thị Một ( 1/5/1980 )",
    ],
)
def test_a_birth_behind_the_name_is_a_birth(cell):
    found = reading(
        ("TT", "Họ và tên (năm sinh)", "Đơn vị"), (1, cell, "Xã Hương Liên"), (2, "Lê Văn Ba (1982)", "Xã Hòa Hải")
    )
    assert [(one.name, one.birth_year) for one in found.people] == [ONE, THREE]
    assert found.problems == ()


@pytest.mark.parametrize("name", ["Nguyễn Văn Sinh", "Lê Văn Năm"])
def test_a_given_name_that_means_birth_or_year_is_kept(name):
    heading = ("TT", "Họ và tên (năm sinh)", "Đơn vị")
    found = reading(heading, (1, f"{name} 1972", "Xã Hương Liên"), (2, "Hồ Thị Một sinh 1980", "Xã Hương Liên"))
    assert [(one.name, one.birth_year) for one in found.people] == [(name, 1972), ONE]


def test_a_birth_behind_the_name_that_the_column_contradicts_is_asked_about():
    found = reading(("TT", "Họ và tên", "Năm sinh"), (1, "Hồ Thị Một (1981)", 1980), (2, *TWO))
    assert (found.people[0].birth_year, troubles(found)) == (None, ["births-differ"])


def test_name_and_post_in_two_lines_of_a_cell():
    rows = [(1, "Hồ Thị Một\nChi hội trưởng", 1980), (2, "Lê Văn Ba\nTRƯỞNG THÔN", 1982), (3, "Hồ Thị Hai", 1981)]
    found = reading(("TT", "Họ và tên,\nchức vụ", "Năm sinh"), *rows)
    assert [(one.name, one.position) for one in found.people] == [
        ("Hồ Thị Một", "Chi hội trưởng"),
        ("Lê Văn Ba", "Trưởng thôn"),
        ("Hồ Thị Hai", None),
    ]
    unit = reading(("TT", "Họ và tên, đơn vị công tác", "Năm sinh"), (1, "Hồ Thị Một\nXã Hương Liên", 1980), (2, *TWO))
    assert [(one.position, one.unit) for one in unit.people] == [(None, "Xã Hương Liên"), (None, None)]
    # Where the heading speaks of names alone, a name that is broken in two is one name.
    broken = reading(("TT", "Họ và tên", "Năm sinh"), (1, "Hồ Thị\nMột", 1980), (2, *TWO))
    assert broken.people[0].name == "Hồ Thị Một"


def test_short_headings_and_a_forms_letters_for_the_sex():
    found = reading(
        ("TT", "Họ tên học viên", "NS", "G.tính", "D.tộc"), (1, *ONE, "F", "Chứt"), (2, *THREE, "M", "Kinh")
    )
    assert [(one.sex, one.birth_year, one.ethnic) for one in found.people] == [
        ("Nữ", 1980, "Chứt"),
        ("Nam", 1982, "Kinh"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "0912.345.678 - 0987654321",
        "0912345678; 0987 654 321",
        "0912 345 678/0987654321",
        "+84 912 345 678 hoặc 0987654321",
    ],
)
def test_of_two_telephones_the_first(cell):
    assert reading(("TT", "Họ và tên", "SĐT"), (1, "Hồ Thị Một", cell)).people[0].phone == "0912345678"


def test_sums_carried_from_page_to_page_are_nobody():
    heading = ("TT", "Họ và tên", "Năm sinh")
    found = reading(
        heading,
        (1, *ONE),
        ("Cộng trang 1: 1 người",),
        heading,
        ("Mang sang: 1 người",),
        (2, *THREE),
        ("Tổng cộng: 2 người",),
    )
    assert ([one.name for one in found.people], found.stated_count, troubles(found)) == ([ONE[0], THREE[0]], 2, [])


def test_the_commune_merged_down_the_left_edge():
    rows = [("Hương Liên", 1, *ONE), (None, 2, *TWO), ("Hòa Hải", 1, *THREE)]
    found = reading(("Xã", "TT", "Họ và tên", "Năm sinh"), *rows, merges=["A2:A3"])
    assert [one.unit for one in found.people] == ["Xã Hương Liên", "Xã Hương Liên", "Xã Hòa Hải"]


def test_blocks_in_a_word_table_and_on_a_second_sheet():
    data = paper([(*BLOCK, *BLOCK), ("1", "Hồ Thị Một", "1980", "Xã A", "2", "Lê Văn Ba", "1982", "Xã B")])
    assert [one.name for one in read(data, "a.docx").people] == ["Hồ Thị Một", "Lê Văn Ba"]
    sheets = [("Xã A", [BLOCK, (1, *TWO, "Xã A")]), ("Xã B", [(*BLOCK, *BLOCK), (1, *ONE, "Xã B", 2, *THREE, "Xã B")])]
    assert [one.name for one in read(book(*sheets), "a.xlsx").people] == ["Hồ Thị Hai", "Hồ Thị Một", "Lê Văn Ba"]


def test_people_written_across_instead_of_down_are_refused_not_misread():
    rows = [("Họ và tên", "Hồ Thị Một", "Lê Văn Ba"), ("Năm sinh", 1980, 1982), ("Giới tính", "Nữ", "Nam")]
    with pytest.raises(errors.ListWithoutHeading):
        reading(*rows)
