"""Mending a course's list on its pages."""

from datetime import date
from uuid import UUID

import pytest

from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import listed
from tests.cast import CONSOLE, DOOR, Cast, course, unit
from tests.web.activities.taught import LEARNERS, confirmed, lines
from tests.web.desk import form_of, page, send, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def address(uid: UUID, line: UUID | None = None) -> str:
    return f"/activities/{uid}/list" + (f"/{line}" if line else "")


def test_the_list_leads_to_each_line_and_saving_one_as_it_is_changes_nothing(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    client = sit("officer")
    assert f'href="{address(uid)}"' in page(client, f"/activities/{uid}")
    before = lines(cast, uid)
    html = page(client, address(uid))
    assert all(f'href="{address(uid, line.uid)}"' in html for line in before)
    assert send(client, address(uid, before[0].uid)).status_code == 302
    assert lines(cast, uid) == before


def test_a_line_is_mended_with_its_unit_position_and_phone(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    one = lines(cast, uid)[0]
    said = {"name_as_written": "Hồ Thị Mốt", "title": "Trưởng bản", "unit": "xã Hương Vĩnh", "phone": "0912 345 678"}
    assert send(sit("officer"), address(uid, one.uid), **said).status_code == 302
    now = lines(cast, uid)[0]
    assert (now.name_as_written, now.title, now.unit_as_written) == ("Hồ Thị Mốt", "Trưởng bản", "xã Hương Vĩnh")
    assert (now.unit_id, now.person.phone) == (unit("xã Hương Vĩnh", date(2024, 10, 22)), "0912 345 678")


def test_a_confirmed_list_says_what_hangs_on_a_line_and_asks_why(cast: Cast) -> None:
    uid = confirmed(cast)
    one = lines(cast, uid)[0]
    client = sit("officer")
    assert "one participation and 2 presences by half-day" in text(page(client, address(uid, one.uid)))
    assert send(client, address(uid, one.uid), title="Trưởng bản").status_code == 422
    assert send(client, address(uid, one.uid), title="Trưởng bản", reason="Theo bản ký").status_code == 302
    assert lines(cast, uid)[0].title == "Trưởng bản"


def test_a_line_is_taken_off_and_put_back(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    one = lines(cast, uid)[0]
    client = sit("officer")
    answer = send(client, f"{address(uid, one.uid)}/off", reason="Nhầm lớp")
    assert answer.headers["Location"] == address(uid)
    html = page(client, address(uid))
    assert "Reason: Nhầm lớp" in text(html)
    page(client, address(uid, one.uid), 404)
    assert f'href="{address(uid, one.uid)}/back"' in html
    assert send(client, f"{address(uid, one.uid)}/back", reason="Có ký tên").status_code == 302
    assert lines(cast, uid)[0].uid == one.uid


def test_who_comes_second_sees_both(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    one = lines(cast, uid)[0]
    client = sit("officer")
    mine = form_of(page(client, address(uid, one.uid)), address(uid, one.uid)) | {"title": "Bí thư"}
    said = listed.Said(one.name_as_written, "Trưởng bản", one.unit_id, one.unit_as_written)
    listed.mend_line(by=cast.officer, door=DOOR, activity=uid, line=one.uid, said=said)
    answer = client.post(address(uid, one.uid), mine)
    html = text(answer.content.decode())
    assert answer.status_code == 409
    assert "saved now: Trưởng bản" in html
    assert "typed here: Bí thư" in html
    assert lines(cast, uid)[0].title == "Trưởng bản"


def test_a_collaborator_mends_no_list(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"}, venue_unit_id=unit("xã Hương Liên", date(2024, 10, 22)))
    client = sit("collaborator")
    assert f'href="{address(uid)}"' not in page(client, f"/activities/{uid}")
    page(client, address(uid), 403)
    assert selectors.taken_off(CONSOLE, selectors.activity(CONSOLE, uid).id) == []
