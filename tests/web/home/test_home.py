"""The first page: what is due before all else, the year in figures with their ways, the latest evidence."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, pictures, roll
from nepmoi.kernel.dates import DayPart
from tests.cast import DOOR, Cast, course, unit
from tests.fieldwork.evidence.test_photographs import new
from tests.web.desk import page, queries, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]
TODAY = date(2025, 11, 4)


def add(cast: Cast, name: str, ends: int, *, confirmed: bool = False, photographed: bool = False) -> None:
    """A course with one person of Hương Liên that ends so many days from today, as far along as is said."""
    day = TODAY + timedelta(days=ends)
    uid = course(
        cast,
        {f"Hồ Thị {name}": "xã Hương Liên"},
        name=name,
        first_day=day,
        last_day=day,
        half_days=((day, DayPart.MORNING),),
        venue_unit_id=unit("xã Phúc Trạch", day),
    )
    here = activities.activity(cast.officer, uid).id
    if photographed:
        pictures.add_photographs(by=cast.officer, door=DOOR, activity=uid, half_day=None, pictures=[new(caption=name)])
    if confirmed:
        [slot] = activities.half_days(here)
        marks = {line.uid: Mark.PRESENT for line in activities.roster(cast.officer, here)}
        roll.record_attendance(by=cast.officer, door=DOOR, activity=uid, half_day=slot.uid, marks=dict(marks))
        life.mark_held(by=cast.officer, door=DOOR, activity=uid)
        life.confirm(by=cast.officer, door=DOOR, activity=uid)


def part(html: str, name: str) -> str:
    return html.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]


def names(html: str) -> list[str]:
    return re.findall(r'<h3><a href="/activities/[^"]+">([^<]+)</a></h3>', html)


def test_what_is_due_comes_first_in_the_page(cast: Cast) -> None:
    add(cast, "Sắp tới", 3)
    add(cast, "Quá hạn", -5)
    add(cast, "Thiếu ảnh", -20, confirmed=True)
    add(cast, "Đủ", -30, confirmed=True, photographed=True)
    html = page(sit("officer"), "/")
    assert names(part(html, "due")) == ["Quá hạn", "Sắp tới", "Thiếu ảnh"]
    assert "Overdue by 5 days Quá hạn Say that it was held" in text(part(html, "due"))
    assert html.index('aria-labelledby="due"') < html.index('aria-labelledby="courses"')
    assert html.index('aria-labelledby="courses"') < html.index('aria-labelledby="year"')
    assert html.index('aria-labelledby="year"') < html.index('aria-labelledby="evidence"')


def test_the_answer_stands_in_the_first_line(cast: Cast) -> None:
    add(cast, "Một", -20, confirmed=True)
    add(cast, "Hai", -10, confirmed=True)
    html = page(sit("officer"), "/")
    lead = re.search(r'<p class="lead">.*?</p>', html, re.DOTALL)
    assert lead
    assert "In 2025: 2 people , 2 participations" in text(lead[0])


def test_a_figure_of_the_first_page_opens(cast: Cast) -> None:
    add(cast, "Một", -20, confirmed=True)
    client = sit("officer")
    links = re.findall(r'<b class="n"><a href="([^"]+)">', page(client, "/"))
    assert len(links) == 2
    for link in links:
        assert "1 row behind the figure" in text(page(client, link.replace("&amp;", "&")))


def test_nothing_recorded_is_not_nought(cast: Cast) -> None:
    html = page(sit("officer"), "/")
    assert "nothing recorded" in text(part(html, "year"))
    assert "Nothing is due" in text(part(html, "due"))
    assert "No activity of this area was confirmed yet." in text(html)
    assert "No photograph of this area was added yet." in text(html)


def test_the_latest_photographs_open(cast: Cast) -> None:
    add(cast, "Một", -20, photographed=True)
    client = sit("officer")
    [link] = re.findall(r'<a href="(/photographs/[^"]+)">Một</a>', page(client, "/"))
    assert "<h1>Một</h1>" in page(client, link)


def test_another_area_knows_nothing_of_it(cast: Cast) -> None:
    add(cast, "Một", -20, confirmed=True, photographed=True)
    said = text(page(sit("neighbour"), "/"))
    assert "Một" not in said
    assert "xã Hương Xuân" in said


def test_a_learner_is_led_to_her_own_record(cast: Cast) -> None:
    answer = sit("learner").get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/me")


def test_a_stranger_signs_in_first() -> None:
    assert Client().get("/").headers["Location"] == "/sign-in?next=/"


def test_the_first_page_takes_as_many_questions_for_thirty_as_for_three(cast: Cast) -> None:
    client = sit("officer")
    for number in range(3):
        add(cast, f"Lớp {number}", -20 - number, confirmed=True, photographed=True)
        add(cast, f"Chờ {number}", -number)
    add(cast, "Thiếu ảnh", -40, confirmed=True)
    few = queries(client, "/")
    for number in range(27):
        add(cast, f"Lớp nữa {number}", -50 - number, confirmed=number % 2 == 0)
    assert queries(client, "/") == few


@pytest.mark.parametrize(("username", "waits"), [("officer", False), ("chair", False), ("inspector", True)])
def test_what_is_due_is_for_who_may_do_it(cast: Cast, username: str, waits: bool) -> None:
    add(cast, "Quá hạn", -5)
    said = text(part(page(sit(username), "/"), "due"))
    assert ("Waiting for Hội LHPN tỉnh Hà Tĩnh: Say that it was held" in said) is waits
    assert "Say that it was held" in said


def test_a_commune_waits_for_the_office_that_holds_the_course_elsewhere(cast: Cast) -> None:
    day = TODAY - timedelta(days=3)
    place = unit("xã Hương Khê", day)
    course(
        cast,
        {"Hồ Thị Xa": "xã Hương Liên"},
        name="Nơi khác",
        first_day=day,
        last_day=day,
        half_days=((day, DayPart.MORNING),),
        venue_unit_id=place,
    )
    said = text(part(page(sit("chair"), "/"), "due"))
    assert "Nơi khác Waiting for Hội LHPN tỉnh Hà Tĩnh: Say that it was held" in said


def test_the_year_says_why_it_is_shown_and_others_can_be_chosen(cast: Cast) -> None:
    add(cast, "Năm trước", -400, confirmed=True)
    add(cast, "Năm nay", 3)
    client = sit("officer")
    html = page(client, "/")
    assert "In 2024, the last year with confirmed results: 1 people" in text(html)
    assert re.findall(r'href="\?year=(\d+)#year"', html) == ["2025", "2024"]
    assert "In 2025: nothing recorded" in text(page(client, "/?year=2025"))
    assert "In 2024, the last year" in text(page(client, "/?year=1900"))
