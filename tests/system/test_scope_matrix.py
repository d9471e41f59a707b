"""Who gets what at every address: the table beside this file says it, and an address without its lines fails.

A line of ``scope_matrix.csv`` is an address, a method, the roles and the places that it speaks of, and the answer that
they get. The roles are posts at the office of a commune; the places are its own, the neighbour's, and that of the
commune which it took over on 1 July 2025. What is asked about no place has its lines under "own". A form is sent empty
unless ``FORMS`` fills it: 422, 409 or a way on (302) says that this role may send it there. A method without lines is
one that the address does not have.
"""

import csv
import itertools
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from nepmoi.core.accounts.models import Account
from nepmoi.registry.organisation import services as offices
from nepmoi.registry.organisation.rules import Role
from tests.cast import CONSOLE, DOOR, PASSWORD, Cast, unit
from tests.system import addresses
from tests.system.addresses import Records

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("scope_matrix.csv")
STRANGER = "stranger"
ROLES = (*(role.value for role in Role), STRANGER)
WHERE = ("own", "neighbour", "predecessor")
METHODS = ("GET", "POST")
NOT_THERE = 405

# Where an empty form would be refused before anybody asks about the place.
FORMS = {"web:village_add": {"type": "thôn", "name": "Ma Trận"}}

Key = tuple[str, str, str, str]


def table() -> dict[Key, int]:
    """The answer for each address, method, role and place."""
    found: dict[Key, int] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            parts = (line["route"].split(), line["method"].split(), line["role"].split(), line["where"].split())
            for key in itertools.product(*parts):
                assert key not in found, f"{key} stands there twice"
                found[key] = int(line["status"])
    return found


def keys(name: str) -> list[tuple[str, str, str]]:
    """What the table must say of an address, whichever methods it answers to."""
    where = WHERE if addresses.has_place(name) else WHERE[:1]
    return list(itertools.product(METHODS, ROLES, where))


def is_right(found: int, expected: int | None, role: str) -> bool:
    """A method without lines: who may be at the address at all is told that there is none, the others are turned away."""
    if expected is None:
        return found == NOT_THERE or (role != Role.ADMINISTRATOR and found in {302, 401, 403})
    return found == expected


@pytest.fixture
def records(cast: Cast) -> dict[str, Records]:
    july = date(2025, 8, 20)
    assert cast.phuc_trach.unit_id
    assert cast.huong_xuan.unit_id
    return {
        "own": addresses.lay(cast.phuc_trach, cast.phuc_trach.unit_id, july, "Nhà"),
        "neighbour": addresses.lay(cast.huong_xuan, cast.huong_xuan.unit_id, july, "Bên"),
        "predecessor": addresses.lay(
            cast.district, unit("xã Hương Liên", date(2024, 10, 22)), date(2024, 10, 22), "Xưa"
        ),
    }


def cookies(cast: Cast, role: str) -> dict[str, str]:
    """What the browser of somebody who has that role at the commune's office sends."""
    client = Client()
    if role != STRANGER:
        account_id = offices.open_account(
            by=CONSOLE,
            door=DOOR,
            username=f"ma-tran-{role}",
            full_name=f"{role} (mẫu)",
            password=PASSWORD,
            office=cast.phuc_trach,
            role=Role(role),
            valid_from=date(2022, 1, 1),
        )
        client.force_login(Account.objects.get(pk=account_id), "django.contrib.auth.backends.ModelBackend")
    return {name: cookie.value for name, cookie in client.cookies.items()}


def answer(sent: dict[str, str], method: str, name: str, records: Records) -> int:
    """The status of an address; what the request wrote is taken back, a session that it ended, too."""
    client = Client(raise_request_exception=False)
    client.cookies.load(sent)
    with transaction.atomic():
        send = client.post if method == "POST" else client.get
        response = send(addresses.address(name, records), FORMS.get(name, {}) if method == "POST" else {})
        for close in response._resource_closers:  # a response's own close would end the test's connection
            close()
        transaction.set_rollback(True)
    return response.status_code


def test_the_table_speaks_of_every_address_and_of_no_other() -> None:
    told = table()
    assert sorted({name for name, *_ in told} - addresses.routes().keys()) == [], "there is no such address"
    assert sorted(addresses.routes().keys() - {name for name, *_ in told}) == [], "an address without its lines"


def test_the_table_speaks_of_every_role_and_place() -> None:
    """An address that answers to a method has a line for each role and each place."""
    told = table()
    methods = {(name, method) for name, method, *_ in told}
    assert [
        " ".join((name, *key))
        for name in addresses.routes()
        for key in keys(name)
        if (name, key[0]) in methods and (name, *key) not in told
    ] == []


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(cast: Cast, records: dict[str, Records], role: str) -> None:
    told = table()
    sent = cookies(cast, role)
    wrong = []
    for name in addresses.routes():
        for method, who, where in keys(name):
            if who != role:
                continue
            expected = told.get((name, method, role, where))
            found = answer(sent, method, name, records[where])
            if not is_right(found, expected, role):
                wrong.append(f"{name} {method} {where}: {found}, not {expected}")
    assert wrong == []


def test_no_line_is_left_unasked() -> None:
    asked = {(name, *key) for name in addresses.routes() for key in keys(name)}
    assert sorted(table().keys() - asked) == []
