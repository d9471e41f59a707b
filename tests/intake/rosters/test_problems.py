"""What is not right in a list is named with its cell, left out, and never guessed."""

from datetime import date

import pytest

from nepmoi.intake.rosters.rules.people import sentence
from nepmoi.intake.rosters.rules.problems import KINDS
from nepmoi.intake.rosters.rules.reading import read
from nepmoi.intake.rosters.rules.shape import as_json
from tests.intake.rosters.papers import HEAD, HOA, PUC, book, one_sheet, paper, with_part


def person(**changed):
    """A row of the list with some cells changed."""
    row = dict(zip(HEAD, (3, "Lê Thị Lan", "Nữ", 1980, "Kinh", "Trưởng thôn", "Xã Hòa Hải"), strict=True))
    return tuple((row | {name.replace("_", " "): value for name, value in changed.items()}).values())


def told(*rows, head=HEAD, **kwargs):
    return read(one_sheet(head, *rows, **kwargs), "list.xlsx", on=date(2024, 10, 22))


def the_one(reading):
    (found,) = reading.problems
    return found


@pytest.mark.parametrize(
    ("value", "code", "proposal"),
    [
        (19666, "not-a-year", "1966"),
        ("19666", "not-a-year", "1966"),
        ("19 75", "not-a-year", "1975"),
        ("l975", "not-a-year", "1975"),
        (196, "not-a-year", None),
        (2030, "not-a-year", None),
        (1875, "not-a-year", "1975"),
        ("không rõ", "not-a-year", None),
        ("80", "not-a-year", "1980"),
        ("1/2/15", "not-a-year", "1/2/2015"),
        (44, "age-not-year", "1980"),
    ],
)
def test_a_year_that_is_none(value, code, proposal):
    reading = told(HOA, person(Năm_sinh=value), PUC)
    found = the_one(reading)
    assert (found.code, found.row, found.column, found.proposal) == (code, 3, "D", proposal)
    assert found.value == str(value)
    assert [who.birth_year for who in reading.people] == [1975, None, 1992]


def test_the_words_name_row_column_and_value():
    found = the_one(told(HOA, person(Năm_sinh=19666)))
    assert (
        sentence(found)
        == "Row 3, column Năm sinh: 19666 is not a year of birth. The year is left unknown. Is 1966 meant?"
    )
    assert sentence(found, lambda message: "Dòng %(row)d" if "Row" in message else "?") == "Dòng 3 ?"


def test_an_impossible_day_keeps_the_year():
    reading = told(person(Năm_sinh="31/02/1980"), (2, "Hồ Púc", "Nam", "02/25/1992", "Chứt", None, "Xã Hòa Hải"))
    assert [(found.code, found.proposal) for found in reading.problems] == [
        ("no-such-day", None),
        ("no-such-day", "25/02/1992"),
    ]
    assert [(who.birth_year, who.birth_month) for who in reading.people] == [(1980, None), (1992, None)]


def test_a_column_of_ages_is_one_problem():
    rows = [
        person(STT=n, Họ_và_tên=f"Lê Thị {name}", Năm_sinh=30 + n)
        for n, name in enumerate(["Lan", "Hoa", "Yến", "Sâm", "Vân"])
    ]
    reading = told(*rows)
    assert the_one(reading).code == "ages-not-years"
    assert {who.birth_year for who in reading.people} == {None}
    head = tuple("Tuổi" if name == "Năm sinh" else name for name in HEAD)
    assert the_one(told(*rows, head=head)).code == "ages-not-years"


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("KINH", "Kinh"),
        ("H'Mông", "Mông"),
        ("Vân Kiều", "Bru Vân Kiều"),
        ("Ê-đê", "Ê Đê"),
        ("Mày", None),
        ("Rục", "Chứt"),
        ("Thổ", "Thổ"),
    ],
)
def test_ethnic_groups_by_the_names_that_people_write(written, official):
    reading = told(person(Dân_tộc=written))
    assert reading.people[0].ethnic == official
    assert len(reading.problems) == (official is None)


@pytest.mark.parametrize(
    ("written", "proposal"), [("Chưt", "Chứt"), ("Muong", "Mường"), ("Tây", "Tày"), ("Sao Hỏa", None)]
)
def test_an_unknown_group_may_have_a_proposal(written, proposal):
    found = the_one(told(person(Dân_tộc=written)))
    assert (found.code, found.column, found.value, found.proposal) == ("unknown-ethnic-group", "E", written, proposal)


def test_a_row_without_a_name():
    reading = told(HOA, (2, None, "Nam", 1980, "Kinh", "Trưởng thôn", "Xã Hòa Hải"), PUC)
    assert (the_one(reading).code, the_one(reading).row) == ("missing-name", 3)
    assert len(reading.people) == 2


def test_empty_numbered_rows_are_no_problem():
    assert told(HOA, PUC, (3,), (4,)).problems == ()


def test_a_person_twice_is_kept_twice_and_told():
    reading = told(HOA, PUC, (3, "NGUYỄN THỊ HOA", "Nữ", 1975, "Kinh", None, "xã Hương Liên"))
    found = the_one(reading)
    assert (found.code, found.row, found.facts["other"]) == ("duplicate-person", 4, 2)
    assert len(reading.people) == 3


def test_two_people_of_one_name_are_no_problem():
    assert told(HOA, (2, "Nguyễn Thị Hoa", "Nữ", 1980, "Kinh", None, "Xã Hương Liên")).problems == ()


def test_another_count_than_stated():
    reading = told(HOA, PUC, (), ("Danh sách ấn định 45 người./.",))
    found = the_one(reading)
    assert (found.code, found.row, found.facts["stated"], found.facts["read"]) == ("count-differs", 5, 45, 2)
    assert reading.stated_count == 45


def test_another_count_in_a_section():
    rows = [("I. Xã Hương Liên (3 đồng chí)",), HOA, PUC, ("II. Xã Hòa Hải (1 đồng chí)",), person()]
    assert (the_one(told(*rows)).code, the_one(told(*rows)).row) == ("section-count-differs", 2)


def test_a_sex_that_cannot_be_read():
    reading = told(person(Giới_tính="N"))
    assert (the_one(reading).code, reading.people[0].sex) == ("unreadable-sex", None)


def test_births_under_both_sexes():
    head = ("STT", "Họ và tên", "Năm sinh", None, "Đơn vị")
    reading = read(
        one_sheet(head, (None, None, "Nam", "Nữ"), (1, "Hồ Púc", 1992, 1992, "Xã Hòa Hải"), merges=["C1:D1"]), "a.xlsx"
    )
    assert the_one(reading).code == "sex-in-both-columns"
    assert (reading.people[0].sex, reading.people[0].birth_year) == (None, 1992)


def test_sex_against_column():
    head = ("STT", "Họ và tên", "Giới tính", "Năm sinh", None, "Đơn vị")
    rows = [head, (None, None, None, "Nam", "Nữ"), (1, "Hồ Púc", "Nữ", 1992, None, "Xã Hòa Hải")]
    reading = read(one_sheet(*rows, merges=["D1:E1"]), "a.xlsx")
    assert (the_one(reading).code, reading.people[0].sex) == ("sex-differs", None)


def test_questions_leave_the_reading_as_it_is():
    reading = told(person(Giới_tính="Nam"), (2, "Hồ Púc", "Nam", 1992, "Chứt", "Chủ tịch Hội LHPN xã", "Xã Hòa Hải"))
    assert [(found.code, found.is_question) for found in reading.problems] == [
        ("sex-and-name", True),
        ("man-in-womens-post", True),
    ]
    assert {who.sex for who in reading.people} == {"Nam"}


def test_formulas():
    data = one_sheet(HEAD, HOA, PUC)
    broken = b'<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    never = b'<c r="D3"><f>2024-32</f></c>'

    def change(part):
        start, end = part.index(b'<c r="D2"'), part.index(b'<c r="E2"')
        part = part[:start] + broken + part[end:]
        start, end = part.index(b'<c r="D3"'), part.index(b'<c r="E3"')
        return part[:start] + never + part[end:]

    reading = read(with_part(data, "xl/worksheets/sheet1.xml", change), "a.xlsx")
    assert [(found.code, found.row, found.column) for found in reading.problems] == [
        ("formula-error", 2, "D"),
        ("formula-not-computed", 3, "D"),
    ]
    assert {who.birth_year for who in reading.people} == {None}


def test_a_computed_formula_counts_as_its_value():
    data = one_sheet(HEAD, HOA)
    computed = lambda part: part.replace(b"<v>1975</v>", b"<f>2000-25</f><v>1975</v>")  # noqa: E731
    assert read(with_part(data, "xl/worksheets/sheet1.xml", computed), "a.xlsx").people[0].birth_year == 1975


def test_as_above_with_nothing_above():
    reading = told(person(Đơn_vị="nt"))
    assert (the_one(reading).code, reading.people[0].unit) == ("nothing-above", None)


def test_a_blank_unit_is_asked_for():
    reading = told(HOA, person(Đơn_vị=None))
    assert (the_one(reading).code, the_one(reading).proposal, reading.people[1].unit) == (
        "missing-unit",
        "Xã Hương Liên",
        None,
    )


def test_a_name_alone_after_the_list_is_not_read_in_silence():
    reading = told(HOA, PUC, (), (None, "Trần Thị Lập"))
    assert (the_one(reading).code, len(reading.people)) == ("not-read", 2)


def test_phones():
    head = (*HEAD, "SĐT")
    reading = told((*HOA, 912345678), (*PUC, "0912.345.679"), (*person(), "không có"), head=head)
    assert [who.phone for who in reading.people] == ["0912345678", "0912345679", None]
    assert the_one(reading).code == "unreadable-phone"


def test_json_has_the_agreed_shape():
    out = as_json(told(HOA, person(Năm_sinh=19666)))
    assert set(out) == {"people", "attendance", "problems", "stated_count"}
    assert set(out["people"][0]) == {"name", "sex", "birth_year", "ethnic", "position", "unit", "sheet", "row"}
    assert out["problems"] == [
        {
            "sheet": "Danh sách",
            "row": 3,
            "column": "D",
            "code": "not-a-year",
            "message": "Row 3, column Năm sinh: 19666 is not a year of birth. The year is left unknown. Is 1966 meant?",
        }
    ]
    assert out["attendance"] == {}
    assert out["stated_count"] is None


ROLL = ("STT", "Họ và tên", "Năm sinh", "Đơn vị", "Sáng", "Chiều")


def test_the_same_name_with_another_birth_on_another_day_is_asked_about():
    days = [("Ngày 22-10-2024", [ROLL, (1, "Hồ Púc", 1992, "Xã Hòa Hải", "x", "x")])]
    days += [("Ngày 23-10-2024", [ROLL, (1, "Hồ Púc", 1993, "Xã Hòa Hải", "x", "v")])]
    reading = read(book(*days), "a.xlsx")
    assert (the_one(reading).code, the_one(reading).sheet) == ("maybe-same-person", "Ngày 23-10-2024")
    assert len(reading.people) == 2


def test_two_marks_for_one_half_day():
    rows = [ROLL, (1, "Hồ Púc", 1992, "Xã Hòa Hải", "x", "x")]
    other = [ROLL, (1, "Hồ Púc", 1992, "Xã Hòa Hải", "x", "v")]
    reading = read(book(("Sáng chiều 22-10-2024", rows), ("22-10-2024 (2)", other)), "a.xlsx")
    assert the_one(reading).code == "marks-differ"
    assert reading.people[0].marks == ("present", None)


def test_a_title_that_was_copied_from_another_day():
    roll = [("BẢNG ĐIỂM DANH NGÀY 22/10/2024",), ROLL, (1, "Hồ Púc", 1992, "Xã Hòa Hải", "x", "x")]
    reading = read(book(("Ngày 23-10-2024", roll)), "a.xlsx")
    assert the_one(reading).code == "dates-differ"
    assert {half.on for half in reading.half_days} == {date(2024, 10, 23)}


def test_problems_of_a_word_table_have_its_number_and_row():
    reading = read(paper("Danh sách", [("a", "b")], [HEAD, tuple(map(str, person(Năm_sinh=19666)))]), "a.docx")
    assert (the_one(reading).sheet, the_one(reading).row, the_one(reading).column) == ("2", 2, "D")


def test_every_kind_of_problem_has_its_sentence():
    facts = dict.fromkeys(("heading", "half_day", "value", "name", "other_sheet"), "a") | dict.fromkeys(
        ("row", "other", "stated", "read"), 1
    )
    assert all(kind.message_id % facts for kind in KINDS.values())


def test_a_name_that_a_formula_should_give_is_told_as_such():
    rows = [HEAD, tuple(person()), (2, '=CONCATENATE("Hồ ","Púc")', *tuple(person())[2:])]
    found = the_one(read(one_sheet(*rows), "a.xlsx"))
    assert (found.code, found.row, found.column) == ("formula-not-computed", 3, "B")
    assert "whose value was not saved" in sentence(found)
