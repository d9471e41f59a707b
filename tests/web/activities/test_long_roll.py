"""A roll of many: a page at a time, with what is not saved yet carried from page to page, and anybody found."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.web.activities.views.roll import ROWS
from tests.cast import Cast, course
from tests.web.activities.taught import lines, marks, record, slots
from tests.web.desk import form_of, page, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

MORE = 3


@pytest.fixture
def uid(cast: Cast) -> UUID:
    return course(cast, {f"Hồ Thị Ba {n:03}": "xã Hương Liên" for n in range(ROWS + MORE)})


def address(cast: Cast, uid: UUID) -> str:
    return f"/activities/{uid}/roll/{slots(cast, uid)[0].uid}"


def names(html: str) -> list[str]:
    return [text(row)[:13] for row in re.findall(r'<th role="rowheader" data-words>(.*?)</th>', html, re.DOTALL)]


def press(client: Client, html: str, where: str, do: str, **more: Any) -> Any:
    """Send the form as it stands, with other marks."""
    return client.post(where, form_of(html, where) | more | {"do": do})


def test_sixty_people_are_on_a_page(cast: Cast, uid: UUID) -> None:
    html = page(sit("officer"), address(cast, uid))
    assert len(names(html)) == ROWS
    assert f"1–{ROWS} of {ROWS + MORE} rows" in html
    assert "These 60 present" in html
    assert "All 63 present, save" in html


def test_marks_not_saved_yet_are_carried_to_the_next_page_and_saved_there(cast: Cast, uid: UUID) -> None:
    client, where = sit("officer"), address(cast, uid)
    first, last = lines(cast, uid)[0], lines(cast, uid)[-1]
    second = press(client, page(client, where), where, "page-2", **{f"m-{first.uid}": "excused"})
    assert second.status_code == 200
    assert marks(cast, uid) == [None] * (ROWS + MORE)
    assert len(names(second.content.decode())) == MORE
    back = press(client, second.content.decode(), where, "page-1", **{f"m-{last.uid}": "absent"})
    assert re.search(rf'name="m-{first.uid}" value="excused" checked', back.content.decode())
    saved = press(client, back.content.decode(), where, "save")
    assert saved.status_code == 302
    assert (marks(cast, uid)[0], marks(cast, uid)[-1]) == (Mark.EXCUSED, Mark.ABSENT)
    assert marks(cast, uid)[1:-1] == [None] * (ROWS + MORE - 2)


def test_after_saving_the_same_page_says_which_form_was_saved(cast: Cast, uid: UUID) -> None:
    client, where = sit("officer"), address(cast, uid)
    html = page(client, f"{where}?page=2")
    sent = form_of(html, where)
    answer = press(client, html, where, "save")
    after = page(client, answer.headers["Location"])
    assert len(names(after)) == MORE
    assert f'data-written="{sent["request"][0]}"' in after


def test_anybody_is_found_and_the_marks_made_before_are_kept(cast: Cast, uid: UUID) -> None:
    client, where = sit("officer"), address(cast, uid)
    listed = lines(cast, uid)
    found = press(client, page(client, where), where, "find", find="ba 062", **{f"m-{listed[0].uid}": "present"})
    html = found.content.decode()
    assert names(html) == ["Hồ Thị Ba 062"]
    press(client, html, where, "save", **{f"m-{listed[62].uid}": "present"})
    assert (marks(cast, uid)[0], marks(cast, uid)[62]) == (Mark.PRESENT, Mark.PRESENT)


def test_return_in_the_search_finds_and_elsewhere_saves(cast: Cast, uid: UUID) -> None:
    client, where = sit("officer"), address(cast, uid)
    html = page(client, where)
    assert press(client, html, where, "default", find="ba 062").status_code == 200
    assert press(client, html, where, "default").status_code == 302


def test_nobody_of_a_name_is_said(cast: Cast, uid: UUID) -> None:
    assert "Nobody in the list is called “Lan”." in page(sit("officer"), f"{address(cast, uid)}?find=Lan")


def test_all_of_the_page_or_all_of_the_list_are_present(cast: Cast, uid: UUID) -> None:
    client, where = sit("officer"), address(cast, uid)
    record(cast, uid, 0, [Mark.ABSENT, *[None] * (ROWS + MORE - 1)])
    press(client, page(client, where), where, "all_present")
    assert marks(cast, uid) == [Mark.ABSENT, *[Mark.PRESENT] * (ROWS - 1), *[None] * MORE]
    press(client, page(client, where), where, "everyone_present")
    assert marks(cast, uid) == [Mark.ABSENT, *[Mark.PRESENT] * (ROWS + MORE - 1)]


def test_what_somebody_saved_meanwhile_is_shown_wherever_it_is_in_the_list(cast: Cast, uid: UUID) -> None:
    client, where = sit("officer"), address(cast, uid)
    first = lines(cast, uid)[0]
    second = press(client, page(client, where), where, "page-2", **{f"m-{first.uid}": "excused"})
    record(cast, uid, 0, [Mark.ABSENT, *[None] * (ROWS + MORE - 1)])
    answer = press(client, second.content.decode(), where, "save")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert names(html)[0] == "Hồ Thị Ba 000"
    assert "saved meanwhile: absent" in text(html)
    press(client, html, where, "save")
    assert marks(cast, uid)[0] is Mark.EXCUSED


def test_a_reader_turns_the_pages_by_links(cast: Cast, uid: UUID) -> None:
    html = page(sit("inspector"), f"{address(cast, uid)}?page=2")
    assert len(names(html)) == MORE
    assert 'href="?page=1"' in html
