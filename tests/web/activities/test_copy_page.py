"""A course copied as a new plan: what was planned comes along on the new days, what happened does not."""

import re
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from nepmoi.analytics.figures import selectors as figures
from nepmoi.fieldwork.activities.models import Activity, Participation
from nepmoi.fieldwork.activities.rules import Mark, Part, Status
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training import services
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.fieldwork.training.services import SessionLine, TrainerLine
from nepmoi.kernel import clock
from nepmoi.kernel.dates import DayPart
from tests.cast import AFTERNOON, CONSOLE, DOOR, MORNING, Cast, person, plan, unit
from tests.web.activities.taught import lines, record, slots
from tests.web.desk import form_of, page, sit, text, uid_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]
SESSIONS = [
    SessionLine(*MORNING, "Khai mạc", SessionForm.OPENING, time(8)),
    SessionLine(*AFTERNOON, "Kỹ năng", SessionForm.TALK, time(14), topic="cd2", trainer="Cô Một"),
]


def taught(cast: Cast, **changes: Any) -> UUID:
    """A course that was held, confirmed, with a list, rolls and group work."""
    facts = {
        "name": "Tập huấn năm 2024",
        "partners": {cast.phuc_trach.id: (Part.PARTNER, "Cử người"), cast.district.id: (Part.ORGANISER, "Hội trường")},
        "opened_by": "Phó Chủ tịch",
        "source": "Báo",
    }
    uid = services.open_course(
        by=cast.officer,
        door=DOOR,
        course=plan(cast, **(facts | changes)),
        sessions=SESSIONS,
        trainers=[TrainerLine("Cô Một", "Tỉnh"), TrainerLine("Cô Hai")],
    )
    from_list(cast, uid)
    for slot in (0, 1):
        record(cast, uid, slot, [Mark.PRESENT])
    brought = services.Brought(half_day=slots(cast, uid)[1].uid, form=SessionForm.GROUP_WORK, name="Nhóm 1")
    services.record_exchange(by=cast.officer, door=DOOR, activity=uid, brought=brought)
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    return uid


def from_list(cast: Cast, uid: UUID) -> None:
    from_here = roll.Enrolment(person("Hồ Thị Một"), "Hồ Thị Một", "Chi hội trưởng", unit("xã Hương Liên", MORNING[0]))
    roll.enrol(by=cast.officer, door=DOOR, activity=uid, enrolments=[from_here])
    assert len(lines(cast, uid)) == 1


def copied(client: Client, uid: UUID, first: str) -> dict[str, Any]:
    """The new plan's form as a browser sends it, its selects included."""
    html = page(client, f"/activities/{uid}/copy?first_day={first}")
    sent = form_of(html, "/activities/new")
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        if chosen := re.search(r'<option value="([^"]*)" selected>', options):
            sent[name] = chosen[1]
    return sent | {"do": "save"}


def test_a_course_is_planned_like_one_that_there_was(cast: Cast) -> None:
    uid = taught(cast)
    client = sit("officer")
    assert f"/activities/{uid}/copy" in page(client, f"/activities/{uid}")
    assert "nothing is entered before it is saved" in page(client, f"/activities/{uid}/copy")
    sent = copied(client, uid, "03/12/2025")
    assert Activity.objects.count() == 1, "showing the plan enters nothing"
    assert (sent["venue_unit"], sent.get("opened_by", [""])) == ([""], [""])
    answer = client.post("/activities/new", sent | {"venue_unit": "xã Phúc Trạch"})
    assert answer.status_code == 302, text(answer.content.decode())
    new = selectors.activity(CONSOLE, uid_in(answer["Location"]))
    day = date(2025, 12, 3)
    assert (new.name, new.status, new.first_day, new.last_day) == ("Tập huấn năm 2025", Status.PLANNED, day, day)
    assert (new.kind.code, new.venue, [one.code for one in new.contents]) == ("training", "Hội trường", ["nd4"])
    assert [(slot.day, slot.part) for slot in selectors.half_days(new.id)] == [(day, part) for part in DayPart]
    assert [(one.title, one.starts_at, one.topic, one.trainer) for one in training.timetable(new.id)] == [
        ("Khai mạc", time(8), None, None),
        ("Kỹ năng", time(14), "Kỹ năng lồng ghép giới", "Cô Một"),
    ]
    assert [(one.name, one.organisation) for one in training.trainers(new.id)] == [("Cô Một", "Tỉnh"), ("Cô Hai", "")]
    # The district's office has closed since.
    assert [(one.office.id, one.part, one.task) for one in selectors.offices_of(new.id)] == [
        (cast.phuc_trach.id, Part.PARTNER, "Cử người")
    ]
    assert (new.people, new.counts, new.photographs, new.half_days_marked) == (0, 0, 0, 0)
    assert (new.opened_by, new.source, new.confirmed_on) == ("", "", None)
    assert training.exchanges(new.id, []) == []


def test_a_copy_counts_nothing_and_leaves_the_one_it_was_made_of(cast: Cast) -> None:
    uid = taught(cast)
    client = sit("officer")
    before = selectors.activity(CONSOLE, uid)
    answer = client.post("/activities/new", copied(client, uid, "03/12/2025") | {"venue_unit": "xã Phúc Trạch"})
    assert answer.status_code == 302
    assert selectors.activity(CONSOLE, uid) == before
    assert Participation.objects.count() == 1
    new = uid_in(answer["Location"])
    with clock.stopped_at(datetime(2025, 12, 4, 2, tzinfo=UTC)):
        life.mark_held(by=cast.officer, door=DOOR, activity=new)
    asked = {
        code: figures.question(code=code, year=2025) for code in ("courses", "people_trained", "half_day_presences")
    }
    told = {code: figures.answer(question, CONSOLE) for code, question in asked.items()}
    # Held, it counts as itself, not yet confirmed; nobody of the one before came along.
    assert {code: (one.value, one.unconfirmed) for code, one in told.items()} == {
        "courses": (0, 1),
        "people_trained": (None, 0),
        "half_day_presences": (None, 0),
    }


def test_a_place_that_is_gone_by_then_is_to_be_chosen_again_and_one_that_stands_is_kept(cast: Cast) -> None:
    uid = taught(cast)
    client = sit("officer")
    gone = text(page(client, f"/activities/{uid}/copy?first_day=03/12/2025"))
    assert "huyện Hương Khê" in gone[gone.index("Copied from") :][:400]
    assert f"cannot help any more: {cast.district.short_name}." in gone
    sent = copied(client, uid, "03/12/2024")
    assert sent["venue_unit"] == ["huyện Hương Khê, tỉnh Hà Tĩnh"]
    assert sent["name"] == ["Tập huấn năm 2024"]
    assert client.post("/activities/new", sent).status_code == 302


def test_a_day_that_is_none_is_refused(cast: Cast) -> None:
    uid = taught(cast)
    answer = sit("officer").get(f"/activities/{uid}/copy?first_day=31/02/2025")
    assert answer.status_code == 422
    assert "This is no day." in text(answer.content.decode())


def test_whoever_sent_people_plans_the_like_at_home(cast: Cast) -> None:
    uid = taught(cast)
    sent = copied(sit("chair"), uid, "03/12/2025")
    assert "partner-0-office" not in sent or sent["partner-0-office"] != str(cast.phuc_trach.id)
    answer = sit("chair").post("/activities/new", sent | {"venue_unit": "xã Phúc Trạch"})
    assert answer.status_code == 302
    assert selectors.activity(CONSOLE, uid_in(answer["Location"])).host.id == cast.phuc_trach.id
