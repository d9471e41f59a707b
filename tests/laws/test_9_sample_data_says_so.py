"""Law 9: sample data says so, on every page and in every document; and a folder with real data never does."""

import io
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client

from nepmoi.cli import loading
from nepmoi.core.audit import services as audit
from nepmoi.core.files import selectors as files
from nepmoi.core.files import services as files_services
from nepmoi.core.files.models import DataFolder
from tests.cast import CONSOLE, DOOR, Cast
from tests.cli.conftest import console as console
from tests.system import addresses
from tests.web.desk import sit, text

pytestmark = pytest.mark.django_db

MARK = "Dữ liệu mẫu, không phải người thật"
HTML = "text/html; charset=utf-8"
PAPER = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "text/csv; charset=utf-8"


@pytest.fixture
def sample(cast: Cast) -> None:
    mark()


def mark() -> None:
    with audit.writing(CONSOLE.actor, DOOR):
        files_services.mark_as_sample()


@pytest.fixture
def records(cast: Cast) -> addresses.Records:
    assert cast.phuc_trach.unit_id
    return addresses.lay(cast.phuc_trach, cast.phuc_trach.unit_id, date(2025, 8, 20), "Nhà")


def answers(client: Client, records: addresses.Records) -> dict[str, HttpResponse]:
    """What each address gives to a look, as far as it is a page or a document."""
    found: dict[str, HttpResponse] = {}
    for name in addresses.routes():
        response: Any = client.get(addresses.address(name, records))
        for close in response._resource_closers:
            close()
        if response.status_code == 200 and response["Content-Type"] in {HTML, *FILES}:
            found[name] = response
    return found


def says(response: HttpResponse, words: str = MARK) -> bool:
    if response["Content-Type"] in FILES:
        return FILES[response["Content-Type"]](response.content)
    return words in text(response.content.decode()).replace(" ,", ",")


def paper_says(content: bytes) -> bool:
    """On every page: the header of each kind of page in each part of the document."""
    paper = docx.Document(io.BytesIO(content))
    headers = [
        header
        for section in paper.sections
        for header, is_used in (
            (section.header, True),
            (section.first_page_header, section.different_first_page_header_footer),
            (section.even_page_header, paper.settings.odd_and_even_pages_header_footer),
        )
        if is_used
    ]
    return bool(headers) and all("DỮ LIỆU MẪU" in _all(header).upper() for header in headers)


def _all(header: Any) -> str:
    return " ".join(paragraph.text for paragraph in header.paragraphs)


def book_says(content: bytes) -> bool:
    """In each sheet, and at the head of each of its printed pages."""
    pages = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return all(
        any(mark in str(said) for mark in MARKS) for page in pages for said in (page["A1"].value, _printed(page))
    )


def _printed(page: Any) -> str:
    return page.oddHeader.center.text or ""


def text_says(content: bytes) -> bool:
    first = content.decode("utf-8-sig").partition("\n")[0]
    return any(mark in first for mark in MARKS)


MARKS = ("DỮ LIỆU MẪU", "SAMPLE DATA")
FILES = {PAPER: paper_says, BOOK: book_says, TEXT: text_says}


@pytest.mark.parametrize("username", ["officer", "chair", "collaborator", "inspector", "learner"])
def test_every_page_and_document_says_it(sample: None, records: addresses.Records, username: str) -> None:
    found = answers(sit(username, language="vi"), records)
    assert len(found) > (2 if username == "learner" else 12)
    assert [name for name, response in found.items() if not says(response)] == []


def test_the_paper_and_the_lists_are_among_them(sample: None, records: addresses.Records) -> None:
    found = answers(sit("officer"), records)
    files = {kind: [name for name, response in found.items() if response["Content-Type"] == kind] for kind in FILES}
    assert files == {
        PAPER: ["web:course_result"],
        BOOK: ["web:roster_xlsx", "web:roll_xlsx", "web:figure_xlsx"],
        TEXT: ["web:roster_csv", "web:roll_csv", "web:figure_csv"],
    }


def test_a_refusal_and_the_way_in_say_it(sample: None, records: addresses.Records) -> None:
    chair, stranger = sit("neighbour", language="vi"), Client()
    refused = {
        "not hers": chair.get(addresses.address("web:activity", records)),
        "not there": chair.get("/nowhere"),
        "sign-in": stranger.get("/sign-in"),
        "wrong password": stranger.post("/sign-in", {"username": "officer", "password": "sai"}),
        "not her task": sit("learner", language="vi").get("/people"),
        "empty form": sit("officer", language="vi").post("/activities/new"),
    }
    assert [name for name, response in refused.items() if not says(response)] == []


def test_it_says_it_in_english_too(sample: None, records: addresses.Records) -> None:
    found = answers(sit("officer", language="en"), records)
    pages = {name: response for name, response in found.items() if response["Content-Type"] == HTML}
    assert [name for name, response in pages.items() if not says(response, "Sample data, not real people")] == []


JSON = (
    "/api/v1/figures/people_trained",
    "/api/v1/figures/people_trained?by=sex",
    "/api/v1/figures/people_trained/rows",
)


def in_json(client: Client) -> list[object]:
    """What the figures over HTTP say of it."""
    return [client.get(address).json()["sample"] for address in JSON]


def printed(console: Any) -> object:
    """What the command prints of it, with the list."""
    return console.json("figure", "people_trained", "--rows", "--json")["sample"]


def test_every_figure_for_machines_says_it(sample: None, records: addresses.Records, console: Any) -> None:
    assert in_json(sit("officer")) == [True] * len(JSON)
    assert printed(console) is True


def test_a_figure_of_real_people_does_not(records: addresses.Records, console: Any) -> None:
    assert in_json(sit("officer")) == [False] * len(JSON)
    assert printed(console) is False


def test_a_folder_with_real_data_says_nothing_of_it(records: addresses.Records) -> None:
    assert not files.is_sample()
    assert [name for name, response in answers(sit("officer", language="vi"), records).items() if says(response)] == []


def test_the_demo_marks_its_folder_before_anything_else_is_in_it(cast: Cast) -> None:
    loading.mark_as_sample()
    assert files.is_sample()


def test_the_mark_is_never_taken_back(sample: None) -> None:
    first = DataFolder.objects.get()
    loading.mark_as_sample()
    mark()
    again = DataFolder.objects.get()
    assert (again.pk, again.uid, again.sample) == (first.pk, first.uid, True)
