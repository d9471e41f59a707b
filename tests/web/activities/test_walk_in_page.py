"""Somebody who came without being in the list: entered as she says, present where she came."""

import re
from typing import Any
from uuid import UUID

import pytest

from nepmoi.core.audit.models import Entry
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.people.models import Person
from nepmoi.registry.people.rules.persons import Sex
from tests.cast import Cast, unit
from tests.web.activities.taught import confirmed, held, lines, slots
from tests.web.desk import page, send, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]
SAID = {"name": "Hồ  Thị Mới", "sex": "female", "birth": "06/1985", "ethnic_code": "01", "title": "Trưởng bản"}


def address(uid: UUID) -> str:
    return f"/activities/{uid}/walk-in"


def errors(answer: Any) -> list[str]:
    assert answer.status_code == 422
    return [text(words) for words in re.findall(r'<p class="err"[^>]*>(.*?)</p>', answer.content.decode(), re.DOTALL)]


def test_she_is_in_the_list_and_present_in_the_half_day(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    slot = slots(cast, uid)[1]
    where = f"{address(uid)}?half_day={slot.uid}"
    assert re.search(rf'<option value="{slot.uid}" selected>', page(client, where))
    answer = send(client, where, **SAID, unit="xã Hương Liên", half_day=str(slot.uid))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/activities/{uid}/roll/{slot.uid}")
    new = lines(cast, uid)[-1]
    assert (new.name_as_written, new.title, new.walk_in) == ("Hồ Thị Mới", "Trưởng bản", True)
    assert (new.person.sex, new.person.birth, new.person.ethnic_code) == (Sex.FEMALE, PartialDate(1985, 6), "01")
    assert (new.unit_id, new.unit_as_written) == (unit("xã Hương Liên"), "xã Hương Liên")
    assert new.marks == {slot.id: Mark.PRESENT}
    assert "Hồ Thị Mới is in the list now." in page(client, answer.headers["Location"])
    assert "walk-in" in page(client, f"/activities/{uid}")


def test_what_is_not_known_is_left_unknown(cast: Cast) -> None:
    uid = held(cast)
    answer = send(sit("officer"), address(uid), name="Y Blim", sex="unknown")
    assert answer.headers["Location"] == f"/activities/{uid}"
    new = lines(cast, uid)[-1]
    assert (new.person.sex, new.person.birth, new.person.ethnic_code, new.marks) == (None, None, None, {})
    # The lowest sure place of somebody whose unit nobody knows is that of the office whose list it is.
    assert new.unit_id == cast.province.unit_id


def test_the_same_form_sent_twice_is_one_person(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    html = page(client, address(uid))
    request = re.search(r'name="request" value="([^"]+)"', html)
    assert request
    sent = SAID | {"request": request[1]}
    client.post(address(uid), sent)
    people = Person.objects.count()
    assert "This was saved already" in client.post(address(uid), sent, follow=True).content.decode()
    assert (len(lines(cast, uid)), Person.objects.count()) == (4, people)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": " "}, "Not entered yet: full name."),
        ({"sex": ""}, "Not chosen yet: sex."),
        ({"birth": "khoảng 1985"}, "khoảng 1985 is no date."),
        ({"birth": "1700"}, "1700 cannot be a year of birth."),
        ({"unit": "Nowhere At All"}, "No place is called Nowhere At All."),
        ({"name": "Hồ Hai", "birth": "1980"}, "Hồ Hai is in the list already."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(cast: Cast, said: dict[str, str], words: str) -> None:
    uid = held(cast)
    answer = send(sit("officer"), address(uid), **(SAID | said))
    assert any(words in error for error in errors(answer)), errors(answer)
    assert len(lines(cast, uid)) == 3


def test_a_place_that_nobody_knows_may_be_kept_in_her_words(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    assert "unit_open" not in page(client, address(uid))
    answer = send(client, address(uid), **SAID, unit="Làng Ho bên suối")
    assert 'name="unit_open"' in answer.content.decode()
    assert send(client, address(uid), **SAID, unit="Làng Ho bên suối", unit_open="on").status_code == 302
    new = lines(cast, uid)[-1]
    assert (new.unit_id, new.unit_as_written) == (cast.province.unit_id, "Làng Ho bên suối")


def test_after_the_result_was_confirmed_it_needs_a_reason(cast: Cast) -> None:
    uid = confirmed(cast)
    client = sit("officer")
    assert errors(send(client, address(uid), **SAID)) == ["Not entered yet: why the confirmed result is corrected."]
    assert send(client, address(uid), **SAID, reason="Sót tên").status_code == 302
    assert Entry.objects.order_by("-seq")[0].reason == "Sót tên"
    assert len(lines(cast, uid)) == 4


def test_role_and_area_decide_who_adds(cast: Cast) -> None:
    uid = held(cast)
    for username, status in (("inspector", 403), ("learner", 403), ("neighbour", 404)):
        assert sit(username).post(address(uid), SAID).status_code == status
    # She sees the course, for people of hers were there, but it is not hers to change.
    assert sit("chair").post(address(uid), SAID).status_code == 403
    assert len(lines(cast, uid)) == 3
