"""The area's recent changes: all of its writes and nothing of another area's, found by who, kind and day."""

import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.kernel import clock
from nepmoi.registry.people.models import Person
from nepmoi.registry.people.services import note_posts
from tests.cast import DOOR, Cast, course, held, person, plan, unit
from tests.web.desk import page, queries, sit, text

OLD = date(2024, 10, 22)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def in_area(cast: Cast, **changes: object) -> UUID:
    """A course of the chair's commune."""
    return course(cast, {"Hồ Thị Một": "xã Hương Liên"}, venue_unit_id=unit("xã Hương Liên", OLD), **changes)


def test_a_write_is_told_in_words_and_leads_to_its_record(cast: Cast) -> None:
    one = in_area(cast)
    held(cast.officer, one)
    html = page(sit("officer"), "/changes")
    assert "State held → confirmed" in text(html)
    assert f'href="/activities/{one}"' in html
    assert "04/11/2025" in text(html)


def test_nothing_of_another_area_is_shown(cast: Cast) -> None:
    neighbour = unit("xã Hương Xuân", OLD)
    own = life.plan(
        by=cast.officer, door=DOOR, plan=plan(cast, name="Lớp của xã mình", venue_unit_id=unit("xã Hương Liên", OLD))
    )
    other = life.plan(by=cast.officer, door=DOOR, plan=plan(cast, name="Lớp của xã bên", venue_unit_id=neighbour))
    mine, theirs = text(page(sit("chair"), "/changes")), text(page(sit("neighbour"), "/changes"))
    assert "Lớp của xã mình" in mine
    assert "Lớp của xã bên" not in mine
    assert "Lớp của xã bên" in theirs
    assert "Lớp của xã mình" not in theirs
    assert own != other
