"""The list of activities: what waits first, narrowed by state, name, year and content, fifteen a page."""

import re
from datetime import date, timedelta

import pytest

from nepmoi.fieldwork.activities.services import life
from nepmoi.kernel.dates import DayPart
from tests.cast import DOOR, Cast, course, plan, unit
from tests.web.desk import page, queries, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]
TODAY = date(2025, 11, 4)
ADDRESS = "/activities"


def add(cast: Cast, name: str, ends: int, *, held: bool = False, **changes: object) -> None:
    """A course of one day that ends so many days from today."""
    day = TODAY + timedelta(days=ends)
    facts = {"name": name, "first_day": day, "last_day": day, "half_days": ((day, DayPart.MORNING),)}
    place = {"venue_unit_id": unit("xã Phúc Trạch", day)}
    uid = life.plan(by=cast.officer, door=DOOR, plan=plan(cast, **(facts | place | changes)))
    if held:
        life.mark_held(by=cast.officer, door=DOOR, activity=uid)


def names(html: str) -> list[str]:
    return re.findall(r'<h3><a href="/activities/[^"]+">([^<]+)</a></h3>', html)


def test_what_waits_comes_first_then_what_comes_soonest(cast: Cast) -> None:
    add(cast, "Soon", 2)
    add(cast, "Later", 20)
    add(cast, "Held", -1, held=True)
    add(cast, "Long held", -30, held=True)
    add(cast, "Overdue", -3)
    html = page(sit("officer"), ADDRESS)
    assert names(html) == ["Overdue", "Long held", "Held", "Soon", "Later"]
    for words in ("3 days overdue", "In 2 days", "not counted yet", "No list yet"):
        assert words in text(html)


def test_states_are_counted_and_one_can_be_chosen(cast: Cast) -> None:
    add(cast, "Soon", 2)
    add(cast, "Overdue", -3)
    add(cast, "Held", -1, held=True)
    client = sit("officer")
    counts = text(re.search(r'<ul class="pick".*?</ul>', page(client, ADDRESS), re.DOTALL)[0])  # type: ignore[index]
    assert counts == "All 3 Overdue 1 Held 1 Planned 1 Confirmed 0"
    html = page(client, f"{ADDRESS}?state=overdue")
    assert names(html) == ["Overdue"]
    assert "1 activity" in text(html)
    assert re.search(r'<a href="\?state=overdue" aria-current="page">', html)


def test_it_is_narrowed_by_name_year_and_content(cast: Cast) -> None:
    add(cast, "Tập huấn Hoà giải", 2, contents=("nd1",))
    add(cast, "Tập huấn khác", -400)
    client = sit("officer")
    assert names(page(client, f"{ADDRESS}?q=hoa+giai")) == ["Tập huấn Hoà giải"]
    assert names(page(client, f"{ADDRESS}?year=2024")) == ["Tập huấn khác"]
    assert names(page(client, f"{ADDRESS}?content=nd1")) == ["Tập huấn Hoà giải"]
    html = page(client, f"{ADDRESS}?q=khác&year=2024&content=nd4")
    assert names(html) == ["Tập huấn khác"]
    assert "(3 conditions)" in text(html)
    assert '<option value="2024" selected>' in html


def test_conditions_that_cannot_be_narrow_nothing(cast: Cast) -> None:
    add(cast, "Soon", 2)
    assert names(page(sit("officer"), f"{ADDRESS}?year=never&state=lost&content=nd9&page=99")) == ["Soon"]


def test_an_empty_list_says_why_and_what_to_do(cast: Cast) -> None:
    client = sit("officer")
    assert "No activity was entered for this area yet." in page(client, ADDRESS)
    add(cast, "Soon", 2)
    html = page(client, f"{ADDRESS}?q=nothing")
    assert "No activity fits. Drop some conditions." in html
    assert names(html) == []


def test_fifteen_a_page_keep_their_conditions(cast: Cast) -> None:
    for number in range(17):
        add(cast, f"Lớp {number:02}", number + 1)
    client = sit("officer")
    first = page(client, f"{ADDRESS}?q=lop")
    assert names(first) == [f"Lớp {number:02}" for number in range(15)]
    assert "1–15 of 17 rows" in first
    assert 'href="?q=lop&amp;page=2"' in first
    assert names(page(client, f"{ADDRESS}?q=lop&page=2")) == ["Lớp 15", "Lớp 16"]


def test_it_shows_the_readers_area_only(cast: Cast) -> None:
    course(cast, {"Hồ Thị Một": "xã Hương Liên"}, name="Ở huyện")
    add(cast, "Ở Phúc Trạch", 3)
    assert names(page(sit("chair"), ADDRESS)) == ["Ở huyện", "Ở Phúc Trạch"]
    assert names(page(sit("neighbour"), ADDRESS)) == []


def test_who_may_plan_is_offered_it(cast: Cast) -> None:
    assert "/activities/new" in page(sit("officer"), ADDRESS)
    assert "/activities/new" not in page(sit("inspector"), ADDRESS)
    assert sit("learner").get(ADDRESS).status_code == 403


def test_thirty_rows_take_no_more_queries_than_three(cast: Cast) -> None:
    client = sit("officer")
    for number in range(3):
        course(cast, {f"Hồ Thị {number}": "xã Hương Liên"}, name=f"Lớp {number}")
    few = queries(client, ADDRESS)
    for number in range(3, 30):
        course(cast, {f"Hồ Thị {number}": "xã Hương Liên"}, name=f"Lớp {number}")
    assert queries(client, ADDRESS) == few
    assert few <= 24
