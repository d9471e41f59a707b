"""A person's record is mended on its page."""

from uuid import UUID

import pytest

from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.people import services
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import persons
from tests.cast import DOOR, Cast
from tests.web.activities.taught import confirmed, lines
from tests.web.desk import form_of, page, send, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]
SAID = {"name": "Hồ Thị  Mốt", "sex": "male", "birth": "06/1981", "ethnic_code": "44", "phone": "0912345678"}


def her(cast: Cast) -> UUID:
    return lines(cast, confirmed(cast))[0].person.uid


def test_the_record_is_mended_from_her_page(cast: Cast) -> None:
    uid = her(cast)
    client = sit("officer")
    assert f'href="/people/{uid}/edit"' in page(client, f"/people/{uid}")
    assert "Counted in 1 confirmed activity" in text(page(client, f"/people/{uid}/edit"))
    answer = send(client, f"/people/{uid}/edit", **SAID, reason="Theo căn cước")
    assert answer.headers["Location"] == f"/people/{uid}"
    found = persons.person(cast.officer, uid)
    assert (found.name, found.sex, found.birth, found.ethnic_code, found.phone) == (
        "Hồ Thị Mốt",
        Sex.MALE,
        PartialDate(1981, 6),
        "44",
        "0912345678",
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": " "}, "Not entered yet: full name."),
        ({"birth": "năm Sửu"}, "năm Sửu is no date."),
        ({"birth": "2999"}, "2999 cannot be a year of birth."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(cast: Cast, said: dict[str, str], words: str) -> None:
    uid = her(cast)
    before = persons.person(cast.officer, uid)
    answer = send(sit("officer"), f"/people/{uid}/edit", **(SAID | said))
    assert (answer.status_code, words in text(answer.content.decode())) == (422, True)
    assert persons.person(cast.officer, uid) == before


def test_who_comes_second_sees_both(cast: Cast) -> None:
    uid = her(cast)
    client = sit("officer")
    mine = form_of(page(client, f"/people/{uid}/edit"), f"/people/{uid}/edit") | {"sex": "male", "ethnic_code": "01"}
    said = services.NewPerson("Hồ Thị Khác", Sex.FEMALE, PartialDate(1980), "01")
    services.mend(by=cast.officer, door=DOOR, person=uid, said=said)
    answer = client.post(f"/people/{uid}/edit", mine)
    html = text(answer.content.decode())
    assert answer.status_code == 409
    assert "saved now: Hồ Thị Khác typed here: Hồ Thị Một" in html
    assert "saved now: Woman typed here: Man" in html
    assert persons.person(cast.officer, uid).name == "Hồ Thị Khác"


def test_who_may_not_mend_has_no_link_and_no_page(cast: Cast) -> None:
    uid = her(cast)
    for username in ("collaborator", "inspector"):
        client = sit(username)
        assert "/edit" not in page(client, f"/people/{uid}")
        page(client, f"/people/{uid}/edit", 403)
