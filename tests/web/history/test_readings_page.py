"""Who read and exported personal data: every page that shows it says so, and the office sees it of its own area."""

from datetime import date

import pytest
from django.test import Client

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.models import Reading
from nepmoi.core.audit.rules import Door, DoorKind, Matter, RootKind
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import pictures
from nepmoi.registry.people import services as people
from nepmoi.registry.people.models import Person
from tests.cast import DOOR, Cast, course, held, unit
from tests.fieldwork.evidence.test_photographs import new as photograph
from tests.web.desk import page, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

OLD = date(2024, 10, 22)
HERE, THERE = "xã Hương Liên", "xã Hương Xuân"


def known(cast: Cast, name: str, place: str) -> Person:
    [one] = people.register(by=cast.officer, door=DOOR, people=[people.NewPerson(name, None, None, None)])
    people.note_posts(by=cast.officer, door=DOOR, posts=[people.NewPost(one, "Hội viên", unit(place, OLD), place, OLD)])
    return Person.objects.get(pk=one)


def readers(browser: Client) -> str:
    return text(page(browser, "/changes/readings"))


def test_who_opened_a_person_s_page_stands_there_with_the_way_to_her(cast: Cast) -> None:
    she = known(cast, "Hồ Thị Nhà", HERE)
    page(sit("officer"), f"/people/{she.uid}")
    html = page(sit("chair"), "/changes/readings")
    assert "officer (mẫu)" in html
    assert "Read a person's page: Hồ Thị Nhà" in text(html).replace("&#x27;", "'")
    assert f'href="/people/{she.uid}"' in html
    [row] = Reading.objects.values()
    assert (row["root_kind"], row["root_id"]) == ("person", she.pk)
    assert "Hồ Thị Nhà" not in str(row)


def test_the_head_alone_and_a_refused_page_are_no_reading(cast: Cast) -> None:
    she = known(cast, "Hồ Thị Bên", THERE)
    sit("officer").head(f"/people/{she.uid}")
    assert sit("chair").get(f"/people/{she.uid}").status_code == 404
    assert Reading.objects.count() == 0


def test_nothing_of_another_area_s_people_is_shown(cast: Cast) -> None:
    here, there = known(cast, "Hồ Thị Nhà", HERE), known(cast, "Hồ Thị Bên", THERE)
    for she in (here, there):
        page(sit("officer"), f"/people/{she.uid}")
    mine, theirs = readers(sit("chair")), readers(sit("neighbour"))
    assert "Hồ Thị Nhà" in mine
    assert "Hồ Thị Bên" not in mine
    assert "Hồ Thị Bên" in theirs
    assert "Hồ Thị Nhà" not in theirs


def test_an_original_photograph_and_named_rows_over_the_api_are_readings(cast: Cast) -> None:
    one = course(cast, {"Hồ Thị Một": HERE})
    held(cast.officer, one)
    pictures.add_photographs(by=cast.officer, door=DOOR, activity=one, half_day=None, pictures=[photograph()])
    [shown] = activities.pictures([activities.activity(cast.officer, one).id])
    picture = shown.photograph.uid
    browser = sit("officer")
    assert b"".join(browser.get(f"/photographs/{picture}/original")) != b""
    page(browser, f"/photographs/{picture}")
    assert browser.get("/api/v1/figures/people_trained/rows?year=2024").json()["total"] == 1
    assert sorted(Reading.objects.values_list("matter", "door", "people")) == [
        ("figure", "api", 1),
        ("photograph", "page", 0),
    ]
    told = readers(browser)
    assert "Read a photograph as it came" in told
    assert "Read the list behind a figure" in told


def test_exports_are_found_apart(cast: Cast) -> None:
    door = Door(DoorKind.PAGE, "/activities/x/list.xlsx")
    audit.note_export(by=cast.chair, door=door, matter=Matter.ROSTER, root=(RootKind.ACTIVITY, 0), people=45)
    audit.note_reading(by=cast.chair, door=door, matter=Matter.PERSON, root=(RootKind.PERSON, 0))
    browser = sit("chair")
    assert "Exported an activity's list · 45 people" in readers(browser).replace("&#x27;", "'")
    html = page(browser, "/changes/readings?kind=exported")
    assert "a person&#x27;s page" not in html
    assert "45 people" in text(html)
    assert "No reading fits." in page(browser, "/changes/readings?day=2020-01-01")
