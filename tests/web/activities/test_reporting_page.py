"""One screen: what took place this evening, how many came, two photographs; and the numbers of any activity."""

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nepmoi.analytics.figures import selectors as figures
from nepmoi.fieldwork.activities.models import Activity
from nepmoi.fieldwork.activities.rules import Heads, Status
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.evidence.models import Photograph
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.programme import selectors as programme
from tests.cast import Cast, unit
from tests.fieldwork.activities.test_counts import CAME, DAY, session
from tests.web.activities.taught import held
from tests.web.activities.test_photographs_page import picture
from tests.web.desk import form_of, page, send, sit, text, uid_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

REPORT = "/activities/report"
NUMBERS = {"total": "57", "women": "41", "minority": "30", "minority_women": "22", "children": "9"}


def fresh(client: Client, **changes: Any) -> dict[str, Any]:
    """The form as it opens, with what somebody says in it."""
    html = page(client, REPORT)
    chosen = re.search(r'<select name="kind".*?<option value="(\w+)" selected', html, re.DOTALL)
    assert chosen
    filled = {name: value[0] for name, value in form_of(html, REPORT).items() if name not in {"pictures", "over"}}
    return filled | {"kind": chosen[1], "audience": "", "confirm": "on"} | changes


def file(name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture().read())


def last() -> selectors.ActivityView:
    return selectors.by_id([Activity.objects.latest("pk").pk]).popitem()[1]


def test_her_own_place_the_day_and_the_kind_stand_there_already(cast: Cast) -> None:
    sent = fresh(sit("chair"))
    assert (sent["kind"], sent["day"]) == ("communication_session", "04/11/2025")
    assert sent["venue_unit"].startswith("xã Phúc Trạch")
    assert "confirm" in sent
    assert "One activity counts then, and the people in all as attendances without names" in page(sit("chair"), REPORT)


def test_all_that_is_wrong_is_said_at_once(cast: Cast) -> None:
    client = sit("chair")
    said = text(client.post(REPORT, fresh(client, total="20", women="21", day="05/11/2025")).content.decode())
    assert "21 women are more than the 20 people in all" in said
    assert "still to come" in said


def test_a_chair_reports_a_session_with_numbers_and_photographs_and_it_counts(cast: Cast) -> None:
    client = sit("chair")
    answer = client.post(REPORT, fresh(client, **NUMBERS, pictures=[file("a.jpg"), file("b.jpg")]), follow=True)
    said = text(answer.content.decode())
    assert "one activity and 57 attendances without names count in figures now" in said
    found = last()
    assert (found.status, found.heads, found.photographs) == (Status.CONFIRMED, 57, 2)
    assert (found.first_day, found.host.id) == (date(2025, 11, 4), cast.phuc_trach.id)
    assert found.name.startswith("Buổi truyền thông ")
    assert found.name.endswith(" xã Phúc Trạch, 04/11/2025")
    assert [content.code for content in found.contents] == ["nd1"]
    for code, value in (("heads_reached", 57), ("minority_women_reached", 22), ("communication_sessions", 1)):
        assert figures.answer(figures.question(code=code), cast.chair).value == value
    assert "57 people · women 41 · of ethnic minorities 30 · women of ethnic minorities 22 · children 9" in said


def test_more_than_a_hundred_is_kept_and_shown_as_such(cast: Cast) -> None:
    client = sit("chair")
    answer = client.post(REPORT, fresh(client, total="100", over="on"), follow=True)
    assert "more than 100 people · women not known" in text(answer.content.decode())
    html = text(page(client, "/figures/heads_reached"))
    assert "Of these, 100 are of counts of which the source says “more than”" in html
    assert "without names" in html
    women = text(page(client, "/figures").partition("/figures/women_reached")[2].partition("</li>")[0])
    assert "Unknown: 1." in women


def test_who_may_not_confirm_yet_or_does_not_want_to_saves_it_as_held(cast: Cast) -> None:
    client = sit("chair")
    sent = fresh(client, total="12")
    del sent["confirm"]
    client.post(REPORT, sent)
    assert last().status is Status.HELD
    # A campaign counts once there is a photograph of it.
    answer = client.post(REPORT, fresh(client, kind="campaign", total="12"), follow=True)
    assert last().status is Status.HELD
    assert "Photographs : not there yet" in text(answer.content.decode())


def test_without_a_number_it_is_asked_for(cast: Cast) -> None:
    client = sit("chair")
    answer = client.post(REPORT, fresh(client))
    assert answer.status_code == 422
    assert "Say how many came" in text(answer.content.decode())
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"total": "20", "women": "21"}, "21 women are more than the 20 people in all"),
        ({"total": "hai mươi"}, "whole number"),
        ({"total": "-1"}, "greater than or equal to 0"),
        ({"total": "5", "day": "05/11/2025"}, "still to come"),
        ({"total": "5", "venue_unit": "xã Không Có"}, "to mend"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(cast: Cast, changes: dict[str, str], words: str) -> None:
    client = sit("chair")
    answer = client.post(REPORT, fresh(client, **changes))
    said = text(answer.content.decode())
    assert answer.status_code == 422, said
    assert words in said
    assert not Activity.objects.exists()


def test_photographs_of_a_form_with_a_mistake_need_not_be_chosen_again(cast: Cast) -> None:
    client = sit("chair")
    answer = client.post(REPORT, fresh(client, total="2", women="3", pictures=[file("a.jpg"), file("b.jpg")]))
    assert answer.status_code == 422
    html = answer.content.decode()
    kept = re.findall(r'name="kept" value="([^"]+)" checked', html)
    assert [value.rpartition("/")[2] for value in kept] == ["a.jpg", "b.jpg"]
    # A second mistake keeps them, too.
    again = client.post(REPORT, fresh(client, total="2", women="4", kept=kept))
    assert re.findall(r'name="kept" value="([^"]+)" checked', again.content.decode()) == kept
    client.post(REPORT, fresh(client, total="4", women="3", kept=kept, pictures=[file("c.jpg")]))
    assert last().photographs == 3
    # What waited is used up.
    gone = client.post(REPORT, fresh(client, total="4", women="3", kept=kept))
    assert gone.status_code == 422
    assert Photograph.objects.count() == 3


def test_waiting_photographs_are_for_who_sent_them(cast: Cast) -> None:
    client = sit("chair")
    answer = client.post(REPORT, fresh(client, total="2", women="3", pictures=[file()]))
    [kept] = re.findall(r'name="kept" value="([^"]+)" checked', answer.content.decode())
    other = sit("officer")
    stolen = other.post(REPORT, fresh(other, total="4", venue_unit="xã Phúc Trạch", venue_unit_was="", kept=[kept]))
    assert stolen.status_code == 422
    assert not Photograph.objects.exists()


def test_what_is_no_picture_is_named_and_the_numbers_stay(cast: Cast) -> None:
    client = sit("chair")
    bad = SimpleUploadedFile("thu.jpg", b"MZ not a picture")
    answer = client.post(REPORT, fresh(client, **NUMBERS, pictures=[file("a.jpg"), bad]))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "thu.jpg" in html
    assert 'value="57"' in html
    assert len(re.findall(r'name="kept"', html)) == 1
    assert not Activity.objects.exists()


def test_the_same_form_twice_is_one_activity(cast: Cast) -> None:
    client = sit("chair")
    sent = fresh(client, total="12")
    for _ in range(2):
        assert client.post(REPORT, sent).status_code == 302
    assert Activity.objects.count() == 1


def test_home_leads_there_whoever_may(cast: Cast) -> None:
    assert f'href="{REPORT}"' in page(sit("chair"), "/")
    assert f'href="{REPORT}"' not in page(sit("collaborator"), "/")
    assert sit("collaborator").get(REPORT).status_code == 403


def counts_of(uid: UUID) -> str:
    return f"/activities/{uid}/counts"


def test_numbers_are_entered_beside_a_list_and_mended(cast: Cast) -> None:
    client = sit("officer")
    uid = held(cast)
    told = {"line-0-total": "12", "line-0-women": "7", "line-0-audience": "pupils"}
    answer = send(client, counts_of(uid), **told)
    assert uid_in(answer["Location"]) == uid
    said = text(page(client, f"/activities/{uid}"))
    assert "School pupils 12 people · women 7 · of ethnic minorities not known" in said
    assert "people in the list" in said
    again = send(client, counts_of(uid), **{"line-0-total": "14", "line-0-audience": "pupils", "line-1-total": "3"})
    assert again.status_code == 302
    found = selectors.activity(cast.officer, uid)
    assert [(one.audience, one.total, one.women) for one in selectors.counts_of(found.id)] == [
        ("pupils", 14, 7),
        ("", 3, None),
    ]
    gone = {"line-1-total": "", "line-0-audience": "pupils"}
    assert send(client, counts_of(uid), **gone).status_code == 302
    assert selectors.activity(cast.officer, uid).counts == 1


def test_numbers_that_do_not_fit_are_named_by_line(cast: Cast) -> None:
    client = sit("officer")
    uid = held(cast)
    answer = send(client, counts_of(uid), **{"line-0-total": "12", "line-0-women": "13", "line-0-audience": ""})
    assert answer.status_code == 422
    assert "13 women are more than the 12 people in all" in text(answer.content.decode())


def test_lines_are_saved_however_many_there_are(cast: Cast) -> None:
    client = sit("officer")
    places = [None, *(unit(name, DAY) for name in ("xã Phúc Trạch", "xã Hương Khê", "xã Hương Phố", "xã Hương Đô"))]
    groups = [(one.code, place) for one in programme.audiences() for place in places]
    assert len(groups) > 30
    lines = [Heads(total=n + 1, audience=code, unit_id=place) for n, (code, place) in enumerate(groups[:30])]
    uid = session(cast, *lines)
    told = {f"line-{n}-audience": code for n, (code, _) in enumerate(groups[:31])} | {"line-30-total": "400"}
    assert send(client, counts_of(uid), **told).status_code == 302
    assert [one.total for one in selectors.counts_of(selectors.activity(cast.officer, uid).id)][29:] == [30, 400]


def test_people_counted_twice_are_named_in_the_later_line(cast: Cast) -> None:
    client = sit("officer")
    uid = session(cast, CAME, Heads(total=5, audience="pupils"))
    told = {"line-0-audience": CAME.audience, "line-1-audience": CAME.audience, "line-2-total": "7"}
    answer = send(client, counts_of(uid), **told)
    assert answer.status_code == 422
    assert re.findall(r'id="id_line-(\d)-audience_error">Two lines', answer.content.decode()) == ["1"]


def test_confirmed_numbers_ask_for_a_reason_and_a_stale_save_is_told(cast: Cast) -> None:
    client = sit("chair")
    uid = session(cast, CAME, confirm=True)
    address = counts_of(uid)
    stale = form_of(page(client, address), address) | {"line-0-audience": "villagers", "line-0-total": "60"}
    assert client.post(address, stale).status_code == 422
    good = form_of(page(client, address), address) | {"line-0-audience": "villagers", "line-0-total": "58"}
    assert client.post(address, good | {"reason": "Đếm lại"}).status_code == 302
    assert client.post(address, stale | {"reason": "Đếm lại"}).status_code == 409
    assert selectors.activity(cast.officer, uid).heads == 58


def test_the_list_names_kinds_and_is_narrowed_by_them(cast: Cast) -> None:
    session(cast, CAME)
    held(cast)
    client = sit("officer")
    all_of_them = text(page(client, "/activities"))
    assert "Communication session · xã Phúc Trạch" in all_of_them
    assert "57 without names" in all_of_them
    one = text(page(client, "/activities?kind=communication_session"))
    assert "Truyền thông tại thôn" in one
    assert "Lớp thử" not in one


def test_what_will_count_is_said_before_confirming(cast: Cast) -> None:
    uid = session(cast, CAME)
    said = text(page(sit("chair"), f"/activities/{uid}/confirm"))
    assert "57 attendances" in said
    assert "Nobody is in the list yet" not in said


def test_what_asks_for_nobody_and_no_roll_is_said_to_lack_neither(cast: Cast) -> None:
    uid = session(cast, kind="advice", half_days=((date(2025, 10, 20), DayPart.MORNING),))
    client = sit("chair")
    said = text(page(client, f"/activities/{uid}/confirm"))
    assert "What will count Activities 1 Activity file Nothing is missing." in said
    assert "roll taken in" not in text(page(client, f"/activities/{uid}"))
    client.post(
        f"/activities/{uid}/confirm", form_of(page(client, f"/activities/{uid}/confirm"), f"/activities/{uid}/confirm")
    )
    row = text(page(client, "/activities").partition('<ul class="rows acts"')[2].partition("</ul>")[0])
    assert ("No list yet" in row, "roll 0/1" in row, ", counted" in row, "counted" in row) == (
        False,
        False,
        False,
        True,
    )
