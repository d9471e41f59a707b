"""Pages with nothing, one, thirty and three thousand of everything, all names sixty letters long, with and without scripts.

Axe finds nothing, nothing is cut off, and neither the statements nor the bytes of a page grow with what is recorded.
"""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Page, Route

import nepmoi.web
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.models import Reading
from nepmoi.core.audit.rules import Deed, DoorKind, Matter, RootKind
from nepmoi.fieldwork.activities.models import Activity, ActivityPhotograph
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, pictures, roll
from nepmoi.fieldwork.community.models import Group
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.fieldwork.community.services.groups import add_members
from nepmoi.fieldwork.evidence.models import Photograph
from nepmoi.intake.rosters import services as rosters
from nepmoi.kernel import clock, text
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.models import Parentage, Unit
from nepmoi.registry.geography.rules.levels import Level
from nepmoi.registry.geography.rules.names import place_key, place_sort_key
from nepmoi.registry.people import services as people
from nepmoi.registry.people.rules.persons import Sex
from tests.cast import CONSOLE, DOOR, Cast, plan, unit
from tests.fieldwork.evidence.test_photographs import new as photograph
from tests.intake.rosters.papers import HEAD, one_sheet
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_every_page import faults, overflow, unfold
from tests.web.activities.test_in_a_browser import browser
from tests.web.desk import sit

__all__ = ["browser"]  # a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

MANY: Final = 3_000
STATES: Final = (0, 1, 30, MANY)
BASE: Final = "http://page.test"
STATIC: Final = Path(nepmoi.web.__file__).parent / "static"
LONG: Final = "Công Tằng Tôn Nữ Hoàng Thiên Nguyễn Phúc Thị Ngọc Quỳnh Nhi"
DAY: Final = date(2024, 10, 22)
TODAY: Final = date(2025, 11, 4)
OLD: Final = "xã Hương Liên"


@dataclass(frozen=True)
class Weight:
    """The most that a page may take, however many rows there are: statements, and bytes as sent, packed or not."""

    statements: int
    packed: int
    raw: int = 40_000


PINNED: Final = {
    "home": Weight(40, 4_000),
    "activities": Weight(20, 4_200),
    "people": Weight(12, 4_200),
    "groups": Weight(16, 3_600),
    "figures": Weight(16, 4_400),
    "figure": Weight(30, 5_800),
    "course": Weight(54, 7_000, raw=41_000),
    "roll": Weight(22, 6_400, raw=80_000),
    "timetable": Weight(22, 3_600),
    "group_work": Weight(24, 5_000),
    "place": Weight(20, 6_400),
    "changes": Weight(60, 6_400),
    "readings": Weight(24, 4_400),
    "lists": Weight(24, 3_300),
    "list": Weight(30, 6_500, raw=97_000),
    "person": Weight(64, 4_100),
    "photograph": Weight(42, 9_200, raw=54_000),
    "group": Weight(38, 6_800, raw=66_000),
}

# Above this a page is opened in scripts' presence only: its rows are as those of thirty, where axe reads them, too.
LARGE: Final = 400_000


def fill(cast: Cast, count: int) -> dict[str, str]:
    """So many of everything; the addresses of the pages that show it."""
    by: dict[str, Any] = {"by": CONSOLE, "door": DOOR}
    names = [people.NewPerson(LONG, Sex.FEMALE, PartialDate(1930 + n % 75), "01") for n in range(count)]
    persons = people.register(**by, people=names) if count else []
    name = f"Tập huấn {LONG}"
    course = life.plan(**by, plan=plan(cast, name=name, venue=LONG))
    lines = [roll.Enrolment(one, LONG, LONG, unit(OLD, DAY), OLD, "01") for one in persons]
    if count:
        roll.enrol(**by, activity=course, enrolments=lines)
    view = activities.activity(CONSOLE, course)
    slots = activities.half_days(view.id)
    there = dict.fromkeys((line.uid for line in activities.roster(CONSOLE, view.id)), Mark.PRESENT)
    for slot in slots if count else ():
        roll.record_attendance(**by, activity=course, half_day=slot.uid, marks=there)
    group = more_of_everything(cast, course, count, persons)
    read(cast, persons)
    commune = unit("xã Phúc Trạch", TODAY)
    found = {
        "home": "/",
        "activities": "/activities",
        "people": "/people?text=quynh+nhi",
        "groups": "/groups",
        "figures": "/figures",
        "figure": f"/figures/people_trained?place={places.by_id(unit('huyện Hương Khê', DAY)).uid}&year=2024",
        "course": f"/activities/{course}",
        "roll": f"/activities/{course}/roll/{slots[0].uid}",
        "timetable": f"/activities/{course}/timetable",
        "group_work": f"/activities/{course}/group-work",
        "place": f"/places/{places.by_id(commune).uid}",
        "lists": f"/activities/{course}/lists",
        "changes": "/changes",
        "readings": "/changes/readings",
    }
    if not count:
        return found
    rows = [(n + 1, LONG, "Nữ", 1930 + n % 75, "Kinh", "", OLD) for n in range(count)]
    received = rosters.receive(**by, activity=course, filename="dai.xlsx", data=one_sheet(HEAD, *rows))
    life.mark_held(**by, activity=course)
    life.confirm(**by, activity=course)
    person = activities.roster(CONSOLE, view.id)[0].person.uid
    [shown, *_] = activities.pictures([view.id])
    return found | {
        "list": f"/lists/{received}",
        "person": f"/people/{person}",
        "photograph": f"/photographs/{shown.photograph.uid}",
        "group": f"/groups/{group}",
    }


def more_of_everything(cast: Cast, course: Any, count: int, persons: list[int]) -> Any:
    """Other courses, groups, villages and photographs; the uid of a group that has everybody as a member."""
    if not count:
        return None
    by: dict[str, Any] = {"by": CONSOLE, "door": DOOR}
    pictures.add_photographs(**by, activity=course, half_day=None, pictures=[photograph(caption=f"Ảnh {LONG}")])
    row, held = Activity.objects.get(uid=course), Photograph.objects.get()
    commune = places.by_id(unit("xã Phúc Trạch", TODAY))
    with audit.writing(CONSOLE.actor, DOOR) as w:
        w.touch_all(RootKind.ACTIVITY, [one.pk for one in _courses(row, count - 1)])
        shown = [_like(held) for _ in range(count - 1)]
        audit.create_all(shown)
        audit.create_all([ActivityPhotograph(activity=row, photograph=one) for one in shown])
        w.touch_all(RootKind.PHOTOGRAPH, [one.pk for one in shown])
        groups = [
            Group(
                kind=GroupKind.COMMUNICATION_TEAM,
                name=f"{LONG} {n}",
                unit_id=commune.id,
                host_id=cast.phuc_trach.id,
                known_since=TODAY,
            )
            for n in range(count)
        ]
        audit.create_all(groups)
        w.touch_all(RootKind.GROUP, [one.pk for one in groups])
        w.touch_all(RootKind.UNIT, [one.pk for one in _villages(commune.id, count)])
    add_members(**by, group=groups[0].uid, members=[(one, LONG) for one in persons], noted_on=TODAY)
    return groups[0].uid


def read(cast: Cast, persons: list[int]) -> None:
    """As many readings as there are persons, each of another one's page."""
    facts: dict[str, Any] = {
        "account_id": cast.officer.actor.account_id,
        "role": "officer",
        "office_id": cast.province.id,
    }
    here = unit(OLD, DAY)
    facts |= {"at": clock.now(), "door": DoorKind.PAGE, "deed": Deed.READ, "matter": Matter.PERSON, "people": 1}
    Reading.objects.bulk_create(
        Reading(**facts, root_kind=RootKind.PERSON, root_id=one, unit_id=here) for one in persons
    )


def _courses(like: Activity, count: int) -> list[Activity]:
    made = []
    for n in range(count):
        name = f"Tập huấn {LONG} {n}"
        day = DAY + timedelta(days=n % 300)
        made.append(
            Activity(
                kind_id=like.kind_id,
                name=name,
                search_key=text.search_key(name),
                status=("planned", "held")[n % 2],
                first_day=day,
                last_day=day,
                venue=LONG,
                venue_unit_id=like.venue_unit_id,
                host_id=like.host_id,
            )
        )
    audit.create_all(made)
    return made


def _like(held: Photograph) -> Photograph:
    return Photograph(
        original_id=held.original_id,
        shown_id=held.shown_id,
        thumbnail_id=held.thumbnail_id,
        width=held.width,
        height=held.height,
        caption=f"Ảnh {LONG}",
        ground=held.ground,
        shows_children=False,
    )


def _villages(parent_id: int, count: int) -> list[Unit]:
    made = []
    for n in range(count):
        bare = f"{LONG} {n}"
        kept = {"sort_key": place_sort_key(bare), "search_key": place_key(bare)}
        made.append(Unit(level=Level.VILLAGE, type="thôn", name=f"Thôn {bare}", **kept))
    audit.create_all(made)
    audit.create_all([Parentage(unit=one, parent_id=parent_id) for one in made])
    return made


# --- Looking ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A page as the server sent it, the second time."""

    html: str
    statements: int

    @property
    def raw(self) -> int:
        return len(self.html.encode())

    @property
    def packed(self) -> int:
        return len(gzip.compress(self.html.encode(), 6, mtime=0))


def show(client: Client, address: str) -> Shown:
    client.get(address)
    with CaptureQueriesContext(connection) as sent:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return Shown(answer.content.decode(), len(sent))


def serve(route: Route, html: str) -> None:
    """Answer the browser from memory and from the folder of styles: no server is needed to look at a page."""
    path = route.request.url.removeprefix(BASE)
    file = STATIC / path.removeprefix("/static/")
    if route.request.resource_type == "document":
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    elif path.startswith("/static/") and file.is_file():
        route.fulfill(path=file)
    else:
        route.fulfill(body="", content_type="image/svg+xml")


def look(page: Page, shown: Shown, *, has_script: bool, by_axe: bool) -> Iterator[str]:
    """What is wrong with a page as a browser shows it; without scripts, whether its folds open to something too wide."""
    page.unroute_all()
    page.route("**/*", lambda route: serve(route, shown.html))
    page.goto(f"{BASE}/")
    if has_script and by_axe:
        yield from faults(page)
    if has_script:
        yield from overflow(page)
    else:
        unfold(page)
        yield from (f"without scripts, unfolded: {fault}" for fault in overflow(page))


def heavy(name: str, shown: Shown) -> Iterator[str]:
    """What of a page is more than its pin."""
    pin = PINNED[name]
    if shown.statements > pin.statements:
        yield f"{shown.statements} statements, pinned at {pin.statements}"
    if shown.packed > pin.packed:
        yield f"{shown.packed} bytes packed, pinned at {pin.packed}"
    if shown.raw > pin.raw:
        yield f"{shown.raw} bytes, pinned at {pin.raw}"


@pytest.mark.parametrize("count", STATES)
def test_every_page_with_so_many_rows(cast: Cast, browser: Browser, count: int) -> None:
    addresses = fill(cast, count)
    client = sit("officer", language="vi")
    shown = {name: show(client, address) for name, address in addresses.items()}
    found = [f"{name}: {fault}" for name, one in shown.items() for fault in heavy(name, one)]
    for has_script in (True, False):
        context = browser.new_context(java_script_enabled=has_script, locale="vi-VN", viewport=PHONE)
        page = context.new_page()
        for name, one in shown.items():
            if has_script or len(one.html) < LARGE:
                faulty = look(page, one, has_script=has_script, by_axe=count != MANY)
                found += [f"{name}: {fault}" for fault in faulty]
        context.close()
    assert found == []


def test_every_pinned_page_is_looked_at(cast: Cast) -> None:
    assert PINNED.keys() == fill(cast, 1).keys()
    assert DESK["width"] > PHONE["width"]
