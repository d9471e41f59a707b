"""What every page has: whose it is, its language and theme, and plain answers when there is no page."""

import re

import pytest
from django.test import Client

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


@pytest.fixture
def visitor(db: None) -> Client:
    return Client(raise_request_exception=False)


def test_the_policy_allows_nothing_but_our_own(visitor: Client) -> None:
    header = visitor.get("/sign-in").headers["Content-Security-Policy"]
    assert dict(part.strip().split(" ", 1) for part in header.split(";")) == POLICY


def test_a_page_stands_in_vietnamese_whatever_the_browser_says(visitor: Client) -> None:
    answer = visitor.get("/sign-in", headers={"Accept-Language": "en-US,en"})
    assert answer.headers["Content-Language"] == "vi"
    assert '<html lang="vi">' in answer.content.decode()


def test_the_reader_chooses_english_and_stays_where_she_is(visitor: Client) -> None:
    answer = visitor.post("/language", {"language": "en", "next": "/sign-in?next=/x"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?next=/x")
    assert '<html lang="en">' in visitor.get("/sign-in").content.decode()
    visitor.post("/language", {"language": "xx"})
    assert '<html lang="en">' in visitor.get("/sign-in").content.decode()


def test_the_theme_is_the_devices_until_the_reader_chooses(visitor: Client) -> None:
    def theme() -> str:
        found = re.search(r'<html lang="vi"(?: data-theme="(\w+)")?>', visitor.get("/sign-in").content.decode())
        assert found
        return found[1] or ""

    assert theme() == ""
    visitor.post("/theme", {"theme": "dark"})
    assert theme() == "dark"
    visitor.post("/theme", {"theme": "light"})
    assert theme() == "light"
    visitor.post("/theme", {"theme": ""})
    assert theme() == ""


@pytest.mark.parametrize("address", ["/language", "/theme"])
@pytest.mark.parametrize("onward", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_a_choice_sends_nobody_elsewhere(visitor: Client, address: str, onward: str) -> None:
    assert visitor.post(address, {"next": onward}).headers["Location"] == "/"
    assert visitor.get(address).status_code == 405


def test_a_form_without_its_token_is_refused_in_words(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/theme", {"theme": "dark"})
    assert answer.status_code == 403
    assert "<h1>" in answer.content.decode()


def test_an_unknown_address_says_so_and_leads_back(visitor: Client) -> None:
    answer = visitor.get("/no-such-page")
    assert answer.status_code == 404
    assert 'class="btn main" href="/"' in answer.content.decode()


@pytest.mark.urls("tests.web.base_addresses")
def test_a_fault_of_ours_is_told_without_the_database() -> None:
    # No database fixture: a query would fail this test.
    answer = Client(raise_request_exception=False).get("/breaks")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in page
    assert 'lang="en"' in page
    assert "a fault of ours" not in page


def test_no_place_of_the_menu_is_shown_to_a_stranger(visitor: Client) -> None:
    assert 'class="nav"' not in visitor.get("/sign-in").content.decode()
