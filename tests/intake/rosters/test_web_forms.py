"""Exports of web forms: questions as headings, times in the first column, people who answered twice."""

import csv
from datetime import datetime
from io import StringIO

import pytest

from nepmoi.intake.rosters.rules.answers import submitted_at
from nepmoi.intake.rosters.rules.reading import read
from tests.intake.rosters.papers import one_sheet

QUESTIONS = (
    "Dấu thời gian",
    "1. Xin chị cho biết họ và tên?",
    "2. Chị sinh năm nào?",
    "Giới tính của chị",
    "Chị là người dân tộc nào?",
    "Hiện nay chị giữ chức vụ gì?",
    "Đơn vị công tác của chị ở đâu?",
    "Số điện thoại (Zalo)",
    "Chị mong muốn điều gì ở lớp tập huấn?",
)
HOA = ("Nguyễn Thị Hoa", "1980", "Nữ", "Kinh", "Chi hội trưởng", "Xã Hương Liên", "0912345678", "Học thêm")
BA = ("Hồ Thị Ba", "1985", "Nữ", "Chứt", "Người dân", "Xã Hương Liên", "0912345679", "Gặp mọi người")
AGAIN = ("NGUYỄN THỊ HOA", "1981", "Nữ", "Kinh", "Chi hội phó", "Xã Hương Liên", "0912 345 678", "")


def facts(people):
    return [(one.name, one.birth_year, one.sex, one.ethnic, one.position, one.unit, one.phone) for one in people]


def exported(*answers, form="xlsx"):
    rows = [QUESTIONS, *answers]
    if form == "xlsx":
        return one_sheet(*rows)
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_questions_are_headings(form):
    reading = read(exported(("22/10/2024 08:15:33", *HOA), ("22/10/2024 9:00:00", *BA), form=form), "a")
    assert facts(reading.people) == [
        ("Nguyễn Thị Hoa", 1980, "Nữ", "Kinh", "Chi hội trưởng", "Xã Hương Liên", "0912345678"),
        ("Hồ Thị Ba", 1985, "Nữ", "Chứt", "Người dân", "Xã Hương Liên", "0912345679"),
    ]
    assert reading.problems == ()


@pytest.mark.parametrize(("first", "second", "post"), [(8, 9, "Chi hội phó"), (9, 8, "Chi hội trưởng")])
def test_the_later_answer_counts_wherever_it_stands(first, second, post):
    rows = [(datetime(2024, 10, 22, first), *HOA), ("x", *BA), (datetime(2024, 10, 22, second), *AGAIN)]  # noqa: DTZ001
    reading = read(exported(*rows), "a")
    assert [(one.name, one.position) for one in reading.people] == [
        ("Nguyễn Thị Hoa", post),
        ("Hồ Thị Ba", "Người dân"),
    ]
    [told] = reading.problems
    assert (told.code, {told.row, told.facts["other"]}, told.is_question) == ("answered-twice", {2, 4}, True)


def test_namesakes_are_two_answers():
    other = ("Nguyễn Thị Hoa", "1990", "Nữ", "Kinh", "Người dân", "Xã Hương Vĩnh", "0999999999", "")
    assert len(read(exported(("1/1/2024", *HOA), ("2/1/2024", *other)), "a").people) == 2


def test_columns_that_a_form_adds_are_no_data():
    head = ("start", "end", "Họ và tên", "Năm sinh", "Giới tính", "Xã/phường", "_id", "_uuid", "_submission_time")
    row = (
        "2024-10-22T08:15:33.123+07:00",
        "2024-10-22T08:16:33+07:00",
        "Hồ Púc",
        1992,
        "Nam",
        "Xã Hương Liên",
        1,
        "a",
        "",
    )
    [one] = read(one_sheet(head, row), "a").people
    assert (one.name, one.birth_year, one.sex, one.unit, one.marks) == ("Hồ Púc", 1992, "Nam", "Xã Hương Liên", ())


def test_english_headings():
    [one] = read(
        one_sheet(("Full name", "Sex", "Year of birth", "Phone"), ("Hồ Púc", "Male", 1992, "0912345678")), "a"
    ).people
    assert (one.sex, one.birth_year, one.phone) == ("Nam", 1992, "0912345678")


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("22/10/2024 08:15:33", "2024-10-22 08:15:33"),
        ("22/10/2024 8:15:33 CH", "2024-10-22 20:15:33"),
        ("22/10/2024 12:15 SA", "2024-10-22 00:15:00"),
        ("2024-10-22T08:15:33.123+07:00", "2024-10-22 08:15:33"),
        (datetime(2024, 10, 22, 8, 15, 33), "2024-10-22 08:15:33"),  # noqa: DTZ001
        ("hôm qua", ""),
    ],
)
def test_times_sort(cell, key):
    assert submitted_at(cell) == key
