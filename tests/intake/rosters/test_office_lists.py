"""The lists that offices sent, against what is known to be in them."""

import json
from pathlib import Path

import pytest

from nepmoi.intake.rosters.rules.reading import read
from nepmoi.intake.rosters.rules.shape import as_json

ROSTERS = Path(__file__).parents[2] / "rosters"
LISTS = sorted(path for path in ROSTERS.iterdir() if path.suffix in {".xlsx", ".docx"})


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_nothing_is_lost_and_nothing_made_up(path):
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = as_json(read(path.read_bytes(), path.name))
    known = [
        {key: person[key] for key in expected}
        for person, expected in zip(found["people"], truth["people"], strict=True)
    ]
    assert known == truth["people"]
    assert found["attendance"] == truth.get("attendance", {})
    assert found["problems"] == []


def test_the_closing_line_is_read():
    path = ROSTERS / "huong-khe-45.xlsx"
    reading = read(path.read_bytes(), path.name)
    assert reading.stated_count == len(reading.people) == 45
    first = reading.people[0]
    assert (first.sheet, first.row, first.phone) == ("Danh sách", 9, "0930123836")


def test_the_days_of_a_roll_have_their_dates():
    path = ROSTERS / "two-days.xlsx"
    half_days = read(path.read_bytes(), path.name).half_days
    assert [(str(half.on), half.part) for half in half_days] == [
        ("2024-10-22", "morning"),
        ("2024-10-22", "afternoon"),
        ("2024-10-23", "morning"),
        ("2024-10-23", "afternoon"),
    ]


def test_the_content_decides_not_the_name():
    path = ROSTERS / "word-table.docx"
    assert len(read(path.read_bytes(), "list.xlsx").people) == 24
