"""Lists that are no workbook: CSV in every separator and code, text pasted from a mail, lines that somebody numbered."""

import csv
import unicodedata
from datetime import date
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nepmoi.intake.rosters import errors
from nepmoi.intake.rosters.rules.reading import read
from nepmoi.kernel.text import name_key
from tests.intake.rosters import offices
from tests.kernel.test_text_legacy import as_tcvn3

HEADING = ("STT", "Họ và tên", "Giới tính", "Năm sinh", "Dân tộc", "Chức vụ", "Đơn vị công tác")
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
ENOUGH = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
LOWLAND = st.lists(
    offices.a_person().filter(lambda one: one.ethnic in {"Kinh", "Mường", "Thổ"} and one.unit != "Xã Ea Súp"),
    min_size=4,
    max_size=15,
    unique_by=lambda person: (name_key(person.name), person.unit),
)


def in_1258(text):
    """As windows-1258 has it: the tone after its letter."""
    out = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in TONES)
        plain = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        out += plain.encode("cp1258") + tone.encode("cp1258")
    return out


CODES = {
    "utf-8": str.encode,
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 turned": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "windows-1258": in_1258,
    "tcvn3": lambda text: as_tcvn3(text).encode("latin-1"),
}


def rows_of(everybody):
    for number, one in enumerate(everybody, 1):
        yield (number, one.name, one.sex, one.birth_year, one.ethnic, one.position, one.unit)


def as_csv(rows, mark, *, end="\n"):
    out = StringIO()
    csv.writer(out, delimiter=mark, lineterminator=end).writerows(rows)
    return out.getvalue()


def truths(reading):
    return [
        offices.Truth(one.name, one.sex, one.birth_year, one.ethnic, one.position, one.unit) for one in reading.people
    ]


@ENOUGH
@given(LOWLAND, st.sampled_from([*CODES]), st.sampled_from([",", ";", "\t", "|"]), st.booleans(), st.booleans())
def test_csv_of_any_separator_and_code(everybody, code, mark, has_title, is_windows):
    title = [("DANH SÁCH HỌC VIÊN",), ("(Kèm theo Kế hoạch số 15)",), ()] if has_title else []
    closing = [(), (f"Danh sách ấn định {len(everybody)} người",)]
    text = as_csv([*title, HEADING, *rows_of(everybody), *closing], mark, end="\r\n" if is_windows else "\n")
    reading = read(CODES[code](text), "danh sach.csv")
    assert truths(reading) == everybody
    assert reading.stated_count == len(everybody)
    assert [one for one in reading.problems if not one.is_question] == []


@ENOUGH
@given(LOWLAND, st.integers(2, 5))
def test_text_set_apart_by_spaces(everybody, gap):
    lines = [(" " * gap).join(map(str, row)) for row in [HEADING, *rows_of(everybody)]]
    assert truths(read("\n".join(lines).encode(), "dán")) == everybody


@ENOUGH
@given(LOWLAND, st.sampled_from([". ", ") ", "/ ", "- "]), st.sampled_from([", ", "\t", "; "]))
def test_numbered_lines_without_a_heading(everybody, after, mark):
    everybody = [one for one in everybody if "," not in one.position]
    lines = [
        mark.join((f"{number}{after}{one.name}", str(one.birth_year), one.sex, one.position, one.unit))
        for number, one in enumerate(everybody, 1)
    ]
    found = read("\n".join(lines).encode(), "dán").people
    assert [(one.name, one.birth_year, one.sex, one.position, one.unit) for one in found] == [
        (one.name, one.birth_year, one.sex, one.position, one.unit) for one in everybody
    ]


def test_a_line_as_officers_type_it():
    text = "1. Nguyễn Thị A, 1980, Chi hội trưởng thôn B\n2. Trần Văn Hùng, 1/5/75, Trưởng thôn 2, xã Hòa Hải\n"
    first, second = read(text.encode(), "dán", on=date(2025, 1, 1)).people
    assert (first.name, first.birth_year, first.position) == ("Nguyễn Thị A", 1980, "Chi hội trưởng thôn B")
    assert (second.birth_year, second.birth_month, second.position, second.unit) == (
        1975,
        5,
        "Trưởng thôn 2",
        "Xã Hòa Hải",
    )


def test_a_cell_in_quotes_may_hold_the_separator_and_a_line_end():
    text = 'STT,Họ và tên,Năm sinh,Chức vụ\n1,Hồ Púc,1992,"Bí thư,\nTrưởng bản"\n2,Hồ Thị Ba,1980,Người dân\n'
    assert [one.position for one in read(text.encode(), "a.csv").people] == ["Bí thư, Trưởng bản", "Người dân"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"Kinh gui Hoi LHPN tinh,\nXin cam on.\n", errors.ListWithoutHeading),
        (b"1, 2, 3\n4, 5, 6\n", errors.ListWithoutHeading),
        ("STT,Họ và tên,Năm sinh\n".encode(), errors.ListWithoutPeople),
        (("a," * 300 + "\n").encode(), errors.ListTooWide),
        (b"a,b\n" * 20_001, errors.ListTooLong),
        (b"<table><tr><td>a</td></tr></table>", errors.NotAList),
        (b'{"a": 1}', errors.NotAList),
    ],
)
def test_text_that_is_no_list_is_refused(data, error):
    with pytest.raises(error):
        read(data, "a.txt")
