"""Adding photographs: several at once, all or none, with what an inspector asks."""

import io
import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.evidence.rules import Ground
from nepmoi.fieldwork.evidence.services import photographs as evidence
from tests.cast import Cast, unit
from tests.web.activities.taught import held, slots
from tests.web.desk import page, send, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def address(uid: UUID) -> str:
    return f"/activities/{uid}/photographs"


def picture(name: str = "anh.jpg", colour: str = "navy") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def kept(cast: Cast, uid: UUID) -> list[selectors.PictureOf]:
    return selectors.pictures([selectors.activity(cast.officer, uid).id])


def errors(answer: Any) -> list[str]:
    assert answer.status_code == 422
    return [text(words) for words in re.findall(r'<p class="err"[^>]*>(.*?)</p>', answer.content.decode(), re.DOTALL)]


def test_several_are_kept_with_what_is_said_of_them(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    slot = slots(cast, uid)[1]
    answer = send(
        client,
        address(uid),
        pictures=[picture("a.jpg"), picture("b.jpg", "red")],
        caption="Học viên thảo luận nhóm",
        half_day=str(slot.uid),
        author="Báo Hà Tĩnh",
        ground="public_event",
        shows_children="no",
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/activities/{uid}")
    one, two = kept(cast, uid)
    assert {one.half_day_id, two.half_day_id} == {slot.id}
    view = one.photograph
    assert (view.caption, view.author, view.taken_on) == ("Học viên thảo luận nhóm", "Báo Hà Tĩnh", date(2024, 10, 22))
    assert (view.ground, view.shows_children, view.unit_id) == (Ground.PUBLIC_EVENT, False, unit("huyện Hương Khê"))
    html = page(client, f"/activities/{uid}")
    assert "2 photographs were kept." in html
    assert html.count('<img class="photo"') == 2


def test_what_was_not_asked_stays_unasked(cast: Cast) -> None:
    uid = held(cast)
    send(sit("officer"), address(uid), pictures=[picture()], caption="Lớp học", taken_on="2024-10-23")
    [one] = kept(cast, uid)
    view = one.photograph
    assert (view.ground, view.shows_children, view.taken_on, one.half_day_id) == (None, None, date(2024, 10, 23), None)
    assert not view.public


def test_one_that_is_no_picture_is_named_and_none_is_kept(cast: Cast) -> None:
    uid = held(cast)
    bad = SimpleUploadedFile("bang.jpg", b"no picture at all", "image/jpeg")
    answer = send(sit("officer"), address(uid), pictures=[picture(), bad], caption="Lớp học")
    assert any(error.startswith("bang.jpg is not a photograph") for error in errors(answer))
    assert kept(cast, uid) == []


def test_one_that_is_too_large_is_named_before_it_is_read(cast: Cast) -> None:
    uid = held(cast)
    large = SimpleUploadedFile("to.jpg", b"\xff" * (evidence.MAX_BYTES + 1), "image/jpeg")
    answer = send(sit("officer"), address(uid), pictures=[picture(), large], caption="Lớp học")
    assert any(error.startswith("to.jpg is larger than 25 MB") for error in errors(answer))
    assert kept(cast, uid) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"pictures": []}, "No photograph was chosen."),
        ({"caption": " "}, "Not entered yet: caption."),
        ({"taken_on": "2024-02-30"}, "This is no day. Write day, month and year, as 22/10/2024."),
    ],
)
def test_what_is_missing_is_said_beside_the_field(cast: Cast, said: dict[str, Any], words: str) -> None:
    uid = held(cast)
    answer = send(sit("officer"), address(uid), **({"pictures": [picture()], "caption": "Lớp học"} | said))
    assert errors(answer) == [words]
    assert kept(cast, uid) == []


def test_thirty_one_at_once_are_too_many(cast: Cast) -> None:
    uid = held(cast)
    answer = send(sit("officer"), address(uid), pictures=[picture(f"{n}.jpg") for n in range(31)], caption="Lớp học")
    assert errors(answer) == ["31 photographs at once are too many: 30 at most. Send the others afterwards."]


def test_the_same_form_sent_twice_is_kept_once(cast: Cast) -> None:
    uid = held(cast)
    client = sit("officer")
    request = re.search(r'name="request" value="([^"]+)"', page(client, address(uid)))
    assert request
    for _ in range(2):
        sent = {"request": request[1], "caption": "Lớp học", "pictures": [picture()]}
        assert client.post(address(uid), sent).status_code == 302
    assert len(kept(cast, uid)) == 1


def test_role_and_area_decide_who_adds(cast: Cast) -> None:
    uid = held(cast)
    for username, status in (("inspector", 403), ("learner", 403), ("chair", 403), ("neighbour", 404)):
        sent = {"caption": "Lớp học", "pictures": [picture()]}
        assert sit(username).post(address(uid), sent).status_code == status
    assert kept(cast, uid) == []


def test_a_commune_that_hosts_elsewhere_leaves_the_place_unsaid(cast: Cast) -> None:
    uid = held(cast, host=cast.phuc_trach)
    assert send(sit("chair"), address(uid), pictures=[picture()], caption="Lớp học").status_code == 302
    [one] = kept(cast, uid)
    assert one.photograph.unit_id is None
