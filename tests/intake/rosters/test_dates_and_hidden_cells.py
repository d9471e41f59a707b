"""Births in every way that offices write them, and what a file hides."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from nepmoi.intake.rosters.rules.reading import read
from tests.intake.rosters.papers import one_sheet

ON = date(2025, 1, 1)
HEAD = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Điện thoại", "Đơn vị")


@pytest.mark.parametrize(
    ("written", "birth"),
    [
        ("1/5/80", (1980, 5, 1)),
        ("1-5-80", (1980, 5, 1)),
        ("1/5/'80", (1980, 5, 1)),
        ("1/5/05", (2005, 5, 1)),
        ("01.05.1980", (1980, 5, 1)),
        (" 1 / 5 / 1980 ", (1980, 5, 1)),
        ("1980-05-01", (1980, 5, 1)),
        ("05/1980", (1980, 5, None)),
        ("tháng 5 năm 1980", (1980, 5, None)),
        ("Tháng 5, năm 1980", (1980, 5, None)),
        ("ngày 1 tháng 5 năm 1980", (1980, 5, 1)),
        ("Sinh năm 1980", (1980, None, None)),
        ("năm 1980", (1980, None, None)),
        (date(1980, 5, 1), (1980, 5, 1)),
        (1980, (1980, None, None)),
    ],
)
def test_a_birth_is_read(written, birth):
    reading = read(one_sheet(HEAD[:3], (1, "Hồ Púc", written)), "a", on=ON)
    [one] = reading.people
    assert ((one.birth_year, one.birth_month, one.birth_day), reading.problems) == (birth, ())


@pytest.mark.parametrize(("written", "proposal"), [("1/5/15", "1/5/2015"), ("khoảng 1980", "1980"), ("1980?", "1980")])
def test_a_birth_in_doubt_is_asked_about(written, proposal):
    reading = read(one_sheet(HEAD[:3], (1, "Hồ Púc", written)), "a", on=ON)
    assert ([one.birth_year for one in reading.people], reading.problems[0].proposal) == ([None], proposal)


def test_days_as_excel_counts_them():
    rows = [(1, "Hồ Thị Ba", 29342), (2, "Hồ Púc", 33000), (3, "Hồ Thị Bốn", "30000"), (4, "Hồ Năm", 1975)]
    found = read(one_sheet(HEAD[:3], *rows), "a", on=ON).people
    assert [(one.birth_year, one.birth_month, one.birth_day) for one in found] == [
        (1980, 5, 1),
        (1990, 5, 7),
        (1982, 2, 18),
        (1975, None, None),
    ]


def test_one_number_of_five_digits_is_a_slip():
    reading = read(one_sheet(HEAD[:3], (1, "Hồ Thị Ba", 19666), (2, "Hồ Púc", 1990)), "a", on=ON)
    assert [(one.code, one.proposal) for one in reading.problems] == [("not-a-year", "1966")]


def test_hidden_columns_and_rows_are_read_and_said():
    book = Workbook()
    sheet = book.active
    for row in (
        HEAD,
        (1, "Hồ Thị Ba", 1980, "Nữ", "0912345678", "Xã A"),
        (2, "Hồ Púc", 1990, "Nam", "0912345679", "Xã A"),
    ):
        sheet.append(row)
    sheet.column_dimensions["E"].hidden = True
    sheet.row_dimensions[3].hidden = True
    out = BytesIO()
    book.save(out)
    reading = read(out.getvalue(), "a")
    assert [one.phone for one in reading.people] == ["0912345678", "0912345679"]
    assert [(one.code, one.value, one.is_question) for one in reading.problems] == [
        ("hidden-columns", "E", True),
        ("hidden-rows", "3", True),
    ]
