"""Layouts met in offices, one a test: what each means."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import load_workbook

from nepmoi.intake.rosters.rules.ethnic import ethnic_names
from nepmoi.intake.rosters.rules.reading import read
from tests.intake.rosters.papers import HEAD, HOA, PUC, book, one_sheet, paper
from tests.kernel.test_text_legacy import as_tcvn3

SHORT = ("STT", "Họ và tên", "Năm sinh")


def people(*rows, **kwargs):
    reading = read(one_sheet(*rows, **kwargs), "list.xlsx")
    assert [found for found in reading.problems if not found.is_question] == []
    return reading.people


def units(*rows, **kwargs):
    return [person.unit for person in people(*rows, **kwargs)]


@pytest.mark.parametrize(
    "line",
    [
        ("I. Xã Hương Liên (1 đồng chí)",),
        ("I", "Xã Hương Liên"),
        ("I.", "Xã Hương Liên", "1 người"),
        ("1. Xã Hương Liên: 1 đ/c",),
        ("* Xã Hương Liên",),
        ("- XÃ HƯƠNG LIÊN",),
        (None, "Xã Hương Liên:"),
        ("A/ xã Hương Liên (gồm 1 người)",),
        ("Xã Hương Liên",),
        ("XÃ HƯƠNG LIÊN - 1 học viên",),
    ],
)
def test_the_heading_of_a_section_gives_the_unit(line):
    rows = [SHORT, line, (1, "Hồ Púc", 1992), ("II. Xã Hòa Hải",), (2, "Lê Văn An", 1980)]
    assert units(*rows) == ["Xã Hương Liên", "Xã Hòa Hải"]


def test_groups_of_people_are_no_unit():
    rows = [HEAD, ("A. ĐẠI BIỂU CẤP HUYỆN",), HOA, ("B. Cấp xã (1 người)",), PUC]
    assert units(*rows) == ["Xã Hương Liên", "Xã Hương Liên"]


def test_villages_below_a_commune():
    rows = [
        SHORT,
        ("I. Xã Hương Liên",),
        (1, "Hồ Púc", 1992),
        ("1. Bản Rào Tre",),
        (2, "Hồ Nam", 1980),
        ("II. Xã Hòa Hải",),
        (3, "Lê An", 1981),
    ]
    assert units(*rows) == ["Xã Hương Liên", "Bản Rào Tre, xã Hương Liên", "Xã Hòa Hải"]


def test_an_office_may_head_a_section():
    rows = [
        SHORT,
        ("I. Trường THCS Hương Liên",),
        (1, "Hồ Púc", 1992),
        ("II. Hội LHPN huyện Hương Khê (1 đồng chí)",),
        (2, "Lê An", 1981),
    ]
    assert units(*rows, merges=["A2:C2", "A4:C4"]) == ["Trường THCS Hương Liên", "Hội LHPN huyện Hương Khê"]


def test_sums_below_each_section_end_nothing():
    rows = [
        SHORT,
        ("I. Xã Hương Liên",),
        (1, "Hồ Púc", 1992),
        ("Cộng: 1 người",),
        ("II. Xã Hòa Hải",),
        (1, "Lê An", 1981),
        ("Cộng: 1 người",),
    ]
    rows += [("Tổng cộng: 2 người",)]
    reading = read(one_sheet(*rows), "a.xlsx")
    assert (len(reading.people), reading.stated_count, reading.problems) == (2, 2, ())


def test_a_unit_for_the_whole_list():
    assert units(("Đơn vị: Xã Hương Liên",), SHORT, (1, "Hồ Púc", 1992)) == ["Xã Hương Liên"]
    sheets = [("Xã Hương Liên", [SHORT, (1, "Hồ Púc", 1992)]), ("Xã Hòa Hải", [SHORT, (1, "Hồ Púc", 1992)])]
    assert [person.unit for person in read(book(*sheets), "a.xlsx").people] == ["Xã Hương Liên", "Xã Hòa Hải"]


def test_a_bare_name_under_commune():
    assert units((*SHORT, "Xã"), (1, "Hồ Púc", 1992, "Hương Liên"), (2, "Lê An", 1981, "TT Hương Khê")) == [
        "Xã Hương Liên",
        "TT Hương Khê",
    ]


def test_office_and_commune_in_two_columns():
    assert units((*SHORT, "Cơ quan", "Xã"), (1, "Hồ Púc", 1992, "Trường THCS", "Hương Liên")) == [
        "Trường THCS, Xã Hương Liên"
    ]


def test_position_and_unit_in_one_column():
    rows = [
        (*SHORT, "Chức vụ, đơn vị công tác"),
        (1, "Lê Thị An", 1981, "Chủ tịch Hội LHPN xã Hương Liên"),
        (2, "Hồ Púc", 1992, "Trưởng thôn 2, xã Hòa Hải"),
    ]
    assert [(person.position, person.unit) for person in people(*rows)] == [
        ("Chủ tịch Hội LHPN xã", "Xã Hương Liên"),
        ("Trưởng thôn 2", "Xã Hòa Hải"),
    ]


def test_a_merged_name_over_two_columns():
    rows = [("STT", "Họ và tên", None, "Năm sinh"), (1, "Nguyễn Thị", "Hoa", 1975), (2, "Tống Văn", "Công", 1980)]
    assert [person.name for person in people(*rows, merges=["B1:C1"])] == ["Nguyễn Thị Hoa", "Tống Văn Công"]


def test_a_birth_in_three_columns():
    rows = [
        ("STT", "Họ và tên", "Ngày sinh", None, None, "Đơn vị"),
        (None, None, "Ngày", "Tháng", "Năm"),
        (1, "Hồ Púc", 5, 6, 1992, "Xã Hòa Hải"),
    ]
    (puc,) = people(*rows, merges=["C1:E1", "A1:A2", "B1:B2", "F1:F2"])
    assert (puc.birth_day, puc.birth_month, puc.birth_year, puc.sex) == (5, 6, 1992, None)


def test_sexes_in_one_line_of_heading():
    rows = [
        ("STT", "Họ và tên", "Năm sinh (Nam)", "Năm sinh (Nữ)"),
        (1, "Hồ Púc", 1992, None),
        (2, "Lê Thị An", None, 1981),
    ]
    assert [(person.sex, person.birth_year) for person in people(*rows)] == [("Nam", 1992), ("Nữ", 1981)]


def test_dates_of_birth_under_both_sexes():
    rows = [
        ("STT", "Họ và tên", "NGÀY, THÁNG, NĂM SINH", None),
        (None, None, "NAM", "NỮ"),
        ("1.", "Hồ Púc", "5/6/1992", None),
        ("2.", "Lê An", None, 1981),
    ]
    found = people(*rows, merges=["C1:D1", "A1:A2", "B1:B2"])
    assert [(person.sex, person.birth_year, person.birth_month) for person in found] == [
        ("Nam", 1992, 6),
        ("Nữ", 1981, None),
    ]


@pytest.mark.parametrize("sign", ["x", "v", 1, "✓"])
def test_any_sign_under_a_sex(sign):
    rows = [
        (*SHORT, "Nam", "Nữ"),
        (1, "Hồ Púc", 1992, sign, None),
        (2, "Lê An", 1981, None, sign),
        (3, "Lê Bé", 1981, None, None),
    ]
    assert [person.sex for person in people(*rows)] == ["Nam", "Nữ", None]


@pytest.mark.parametrize(
    "line",
    [
        "Tổng: 2 người",
        "Tổng số học viên: 2",
        "Ấn định danh sách gồm 2 (hai) đồng chí./.",
        "Danh sách trên có 2 đ/c",
        "Cộng: 2",
    ],
)
def test_ways_to_state_the_count(line):
    reading = read(one_sheet(SHORT, (1, "Hồ Púc", 1992), (2, "Lê An", 1981), (None, line)), "a.xlsx")
    assert (reading.stated_count, reading.problems) == (2, ())


def test_women_marked_in_the_column_of_sex():
    rows = [(*SHORT, "Giới tính (nữ đánh dấu x)"), (1, "Hồ Púc", 1992, None), (2, "Lê Thị An", 1981, "x")]
    assert [person.sex for person in people(*rows)] == ["Nam", "Nữ"]


def test_columns_without_a_heading_are_known_by_what_they_hold():
    rows = [("STT", "Họ và tên", None, None, None, None, "Ghi chú")]
    rows += [
        (n, name, "Nữ", 1980 + n, "Kinh", "Xã Hương Liên")
        for n, name in enumerate(["Lê Thị An", "Lê Thị Bé", "Lê Thị Cúc", "Lê Thị Đào"])
    ]
    first = people(*rows)[0]
    assert (first.sex, first.birth_year, first.ethnic, first.unit) == ("Nữ", 1980, "Kinh", "Xã Hương Liên")


def test_a_list_without_numbers():
    rows = [
        ("Họ và tên", "Chức vụ"),
        ("Nguyễn Thị Hoa", "Trưởng thôn"),
        ("Hồ Púc", None),
        ("Người lập biểu",),
        ("Trần Thị Lập",),
    ]
    assert [person.name for person in people(*rows)] == ["Nguyễn Thị Hoa", "Hồ Púc"]


def test_names_as_the_office_meant_them():
    written = [
        "Đ/c Nguyễn Thị Hoa",
        "H’ BEN AYŬN",
        "  lò  thị ọi ",
        "Nguyễn Thị HOA",
        "H’ Ben Ayŭn",
        "Tổng Thị Cộng",
        "Cao Thị Hoà",
    ]
    found = [person.name for person in people(SHORT, *[(n, name, 1960 + n) for n, name in enumerate(written, start=1)])]
    assert found == [
        "Nguyễn Thị Hoa",
        "H’ Ben Ayŭn",
        "Lò Thị Ọi",
        "Nguyễn Thị Hoa",
        "H’ Ben Ayŭn",
        "Tổng Thị Cộng",
        "Cao Thị Hoà",
    ]


def test_the_capital_font_of_tcvn3():
    names = ["Nguyễn Thị Ánh", "Đặng Thị Yến", "Võ Thị Ân", "Lưu Bá Ôn"]
    rows = [SHORT, *[(n, as_tcvn3(name.lower()), 1960 + n) for n, name in enumerate(names, start=1)]]
    assert [person.name for person in people(*rows)] == names


def test_unicode_headings_over_tcvn3_names():
    names = ["Nguyễn Thị Hòa", "Võ Thị Vân", "Võ Thóc", "Hồ Thị Thúy"]
    rows = [
        (*SHORT, "Sáng", "Đơn vị"),
        *[(n, as_tcvn3(name), 1960 + n, "x", "Xã Hà Linh") for n, name in enumerate(names, start=1)],
    ]
    reading = read(one_sheet(*rows), "a.xlsx")
    assert [person.name for person in reading.people] == names
    assert {person.marks for person in reading.people} == {("present",)}
    assert {person.unit for person in reading.people} == {"Xã Hà Linh"}


def test_a_year_that_excel_shows_as_a_date():
    data = one_sheet(SHORT, (1, "Hồ Púc", 1992), (2, "Lê An", 1981))
    book_ = load_workbook(BytesIO(data))
    for row in (2, 3):
        book_.active.cell(row, 3).number_format = "dd/mm/yyyy"
    out = BytesIO()
    book_.save(out)
    assert [person.birth_year for person in read(out.getvalue(), "a.xlsx").people] == [1992, 1981]


def test_hidden_sheets_are_left_out():
    data = book(("Danh sách", [SHORT, (1, "Hồ Púc", 1992)]), ("Cũ", [SHORT, (1, "Lê An", 1981)]))
    book_ = load_workbook(BytesIO(data))
    book_["Cũ"].sheet_state = "hidden"
    out = BytesIO()
    book_.save(out)
    assert [person.name for person in read(out.getvalue(), "a.xlsx").people] == ["Hồ Púc"]


def test_two_tables_with_headings_of_their_own():
    rows = [
        ("1. ĐẠI BIỂU",),
        SHORT,
        (1, "Hồ Púc", 1992),
        (),
        ("2. HỌC VIÊN",),
        ("TT", "Năm sinh", "Họ tên"),
        (1, 1981, "Lê An"),
    ]
    assert [(person.name, person.birth_year) for person in people(*rows)] == [("Hồ Púc", 1992), ("Lê An", 1981)]


def test_numbers_that_word_counts_by_itself():
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for cell, text in zip(table.rows[0].cells, SHORT, strict=True):
        cell.text = text
    for row, name in zip(table.rows[1:], ["Hồ Púc", "Lê An"], strict=True):
        number = parse_xml(f"<w:pPr {nsdecls('w')}><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>")
        row.cells[0].paragraphs[0]._p.insert(0, number)
        row.cells[1].text = name
    out = BytesIO()
    document.save(out)
    assert [person.name for person in read(out.getvalue(), "a.docx").people] == ["Hồ Púc", "Lê An"]


def test_a_word_table_broken_in_two():
    data = paper("DANH SÁCH", [SHORT, ("1", "Hồ Púc", "1992")], "", [("2", "Lê An", "1981")], "Danh sách có 2 người")
    reading = read(data, "a.docx")
    assert [(person.name, person.sheet, person.row) for person in reading.people] == [
        ("Hồ Púc", "1", 2),
        ("Lê An", "2", 1),
    ]
    assert reading.stated_count == 2
    assert reading.problems == ()


def test_groups_can_be_given():
    names = ethnic_names([{"name_vi": "Nguồn", "name_1979": "Nguồn", "other_names": ""}])
    reading = read(one_sheet(HEAD, (*HOA[:4], "Nguồn", *HOA[5:]), PUC), "a.xlsx", ethnic=names)
    assert [person.ethnic for person in reading.people] == ["Nguồn", None]


def test_a_count_in_the_title():
    rows = [("DANH SÁCH 2 HỌC VIÊN",), SHORT, (1, "Hồ Púc", 1992), (2, "Lê An", 1981)]
    assert read(one_sheet(*rows), "a.xlsx").stated_count == 2
