"""The pages on which group work and shared experience are written down, mended and taken out."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services.pictures import add_photographs
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training import services
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.fieldwork.training.services import Brought, SessionLine
from nepmoi.kernel.dates import DayPart
from tests.cast import AFTERNOON, CONSOLE, DOOR, Cast, course, unit
from tests.fieldwork.evidence.test_photographs import new as photograph
from tests.web.activities.taught import LEARNERS, confirmed, held, lines, slots
from tests.web.desk import form_of, page, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def new(uid: UUID) -> str:
    return f"/activities/{uid}/group-work"


def kept(cast: Cast, uid: UUID) -> list[training.ExchangeView]:
    return training.exchanges(selectors.activity(CONSOLE, uid).id, lines(cast, uid))


def record(cast: Cast, uid: UUID, **said: Any) -> UUID:
    facts: dict[str, Any] = {
        "half_day": slots(cast, uid)[1].uid,
        "form": SessionForm.GROUP_WORK,
        "name": "Nhóm 1",
        "result": "Có",
    }
    return services.record_exchange(by=cast.officer, door=DOOR, activity=uid, brought=Brought(**(facts | said)))


def said(cast: Cast, uid: UUID, **more: Any) -> dict[str, Any]:
    return {"form": "group_work", "half_day": str(slots(cast, uid)[1].uid), "name": "Nhóm 1"} | more


def test_one_group_after_the_other_is_entered(cast: Cast) -> None:
    uid = held(cast)
    work = SessionLine(*AFTERNOON, "Thảo luận: việc nhà", SessionForm.GROUP_WORK)
    services.keep_timetable(by=cast.officer, door=DOOR, activity=uid, sessions=[work])
    add_photographs(by=cast.officer, door=DOOR, activity=uid, half_day=None, pictures=[photograph(caption="Giấy A0")])
    client = sit("officer")
    assert f'href="{new(uid)}"' in page(client, f"/activities/{uid}")
    html = page(client, new(uid))
    # What is proposed: the half-day in which the timetable has it, its title as the question, the first number.
    assert f'<option value="{slots(cast, uid)[1].uid}" selected>' in html
    assert "Thảo luận: việc nhà</textarea>" in html
    assert form_of(html, new(uid))["name"] == ["Nhóm 1"]
    assert "Giấy A0" in html
    [picture] = selectors.pictures([selectors.activity(CONSOLE, uid).id])
    form = said(cast, uid, result="Chia đều\r\nHọp tối", size="11", members=[str(lines(cast, uid)[0].uid)])
    form |= {"photograph": str(picture.photograph.uid), "subject": "Việc nhà?", "do": "next"}
    answer = client.post(new(uid), form)
    assert answer.status_code == 302
    again = page(client, answer["Location"])
    assert form_of(again, new(uid))["name"] == ["Nhóm 2"]
    assert "Việc nhà?</textarea>" in again
    [one] = kept(cast, uid)
    assert (one.result, one.size, len(one.members)) == ("Chia đều\nHọp tối", 11, 1)
    shown = page(client, f"/activities/{uid}")
    assert f"/photographs/{picture.photograph.uid}/" in shown[shown.index(f"exchange-{one.uid}") :]
    assert "Việc nhà? Nhóm 1 Group work · 11 people Chia đều Họp tối" in text(shown)
    assert "1 member is named Hồ Thị Một" in text(shown)


def test_it_is_mended_where_it_stands(cast: Cast) -> None:
    uid = held(cast)
    first = lines(cast, uid)[0].uid
    one = record(cast, uid, members=(first,), subject="Việc nhà?")
    client = sit("officer")
    address = f"{new(uid)}/{one}"
    sent = form_of(page(client, address), address)
    assert (sent["name"], sent["members"]) == (["Nhóm 1"], [str(first)])
    answer = client.post(address, sent | said(cast, uid, name="Nhóm Một", members=[], form="experience"))
    assert (answer.status_code, answer["Location"]) == (302, f"/activities/{uid}#exchanges")
    [now] = kept(cast, uid)
    assert (now.name, now.form, now.members) == ("Nhóm Một", SessionForm.EXPERIENCE, ())
    history = text(page(client, f"/activities/{uid}/history"))
    assert "on the page for group work" in history
    assert "Group work and experience" in history


def test_what_cannot_be_is_said_beside_its_field(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    everyone = [str(line.uid) for line in lines(cast, uid)]
    for wrong, words in (
        ({"name": " "}, "Not entered yet"),
        ({"size": "2", "members": everyone}, "3 people of the list are ticked, but the group had 2."),
        ({"size": "0"}, "greater than or equal to 1"),
        ({"half_day": "x"}, "Select a valid choice"),
        ({"half_day": ""}, "Not chosen yet"),
    ):
        answer = client.post(new(uid), said(cast, uid) | wrong)
        assert answer.status_code == 422
        assert words in text(answer.content.decode())
    assert kept(cast, uid) == []


def test_whoever_comes_second_sees_what_differs(cast: Cast) -> None:
    uid = held(cast)
    one = record(cast, uid)
    client = sit("officer")
    address = f"{new(uid)}/{one}"
    mine = form_of(page(client, address), address) | said(cast, uid, result="Của tôi")
    client.post(address, form_of(page(client, address), address) | said(cast, uid, result="Của chị"))
    answer = client.post(address, mine)
    assert answer.status_code == 409
    assert "saved now: Của chị" in text(answer.content.decode())
    assert [now.result for now in kept(cast, uid)] == ["Của chị"]


def test_it_is_taken_out_with_a_reason(cast: Cast) -> None:
    uid = confirmed(cast)
    one = record(cast, uid)
    client = sit("officer")
    address = f"{new(uid)}/{one}/void"
    assert address in page(client, f"{new(uid)}/{one}")
    assert client.post(address, {"reason": " "}).status_code == 422
    seen = form_of(page(client, address), address)
    record(cast, uid, name="Nhóm 2")
    assert client.post(address, seen | {"reason": "Nhầm"}).status_code == 409
    assert client.post(address, {"reason": "Nhầm lớp"}).status_code == 302
    assert [now.name for now in kept(cast, uid)] == ["Nhóm 2"]
    assert client.get(f"{new(uid)}/{one}").status_code == 404
    assert "Nhầm lớp" in page(client, f"/activities/{uid}/history")


def test_a_collaborator_s_course_asks_her_and_a_reader_of_another_area_reads_it(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    record(cast, uid, members=tuple(line.uid for line in lines(cast, uid)))
    shown = page(sit("chair"), f"/activities/{uid}")
    assert "2 members of other areas are not shown." in text(shown)
    assert new(uid) not in shown
    assert sit("chair").get(new(uid)).status_code == 403


def test_a_course_to_come_is_not_asked_what_its_groups_said(cast: Cast) -> None:
    day = date(2025, 12, 1)
    venue = unit("xã Phúc Trạch", day)
    slot = (day, DayPart.MORNING)
    uid = course(cast, {}, first_day=day, last_day=day, half_days=(slot,), venue_unit_id=venue)
    client = sit("officer")
    assert new(uid) not in page(client, f"/activities/{uid}")
    answer = client.post(new(uid), {"form": "group_work", "half_day": str(slots(cast, uid)[0].uid), "name": "Nhóm 1"})
    assert answer.status_code == 422
    assert "01/12/2025 is still to come" in text(answer.content.decode())
