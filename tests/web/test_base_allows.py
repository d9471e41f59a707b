"""A page answers those whom it is for: a stranger signs in first, a role that may not is refused."""

from datetime import date

import pytest
from django.test import Client

from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.registry.organisation import selectors, services
from nepmoi.registry.organisation.rules import OfficeKind, Role
from tests.web.base_addresses import figures, inside, refuses

pytestmark = pytest.mark.urls("tests.web.base_addresses")

PASSWORD = "lozenge-and-stripe-7"  # noqa: S105 - of accounts that live as long as a test


def account(role: Role, *, until: date | None = None) -> str:
    """Open an account with a post; return its user name."""
    by, door = selectors.console(), Door(DoorKind.COMMAND, "test")
    office = services.open_office(
        by=by, door=door, name="Hội LHPN tỉnh Thử", short_name="Hội LHPN Thử", kind=OfficeKind.UNION, unit_id=None
    )
    services.open_account(
        by=by,
        door=door,
        username="0912345678",
        full_name="Nguyễn Thị Thử",
        password=PASSWORD,
        office=office,
        role=role,
        valid_from=date(2020, 1, 1),
        valid_to=until,
    )
    return "0912345678"


def signed_in(role: Role, *, until: date | None = None) -> Client:
    client = Client()
    answer = client.post("/sign-in", {"username": account(role, until=until), "password": PASSWORD, "next": "/inside"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/inside")
    return client


def test_a_view_says_whom_it_is_for() -> None:
    assert (refuses.allows, inside.allows, figures.allows) == ("public", "signed-in", "see_figures")


@pytest.mark.parametrize("address", ["/inside", "/see"])
def test_a_stranger_signs_in_and_comes_back(db: None, address: str) -> None:
    answer = Client().get(f"{address}?year=2024")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/sign-in?next={address}%3Fyear%3D2024"


def test_a_part_of_a_page_makes_the_whole_page_go_to_sign_in(db: None) -> None:
    answer = Client().get("/see", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/sign-in")


def test_a_role_that_may_sees_the_page(db: None) -> None:
    client = signed_in(Role.OFFICER)
    assert client.get("/see").content == b"figures"


def test_a_role_that_may_not_is_refused(db: None) -> None:
    client = signed_in(Role.LEARNER)
    assert client.get("/inside").content == b"inside"
    answer = client.get("/see")
    assert answer.status_code == 403
    assert "role-may-not" in answer.content.decode()


def test_an_account_whose_post_has_ended_sees_no_page_of_an_office(db: None) -> None:
    client = signed_in(Role.OFFICER, until=date(2021, 1, 1))
    answer = client.get("/see")
    assert answer.status_code == 403
    assert "no-standing" in answer.content.decode()


def test_a_page_shows_whose_it_is_and_the_way_out(db: None) -> None:
    client = signed_in(Role.OFFICER)
    page = client.get("/refuses").content.decode()
    assert "Nguyễn Thị Thử" in page
    assert "Hội LHPN Thử" in page
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert client.get("/inside").status_code == 302


def test_a_phone_number_may_be_written_with_dots_and_spaces(db: None) -> None:
    account(Role.OFFICER)
    answer = Client().post("/sign-in", {"username": " 0912.345 678", "password": PASSWORD, "next": "/inside"})
    assert answer.status_code == 302


def test_the_device_is_remembered_only_when_asked(db: None) -> None:
    name = account(Role.OFFICER)
    short, long = Client(), Client()
    short.post("/sign-in", {"username": name, "password": PASSWORD, "next": "/inside"})
    long.post("/sign-in", {"username": name, "password": PASSWORD, "next": "/inside", "remember": "on"})
    assert short.session.get_expiry_age() <= 12 * 60 * 60
    assert long.session.get_expiry_age() > 29 * 24 * 60 * 60


def test_a_wrong_password_is_told_at_the_form_and_names_nobody(db: None) -> None:
    account(Role.OFFICER)
    wrong = Client().post("/sign-in", {"username": "0912345678", "password": "not the password"})
    unknown = Client().post("/sign-in", {"username": "0900000000", "password": "not the password"})
    assert wrong.status_code == unknown.status_code == 422
    assert 'role="alert"' in wrong.content.decode()
    assert "not the password" not in wrong.content.decode()

    def said(answer: object) -> str:
        return answer.content.decode().split("data-focus>")[1].split("</div>")[0]  # type: ignore[attr-defined]

    assert said(wrong) == said(unknown)


def test_an_empty_form_says_what_is_missing_and_leads_there(db: None) -> None:
    page = Client().post("/sign-in", {}).content.decode()
    assert '<a href="#id_username">' in page
    assert '<a href="#id_password">' in page
    assert 'aria-invalid="true" aria-describedby="id_username_error"' in page
    assert '<p class="err" id="id_username_error">' in page


def test_too_many_wrong_passwords_shut_the_door(db: None) -> None:
    name = account(Role.OFFICER)
    client = Client()
    answers = [client.post("/sign-in", {"username": name, "password": f"wrong {n}"}).status_code for n in range(6)]
    assert answers[0] == 422
    assert answers[-1] == 429
    right = client.post("/sign-in", {"username": name, "password": PASSWORD})
    assert right.status_code == 429
    assert "sign-in-locked" in right.content.decode()
