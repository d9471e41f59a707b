"""A figure of a province by its communes before July 2025, the longest there is, fits a later visit."""

import gzip
from datetime import date
from typing import Any, Final

import pytest

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import Level
from nepmoi.registry.people import services as people
from nepmoi.registry.people.rules.persons import Sex
from tests.cast import CONSOLE, DOOR, Cast, plan, unit
from tests.web.desk import page, sit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

DAY: Final = date(2024, 10, 22)
# A later visit may take 10 KiB; these take less.
LATER: Final = 8_200


@pytest.fixture
def communes(cast: Cast) -> list[int]:
    """A course with somebody of every commune of the province as it was."""
    by: dict[str, Any] = {"by": CONSOLE, "door": DOOR}
    atlas, province = places.atlas(), unit("tỉnh Hà Tĩnh", DAY)
    inside = [one for one in places.by_ids(atlas.inside(province)).values() if one.level is Level.COMMUNE]
    standing = [one for one in inside if one.stands_on(DAY)]
    named = [people.NewPerson(f"Nguyễn Thị {one.name}", Sex.FEMALE, PartialDate(1980), "01") for one in standing]
    persons = people.register(**by, people=named)
    course = life.plan(**by, plan=plan(cast))
    lines = [
        roll.Enrolment(person, "", "", one.id, one.name, "01") for person, one in zip(persons, standing, strict=True)
    ]
    roll.enrol(**by, activity=course, enrolments=lines)
    view = activities.activity(CONSOLE, course)
    there = dict.fromkeys((line.uid for line in activities.roster(CONSOLE, view.id)), Mark.PRESENT)
    for slot in activities.half_days(view.id):
        roll.record_attendance(**by, activity=course, half_day=slot.uid, marks=there)
    life.mark_held(**by, activity=course)
    life.confirm(**by, activity=course)
    return [one.id for one in standing]


def test_every_page_of_it_is_light(cast: Cast, communes: list[int]) -> None:
    assert len(communes) > 200
    province = places.by_id(unit("tỉnh Hà Tĩnh", DAY)).uid
    client = sit("officer", language="vi")
    base = f"/figures/people_trained?place={province}&year=2024&map=2024-10-22&by=commune"
    weights = [
        len(gzip.compress(page(client, address).encode(), 6, mtime=0))
        for address in (base, f"{base}&parts=2", f"{base}&parts=3")
    ]
    assert max(weights) <= LATER
