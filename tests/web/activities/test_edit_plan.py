"""Mending a course's plan on its page: it shows what there is, moves with its dates, and says what stands in the way."""

import re
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities.rules import Part
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import turns
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training import services
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.fieldwork.training.services import SessionLine, TrainerLine
from nepmoi.kernel.dates import DayPart
from tests.cast import AFTERNOON, CONSOLE, DOOR, MORNING, Cast, plan
from tests.web.activities.taught import confirmed, slots
from tests.web.desk import form_of, page, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def address(uid: UUID) -> str:
    return f"/activities/{uid}/edit"


def taught(cast: Cast) -> UUID:
    return services.open_course(
        by=cast.officer,
        door=DOOR,
        course=plan(cast, partners={cast.district.id: (Part.ORGANISER, "Hội trường")}),
        sessions=[
            SessionLine(*MORNING, "Khai mạc", SessionForm.OPENING, time(8)),
            SessionLine(*MORNING, "Kiến thức chung", SessionForm.TALK, time(9), trainer="Giảng viên Hai"),
        ],
        trainers=[TrainerLine("Giảng viên Một"), TrainerLine("Giảng viên Hai", "Tỉnh")],
    )


def filled(client: Client, uid: UUID, **changes: Any) -> dict[str, Any]:
    """The page's form as a browser sends it, its selects included."""
    html = page(client, address(uid))
    sent = form_of(html, address(uid))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        if chosen := re.search(r'<option value="([^"]*)" selected>', options):
            sent[name] = chosen[1]
    return sent | {"do": "save"} | changes


def told(uid: UUID) -> list[tuple[Any, ...]]:
    found = selectors.activity(CONSOLE, uid)
    return [
        (found.name, found.first_day, found.last_day, found.venue, found.venue_unit_id, found.contents),
        tuple((slot.day, slot.part) for slot in selectors.half_days(found.id)),
        tuple((one.title, one.starts_at, one.form, one.trainer) for one in training.timetable(found.id)),
        tuple(training.trainers(found.id)),
        tuple(selectors.offices_of(found.id)),
    ]


def test_the_page_holds_the_plan_and_saving_it_changes_nothing(cast: Cast) -> None:
    uid = taught(cast)
    before = told(uid)
    client = sit("officer")
    answer = client.post(address(uid), filled(client, uid))
    assert answer.status_code == 302, text(answer.content.decode())
    assert told(uid) == before
    assert "The plan is mended." in page(client, answer.headers["Location"])


def test_what_is_changed_is_saved(cast: Cast) -> None:
    uid = taught(cast)
    client = sit("officer")
    sent = filled(client, uid, name="Tên mới", half_days=["2024-10-22-morning"])
    sent |= {"2024-10-22-morning-0-title": "Đón tiếp", "trainer-0-name": "Giảng viên Ba", "partner-0-office": ""}
    assert client.post(address(uid), sent).status_code == 302
    found = selectors.activity(CONSOLE, uid)
    assert (found.name, found.half_days, selectors.offices_of(found.id)) == ("Tên mới", 1, [])
    assert [one.title for one in training.timetable(found.id)] == ["Đón tiếp", "Kiến thức chung"]
    assert [one.name for one in training.trainers(found.id)] == ["Giảng viên Hai", "Giảng viên Ba"]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_course_that_moves_takes_its_timetable_along(cast: Cast, at_once: bool) -> None:
    uid = taught(cast)
    client = sit("officer")
    sent = filled(client, uid, first_day="05/11/2024", last_day="05/11/2024")
    if not at_once:
        shown = client.post(address(uid), sent | {"do": "days"})
        assert shown.status_code == 200
        html = shown.content.decode()
        assert 'name="2024-11-05-morning-1-title" value="Kiến thức chung"' in html
        sent |= form_of(html, address(uid))
        sent["2024-11-05-morning-1-trainer"] = "2"
        sent["2024-11-05-morning-1-form"] = sent["2024-11-05-morning-0-form"] = "talk"
        sent["partner-0-office"] = str(cast.district.id)
    answer = client.post(address(uid), sent | {"do": "save"})
    assert answer.status_code == 302, text(answer.content.decode())
    day = date(2024, 11, 5)
    assert told(uid)[1] == ((day, DayPart.MORNING), (day, DayPart.AFTERNOON))
    assert [(one[0], one[1]) for one in told(uid)[2]] == [("Khai mạc", time(8)), ("Kiến thức chung", time(9))]


def test_a_half_day_with_marks_is_named_with_the_way_to_its_roll(cast: Cast) -> None:
    uid = confirmed(cast)
    client = sit("officer")
    answer = client.post(
        address(uid), filled(client, uid, half_days=["2024-10-22-morning"], reason="Chỉ học buổi sáng")
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "The roll of afternoon 22/10/2024 has 3 marks" in text(html)
    assert f'href="/activities/{uid}/roll/{slots(cast, uid)[1].uid}"' in html
    assert selectors.activity(CONSOLE, uid).half_days == 2


def test_what_was_confirmed_needs_its_reason(cast: Cast) -> None:
    uid = confirmed(cast)
    client = sit("officer")
    refused = client.post(address(uid), filled(client, uid, name="Tên đúng"))
    assert (refused.status_code, "Not entered yet: why the confirmed" in text(refused.content.decode())) == (422, True)
    assert client.post(address(uid), filled(client, uid, name="Tên đúng", reason="Gõ nhầm")).status_code == 302
    found = selectors.activity(CONSOLE, uid)
    assert (found.name, audit.entries_of(RootKind.ACTIVITY, found.id)[0].reason) == ("Tên đúng", "Gõ nhầm")
    more = ["2024-10-22-morning", "2024-10-22-afternoon", "2024-10-23-morning"]
    longer = {"last_day": "2024-10-23", "half_days": more, "shown": [*more, "2024-10-23-afternoon"], "reason": "Thêm"}
    answer = client.post(address(uid), filled(client, uid, **longer))
    assert (answer.status_code, f'href="/activities/{uid}/back"' in answer.content.decode()) == (422, True)


def test_who_comes_second_sees_both_and_can_save_again(cast: Cast) -> None:
    uid = taught(cast)
    client = sit("officer")
    mine = filled(client, uid, name="Tên của tôi")
    other = plan(cast, name="Tên khác", half_days=(AFTERNOON,))
    services.revise_course(by=cast.officer, door=DOOR, activity=uid, course=other, sessions=[])
    answer = client.post(address(uid), mine)
    assert answer.status_code == 409
    html = answer.content.decode()
    for words in ("saved now: Tên khác", "typed here: Tên của tôi", "saved now: Afternoon 22/10/2024"):
        assert words in text(html)
    assert 'value="Tên của tôi"' in html
    again = client.post(address(uid), mine | {"seen": form_of(html, address(uid))["seen"], "request": ""})
    assert (again.status_code, selectors.activity(CONSOLE, uid).name) == (302, "Tên của tôi")


def test_who_may_not_mend_has_no_link_and_no_page(cast: Cast) -> None:
    uid = taught(cast)
    link = f'href="{address(uid)}"'
    assert link in page(sit("officer"), f"/activities/{uid}")
    reader = sit("inspector")
    assert link not in page(reader, f"/activities/{uid}")
    page(reader, address(uid), 403)
    turns.cancel(by=cast.officer, door=DOOR, activity=uid, reason="Bão")
    client = sit("officer")
    assert link not in page(client, f"/activities/{uid}")
    assert client.get(address(uid)).headers["Location"] == f"/activities/{uid}"
