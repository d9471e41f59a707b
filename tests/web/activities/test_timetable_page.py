"""The page of a timetable: its lines by half-day, proposals, more lines, and what is said when it cannot be saved."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import turns
from nepmoi.fieldwork.training import selectors as training
from tests.cast import CONSOLE, DOOR, Cast, course
from tests.web.activities.taught import LEARNERS, confirmed, held
from tests.web.desk import form_of, page, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]
DAY = "2024-10-22"


def address(uid: UUID) -> str:
    return f"/activities/{uid}/timetable"


def filled(client: Client, uid: UUID, **changes: Any) -> dict[str, Any]:
    """The page's form as a browser sends it, its selects included."""
    html = page(client, address(uid))
    sent = form_of(html, address(uid))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        if chosen := re.search(r'<option value="([^"]*)" selected>', options):
            sent[name] = chosen[1]
    return sent | {"do": "save"} | changes


def line(part: str, number: int, **said: str) -> dict[str, str]:
    return {f"{DAY}-{part}-{number}-{name}": value for name, value in said.items()}


def told(uid: UUID) -> list[tuple[Any, ...]]:
    found = selectors.activity(CONSOLE, uid)
    return [
        (one.title, one.starts_at and f"{one.starts_at:%H:%M}", one.form.value, one.topic, one.trainer)
        for one in training.timetable(found.id)
    ]


def test_a_timetable_is_entered_and_stands_on_the_course_s_page(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    there = page(client, f"/activities/{uid}")
    assert f'href="{address(uid)}"' in there[: there.index("</section>")], "what is missing leads to it"
    said = (
        line("morning", 0, title="Kiến thức chung về bình đẳng giới", starts_at="08:30", trainer="Cô  Một")
        | line("morning", 1, title="Khai mạc", starts_at="08:00", form="opening")
        | line("afternoon", 0, title="Thảo luận", form="group_work")
        | {"trainer-0-name": "Cô Một", "trainer-0-organisation": "Tỉnh"}
    )
    # English names of topics are proposed on an English page; what is kept is the topic's own name.
    name = re.findall(r'<option value="([^"]+)">', page(client, address(uid)))[0]
    answer = client.post(address(uid), filled(client, uid, **said | line("morning", 0, title=name)))
    assert (answer.status_code, answer["Location"]) == (302, f"/activities/{uid}#timetable")
    topic = "Kiến thức chung về bình đẳng giới"
    assert told(uid) == [
        ("Khai mạc", "08:00", "opening", None, None),
        (topic, "08:30", "talk", topic, "Cô Một"),
        ("Thảo luận", None, "group_work", None, None),
    ]
    shown = text(page(client, f"/activities/{uid}"))
    assert "The timetable is saved." in shown
    assert "Cô Một Tỉnh · 1 session" in shown
    assert "Mend the timetable" in shown


def test_the_page_shows_what_there_is_and_saving_it_changes_nothing(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    client.post(
        address(uid),
        filled(client, uid, **line("afternoon", 0, topic="cd2", trainer="Cô Hai", form="talk")),
    )
    before = told(uid)
    assert before == [("Kỹ năng lồng ghép giới", None, "talk", "Kỹ năng lồng ghép giới", "Cô Hai")]
    html = page(client, address(uid))
    assert '<option value="Cô Hai">' in html
    client.post(address(uid), filled(client, uid))
    assert told(uid) == before
    # An emptied line is taken away; its trainer stays for as long as the rows name her.
    client.post(address(uid), filled(client, uid, **line("afternoon", 0, title="", topic="", trainer="")))
    assert told(uid) == []
    assert [one.name for one in training.trainers(selectors.activity(CONSOLE, uid).id)] == ["Cô Hai"]


def test_a_half_day_without_a_line_is_missing_in_the_file(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    assert "Programme by half-day : not there yet" in text(page(client, f"/activities/{uid}"))
    client.post(address(uid), filled(client, uid, **line("morning", 0, title="Khai mạc")))
    there = page(client, f"/activities/{uid}")
    assert "Programme by half-day : 1 half-day has no line" in text(there)
    assert f'<a href="{address(uid)}">Programme by half-day</a>' in there
    client.post(address(uid), filled(client, uid, **line("afternoon", 0, title="Bế mạc")))
    assert "has no line" not in page(client, f"/activities/{uid}")


def test_more_lines_are_asked_for_without_saving(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    sent = filled(client, uid, do="lines", **line("morning", 1, title="Bế mạc", starts_at="25:00"))
    answer = client.post(address(uid), sent)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="err"' not in html
    assert 'value="Bế mạc"' in html
    assert f'name="{DAY}-morning-2-title"' in html
    assert told(uid) == []


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_saved(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    wrong = line("morning", 0, title="Khai mạc", starts_at="25:00") | line("afternoon", 0, trainer="Cô Một")
    twice = {"trainer-0-name": "Cô Một", "trainer-1-name": "Cô Một", "trainer-1-organisation": ""}
    answer = client.post(address(uid), filled(client, uid, **wrong, **twice))
    assert answer.status_code == 422
    errors = [text(one) for one in re.findall(r'<p class="err"[^>]*>(.*?)</p>', answer.content.decode(), re.DOTALL)]
    assert len(errors) == 3
    assert "Say what happens, or choose a topic." in errors
    assert "Cô Một stands here twice." in errors
    assert told(uid) == []


def test_a_confirmed_course_asks_why_its_timetable_changes(cast: Cast) -> None:
    uid = confirmed(cast)
    client = sit("officer")
    client.post(address(uid), filled(client, uid, **line("morning", 0, title="Khai mạc")))
    assert len(told(uid)) == 1
    more = line("morning", 1, title="Chuyên đề")
    assert client.post(address(uid), filled(client, uid, reason="", **more)).status_code == 422
    longer = client.post(address(uid), filled(client, uid, do="lines", reason="Ghi thiếu một dòng", **more))
    assert "Ghi thiếu một dòng" in longer.content.decode(), "what was typed stays"
    assert client.post(address(uid), filled(client, uid, reason="Ghi thiếu", **more)).status_code == 302
    assert len(told(uid)) == 2


def test_whoever_comes_second_sees_both(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    mine = filled(client, uid, **line("morning", 0, title="Của tôi"))
    client.post(address(uid), filled(client, uid, **line("morning", 0, title="Của chị")))
    answer = client.post(address(uid), mine)
    assert answer.status_code == 409
    shown = text(answer.content.decode())
    assert "saved now: Của chị" in shown
    assert "typed here: Của tôi" in shown
    assert [one[0] for one in told(uid)] == ["Của chị"]


def test_without_half_days_the_page_leads_to_the_plan_and_a_cancelled_course_has_none(cast: Cast) -> None:
    client = sit("officer")
    uid = course(cast, LEARNERS, half_days=())
    assert f"/activities/{uid}/edit" in page(client, address(uid))
    turns.cancel(by=cast.officer, door=DOOR, activity=uid, reason="Mưa lũ")
    assert client.get(address(uid)).status_code == 302
