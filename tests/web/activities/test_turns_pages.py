"""The pages on which a course is put off, cancelled, planned again, taken back and removed."""

from datetime import date
from uuid import UUID

import pytest

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities.models import Activity
from nepmoi.fieldwork.activities.rules import Status
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import turns
from tests.cast import CONSOLE, DOOR, Cast, course
from tests.fieldwork.activities.test_counts import CAME, session
from tests.web.activities.taught import LEARNERS, confirmed, held
from tests.web.desk import page, send, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

PAGES = {
    Status.PLANNED: {"edit", "postpone", "cancel", "void"},
    Status.POSTPONED: {"edit", "again", "cancel", "void"},
    Status.CANCELLED: {"again", "void"},
    Status.HELD: {"edit", "back", "void"},
    Status.CONFIRMED: {"edit", "back"},
}


def in_state(cast: Cast, status: Status) -> UUID:
    if status is Status.CONFIRMED:
        return confirmed(cast)
    if status is Status.HELD:
        return held(cast)
    uid = course(cast, LEARNERS)
    step = {Status.POSTPONED: turns.postpone, Status.CANCELLED: turns.cancel}.get(status)
    if step:
        step(by=cast.officer, door=DOOR, activity=uid, reason="Bão")
    return uid


@pytest.mark.parametrize("status", Status)
def test_a_course_offers_what_can_become_of_it_and_no_other_page_opens(cast: Cast, status: Status) -> None:
    uid = in_state(cast, status)
    client = sit("officer")
    html = page(client, f"/activities/{uid}").partition("Mend or change")[2].partition("</details>")[0]
    offered = {name for name in set().union(*PAGES.values()) if f'href="/activities/{uid}/{name}"' in html}
    assert offered == PAGES[status]
    for name in set().union(*PAGES.values()):
        assert client.get(f"/activities/{uid}/{name}").status_code == (200 if name in PAGES[status] else 302)
    assert not any(
        f'href="/activities/{uid}/{name}"' in page(sit("inspector"), f"/activities/{uid}") for name in offered
    )


def test_it_is_put_off_to_a_day_or_waits(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    client = sit("officer")
    answer = send(client, f"/activities/{uid}/postpone", reason="Bão", first_day="05/11/2024")
    assert answer.status_code == 302
    found = selectors.activity(CONSOLE, uid)
    assert (found.status, found.first_day) == (Status.PLANNED, date(2024, 11, 5))
    assert audit.entries_of(RootKind.ACTIVITY, found.id)[0].reason == "Bão"
    send(client, f"/activities/{uid}/postpone", reason="Chưa có kinh phí")
    assert selectors.activity(CONSOLE, uid).status is Status.POSTPONED
    send(client, f"/activities/{uid}/again", reason="Đã có", first_day="06/11/2024")
    found = selectors.activity(CONSOLE, uid)
    assert (found.status, found.first_day) == (Status.PLANNED, date(2024, 11, 6))


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    client = sit("officer")
    refused = send(client, f"/activities/{uid}/postpone", reason="Bão", first_day="05/11/2026")
    html = text(refused.content.decode())
    assert (refused.status_code, "huyện Hương Khê" in html, "Bão" in html) == (422, True, True)
    assert "Not entered yet: reason." in text(send(client, f"/activities/{uid}/cancel").content.decode())
    assert selectors.activity(CONSOLE, uid).status is Status.PLANNED


def test_taking_a_confirmation_back_says_what_leaves_the_figures(cast: Cast) -> None:
    uid = confirmed(cast)
    client = sit("officer")
    html = text(page(client, f"/activities/{uid}/back"))
    assert "The activity counts now as 3 people and 4 presences by half-day; these leave all figures." in html
    send(client, f"/activities/{uid}/back", reason="Thiếu chữ ký")
    assert selectors.activity(CONSOLE, uid).status is Status.HELD
    assert "Take back that it was held" in page(client, f"/activities/{uid}/back")
    send(client, f"/activities/{uid}/back", reason="Nhầm lớp")
    assert selectors.activity(CONSOLE, uid).status is Status.PLANNED


def test_what_leaves_the_figures_is_said_of_those_without_names_too(cast: Cast) -> None:
    uid = session(cast, CAME, confirm=True)
    html = text(page(sit("chair"), f"/activities/{uid}/back"))
    assert "57 attendances without names leave all figures." in html
    assert "people and" not in html
    assert "course" not in html


def test_a_course_entered_by_mistake_leaves_the_list(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    client = sit("officer")
    answer = send(client, f"/activities/{uid}/void", reason="Nhập hai lần")
    assert answer.headers["Location"] == "/activities"
    page(client, f"/activities/{uid}", 404)
    assert Activity.objects.get(uid=uid).void_reason == "Nhập hai lần"


def test_who_comes_second_is_told_and_keeps_her_words(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    client = sit("officer")
    stale = selectors.activity(CONSOLE, uid).version
    turns.postpone(by=cast.officer, door=DOOR, activity=uid, reason="Bão")
    answer = send(client, f"/activities/{uid}/cancel", reason="Hết kinh phí", seen=stale)
    html = text(answer.content.decode())
    assert (answer.status_code, "The activity is now: postponed." in html, "Hết kinh phí" in html) == (409, True, True)
    assert selectors.activity(CONSOLE, uid).status is Status.POSTPONED


def test_more_days_than_can_be_planned_at_once_are_refused_before_they_are_shown(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    client = sit("officer")
    told = "114 further activities are too many at once: 60 at most. Choose an earlier day."
    html = page(client, f"/activities/{uid}/repeat?every=week&until=31/12/2026", 422)
    assert told in text(html)
    assert "Plan on these days" not in html
    answer = client.post(f"/activities/{uid}/repeat", {"every": "week", "until": "31/12/2026"})
    assert told in text(answer.content.decode())
    assert Activity.objects.count() == 1
