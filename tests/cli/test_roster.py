"""`nepmoi roster`: importing a list twice is importing it once."""

import json
from pathlib import Path

import pytest

from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation.selectors import console as whole_country
from tests.intake.rosters.papers import HEAD, one_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_case")]

LISTS = Path(__file__).parents[1] / "rosters"
REASON = ("--reason", "Bổ sung danh sách")


def course(console):
    return console.text("course", "list", "--year", 2024).split()[0]


def listed(uid):
    """The lines of a course with everything that a list brings."""
    return activities.roster(whole_country(), activities.activity(whole_country(), parse_uid(uid)).id)


@pytest.mark.parametrize("name", ["by-commune.xlsx", "two-days.xlsx", "word-table.docx"])
def test_an_import_counts_once_however_often_it_is_sent(console, name):
    uid, file = course(console), LISTS / name
    expected = len(json.loads(file.with_suffix(".json").read_text("utf-8"))["people"])

    first = console.json("roster", "import", file, "--course", uid, *REASON)
    lines = listed(uid)
    second = console.json("roster", "import", file, "--course", uid, *REASON)

    assert (first["enrolled"], first["already_listed"]) == (expected, 0)
    assert first["new_people"] + first["linked_people"] == expected
    assert (second["enrolled"], second["new_people"], second["marks"], second["already_listed"]) == (0, 0, 0, expected)
    assert len(lines) == 45 + expected
    assert listed(uid) == lines


def test_what_was_confirmed_is_corrected_only_with_a_reason(console):
    uid = course(console)
    before = listed(uid)

    sentence = console.refusal("--language", "en", "roster", "import", LISTS / "word-table.docx", "--course", uid)

    assert "Say why it is corrected" in sentence
    assert listed(uid) == before


@pytest.mark.parametrize(
    ("given", "words"),
    [("the last", "is no course's id"), ("01a20c49-7726-7000-9cec-9583558b8a08", "There is no such activity")],
)
def test_an_import_names_a_course_that_is_there(console, given, words):
    arguments = ("roster", "import", LISTS / "two-days.xlsx", "--course", given)

    assert words in console.refusal("--language", "en", *arguments)


def test_an_import_needs_a_course(console):
    code, out, err = console.call("roster", "import", LISTS / "two-days.xlsx")

    assert (code, out) == (2, "")
    assert "--course" in err


def test_rows_that_may_be_one_person_are_named_and_then_answered(console, tmp_path):
    uid, file = course(console), tmp_path / "ds.xlsx"
    twice = ("Hồ Thị Hai Lần", "Nữ", 1980, "Kinh", "Trưởng thôn", "Xã Hương Liên")
    file.write_bytes(one_sheet(HEAD, (1, *twice), (2, *twice)))
    before = listed(uid)

    sentence = console.refusal("--language", "en", "roster", "import", file, "--course", uid, *REASON)
    assert "3 (2)" in sentence
    assert listed(uid) == before
    done = console.json("roster", "import", file, "--course", uid, *REASON, "--distinct", "2,3")
    assert done["enrolled"] == 2
    assert console.json("roster", "import", file, "--course", uid, *REASON)["already_listed"] == 2


def test_an_import_is_taken_back_by_command(console):
    uid = course(console)
    before = listed(uid)
    console.json("roster", "import", LISTS / "word-table.docx", "--course", uid, *REASON)
    received = console.text("roster", "list", "--course", uid).split()[0]
    assert "Say why it is corrected" in console.refusal("--language", "en", "roster", "undo", received)
    done = console.json("roster", "undo", received, *REASON)
    assert (done["off"] > 0, done["kept"], listed(uid)) == (True, [], before)
    assert "is not imported" in console.refusal("--language", "en", "roster", "undo", received, *REASON)
    assert "no such list" in console.refusal("--language", "en", "roster", "undo", "the last")
