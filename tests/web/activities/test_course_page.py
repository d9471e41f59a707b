"""The page of a course: what it counts, what it lacks, who may do what, and its two steps."""

import re
from datetime import date
from uuid import UUID

import pytest

from nepmoi.core.audit.models import Entry
from nepmoi.fieldwork.activities.rules import Mark, Status
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.kernel.ids import new_uid
from tests.cast import CONSOLE, DOOR, Cast, course, person, unit
from tests.web.activities.taught import LEARNERS, confirmed, held, record
from tests.web.desk import page, queries, send, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def address(uid: UUID) -> str:
    return f"/activities/{uid}"


def status(cast: Cast, uid: UUID) -> Status:
    return selectors.activity(cast.officer, uid).status


def todo(html: str) -> list[str]:
    """What the file holds and lacks, open things marked."""
    found = re.findall(r'<ul class="todo".*?</ul>', html, re.DOTALL)
    items = re.findall(r"<li( class=\"x\")?>(.*?)</li>", "".join(found), re.DOTALL)
    return [("✕ " if is_open else "✓ ") + text(words) for is_open, words in items]


def figures(html: str) -> dict[str, tuple[str, str]]:
    """The numbers of a page by what they count, with what they open: a part of the page, or a figure."""
    found = re.findall(r'<b class="n"><a href="(#\w+|/figures/(\w+)\?[^"]+)">([\d.]+)</a> <small>([^<]+)</small>', html)
    return {words: (number, code or href) for href, code, number, words in found}


def test_people_and_presences_are_figures_of_their_own(cast: Cast) -> None:
    html = page(sit("officer"), address(confirmed(cast)))
    assert figures(html) == {
        "people in the list": ("3", "#roster"),
        "people trained": ("3", "people_trained"),
        "presences by half-day": ("4", "half_day_presences"),
    }
    assert "sum of 2 half-days: 3 + 1" in html


def test_a_number_opens_what_it_counts_when_somebody_never_came(cast: Cast) -> None:
    uid = held(cast)
    record(cast, uid, 0, [Mark.PRESENT, Mark.ABSENT, Mark.PRESENT])
    record(cast, uid, 1, [Mark.PRESENT, Mark.ABSENT, Mark.ABSENT])
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    client = sit("officer")
    html = page(client, address(uid))
    shown = figures(html)
    assert (shown["people in the list"], shown["people trained"]) == (("3", "#roster"), ("2", "people_trained"))
    for code, number in (("people_trained", 2), ("half_day_presences", 3), ("women_trained", 2)):
        opened = re.search(rf'href="(/figures/{code}[^"]+)"', html)
        assert opened
        assert f">{number}<" in page(client, opened[1].replace("&amp;", "&"))


def test_of_a_smaller_area_the_numbers_are_that_areas(cast: Cast) -> None:
    uid = confirmed(cast)
    client = sit("chair")
    html = page(client, address(uid))
    assert figures(html) == {
        "people in the list": ("1", "#roster"),
        "people trained": ("1", "people_trained"),
        "presences by half-day": ("2", "half_day_presences"),
    }
    assert "of your area; 3 in all" in html
    assert "of your area; 4 in all" in html


def test_only_those_who_may_be_opened_are_links(cast: Cast) -> None:
    uid = course(cast, LEARNERS, venue_unit_id=unit("xã Hương Liên"))
    for who, opens in (("officer", 3), ("chair", 1)):
        client = sit(who)
        html = page(client, address(uid))
        assert len(re.findall(r'<th role="rowheader">', html)) == 3
        links = re.findall(r'<a class="tap" href="(/people/[^"]+)"', html)
        assert [client.get(link).status_code for link in links] == [200] * opens


def test_its_list_is_told_by_sex_group_and_level_with_what_is_unknown(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    stranger = person("Không Rõ", None, None, None)
    of_district = person("Cán Bộ Huyện", 1970)
    more = [
        roll.Enrolment(stranger, "Không Rõ"),
        roll.Enrolment(of_district, "Cán Bộ Huyện", "", unit("huyện Hương Khê"), "huyện Hương Khê", "01"),
    ]
    roll.enrol(by=CONSOLE, door=DOOR, activity=uid, enrolments=more)
    said = text(page(sit("officer"), address(uid)))
    assert "4 women, 0 men · not known: 1" in said
    assert "4 Kinh (Viet), not known: 1 · women of ethnic minorities: 0" in said
    assert "3 people of 2 communes; 2 of district or province · not known: 0" in said


def test_the_list_stands_by_given_name_with_the_unit_of_the_time(cast: Cast) -> None:
    html = page(sit("officer"), address(course(cast, LEARNERS)))
    rows = re.findall(r'<th role="rowheader">(.*?)</th>', html, re.DOTALL)
    assert [text(row) for row in rows] == ["Trần Thị Ánh", "Hồ Hai", "Hồ Thị Một"]
    assert "<b>Ánh</b>" in rows[0]
    assert "xã Hương Liên (until 30/6/2025)" in html


def test_thirty_lines_a_page(cast: Cast) -> None:
    uid = course(cast, {f"Hồ Thị {chr(65 + n % 16)}{'ab'[n // 16]}": "xã Hương Liên" for n in range(32)})
    client = sit("officer")
    assert "1–30 of 32 rows" in page(client, address(uid))
    second = page(client, f"{address(uid)}?page=2")
    assert second.count('role="rowheader"') == 2
    assert 'href="?page=1#roster"' in second


def test_anybody_is_found_in_a_long_list(cast: Cast) -> None:
    uid = course(cast, {f"Hồ Thị {'Hà' if n == 31 else f'Ba {n:02}'}": "xã Hương Liên" for n in range(32)})
    client = sit("officer")
    html = page(client, f"{address(uid)}?name=ha")
    assert [text(row) for row in re.findall(r'<th role="rowheader">(.*?)</th>', html)] == ["Hồ Thị Hà"]
    assert "Nobody in the list is called “Lan”." in page(client, f"{address(uid)}?name=Lan")


def test_a_short_list_has_no_search(cast: Cast) -> None:
    assert 'role="search"' not in page(sit("officer"), address(held(cast)))


def test_nothing_in_the_list_offers_to_bring_one(cast: Cast) -> None:
    uid = course(cast, {})
    html = page(sit("officer"), address(uid))
    assert "Nobody is in the list yet." in html
    assert 'class="fig"' not in html
    assert f'{address(uid)}/lists"' in html


def test_what_is_missing_comes_first_with_the_way_to_it(cast: Cast) -> None:
    uid = held(cast)
    record(cast, uid, 0, [Mark.PRESENT, None, None])
    html = page(sit("officer"), address(uid))
    said = text(html)
    assert "1 thing is missing before it can be confirmed" in said
    assert "3 things are missing in the file; they do not stand in the way" in said
    assert todo(html) == [
        "✕ Roll of afternoon 22/10/2024 : not taken yet",
        "✕ Roll of morning 22/10/2024 : 2 people not marked yet",
        "✕ Programme by half-day : not there yet",
        "✕ Photographs : not there yet",
        "✓ List of 3 learners",
        "✓ Roll taken in 1 of 2 half-days",
    ]
    assert len(re.findall(r'<li class="x"><span><a href="', html)) == 4
    assert f'<a href="{address(uid)}/roll/' in html


def test_before_it_is_confirmed_the_page_says_what_will_count(cast: Cast) -> None:
    uid = held(cast)
    record(cast, uid, 0, [Mark.PRESENT, Mark.ABSENT, Mark.PRESENT])
    client = sit("officer")
    said = text(page(client, f"{address(uid)}/confirm"))
    assert "2 of the 3 in the list, each once" in said
    assert "1 person of the list is present nowhere and will not count." in said
    assert "Presences by half-day 2" in said
    assert "Morning 22/10/2024 2/3 present" in said
    assert "1 thing is missing before it can be confirmed" in said
    assert status(cast, uid) is Status.HELD
    assert client.get(f"{address(course(cast, LEARNERS))}/confirm").status_code == 302


def test_a_planned_course_is_marked_as_held(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    client = sit("officer")
    answer = send(client, address(uid), f"{address(uid)}/held")
    assert (answer.status_code, status(cast, uid)) == (302, Status.HELD)
    assert "The activity is marked as held." in page(client, address(uid))
    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.door, entry.door_detail, entry.actor_name) == ("page", f"{address(uid)}/held", "officer (mẫu)")


def test_a_course_that_lies_ahead_cannot_have_been_held(cast: Cast) -> None:
    ahead = {"first_day": date(2025, 12, 1), "last_day": date(2025, 12, 1), "half_days": ()}
    uid = course(cast, {}, **ahead, venue_unit_id=unit("xã Phúc Trạch", date(2025, 12, 1)))
    answer = send(sit("officer"), address(uid), f"{address(uid)}/held")
    assert answer.status_code == 422
    assert "The activity is not marked as held" in answer.content.decode()
    assert status(cast, uid) is Status.PLANNED


def test_a_complete_course_is_confirmed_and_counts(cast: Cast) -> None:
    uid = held(cast)
    for half_day in (0, 1):
        record(cast, uid, half_day, [Mark.PRESENT] * 3)
    client = sit("officer")
    assert "these 3 people do not count in figures" in text(page(client, address(uid)))
    answer = send(client, f"{address(uid)}/confirm")
    assert (answer.status_code, status(cast, uid)) == (302, Status.CONFIRMED)
    html = page(client, address(uid))
    assert "Course file" in html
    assert f"{address(uid)}/confirm" not in html


def test_an_incomplete_course_is_refused_with_what_it_lacks(cast: Cast) -> None:
    uid = held(cast)
    record(cast, uid, 0, [Mark.PRESENT] * 3)
    answer = send(sit("officer"), f"{address(uid)}/confirm")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "The result is not confirmed" in html
    assert todo(html) == ["✕ Roll of afternoon 22/10/2024 : not taken yet"]
    assert "Nothing was changed, nothing was lost." in html
    assert "Back to the activity" in html
    assert status(cast, uid) is Status.HELD


def test_a_stale_confirmation_shows_the_course_as_it_is_now(cast: Cast) -> None:
    uid = held(cast)
    for half_day in (0, 1):
        record(cast, uid, half_day, [Mark.PRESENT] * 3)
    client = sit("officer")
    seen = selectors.activity(cast.officer, uid).version
    record(cast, uid, 1, [Mark.ABSENT, Mark.PRESENT, Mark.PRESENT])
    answer = client.post(f"{address(uid)}/confirm", {"request": str(new_uid()), "seen": str(seen)})
    assert answer.status_code == 409
    assert "officer (mẫu) saved this at" in text(answer.content.decode())
    assert f'name="seen" value="{seen + 1}"' in answer.content.decode()
    assert status(cast, uid) is Status.HELD


def test_the_same_step_sent_twice_is_told_as_saved(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    client = sit("officer")
    told = {"request": str(new_uid()), "seen": "2"}
    assert client.post(f"{address(uid)}/held", told).status_code == 302
    again = client.post(f"{address(uid)}/held", told, follow=True)
    assert "This was saved already" in again.content.decode()


def test_who_only_has_guests_in_it_sees_her_own_and_changes_nothing(cast: Cast) -> None:
    uid = held(cast)
    client = sit("chair")
    html = page(client, address(uid))
    assert [text(row) for row in re.findall(r'<th role="rowheader">(.*?)</th>', html)] == ["Hồ Thị Một"]
    assert "2 more people of the list are of other areas" in html
    for way in ("lists", "photographs", "held", "confirm"):
        assert f"{address(uid)}/{way}" not in html
    assert client.post(f"{address(uid)}/confirm", {"request": str(new_uid())}).status_code == 403
    assert status(cast, uid) is Status.HELD


def test_an_inspector_reads_and_is_offered_nothing_else(cast: Cast) -> None:
    uid = held(cast)
    client = sit("inspector")
    html = page(client, address(uid))
    assert re.findall(r'<form[^>]*action="/activities', html) == []
    assert client.post(f"{address(uid)}/confirm").status_code == 403


def test_a_stranger_to_the_course_does_not_learn_that_it_exists(cast: Cast) -> None:
    uid = held(cast)
    assert sit("neighbour").get(address(uid)).status_code == 404
    assert sit("officer").get(address(new_uid())).status_code == 404
    assert sit("learner").get(address(uid)).status_code == 403


def test_thirty_people_take_no_more_queries_than_three(cast: Cast) -> None:
    client = sit("officer")
    few = course(cast, LEARNERS)
    many = course(cast, {f"Hồ Thị {n:02}": ("xã Hương Liên", "xã Hà Linh")[n % 2] for n in range(30)})
    for uid, count in ((few, 3), (many, 30)):
        record(cast, uid, 0, [Mark.PRESENT] * count)
    assert queries(client, address(many)) == queries(client, address(few)) <= 44
