"""What is said of a photograph is mended on its page, and one is taken out."""

from datetime import date
from uuid import UUID

import pytest

from nepmoi.fieldwork.activities.services import pictures
from nepmoi.fieldwork.evidence import selectors
from nepmoi.fieldwork.evidence.models import Photograph
from nepmoi.fieldwork.evidence.rules import Ground
from nepmoi.fieldwork.evidence.services import photographs
from nepmoi.fieldwork.evidence.services.photographs import Said
from tests.cast import DOOR, Cast, unit
from tests.fieldwork.evidence.test_photographs import new
from tests.web.activities.taught import confirmed
from tests.web.desk import form_of, page, send, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def shown(cast: Cast, **said: object) -> UUID:
    uid = confirmed(cast)
    pictures.add_photographs(by=cast.officer, door=DOOR, activity=uid, half_day=None, pictures=[new(**said)])
    return Photograph.objects.values_list("uid", flat=True).get()


def test_it_is_mended_from_its_page(cast: Cast) -> None:
    uid = shown(cast)
    client = sit("officer")
    assert f'href="/photographs/{uid}/edit"' in page(client, f"/photographs/{uid}")
    said = {"caption": "Thảo luận  nhóm", "taken_on": "23/10/2024", "unit": "xã Hương Liên", "ground": "consent"}
    answer = send(client, f"/photographs/{uid}/edit", **said, shows_children="no")
    assert answer.headers["Location"] == f"/photographs/{uid}"
    found = selectors.photograph(uid)
    assert (found.caption, found.taken_on) == ("Thảo luận nhóm", date(2024, 10, 23))
    assert (found.unit_id, found.ground, found.shows_children) == (
        unit("xã Hương Liên", date(2024, 10, 22)),
        Ground.CONSENT,
        False,
    )


def test_a_drawn_picture_stays_drawn(cast: Cast) -> None:
    uid = shown(cast, ground=Ground.DRAWN)
    assert send(sit("officer"), f"/photographs/{uid}/edit", caption="Ảnh mẫu: lớp học").status_code == 302
    assert selectors.photograph(uid).ground is Ground.DRAWN


def test_taking_it_out_asks_why_and_says_what_follows(cast: Cast) -> None:
    uid = shown(cast)
    client = sit("officer")
    address = f"/photographs/{uid}/void"
    assert "has no other photograph" in text(page(client, address))
    assert send(client, address).status_code == 422
    assert send(client, address, reason="Ảnh của lớp khác").status_code == 302
    page(client, f"/photographs/{uid}", 404)
    assert Photograph.objects.get(uid=uid).void_reason == "Ảnh của lớp khác"


def test_who_comes_second_sees_both(cast: Cast) -> None:
    uid = shown(cast)
    client = sit("officer")
    address = f"/photographs/{uid}/edit"
    mine = form_of(page(client, address), address) | {"caption": "Của tôi"}
    photographs.mend(by=cast.officer, door=DOOR, photograph=uid, said=Said("Của chị Nga"))
    answer = client.post(address, mine)
    assert answer.status_code == 409
    assert "saved now: Của chị Nga typed here: Của tôi" in text(answer.content.decode())
    assert selectors.photograph(uid).caption == "Của chị Nga"


def test_an_inspector_mends_nothing(cast: Cast) -> None:
    uid = shown(cast)
    client = sit("inspector")
    html = page(client, f"/photographs/{uid}")
    for name in ("edit", "void"):
        assert f'href="/photographs/{uid}/{name}"' not in html
        page(client, f"/photographs/{uid}/{name}", 403)
