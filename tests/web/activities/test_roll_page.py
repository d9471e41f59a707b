"""The roll: marks are written, taken back, kept when somebody saved meanwhile; nobody is marked by guess."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from nepmoi.core.audit.models import Entry
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.kernel.ids import new_uid
from tests.cast import Cast, course
from tests.web.activities.taught import LEARNERS, confirmed, held, lines, marks, record, slots
from tests.web.desk import form_of, page, queries, send, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def address(cast: Cast, uid: UUID, half_day: int = 0) -> str:
    return f"/activities/{uid}/roll/{slots(cast, uid)[half_day].uid}"


def given(cast: Cast, uid: UUID, *words: str) -> dict[str, str]:
    """Marks as the radio buttons send them; an empty one is not sent."""
    listed = zip(lines(cast, uid), words, strict=True)
    return {f"m-{line.uid}": word for line, word in listed if word}


def save(client: Client, cast: Cast, uid: UUID, *words: str, **more: Any) -> Any:
    """Open the roll, mark from nothing, send it."""
    where = address(cast, uid)
    filled = {name: value for name, value in form_of(page(client, where), where).items() if not name.startswith("m-")}
    return client.post(where, filled | given(cast, uid, *words) | {"do": "save"} | more)


def test_one_mark_a_person_is_written(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    answer = save(client, cast, uid, "present", "excused", "absent")
    assert (answer.status_code, answer.headers["Location"]) == (302, address(cast, uid))
    assert marks(cast, uid) == [Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT]
    assert "Saved: 1 present, 2 away, 0 not marked yet." in page(client, address(cast, uid))


def test_who_is_not_marked_stays_unknown(cast: Cast) -> None:
    uid = held(cast)
    save(sit("officer"), cast, uid, "present", "", "")
    assert marks(cast, uid) == [Mark.PRESENT, None, None]


def test_a_mark_is_taken_back(cast: Cast) -> None:
    uid = held(cast)
    record(cast, uid, 0, [Mark.PRESENT] * 3)
    save(sit("officer"), cast, uid, "present", "", "present")
    assert marks(cast, uid) == [Mark.PRESENT, None, Mark.PRESENT]


def test_somebody_who_was_added_meanwhile_keeps_her_mark(cast: Cast) -> None:
    uid = held(cast)
    record(cast, uid, 0, [Mark.PRESENT] * 3)
    shown = [str(lines(cast, uid)[0].uid)]
    answer = sit("officer").post(address(cast, uid), given(cast, uid, "absent", "", "") | {"shown": shown})
    assert answer.status_code == 302
    assert marks(cast, uid) == [Mark.ABSENT, Mark.PRESENT, Mark.PRESENT]


def test_all_present_means_those_not_marked_yet(cast: Cast) -> None:
    uid = held(cast)
    save(sit("officer"), cast, uid, "", "absent", "", do="all_present")
    assert marks(cast, uid) == [Mark.PRESENT, Mark.ABSENT, Mark.PRESENT]


def test_marks_are_saved_on_the_way_to_a_walk_in(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    answer = save(client, cast, uid, "present", "", "", do="walk_in")
    way = f"/activities/{uid}/walk-in?half_day={slots(cast, uid)[0].uid}"
    assert answer.headers["Location"] == way
    assert marks(cast, uid)[0] is Mark.PRESENT
    part = client.post(address(cast, uid), {"do": "walk_in"}, headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"]) == (204, way)


def test_the_page_shows_what_is_saved_and_the_half_days_beside(cast: Cast) -> None:
    uid = held(cast)
    record(cast, uid, 0, [Mark.PRESENT, Mark.EXCUSED, None])
    html = page(sit("officer"), address(cast, uid, 1))
    assert "Roll of afternoon 22/10/2024" in html
    rows = re.findall(r'<td role="cell" class="past">(.*?)</td>', html, re.DOTALL)
    assert [text(row) for row in rows] == ["– not marked yet", "excused", "present"]
    assert not re.search(r'type="radio"[^>]* checked', html)
    saved = page(sit("officer"), address(cast, uid, 0))
    assert len(re.findall(r'value="(?:present|excused)" checked', saved)) == 2


def test_a_stale_roll_keeps_what_was_typed_and_shows_what_differs(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    where = address(cast, uid)
    filled = form_of(page(client, where), where)
    record(cast, uid, 0, [Mark.ABSENT, None, None])
    answer = client.post(where, filled | given(cast, uid, "present", "excused", ""))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "officer (mẫu) saved this at" in text(html)
    assert "saved meanwhile: absent" in text(html)
    assert marks(cast, uid) == [Mark.ABSENT, None, None]
    again = client.post(where, form_of(html, where))
    assert again.status_code == 302
    assert marks(cast, uid) == [Mark.PRESENT, Mark.EXCUSED, None]


def test_the_same_roll_sent_twice_is_one_write(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    where = address(cast, uid)
    filled = form_of(page(client, where), where) | given(cast, uid, "present", "", "")
    client.post(where, filled)
    before = Entry.objects.count()
    again = client.post(where, filled, follow=True)
    assert "This was saved already" in again.content.decode()
    assert Entry.objects.count() == before


def test_a_confirmed_roll_asks_for_a_reason_and_keeps_the_marks(cast: Cast) -> None:
    uid = confirmed(cast)
    client = sit("officer")
    answer = save(client, cast, uid, "absent", "present", "present")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#reason"' in html
    assert marks(cast, uid) == [Mark.PRESENT] * 3
    where = address(cast, uid)
    assert client.post(where, form_of(html, where) | {"reason": "Ký nhầm dòng"}).status_code == 302
    assert marks(cast, uid) == [Mark.ABSENT, Mark.PRESENT, Mark.PRESENT]
    assert Entry.objects.order_by("-seq")[0].reason == "Ký nhầm dòng"


def test_an_inspector_reads_the_roll_and_cannot_write_it(cast: Cast) -> None:
    uid = held(cast)
    record(cast, uid, 0, [Mark.PRESENT] * 3)
    client = sit("inspector")
    html = page(client, address(cast, uid))
    assert 'type="radio"' not in html
    assert text(html).count("present") >= 3
    assert client.post(address(cast, uid), given(cast, uid, "absent", "", "")).status_code == 403
    assert marks(cast, uid) == [Mark.PRESENT] * 3


def test_whose_area_it_is_not_reads_her_own_people_only(cast: Cast) -> None:
    uid = held(cast)
    html = page(sit("chair"), address(cast, uid))
    assert [text(row).split(" 1980")[0] for row in re.findall(r'<th role="rowheader"[^>]*>(.*?)</th>', html)] == [
        "Hồ Thị Một"
    ]
    shown = [str(line.uid) for line in lines(cast, uid)]
    assert (
        sit("chair").post(address(cast, uid), given(cast, uid, "absent", "", "") | {"shown": shown}).status_code == 403
    )
    assert sit("neighbour").get(address(cast, uid)).status_code == 404


def test_an_empty_roll_says_where_people_come_from(cast: Cast) -> None:
    uid = course(cast, {})
    html = page(sit("officer"), address(cast, uid))
    assert "Nobody is in the list yet." in html
    assert f"/activities/{uid}/lists" in html
    assert f"/activities/{uid}/walk-in?half_day=" in html


def test_a_half_day_of_another_course_is_not_found(cast: Cast) -> None:
    uid, other = held(cast), course(cast, LEARNERS, name="Lớp khác")
    client = sit("officer")
    assert client.get(f"/activities/{uid}/roll/{slots(cast, other)[0].uid}").status_code == 404
    assert client.get(f"/activities/{uid}/roll/{new_uid()}").status_code == 404


def test_a_mark_for_somebody_of_no_list_is_refused(cast: Cast) -> None:
    uid = held(cast)
    stranger = str(new_uid())
    answer = send(sit("officer"), address(cast, uid), shown=[stranger], **{f"m-{stranger}": "present"})
    assert answer.status_code == 422
    assert marks(cast, uid) == [None] * 3


def test_thirty_people_take_no_more_queries_than_three(cast: Cast) -> None:
    client = sit("officer")
    few = course(cast, LEARNERS)
    many = course(cast, {f"Hồ Thị {n:02}": ("xã Hương Liên", "xã Hà Linh")[n % 2] for n in range(30)})
    for uid, count in ((few, 3), (many, 30)):
        record(cast, uid, 0, [Mark.PRESENT] * count)
    assert queries(client, address(cast, many)) == queries(client, address(cast, few)) <= 26
