"""The queue of pairs, one pair side by side, the merger with its figures and its undoing; all without a script."""

import re
from datetime import date
from uuid import UUID

import pytest

from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.registry.people import services as people
from nepmoi.registry.people.models import Merger, Person
from nepmoi.registry.people.selectors import mergers
from tests.cast import CONSOLE, DOOR, Cast, course, held
from tests.registry.people.test_one_person import entered, row
from tests.web.desk import form_of, page, queries, send, sit, text

pytestmark = pytest.mark.django_db


def pair_of(older: UUID, newer: UUID) -> str:
    return f"/people/{older}/same/{newer}"


def two_courses(cast: Cast) -> tuple[UUID, UUID]:
    """One woman under two names, in confirmed courses of two days of October 2024; the records, the earlier first."""
    first = course(cast, {"Hồ Hoa": "xã Hương Liên"})
    second = course(
        cast,
        {"Hồ Thị Hoa": "xã Hương Liên"},
        name="Lớp sau",
        first_day=date(2024, 10, 24),
        last_day=date(2024, 10, 24),
        half_days=((date(2024, 10, 24), activities.DayPart.MORNING),),
    )
    for uid in (first, second):
        held(cast.officer, uid)
    older, newer = Person.objects.filter(given_key="hoa").order_by("pk").values_list("uid", flat=True)
    return older, newer


def test_the_queue_tells_why_and_leads_to_the_pair(cast: Cast) -> None:
    older, newer = two_courses(cast)
    html = page(sit("chair"), "/people/pairs")
    said = text(html)
    assert "2 records of the account's area was looked" not in said
    assert "1 pair to settle" in said
    assert "Hồ Hoa – Hồ Thị Hoa" in said
    assert "+ From the same commune · speaks much for it" in said
    assert "− One name leaves out Thị or Văn · speaks against it" in said
    assert f'href="{pair_of(older, newer)}"' in html
    assert "0 pairs to settle" in text(page(sit("neighbour"), "/people/pairs"))
    assert sit("collaborator").get("/people/pairs").status_code == 403


def test_a_merger_takes_what_was_chosen_and_says_which_figures_it_changed(cast: Cast) -> None:
    older, newer = two_courses(cast)
    chair, address = sit("chair"), pair_of(older, newer)
    html = page(chair, address)
    assert html.count('type="radio"') == 2, "only the name differs"
    answer = send(chair, address, f"{address}/merge", **{"f-name": "newer", "reason": "Cùng một nhà"})
    merger = Merger.objects.get()
    assert answer.headers["Location"] == f"/people/mergers/{merger.uid}"
    assert (row(older).name, row(newer).merged_into_id) == ("Hồ Thị Hoa", row(older).pk)
    said = text(page(chair, answer.headers["Location"]))
    assert "Merged by chair (mẫu)" in said
    assert "Cùng một nhà" in said
    assert re.search(r"People trained[^:]*, 2024 : 2 → 1", said), said
    assert re.search(r"participations[^:]*, 2024", said) is None, "whoever she is, she took part twice"
    assert "Hồ Hoa Hồ Thị Hoa (chosen)" in said
    # Another reader of the area sees the merger, not the figures of that moment.
    assert "Which figures changed" not in text(page(sit("collaborator"), answer.headers["Location"]))


def test_undone_the_figures_are_as_before_and_what_changed_since_is_told(cast: Cast) -> None:
    older, newer = two_courses(cast)
    chair, address = sit("chair"), pair_of(older, newer)
    address = send(chair, address, f"{address}/merge", **{"f-name": "newer"}).headers["Location"]
    assert send(chair, address, f"{address}/undo", reason="Hai người").status_code == 302
    said = text(page(chair, address))
    assert "The two records stand apart again." in said
    assert re.search(r"People trained[^:]*, 2024 : 1 → 2", said), said
    assert "Undone chair (mẫu)" in said
    assert (row(older).name, row(newer).merged_into_id) == ("Hồ Hoa", None)
    assert "Undo the merger" not in said
    answer = chair.post(f"{address}/undo", {})
    assert answer.status_code == 409
    assert "chair (mẫu) undid this merger" in text(answer.content.decode())


def test_who_comes_second_sees_what_the_other_did(cast: Cast) -> None:
    older, newer = two_courses(cast)
    address = pair_of(older, newer)
    chair, officer = sit("chair"), sit("officer")
    seen = {"seen": row(older).version, "seen_newer": row(newer).version}
    assert officer.post(f"{address}/apart", seen | {"reason": "Hai chị em"}).status_code == 302
    answer = chair.post(f"{address}/merge", seen)
    assert answer.status_code == 409
    said = text(answer.content.decode())
    assert "officer (mẫu) said at" in said
    assert "Hai chị em" in said
    assert send(chair, address, f"{address}/again").status_code == 302
    assert chair.post(f"{address}/merge", seen).status_code == 409, "saved since the page was shown"
    assert send(officer, address, f"{address}/merge").status_code == 302
    answer = chair.post(f"{address}/merge", seen)
    assert answer.status_code == 409
    assert "officer (mẫu) merged the record of Hồ Thị Hoa into that of Hồ Hoa" in text(answer.content.decode())
    assert chair.get(address).headers["Location"] == f"/people/{older}"


def test_the_pair_of_a_merged_record_is_that_of_whom_she_is(cast: Cast) -> None:
    older, newer = two_courses(cast)
    third = entered("Hồ Thị Hoa")
    people.merge(by=CONSOLE, door=DOOR, keep=newer, other=third)
    assert sit("chair").get(pair_of(older, third)).headers["Location"] == pair_of(older, newer)


def test_two_people_leave_the_queue_with_a_reason(cast: Cast) -> None:
    older, newer = two_courses(cast)
    chair, address = sit("chair"), pair_of(older, newer)
    assert chair.post(f"{address}/apart", {"reason": " "}).status_code == 422
    assert send(chair, address, f"{address}/apart", reason="Hai mẹ con").headers["Location"] == "/people/pairs"
    assert "0 pairs to settle" in text(page(chair, "/people/pairs"))
    said = mergers.apart(row(older).pk, row(newer).pk)
    assert said is not None
    html = page(chair, f"/people/{newer}")
    assert "Said to be somebody else than Hồ Hoa · Hai mẹ con" in text(html)
    assert f'href="{pair_of(newer, older)}"' in html


def test_her_page_tells_other_names_mergers_and_who_else_may_be_she(cast: Cast) -> None:
    older, newer = two_courses(cast)
    chair, address = sit("chair"), pair_of(older, newer)
    said = text(page(chair, f"/people/{older}"))
    assert "Perhaps the same person" in said
    assert "Perhaps the same person" not in text(page(sit("collaborator"), f"/people/{older}"))
    send(chair, address, f"{address}/merge")
    html = page(chair, f"/people/{older}")
    said = text(html)
    assert "Other names as written Hồ Thị Hoa" in said
    assert "Records merged into one Hồ Hoa + Hồ Thị Hoa" in said
    assert f'href="/people/mergers/{Merger.objects.get().uid}"' in html
    assert "2 participations, 3 presences" in said
    assert "Perhaps the same person" not in said


def test_two_places_on_one_half_day_are_pointed_out(cast: Cast) -> None:
    first = course(cast, {"Hồ Hoa": "xã Hương Liên"})
    second = course(cast, {"Hồ Thị Hoa": "xã Hương Liên"}, name="Lớp khác")
    for uid in (first, second):
        held(cast.officer, uid)
    older, newer = Person.objects.filter(given_key="hoa").order_by("pk").values_list("uid", flat=True)
    chair, address = sit("chair"), pair_of(older, newer)
    assert "0 pairs to settle" in text(page(chair, "/people/pairs"))
    assert "Both are marked present in one half-day : Morning 22/10/2024" in text(page(chair, address))
    answer = chair.post(f"{address}/merge", {"f-name": "newer"})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Both records are marked present on 22/10/2024, morning." in text(html)
    assert re.search(r'name="f-name" value="newer" checked', html), "what was chosen stays"
    assert send(chair, address, f"{address}/merge", reason="Ghi nhầm").status_code == 302
    said = text(page(chair, f"/people/{older}"))
    assert "In two places on one half-day" in said
    assert "Morning 22/10/2024: Lớp thử ; Lớp khác" in said


def test_the_queue_takes_no_more_statements_for_more_pairs(cast: Cast) -> None:
    chair = sit("chair")
    for name in ("Trần Thị Lan", "Trần Thị Mai"):
        entered(name)
        entered(name)
    few = queries(chair, "/people/pairs")
    for number in range(10):
        for _ in range(2):
            entered(f"Lê Thị {'ABCDEFGHKL'[number]}a")
    assert queries(chair, "/people/pairs") == few


def test_a_record_outside_the_area_is_not_there(cast: Cast) -> None:
    older, newer = two_courses(cast)
    neighbour = sit("neighbour")
    assert neighbour.get(pair_of(older, newer)).status_code == 404
    assert neighbour.post(f"{pair_of(older, newer)}/merge").status_code == 404
    people.merge(by=CONSOLE, door=DOOR, keep=older, other=newer)
    assert neighbour.get(f"/people/mergers/{Merger.objects.get().uid}").status_code == 404


def test_a_reason_that_is_refused_comes_back_where_it_was_typed(cast: Cast) -> None:
    older, newer = two_courses(cast)
    chair, address = sit("chair"), pair_of(older, newer)
    apart = form_of(page(chair, address), f"{address}/apart")
    send(chair, address, f"{address}/merge")
    answer = chair.post(f"{address}/apart", apart | {"reason": "Hai nhà"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert re.search(r'<input id="why-two" [^>]*value="Hai nhà"', html)
    assert re.search(r'<input id="reason" [^>]*value=""', html)
