"""The list behind a figure, taken away: every number in it is what the API answers, for every figure and every reader."""

from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.accounts.models import Account
from nepmoi.core.audit.models import Reading
from nepmoi.fieldwork.activities.rules import Wanted
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.kernel import clock
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation.selectors import console
from nepmoi.reporting.assemble import figure_list
from nepmoi.reporting.assemble.errors import TooManyToTake
from tests.reporting.render import opening
from tests.web.desk import page, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_case")]

HEADERS = {"host": "127.0.0.1:8000"}
CODES = [definition.code for definition in figures.catalogue()]
READ = {"xlsx": opening.sheet, "csv": opening.of_csv}


def signed_in(username, language="en"):
    client = Client(headers=HEADERS)
    client.force_login(Account.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = language
    return client


def address(code, ending, **asked):
    return f"{reverse(f'web:figure_{ending}', args=[code])}?{urlencode(asked)}"


def download(client, code, ending="xlsx", **asked):
    answer = client.get(address(code, ending, **asked))
    assert answer.status_code == 200, answer.content.decode()
    return answer.content


def of_api(client, code, **asked):
    """What the API answers to the same question, and all its rows."""
    without_part = {word: value for word, value in asked.items() if word != "part"}
    answer = client.get(f"/api/v1/figures/{code}", without_part).json()
    behind = client.get(f"/api/v1/figures/{code}/rows", asked).json()
    assert len(behind["rows"]) == behind["total"]
    return answer, behind


def adds(found):
    return [int(row[found.columns[-1]]) for row in found.rows]


@pytest.mark.parametrize("username", ["tinh", "phuctrach"])
@pytest.mark.parametrize("code", CODES)
def test_every_number_is_what_the_api_answers(code, username):
    client = signed_in(username)
    answer, behind = of_api(client, code, year=2024)

    for ending, read in READ.items():
        found = read(download(client, code, ending, year=2024))
        number = found.fact("The figure")
        assert number == "nothing recorded" if answer["value"] is None else int(number) == answer["value"]
        assert adds(found) == [row["adds"] for row in behind["rows"]]
        assert [row["Name"] for row in found.rows] == [row["label"] for row in behind["rows"]]
        assert sum(adds(found)) == behind["adds"] == (answer["value"] or 0)
        if behind["rows"]:
            assert int(found.sums["Sum"][found.columns[-1]]) == behind["adds"]
        for label, key in (("Unknown", "unknown"), ("Held, not confirmed", "unconfirmed")):
            assert int(found.fact(f"{label}, not in the figure") or 0) == answer[key]


def test_numbers_are_numbers_and_days_are_days():
    [first, *_] = opening.sheet(download(signed_in("tinh"), "people_trained", year=2024)).rows

    assert {type(first[column]) for column in ("No.", "Half-days present", "Half-days held")} == {int}
    assert isinstance(first["Day"], date)
    assert isinstance(first["Birth"], int | date)


@pytest.mark.parametrize("ending", READ)
def test_it_says_what_it_is_of(ending):
    found = READ[ending](download(signed_in("tinh"), "people_trained", ending, year=2024))
    said = str(found.above)

    for words in (
        "SAMPLE DATA",
        "People trained (each once)",
        "tỉnh Hà Tĩnh",
        "by the administrative units of 31/12/2024",
        "the year 2024",
        "Each person present in at least one half-day",
        "by list",
        f"{clock.today():%d/%m/%Y}",
    ):
        assert words in said


@pytest.mark.parametrize("by", ["sex", "ethnic", "commune"])
def test_its_parts_are_those_of_the_api(by):
    client = signed_in("tinh")
    answer, _ = of_api(client, "people_trained", year=2024, by=by)

    content = download(client, "people_trained", year=2024, by=by)
    found = opening.sheet(content, 1)

    assert [list(row.values())[1:] for row in found.rows] == [
        [part["label"], part["value"]] for part in answer["parts"]
    ]
    assert found.fact("The figure") == answer["value"] == 45
    lines = opening.text(download(client, "people_trained", "csv", year=2024, by=by))
    for part in answer["parts"]:
        assert [part["label"], str(part["value"])] in [line[1:] for line in lines]


def test_one_part_has_its_rows_and_both_numbers():
    client = signed_in("tinh")
    _, behind = of_api(client, "people_trained", year=2024, by="sex", part="male")

    found = opening.sheet(download(client, "people_trained", year=2024, by="sex", part="male"))

    assert (found.fact("The figure"), found.fact("Sex: Male"), behind["adds"]) == (45, 12, 12)
    assert [row["Name"] for row in found.rows] == [row["label"] for row in behind["rows"]]
    assert {row["Sex"] for row in found.rows} == {"male"}


@pytest.mark.parametrize("of", ["unknown", "unconfirmed"])
@pytest.mark.parametrize("code", ["people_trained", "heads_reached", "half_day_presences"])
def test_what_is_not_in_the_figure_has_its_own_list(code, of):
    client = signed_in("tinh")
    answer, behind = of_api(client, code, of=of)

    found = opening.sheet(download(client, code, of=of))

    assert adds(found) == [row["adds"] for row in behind["rows"]]
    assert sum(adds(found)) == behind["adds"] == answer[of]
    assert found.columns[-1].startswith("Not in the figure")


def test_one_activity_is_named():
    [course] = activities.in_order(console(), Wanted(year=2024), today=clock.today())
    found = opening.sheet(download(signed_in("tinh"), "people_trained", activity=course.uid))

    assert found.fact("Activity") == course.name
    assert found.fact("The figure") == len(found.rows) == 45


@pytest.mark.parametrize("query", ["?year=2024", "?year=2024&by=sex&part=female", "?of=unconfirmed", "?by=commune"])
def test_the_page_offers_the_very_list_that_it_shows(query):
    client = signed_in("tinh")
    html = page(client, f"/figures/people_trained{query}")
    links = [part.partition('"')[0].replace("&amp;", "&") for part in html.split('href="')]
    ways = [link for link in links if "/list." in link]
    if not ways:
        assert "No row" in html
        return
    assert {urlsplit(link).path.rpartition(".")[2] for link in ways} == {"xlsx", "csv"}
    for link in ways:
        answer = client.get(link)
        found = READ[urlsplit(link).path.rpartition(".")[2]](answer.content)
        asked = dict(parse_qsl(urlsplit(link).query))
        assert [row["Name"] for row in found.rows] == [
            row["label"] for row in of_api(client, "people_trained", **asked)[1]["rows"]
        ]


def test_the_number_opens_its_page():
    client = signed_in("tinh")
    book = opening.book(download(client, "people_trained", year=2024, by="sex", part="male")).worksheets[0]
    links = [cell.hyperlink.target for row in book.iter_rows() for cell in row if cell.hyperlink]

    assert len(links) == 2
    for link in links:
        assert page(client, link.partition(HEADERS["host"])[2])
    assert "part=male" in links[1]


def test_it_is_saved_under_a_plain_name_and_kept_by_no_cache():
    client = signed_in("tinh")
    district = geography.the_one("huyện Hương Khê").uid
    answers = [
        client.get(address("people_trained", ending, year=2024, place=district, by="sex", part="male"))
        for ending in READ
    ]

    assert [answer["Content-Disposition"] for answer in answers] == [
        f'attachment; filename="danh-sach-people-trained-huong-khe-2024-01-01-2024-12-31.{ending}"' for ending in READ
    ]
    assert answers[0]["Content-Type"].endswith("spreadsheetml.sheet")
    assert answers[1]["Content-Type"] == "text/csv; charset=utf-8"
    assert all("no-store" in answer["Cache-Control"] for answer in answers)


@pytest.mark.parametrize("ending", READ)
def test_a_place_outside_the_area_is_refused_whole(ending):
    answer = signed_in("phuctrach").get(
        address("people_trained", ending, place=geography.the_one("tỉnh Hà Tĩnh").uid, year=2024)
    )

    assert answer.status_code == 403
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_nobody_is_in_the_list_of_a_commune_who_is_not_on_its_page():
    chair = signed_in("phuctrach")
    own, all_of_them = (
        {row["Name"] for row in opening.sheet(download(client, "people_trained")).rows}
        for client in (chair, signed_in("tinh"))
    )

    shown = {row["label"] for row in of_api(chair, "people_trained")[1]["rows"]}
    assert own == shown
    assert own < all_of_them


def test_whoever_takes_people_away_is_noted_and_who_takes_none_is_not():
    client = signed_in("phuctrach")
    download(client, "courses")
    assert left() == []
    rows = len(opening.sheet(download(client, "people_trained", year=2024)).rows)

    [last] = left()
    assert (last.matter, last.people, last.root_id, last.door_detail) == (
        "figure",
        rows,
        None,
        "/figures/people_trained/list.xlsx",
    )
    assert last.unit_id == geography.the_one("xã Phúc Trạch", on=clock.today()).id


def left():
    return list(Reading.objects.filter(deed="exported"))


def test_what_is_not_understood_is_told_on_the_page():
    answer = signed_in("tinh").get(address("people_trained", "xlsx", by="weight"))

    assert answer.status_code == 302
    assert answer["Location"] == "/figures/people_trained?by=weight"


def test_an_unknown_figure_is_not_found():
    assert signed_in("tinh").get(address("no_such_figure", "csv")).status_code == 404


def test_a_list_that_is_too_long_says_how_long_it_is():
    asked = figures.question(code="people_trained", year=2024)

    assert len(figure_list.gather(viewer=console(), asked=asked, most=45).sheets[0].rows) == 45
    with pytest.raises(TooManyToTake) as refused:
        figure_list.gather(viewer=console(), asked=asked, most=44)
    assert (refused.value.rows, refused.value.most) == (45, 44)


def test_the_rows_of_many_cost_as_many_questions_as_those_of_few():
    client = signed_in("tinh")
    counted = [queries(client, address("people_trained", "csv", **asked)) for asked in ({"year": 2024}, {})]
    rows = [len(opening.sheet(download(client, "people_trained", **asked)).rows) for asked in ({"year": 2024}, {})]

    assert rows[0] < rows[1]
    assert counted[0] == counted[1]
