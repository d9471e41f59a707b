"""A refusal reaches the reader in words, with a code to read out, and the log without a name."""

import logging
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.test import Client
from django.utils import translation

from nepmoi.kernel.dates import DayPart, PartialDate, Period
from nepmoi.kernel.errors import Conflict, Invalid, NepmoiError, NotAllowed, NotFound, Unavailable
from nepmoi.web import problems
from nepmoi.web.errors import SignInLocked
from tests.web.base_addresses import counted

pytestmark = pytest.mark.urls("tests.web.base_addresses")

NAME = "Chị Kín Đáo"


@pytest.fixture
def visitor(db: None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize(
    ("branch", "expected"),
    [(Invalid, 422), (NotFound, 404), (NotAllowed, 403), (Conflict, 409), (Unavailable, 503)],
)
def test_each_branch_has_its_answer(branch: type[NepmoiError], expected: int) -> None:
    assert problems.status(branch()) == expected


def test_a_leaf_may_have_an_answer_of_its_own() -> None:
    assert problems.status(SignInLocked(minutes=15)) == 429
    assert problems.status(counted()) == 503


def test_facts_are_written_as_people_write_them() -> None:
    with translation.override("en"):
        assert problems.words(counted()) == f"{NAME}: 1.521 in 1985, until 22/10/2024."


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (None, "unknown"),
        (True, "yes"),
        (45, "45"),
        (1_234_567, "1.234.567"),
        (date(2024, 1, 5), "05/01/2024"),
        (datetime(2024, 10, 24, 17, 30, tzinfo=UTC), "25/10/2024 00:30"),
        (PartialDate(1985, 6), "06/1985"),
        (Period(date(2023, 12, 15), date(2024, 6, 14)), "15/12/2023–14/06/2024"),
        (DayPart.AFTERNOON, "afternoon"),
        (("Hòa", 1521), "Hòa, 1.521"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_a_fact_of_each_kind(fact: object, expected: str) -> None:
    with translation.override("en"):
        assert problems.shown(fact) == expected


def test_a_refusal_that_a_view_lets_through_becomes_a_page(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    answer = visitor.post("/refuses")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{NAME} saved this at 24/10/2024 09:14." in page
    assert "Nothing was changed, nothing was lost." in page
    assert "stale-save" in page
    lines = refusals(caplog.records)
    assert len(lines) == 1
    reference = re.search(r"reference ([A-Z0-9]{3}-[A-Z0-9]{3})$", lines[0])
    assert reference
    assert reference[1] in page


def test_no_fact_reaches_the_log(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    visitor.get("/refuses", {"q": NAME})
    visitor.get("/explains", {"q": NAME})
    assert len(refusals(caplog.records)) == 2
    assert [line for record in caplog.records if NAME in (line := record.getMessage())] == []


def test_a_part_of_a_page_gets_a_note_in_the_place_for_refusals(visitor: Client) -> None:
    answer = visitor.post("/refuses", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#refused", "innerHTML")
    assert answer.content.decode().lstrip().startswith('<div class="note bad">')
    whole = visitor.get("/refuses", headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert "<h1>" in whole.content.decode()
    assert 'id="refused"' in whole.content.decode()


def test_a_page_adds_what_is_missing_and_the_ways_out(visitor: Client) -> None:
    page = visitor.get("/explains").content.decode()
    assert "<h1>The course is not confirmed</h1>" in page
    assert '<a href="/the-sheet">Sign-in sheet</a>: no picture yet' in page
    assert '<dd><a href="/the-course">Course of October</a></dd>' in page
    assert '<a class="btn main" href="/the-course">Back to the course</a>' in page


def test_the_way_back_is_a_page_of_ours_or_none(visitor: Client) -> None:
    def back(referer: str) -> list[str]:
        page = visitor.get("/refuses", headers={"Referer": referer}).content.decode()
        return re.findall(r'<a class="btn main" href="([^"]*)">Back to the page before', page)

    assert back("http://testserver/courses?year=2024#top") == ["/courses?year=2024"]
    assert back("http://testserver/refuses") == []
    assert back("https://example.org/courses") == []
    assert back("") == []


def test_a_reference_can_be_read_out() -> None:
    codes = {problems.new_reference() for _ in range(200)}
    assert len(codes) > 195
    assert [
        code for code in codes if not re.fullmatch(r"[A-Z0-9]{3}-[A-Z0-9]{3}", code) or set(code) & set("0O1IL2Z5S8B")
    ] == []


def refusals(records: Sequence[logging.LogRecord]) -> list[str]:
    return [record.getMessage() for record in records if record.name == "nepmoi.web.refusals"]
