"""Planning a course: half-days from the dates, lines, speakers, helpers; what is wrong is said beside it."""

import re
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from nepmoi.fieldwork.activities.models import Activity
from nepmoi.fieldwork.activities.rules import Part, Status
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.programme import selectors as programme
from tests.cast import Cast
from tests.web.desk import form_of, page, sit, text, uid_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]
ADDRESS = "/activities/new"
SAID = {
    "name": "Tập huấn  thử",
    "first_day": "2025-12-01",
    "last_day": "2025-12-02",
    "venue_unit": "xã Phúc Trạch",
    "venue": "Nhà văn hóa",
    "contents": ["nd1", "nd4"],
    "opened_by": "Chủ tịch xã",
}


def with_days(client: Client, **said: Any) -> dict[str, Any]:
    """The form after its half-days were made, as the browser holds it then."""
    made = client.post(ADDRESS, SAID | said | {"do": "days"})
    assert made.status_code == 200
    html = made.content.decode()
    assert 'class="err"' not in html
    # Selects are sent, too, but say nothing that these tests change.
    return SAID | said | {name: value for name, value in form_of(html, ADDRESS).items() if name not in SAID}


def errors(answer: Any) -> list[str]:
    assert answer.status_code == 422
    return [text(words) for words in re.findall(r'<p class="err"[^>]*>(.*?)</p>', answer.content.decode(), re.DOTALL)]


def test_dates_make_half_days_and_keep_what_was_typed(cast: Cast) -> None:
    client = sit("officer")
    assert "The half-days follow from the two dates above." in page(client, ADDRESS)
    sent = with_days(client)
    assert sent["half_days"] == [f"2025-12-0{day}-{part.value}" for day in (1, 2) for part in DayPart]
    assert sent["shown"] == sent["half_days"]
    assert Activity.objects.count() == 0


def test_a_plan_is_entered_with_all_that_was_said(cast: Cast) -> None:
    client = sit("officer")
    sent = with_days(client) | {
        "half_days": ["2025-12-01-morning", "2025-12-02-afternoon"],
        "2025-12-01-morning-0-starts_at": "08:00",
        "2025-12-01-morning-0-title": "Khai mạc",
        "2025-12-01-morning-0-form": "opening",
        "2025-12-02-afternoon-0-title": "Kinh nghiệm",
        "2025-12-02-afternoon-0-form": "experience",
        "2025-12-02-afternoon-0-trainer": "2",
        "trainer-1-name": "Giảng viên Hai",
        "trainer-1-organisation": "Hội LHPN tỉnh",
        "partner-0-office": str(cast.phuc_trach.id),
        "partner-0-part": "organiser",
        "partner-0-task": "Chuẩn bị hội trường",
        "do": "save",
    }
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 302, answer.content.decode()
    found = selectors.activity(cast.officer, uid_in(answer.headers["Location"]))
    assert (found.name, found.status, found.host.id) == ("Tập huấn thử", Status.PLANNED, cast.province.id)
    assert (found.first_day, found.last_day) == (date(2025, 12, 1), date(2025, 12, 2))
    assert (found.venue, found.opened_by) == ("Nhà văn hóa", "Chủ tịch xã")
    assert [content.code for content in found.contents] == ["nd1", "nd4"]
    slots = selectors.half_days(found.id)
    assert [(slot.day.day, slot.part.value) for slot in slots] == [(1, "morning"), (2, "afternoon")]
    one, two = training.timetable(found.id)
    assert (one.starts_at, one.title, one.form, one.trainer) == (time(8), "Khai mạc", SessionForm.OPENING, None)
    assert (two.half_day_id, two.title, two.trainer) == (slots[1].id, "Kinh nghiệm", "Giảng viên Hai")
    [helper] = selectors.offices_of(found.id)
    assert (helper.office.id, helper.part, helper.task) == (cast.phuc_trach.id, Part.ORGANISER, "Chuẩn bị hội trường")
    assert "The course is planned." in page(client, answer.headers["Location"])


def test_a_kind_without_a_list_is_told_of_none(cast: Cast) -> None:
    client = sit("officer")
    answer = client.post(ADDRESS, with_days(client) | {"do": "save", "kind": "dialogue"}, follow=True)
    said = text(answer.content.decode())
    assert ("The activity is planned." in said, "learners" in said) == (True, False)


def test_the_same_form_sent_twice_is_one_course(cast: Cast) -> None:
    client = sit("officer")
    sent = with_days(client) | {"do": "save"}
    assert client.post(ADDRESS, sent).status_code == 302
    again = client.post(ADDRESS, sent, follow=True)
    assert "This was saved already" in again.content.decode()
    assert Activity.objects.count() == 1


def test_half_days_that_nobody_saw_are_shown_first(cast: Cast) -> None:
    answer = sit("officer").post(ADDRESS, SAID | {"do": "save"})
    assert answer.status_code == 422
    assert "Look through them and save once more." in answer.content.decode()
    assert answer.content.decode().count('name="half_days"') == 4
    assert Activity.objects.count() == 0


def test_a_course_needs_a_half_day(cast: Cast) -> None:
    client = sit("officer")
    sent = with_days(client) | {"half_days": [], "do": "save"}
    assert "Choose at least one half-day." in client.post(ADDRESS, sent).content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": " "}, "Not entered yet: name of the activity."),
        ({"last_day": "2025-11-30"}, "The last day lies before the first."),
        ({"last_day": "2026-12-02"}, "An activity lasts 31 days at most here."),
        ({"first_day": "2025-02-30"}, "This is no day. Write day, month and year, as 22/10/2024."),
        ({"contents": []}, "Not chosen yet: contents of Project 8 that it serves."),
        ({"venue_unit": "Nowhere At All"}, "No place is called Nowhere At All."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(cast: Cast, said: dict[str, Any], words: str) -> None:
    answer = sit("officer").post(ADDRESS, SAID | said | {"do": "save"})
    assert any(words in error for error in errors(answer)), errors(answer)
    assert Activity.objects.count() == 0


def test_a_name_of_several_places_is_settled_by_choosing_one(cast: Cast) -> None:
    client = sit("officer")
    day = {"first_day": "2024-10-22", "last_day": "2024-10-22", "venue_unit": "Hương Khê"}
    answer = client.post(ADDRESS, SAID | day | {"do": "save"})
    assert "Several places are called so. Choose one of them below." in errors(answer)
    html = answer.content.decode()
    offered = dict(re.findall(r'name="venue_unit_uid" value="([^"]+)"[^>]*>\s*(?:<span>)?([^<]+)', html))
    assert sorted(words.split(",")[0] for words in offered.values()) == ["huyện Hương Khê", "thị trấn Hương Khê"]
    district = next(uid for uid, words in offered.items() if words.startswith("huyện"))
    sent = with_days(client, **day) | {"venue_unit_uid": district, "venue_unit_was": "Hương Khê", "do": "save"}
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 302, answer.content.decode()


def test_a_place_that_was_gone_by_then_is_refused_in_words(cast: Cast) -> None:
    client = sit("officer")
    sent = with_days(client, venue_unit="huyện Hương Khê") | {"do": "save"}
    answer = client.post(ADDRESS, sent)
    assert any("there is no longer any huyện Hương Khê (until 30/06/2025)" in e for e in errors(answer))
    offered = re.findall(r'name="venue_unit_uid" value="([^"]+)"[^>]*>\s*(?:<span>)?([^<]+)', answer.content.decode())
    assert len(offered) == 7
    commune = next(uid for uid, words in offered if words.startswith("xã Phúc Trạch"))
    mended = sent | {"venue_unit_uid": commune, "venue_unit_was": "huyện Hương Khê"}
    assert client.post(ADDRESS, mended).status_code == 302


def test_lines_and_speakers_must_fit(cast: Cast) -> None:
    client = sit("officer")
    sent = with_days(client) | {
        "half_days": ["2025-12-01-morning"],
        "2025-12-01-morning-0-trainer": "1",
        "2025-12-02-morning-0-title": "Ở buổi không chọn",
        "trainer-0-name": "",
        "do": "save",
    }
    assert errors(client.post(ADDRESS, sent)) == [
        "Say what happens, or choose a topic.",
        "This trainer has no name yet. Enter it below.",
        "This half-day is not chosen. Choose it, or empty the line.",
    ]
    twice = with_days(client) | {"trainer-0-name": "Một", "trainer-1-name": "Một", "do": "save"}
    assert errors(client.post(ADDRESS, twice)) == ["Một stands here twice."]


def test_a_line_that_names_a_topic_is_called_as_the_topic(cast: Cast) -> None:
    client = sit("officer")  # her page is English; what is kept is read by all
    topic = programme.topics()[0]
    sent = with_days(client) | {"2025-12-01-morning-0-topic": topic.code, "do": "save"}
    answer = client.post(ADDRESS, sent)
    [line] = training.timetable(selectors.activity(cast.officer, uid_in(answer.headers["Location"])).id)
    assert (line.title, line.topic) == (topic.name, topic.name)


def test_filled_rows_leave_an_empty_one_after_them(cast: Cast) -> None:
    client = sit("officer")
    filled = {f"trainer-{n}-name": f"Người {n}" for n in range(2)}
    sent = with_days(client, **filled)
    assert sorted(name for name in sent if name.startswith("trainer") and name.endswith("name")) == [
        "trainer-0-name",
        "trainer-1-name",
        "trainer-2-name",
    ]


def test_who_may_not_plan_is_turned_away(cast: Cast) -> None:
    for username in ("collaborator", "inspector", "learner"):
        assert sit(username).get(ADDRESS).status_code == 403
