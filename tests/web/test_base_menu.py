"""The frame of a page: the places that this account may go to, whose pages they are, and what kind of data."""

import re
from datetime import date

import pytest
from django.test import Client

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Actor, Door, DoorKind
from nepmoi.core.files import services as files
from nepmoi.registry.organisation import selectors, services
from nepmoi.registry.organisation.rules import OfficeKind, Role

pytestmark = pytest.mark.urls("tests.web.base_menu_addresses")

PASSWORD = "lozenge-and-stripe-7"  # noqa: S105 - of an account that lives as long as a test


def signed_in(role: Role) -> Client:
    by, door = selectors.console(), Door(DoorKind.COMMAND, "test")
    office = services.open_office(
        by=by, door=door, name="Hội LHPN tỉnh Thử", short_name="Hội LHPN Thử", kind=OfficeKind.UNION, unit_id=None
    )
    services.open_account(
        by=by,
        door=door,
        username="thu",
        full_name="Nguyễn Thị Thử",
        password=PASSWORD,
        office=office,
        role=role,
        valid_from=date(2020, 1, 1),
    )
    client = Client()
    assert client.post("/sign-in", {"username": "thu", "password": PASSWORD}).headers["Location"] == "/"
    return client


def menu(client: Client, address: str) -> list[tuple[str, str]]:
    """Each place's address and whether it is the current one."""
    page = client.get(address).content.decode()
    return re.findall(r'<li><a href="([^"]*)"(?: aria-current="(\w+)")?>', page)


def test_the_menu_holds_the_places_that_exist(db: None) -> None:
    client = signed_in(Role.OFFICER)
    assert menu(client, "/") == [("/", "page"), ("/activities/", ""), ("/figures/", "")]


def test_a_place_stays_marked_on_the_pages_below_it(db: None) -> None:
    client = signed_in(Role.INSPECTOR)
    assert menu(client, "/activities/") == [("/", ""), ("/activities/", "page"), ("/figures/", "")]
    assert menu(client, "/activities/a-course") == [("/", ""), ("/activities/", "true"), ("/figures/", "")]


def test_the_menu_leaves_out_what_the_role_may_not_see(db: None) -> None:
    client = signed_in(Role.LEARNER)
    assert menu(client, "/") == []


def test_sample_data_says_so_on_every_page(db: None) -> None:
    assert 'class="sample"' not in Client().get("/sign-in").content.decode()
    with audit.writing(Actor(None, "test"), Door(DoorKind.COMMAND, "test"), "the demo"):
        files.mark_as_sample()
    for address in ("/sign-in", "/no-such-page"):
        assert 'class="sample"' in Client().get(address).content.decode()
