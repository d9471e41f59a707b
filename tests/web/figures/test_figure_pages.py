"""A figure on its page: in words, in parts, with the list behind it, and from there to a photograph in four clicks."""

import html as entities
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from nepmoi.analytics.figures import selectors as figures
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.geography.rules.levels import Level
from tests.web.desk import page, queries, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_case")]
PEOPLE = "/figures/people_trained"


def district() -> str:
    return str(geography.the_one("Hương Khê", level=Level.DISTRICT).uid)


def number(html: str) -> list[str]:
    """The big numbers of a page with their units."""
    return [text(found) for found in re.findall(r'<b class="n">(.*?)</b>', html, re.DOTALL)]


def record_links(html: str) -> list[tuple[str, str]]:
    listed = html.split('aria-labelledby="list"', 1)[1]
    return re.findall(r'<th role="rowheader"[^>]*><a[^>]*href="([^"]+)"|<h3><a href="([^"]+)"', listed)


def records(client: Client, address: str) -> list[str]:
    """The records behind a figure, over all pages of its list."""
    found: list[str] = []
    for number in range(1, 100):
        html = page(client, f"{address}{'&' if '?' in address else '?'}page={number}")
        found += [one or other for one, other in record_links(html)]
        following = re.search(r'rel="next" href="([^"]+)"', html)
        if not following:
            return found
        assert parse_qs(urlsplit(entities.unescape(following[1])).query)["page"] == [str(number + 1)]
    raise AssertionError(address)


def parts(html: str, by: str) -> dict[str, str]:
    table = html.split(f'aria-labelledby="by-{by}"')[1].split("</section>")[0]
    rows = re.findall(r'<th scope="row">(.*?)</th>.*?<td class="r">(.*?)</td>', table, re.DOTALL)
    return {entities.unescape(label): text(value) for label, value in rows}


def test_a_figure_says_what_it_is_of_when_and_where(the_case: None) -> None:
    said = text(page(sit("tinh"), f"{PEOPLE}?year=2024"))
    for words in (
        "the year 2024 · tỉnh Hà Tĩnh · by the administrative units of 31/12/2024",
        "45 people",
        "by list",
        "Unknown: none.",
        "Held, not confirmed: none.",
        "45 rows behind the figure",
        "The rows add up to 45 people.",
        "1–15 of 45 rows",
    ):
        assert words in said


def test_the_list_is_the_figure_and_each_row_opens(the_case: None) -> None:
    client = sit("tinh")
    found = records(client, f"{PEOPLE}?year=2024")
    assert len(found) == len(set(found)) == 45
    for link in found:
        assert "present" in page(client, link)


def test_people_and_participations_are_two_figures(the_case: None) -> None:
    client = sit("tinh")
    html = page(client, f"{PEOPLE}?from=2022-01-01&to=2024-12-31")
    assert number(html) == ["96 people", "115 participations"]
    assert 'class="fig turn"' in html
    assert "hx" not in re.findall(r'<rect class="(\w+)" width="[\d.]+%"', html)
    striped = page(client, "/figures/training_participations?from=2022-01-01&to=2024-12-31")
    assert number(striped) == ["115 participations", "96 people"]
    assert "t0" not in re.findall(r'<rect class="(\w+)" width="[\d.]+%"', striped)
    assert len(records(client, "/figures/training_participations?year=2024")) == 45


def test_presences_stand_under_their_own_name(the_case: None) -> None:
    client = sit("tinh")
    html = page(client, "/figures/half_day_presences?year=2024")
    assert number(html) == ["177 presences"]
    assert "Morning 22/10/2024" in text(html.split('aria-labelledby="list"', 1)[1])
    assert len(records(client, "/figures/half_day_presences?year=2024")) == 177


def test_a_figure_of_one_course_names_it(the_case: None) -> None:
    client = sit("tinh")
    [course] = {one or other for one, other in record_links(page(client, "/figures/courses?year=2023"))}
    html = page(client, f"{PEOPLE}?activity={course.rpartition('/')[2]}")
    assert number(html) == ["38 people", "38 participations"]
    assert f'<a href="{course}">' in html.split('class="head"')[1].split("</div>")[0]


def test_a_part_opens_its_own_rows(the_case: None) -> None:
    client = sit("tinh")
    html = page(client, f"{PEOPLE}?year=2024&by=sex")
    assert parts(html, "sex") == {"Female": "33", "Male": "12"}
    [women] = re.findall(r'href="([^"]*part=female[^"]*)"', html)
    opened = page(client, entities.unescape(women))
    assert "Female: 33 rows" in text(opened)
    assert number(opened)[0] == "45 people"
    assert len(records(client, entities.unescape(women).partition("#")[0])) == 33


def test_the_same_people_on_the_map_of_another_day(the_case: None) -> None:
    client = sit("tinh")
    html = page(client, f"{PEOPLE}?place={district()}&year=2024&by=place&map=2025-07-01")
    found = parts(html, "commune")
    assert len(found) == 8
    assert sum(map(int, found.values())) == 45
    assert found["New commune not determined (tỉnh Hà Tĩnh)"] == "5"
    assert "By the administrative units of 01/07/2025" in text(html)


def test_nothing_recorded_is_not_nought(the_case: None) -> None:
    html = page(sit("tinh"), f"{PEOPLE}?year=2021")
    assert number(html) == []
    assert "nothing recorded" in text(html)
    assert "That is not 0." in text(html)
    assert '<a href="#list">' not in html


def test_a_name_of_several_places_is_asked_back(the_case: None) -> None:
    client = sit("tinh")
    html = page(client, f"{PEOPLE}?place=Hương Khê&year=2024", 422)
    assert number(html) == []
    assert html.count('type="radio"') == 3
    sent = f"{PEOPLE}?place=Hương Khê&place_was=Hương Khê&place_uid={district()}&year=2024&from=&to=&by=&map="
    answer = client.get(sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PEOPLE}?place={district()}&year=2024")
    assert number(page(client, answer.headers["Location"]))[0] == "45 people"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=2024-12-31&to=2024-01-01", "before it begins"),
        ("year=2024&from=2024-01-01", "not both"),
        ("by=shoe", "valid choice"),
        ("place=Atlantis", "No place is called Atlantis."),
        ("from=soon", "This is no day"),
        ("year=soon", "valid choice"),
        ("part=female", "no part"),
    ],
)
def test_what_cannot_be_asked_is_told_at_the_form(the_case: None, query: str, words: str) -> None:
    html = page(sit("tinh"), f"{PEOPLE}?{query}", 422)
    assert words in text(html)
    assert '<details class="filter card" open>' in html
    assert number(html) == []


def test_the_address_shows_a_colleague_the_same(the_case: None) -> None:
    html = page(sit("phuctrach"), f"{PEOPLE}?year=2024&by=sex")
    [same] = re.findall(r'<a href="([^"]+)">The address of this figure</a>', html)
    query = parse_qs(urlsplit(entities.unescape(same)).query)
    assert query["place"] == [str(geography.the_one("18547").uid)]
    theirs = page(sit("tinh"), entities.unescape(same))
    assert number(theirs) == number(html) != []
    assert parts(theirs, "sex") == parts(html, "sex")


def test_a_place_of_another_area_is_refused_whole(the_case: None) -> None:
    place = geography.the_one("18547").uid
    assert "outside-area" in page(sit("huongxuan"), f"{PEOPLE}?place={place}", 403)
    page(sit("hocvien"), PEOPLE, 403)
    page(sit("hocvien"), "/figures", 403)


def test_a_figure_that_there_is_not(the_case: None) -> None:
    assert "figure-unknown" in page(sit("tinh"), "/figures/shoes", 404)


@pytest.mark.parametrize(("asked", "shown"), [("99", "31–45 of 45"), ("0", "31–45 of 45"), ("x", "1–15 of 45")])
def test_a_page_beyond_the_list_is_its_last(the_case: None, asked: str, shown: str) -> None:
    assert shown in text(page(sit("tinh"), f"{PEOPLE}?year=2024&page={asked}"))


def test_courses_days_and_groups_open_their_records(the_case: None) -> None:
    client = sit("tinh")
    for code, count in (("courses", 3), ("training_days", 3), ("activities_with_evidence", 3), ("teams_kept_up", 2)):
        found = records(client, f"/figures/{code}")
        assert len(found) == count
        for link in found:
            page(client, link)
    assert "2 days" in text(page(client, "/figures/training_days").split('aria-labelledby="list"', 1)[1])


def test_the_list_of_figures_has_their_values(the_case: None) -> None:
    client = sit("tinh")
    html = page(client, "/figures?year=2024")
    assert "People trained (each once) 45 people" in text(html)
    links = re.findall(r'<h3><a href="([^"]+)">', html)
    assert len(links) == len(figures.catalogue())
    for link in links:
        page(client, entities.unescape(link))
    assert "nothing recorded" in text(page(client, "/figures?year=2021"))
    assert client.get("/figures?place=&year=2024&from=&to=&map=").headers["Location"] == "/figures?year=2024"
    assert "Mend the conditions" in text(page(client, "/figures?place=Hương Khê", 422))


def test_from_the_figure_to_a_photograph_in_four_clicks(the_case: None) -> None:
    client = sit("tinh")
    [figure] = re.findall(r'<b class="n"><a href="([^"]*people_trained[^"]*)">', page(client, "/"))
    person = next(one for one, _ in record_links(page(client, entities.unescape(figure))))
    half_day = re.findall(r'<li class="present"><a href="([^"]+)">', page(client, person))[0]
    address, _, anchor = half_day.partition("#")
    course = page(client, address)
    assert f'id="{anchor}"' in course
    photograph = re.findall(r'href="(/photographs/[^"]+)"', course)[0]
    assert "/shown.jpg" in page(client, photograph)


def test_more_rows_take_no_more_questions(the_case: None) -> None:
    client = sit("tinh")
    few = f"{PEOPLE}?place={geography.the_one('xã Hương Trạch').uid}&year=2024&map=2024-12-31"
    many = f"{PEOPLE}?place={district()}&year=2024&map=2024-12-31"
    assert "3 rows behind the figure" in text(page(client, few))
    assert queries(client, few) == queries(client, many)
