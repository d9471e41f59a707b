"""What the tests of pages share: sitting down as somebody, sending a page's own form back, counting queries."""

import re
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import PASSWORD


def sit(username: str, *, language: str = "en") -> Client:
    """A browser in which somebody of the cast has signed in; English, so that a better translation breaks no test."""
    client = Client()
    answer = client.post("/sign-in", {"username": username, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    client.cookies["django_language"] = language
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def form_of(html: str, action: str) -> dict[str, Any]:
    """The hidden and filled fields of a page's form, as a browser would send them back: those elsewhere that name it, too."""
    forms = re.findall(r"<form\b.*?</form>", html, re.DOTALL)
    # A button elsewhere may send a form to another address.
    button = re.search(rf'<button\b[^>]*\bform="([^"]+)" formaction="{re.escape(action)}[#"]', html)
    mark = f'<form id="{button[1]}"' if button else f'action="{action}"'
    found = next(form for form in forms if mark in form)
    name = re.search(r'<form id="([^"]+)"', found)
    outside = re.findall(rf'<input\b[^>]*\bform="{name[1]}"[^>]*>', html) if name else []
    sent: dict[str, Any] = {}
    for tag in [*re.findall(r"<input\b[^>]*>", found), *outside]:
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        is_off = told.get("type") in {"radio", "checkbox"} and not re.search(r"\bchecked\b", tag)
        if told.get("name") and told["name"] != "csrfmiddlewaretoken" and not is_off:
            sent.setdefault(told["name"], []).append(told.get("value", ""))
    return sent


def send(client: Client, address: str, action: str = "", **changes: Any) -> Any:
    """Open a page, change what is said, send its form; ``action`` when the form goes elsewhere."""
    filled = form_of(page(client, address), action or address)
    return client.post(action or address, filled | changes)


def text(html: str) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def uid_in(address: str) -> UUID:
    """The last id in an address."""
    return UUID(re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", address)[-1])


def queries(client: Client, address: str) -> int:
    """How many statements a page takes, the second time."""
    page(client, address)
    with CaptureQueriesContext(connection) as sent:
        assert client.get(address).status_code == 200
    return len(sent)
