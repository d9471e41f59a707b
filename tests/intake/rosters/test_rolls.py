"""Attendance: marks, legends, half-days and days however the office lays them out."""

from datetime import date

import pytest

from nepmoi.intake.rosters.rules.marks import legend
from nepmoi.intake.rosters.rules.reading import read
from nepmoi.intake.rosters.rules.shape import as_json
from nepmoi.kernel.dates import DayPart
from tests.intake.rosters.papers import book, one_sheet, paper

LEAD = ("STT", "Họ và tên", "Năm sinh", "Đơn vị")
HOA = (1, "Nguyễn Thị Hoa", 1975, "Xã Hương Liên")
PUC = (2, "Hồ Púc", 1992, "Xã Hòa Hải")
D22, D23 = date(2024, 10, 22), date(2024, 10, 23)
AM, PM = DayPart.MORNING, DayPart.AFTERNOON


def when(reading):
    return [(half.on, half.part) for half in reading.half_days]


@pytest.mark.parametrize(
    ("sign", "mark"),
    [
        ("x", "present"),
        ("X", "present"),
        ("✓", "present"),
        ("✔", "present"),
        ("+", "present"),
        ("v", "absent"),
        ("V", "absent"),
        ("K", "absent"),
        ("P", "excused"),
        ("p", "excused"),
        ("vắng có phép", "excused"),
        ("Có mặt", "present"),
        (None, None),
    ],
)
def test_marks_that_offices_agree_on(sign, mark):
    reading = read(one_sheet((*LEAD, "Sáng"), (*HOA, sign), (*PUC, "x")), "a.xlsx")
    assert reading.people[0].marks == (mark,)
    assert reading.problems == ()


@pytest.mark.parametrize("sign", ["?", "1", "0", "muộn", "o", "ü", "y", "x/v"])
def test_anything_else_is_asked(sign):
    reading = read(one_sheet((*LEAD, "Sáng"), (*HOA, sign), (*PUC, "x")), "a.xlsx")
    assert reading.people[0].marks == (None,)
    assert [(found.code, found.row, found.column, found.value) for found in reading.problems] == [
        ("unreadable-mark", 2, "E", sign)
    ]


def test_the_legend_of_the_file_decides():
    rows = [
        (*LEAD, "Sáng", "Chiều"),
        (*HOA, "v", "0"),
        (*PUC, "-", "x"),
        (),
        (None, "Ghi chú: v: có mặt; 0: vắng; - : có phép"),
    ]
    reading = read(one_sheet(*rows), "a.xlsx")
    assert [person.marks for person in reading.people] == [("present", "absent"), ("excused", "present")]


def test_a_legend_may_tell_capitals_from_small_letters():
    rows = [(*LEAD, "Sáng", "Chiều"), (*HOA, "x", "X"), (None, "Ghi chú: x: vắng; X: có mặt")]
    assert read(one_sheet(*rows), "a.xlsx").people[0].marks == ("absent", "present")


@pytest.mark.parametrize(
    "line",
    [
        "Ghi chú: x: có mặt; P: vắng có phép; K: vắng không phép",
        "Ký hiệu: Có mặt: x, vắng có phép: P, vắng không phép: K",
        "(x) = có mặt; (P) = nghỉ có phép; (K) = nghỉ không phép",
        "Dấu x là có mặt; P là xin phép; K là bỏ học",
        "Chú thích: “x” – tham dự. “P” – vắng có lý do. “K” – vắng không lý do.",
    ],
)
def test_ways_to_write_a_legend(line):
    assert legend([line]) == {"x": "present", "P": "excused", "K": "absent"}


def test_signatures_to_come_are_no_roll():
    reading = read(one_sheet((*LEAD, "Ký nhận sáng", "Ký nhận chiều"), HOA, PUC), "a.xlsx")
    assert (reading.half_days, as_json(reading)["attendance"]) == ((), {})
    assert {person.marks for person in reading.people} == {()}


def test_days_beside_each_other_under_merged_dates():
    rows = [
        ("ĐIỂM DANH LỚP TẬP HUẤN NĂM 2024",),
        (*LEAD, "Ngày 22/10", None, "Ngày 23/10", None),
        (None, None, None, None, "Sáng", "Chiều", "Sáng", "Chiều"),
        (*HOA, "x", "v", "P", None),
    ]
    for merges in (["E2:F2", "G2:H2", "A2:A3", "B2:B3", "C2:C3", "D2:D3"], []):
        reading = read(one_sheet(*rows, merges=merges), "a.xlsx")
        assert when(reading) == [(D22, AM), (D22, PM), (D23, AM), (D23, PM)]
        assert reading.people[0].marks == ("present", "absent", "excused", None)


def test_three_lines_of_heading():
    rows = [
        (*LEAD, "Điểm danh", None, None, None),
        (None, None, None, None, "22/10/2024", None, "23/10/2024", None),
        (None, None, None, None, "S", "C", "S", "C"),
        (*HOA, "x", "x", "x", "v"),
    ]
    reading = read(one_sheet(*rows, merges=["E1:H1", "E2:F2", "G2:H2", *(f"{c}1:{c}3" for c in "ABCD")]), "a.xlsx")
    assert when(reading) == [(D22, AM), (D22, PM), (D23, AM), (D23, PM)]
    assert len(reading.people) == 1


def test_dates_above_the_line_of_names():
    rows = [(None, None, None, None, "Ngày 22/10/2024", None), (*LEAD, "Sáng", "Chiều"), (*HOA, "x", "v")]
    assert when(read(one_sheet(*rows, merges=["E1:F1"]), "a.xlsx")) == [(D22, AM), (D22, PM)]


def test_half_days_in_one_line():
    rows = [
        (*LEAD, "Chiều 23/10/2024", "Sáng 22/10/2024", "Buổi sáng ngày 23 tháng 10 năm 2024"),
        (*HOA, "x", "v", "P"),
    ]
    reading = read(one_sheet(*rows), "a.xlsx")
    assert when(reading) == [(D22, AM), (D23, AM), (D23, PM)]
    assert reading.people[0].marks == ("absent", "excused", "present")


def test_a_typed_date_over_whole_days():
    rows = [(*LEAD, D22, D23), (*HOA, "x", "v")]
    reading = read(one_sheet(*rows), "a.xlsx")
    assert when(reading) == [(D22, None), (D23, None)]
    assert reading.people[0].marks == ("present", "absent")


def test_a_sheet_a_day_named_only_by_order():
    head = ("Từ ngày 22-23/10/2024",)
    days = [
        ("Ngày thứ nhất", [head, (*LEAD, "Sáng"), (*HOA, "x")]),
        ("Ngày thứ hai", [head, (*LEAD, "Sáng"), (*HOA, "v")]),
    ]
    assert when(read(book(*days), "a.xlsx")) == [(D22, AM), (D23, AM)]


def test_days_without_any_date_stay_in_the_order_of_the_file():
    days = [
        (f"Sheet{n}", [(*LEAD, "Sáng", "Chiều"), (*HOA, one, "x"), (*PUC, "x", "v")]) for n, one in enumerate("xvP")
    ]
    reading = read(book(*days), "a.xlsx")
    assert when(reading) == [(None, AM), (None, PM)] * 3
    assert reading.people[0].marks == ("present", "present", "absent", "present", "excused", "present")


def test_one_day_on_several_sheets_of_other_people():
    sheets = [
        ("Hương Liên", [(*LEAD, "Sáng", "Chiều"), (*HOA, "x", "v")]),
        ("Hòa Hải", [(*LEAD, "Sáng", "Chiều"), (*PUC, "P", "x")]),
    ]
    reading = read(book(*sheets), "a.xlsx")
    assert when(reading) == [(None, AM), (None, PM)]
    assert [person.marks for person in reading.people] == [("present", "absent"), ("excused", "present")]


def test_people_are_joined_by_name_unit_and_birth_in_any_order():
    walk_in = (3, "Lê Thị Lan", 1980, "Xã Hòa Hải")
    days = [
        ("Ngày 22-10", [("NĂM 2024",), (*LEAD, "Sáng"), (*HOA, "x"), (*PUC, "v")]),
        ("Ngày 23-10", [("NĂM 2024",), (*LEAD, "Sáng"), (*walk_in, "x"), (*PUC, "x"), (*HOA, "P")]),
    ]
    reading = read(book(*days), "a.xlsx")
    assert {person.name: person.marks for person in reading.people} == {
        "Nguyễn Thị Hoa": ("present", "excused"),
        "Hồ Púc": ("absent", "present"),
        "Lê Thị Lan": (None, "present"),
    }


def test_two_of_one_name_stay_two_on_each_day():
    twins = [(1, "Hồ Thị Nam", 1985, "Xã Hương Liên"), (2, "Hồ Thị Nam", 1972, "Xã Hương Liên")]
    days = [
        (f"Ngày 2{n}-10-2024", [(*LEAD, "Sáng"), *[(*who, mark) for who, mark in zip(twins, marks, strict=True)]])
        for n, marks in ((2, "xv"), (3, "Px"))
    ]
    reading = read(book(*days), "a.xlsx")
    assert [person.marks for person in reading.people] == [("present", "excused"), ("absent", "present")]
    assert as_json(reading)["attendance"] == {
        "Hồ Thị Nam|Xã Hương Liên|1985": ["present", "excused"],
        "Hồ Thị Nam|Xã Hương Liên|1972": ["absent", "present"],
    }


def test_two_days_one_below_the_other():
    def day(number, mark):
        return [(f"NGÀY {number}/10/2024",), (*LEAD, "Sáng"), (*HOA, mark), (*PUC, "x"), ()]

    reading = read(one_sheet(*day(22, "v"), *day(23, "P")), "a.xlsx")
    assert when(reading) == [(D22, AM), (D23, AM)]
    assert reading.people[0].marks == ("absent", "excused")
    assert reading.problems == ()


def test_a_roll_in_word():
    head = (*LEAD, "Sáng 22/10/2024", "Chiều 22/10/2024")
    reading = read(
        paper("BẢNG ĐIỂM DANH", [head, ("1", "Hồ Púc", "1992", "Xã Hòa Hải", "o", "x")], "Ghi chú: o: vắng; x: có mặt"),
        "a.docx",
    )
    assert when(reading) == [(D22, AM), (D22, PM)]
    assert reading.people[0].marks == ("absent", "present")


def test_the_date_of_a_plan_is_no_date_of_a_class():
    rows = [
        ("(Kèm theo Kế hoạch số 5/KH-BTV ngày 01/10/2024)",),
        ("Hương Khê, ngày 20 tháng 10 năm 2024",),
        (*LEAD, "Sáng"),
        (*HOA, "x"),
    ]
    assert when(read(one_sheet(*rows), "a.xlsx")) == [(None, AM)]
