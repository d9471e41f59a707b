"""Photographs that come in pieces: acknowledged when they are on the disk, gone on with where the line broke, kept once."""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nepmoi.core.files import services as files
from nepmoi.core.files.selectors import parts_folder
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community.selectors.evidence import open_photograph
from nepmoi.fieldwork.evidence.models import Photograph
from nepmoi.fieldwork.evidence.rules import DaySource
from tests.cast import Cast
from tests.fieldwork.evidence.drawn import camera, jpeg
from tests.web.activities.taught import held, slots
from tests.web.desk import form_of, page, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


@pytest.fixture(autouse=True)
def nothing_on_its_way() -> None:
    """The folder outlives a test; what another one left on its way is no matter of this one."""
    shutil.rmtree(parts_folder(), ignore_errors=True)


def piece(client: Client, upload: UUID, data: bytes, start: int, end: int) -> Any:
    """One piece as the page's script sends it."""
    return client.post(
        f"/uploads/{upload}",
        data[start:end],
        content_type="application/octet-stream",
        headers={"Content-Range": f"bytes {start}-{end - 1}/{len(data)}"},
    )


def have(client: Client, upload: UUID) -> int:
    return int(json.loads(client.get(f"/uploads/{upload}").content)["have"])


def arrive(client: Client, address: str, data: bytes, **said: str) -> Any:
    form = {"filename": "IMG_1.jpg", "size": str(len(data)), "sha256": hashlib.sha256(data).hexdigest(), **said}
    return client.post(address, form)


def sent(client: Client, activity: UUID, data: bytes, **said: str) -> Any:
    """A whole picture on its way, in two pieces."""
    upload = uuid4()
    half = len(data) // 2
    piece(client, upload, data, 0, half)
    piece(client, upload, data, half, len(data))
    return arrive(client, f"/activities/{activity}/photographs/{upload}", data, **said)


def test_a_file_goes_on_where_the_line_broke(cast: Cast) -> None:
    client, upload, data = sit("officer"), uuid4(), jpeg()
    assert have(client, upload) == 0
    assert json.loads(piece(client, upload, data, 0, 500).content) == {"have": 500}
    # The answer was lost: the same piece again, and one that overlaps.
    assert json.loads(piece(client, upload, data, 0, 500).content) == {"have": 500}
    assert json.loads(piece(client, upload, data, 400, 700).content) == {"have": 700}
    skipped = piece(client, upload, data, 900, 1000)
    assert (skipped.status_code, json.loads(skipped.content)["have"]) == (409, 700)
    assert have(sit("chair"), upload) == 0  # another account neither sees it nor adds to it
    assert have(client, upload) == 700


def test_a_photograph_is_kept_when_all_of_it_is_here_and_once(cast: Cast) -> None:
    client, uid, data = sit("officer"), held(cast), camera()
    upload = uuid4()
    address = f"/activities/{uid}/photographs/{upload}"
    piece(client, upload, data, 0, len(data) - 1)
    cut_off = arrive(client, address, data)
    assert cut_off.status_code == 422
    assert not Photograph.objects.exists()
    assert have(client, upload) == 0  # what is not what was sent is thrown away
    assert arrive(client, address, data).status_code == 404
    piece(client, upload, data, 0, len(data))
    slot = slots(cast, uid)[1]
    told = arrive(client, address, data, half_day=str(slot.uid), author="Chị Ảnh")
    assert json.loads(told.content)["kept"] == "now"
    [one] = activities.pictures([activities.activity(cast.officer, uid).id])
    assert (one.photograph.caption, one.photograph.filename, one.half_day_id) == ("", "IMG_1.jpg", slot.id)
    assert not list(parts_folder().rglob("*.part"))
    # The answer was lost, and the script asks again; then the same file is chosen once more.
    assert json.loads(arrive(client, address, data).content) == {"kept": "before"}
    assert json.loads(sent(client, uid, data).content)["kept"] == "before"
    assert Photograph.objects.count() == 1


def test_what_is_no_picture_is_refused_by_name_and_leaves_nothing(cast: Cast, data_folder: Path) -> None:
    client, uid = sit("officer"), held(cast)
    before = {path for path in (data_folder / "media").rglob("*") if path.is_file()}
    answer = sent(client, uid, b"MZ" + bytes(4000), filename="anh.jpg")
    assert answer.status_code == 422
    assert json.loads(answer.content)["words"].startswith("anh.jpg is not a photograph")
    assert not list(parts_folder().rglob("*.part"))
    assert {path for path in (data_folder / "media").rglob("*") if path.is_file()} == before
    empty = arrive(client, f"/activities/{uid}/photographs/{uuid4()}", b"", filename="rỗng.jpg", taken_on="32/13/2024")
    assert json.loads(empty.content)["words"] == (
        "This is no day. Write day, month and year, as 22/10/2024. rỗng.jpg is empty. Choose the file once more."
    )
    damaged = jpeg()
    wrong = arrive(client, f"/activities/{uid}/photographs/{uuid4()}", damaged)
    assert wrong.status_code == 404


def test_a_file_larger_than_a_file_may_be_is_refused_at_its_first_piece(cast: Cast) -> None:
    client, upload = sit("officer"), uuid4()
    answer = client.post(
        f"/uploads/{upload}",
        b"x" * 10,
        content_type="application/octet-stream",
        headers={"Content-Range": f"bytes 0-9/{files.MAX_UPLOAD + 1}"},
    )
    assert (answer.status_code, "25 MB" in answer.content.decode()) == (422, True)
    assert have(client, upload) == 0


def test_what_was_cut_off_days_ago_is_cleared_by_the_next(cast: Cast) -> None:
    client, old, new, data = sit("officer"), uuid4(), uuid4(), jpeg()
    piece(client, old, data, 0, 100)
    [part] = parts_folder().rglob("*.part")
    long_ago = part.stat().st_mtime - (files.DAYS_ON_THE_WAY * 24 + 1) * 3600 - 10 * 365 * 24 * 3600
    os.utime(part, (long_ago, long_ago))
    piece(client, new, data, 0, 100)
    assert (have(client, old), have(client, new)) == (0, 100)
    assert parts_folder() == Path(settings.MEDIA_ROOT).parent / "arriving"


def test_captions_are_written_for_several_and_the_rest_keeps_waiting(cast: Cast) -> None:
    client, uid = sit("officer"), held(cast)
    for number in range(3):
        assert sent(client, uid, camera(number), filename=f"IMG_{number}.jpg").status_code == 200
    one, two, three = Photograph.objects.order_by("pk")
    html = page(client, f"/tray?activity={uid}")
    assert html.count("<b>waits for its caption") == 3
    assert "22/10/2024 as the camera wrote it" in text(html)
    filled = form_of(html, f"/tray?activity={uid}")
    said = {
        "all-caption": "Học viên thảo luận nhóm",
        f"{one.uid}-pick": "on",
        f"{one.uid}-caption": "Khai mạc lớp",
        f"{two.uid}-pick": "on",
        f"{two.uid}-taken_on": "",
        f"{two.uid}-day_unknown": "on",
        f"{two.uid}-shows_children": "yes",
        f"{two.uid}-ground": "public_event",
    }
    answer = client.post(f"/tray?activity={uid}", filled | said)
    assert answer.status_code == 302, answer.content.decode()
    one, two, three = Photograph.objects.order_by("pk")
    assert (one.caption, one.day_source, two.caption, three.caption) == (
        "Khai mạc lớp",
        DaySource.CAMERA,
        "Học viên thảo luận nhóm",
        "",
    )
    assert (two.taken_on, two.day_source, two.shows_children) == (None, DaySource.UNKNOWN, True)
    html = page(client, f"/tray?activity={uid}")
    assert html.count("<b>waits for its caption") == 1
    html = page(client, f"/photographs/{two.uid}")
    assert "Waits for consent" in html  # children: a public event is no ground for them
    again = client.post(f"/tray?activity={uid}", filled | said)
    assert "2 photographs wait no longer" in text(again.content.decode())
    assert Photograph.objects.filter(version=3).count() == 2  # sent twice, written once


def test_a_row_without_its_caption_is_asked_for_it_and_nothing_is_saved(cast: Cast) -> None:
    client, uid = sit("officer"), held(cast)
    sent(client, uid, camera())
    [one] = Photograph.objects.all()
    filled = form_of(page(client, "/tray"), "/tray")
    answer = client.post("/tray", filled | {f"{one.uid}-ground": "consent"})
    assert answer.status_code == 422
    assert "The caption is missing" in answer.content.decode()
    assert Photograph.objects.get().ground == ""


def test_what_somebody_else_said_meanwhile_is_shown_beside_what_was_typed(cast: Cast) -> None:
    client = sit("officer")
    files = [SimpleUploadedFile(f"{n}.jpg", jpeg(n), "image/jpeg") for n in range(2)]
    client.post("/tray/photographs", {"pictures": files})
    one, two = Photograph.objects.order_by("pk")
    filled = form_of(page(client, "/tray"), "/tray")
    client.post("/tray", filled | {f"{one.uid}-caption": "Khai mạc"})
    said = {f"{one.uid}-caption": "Bế mạc", f"{two.uid}-caption": "Thảo luận"}
    answer = client.post("/tray", filled | said | {"request": str(uuid4())})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Caption saved now: Khai mạc typed here: Bế mạc" in text(html)
    assert client.post("/tray", form_of(html, "/tray")).status_code == 302
    assert set(Photograph.objects.values_list("caption", flat=True)) == {"Bế mạc", "Thảo luận"}


def test_a_picture_of_nothing_yet_waits_in_its_own_offices_tray(cast: Cast) -> None:
    client, uid, other = sit("officer"), held(cast), held(cast)
    data = jpeg()
    upload = uuid4()
    piece(client, upload, data, 0, len(data))
    assert arrive(client, f"/tray/photographs/{upload}", data).status_code == 200
    plain = client.post("/tray/photographs", {"pictures": [SimpleUploadedFile("b.jpg", jpeg(1), "image/jpeg")]})
    assert plain.status_code == 302
    one, two = Photograph.objects.order_by("pk")
    assert page(client, "/tray").count("belongs to nothing yet") == 2
    small = client.get(f"/photographs/{one.uid}/thumbnail.jpg")
    assert b"".join(small.streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]  # a file
    page(sit("neighbour"), f"/photographs/{one.uid}", 404)
    assert str(one.uid) not in page(sit("neighbour"), "/tray")
    filled = form_of(page(client, "/tray"), "/tray")
    client.post("/tray", filled | {"all-activity": str(uid), f"{one.uid}-pick": "on"})
    one.refresh_from_db()
    assert one.placed
    client.post(f"/photographs/{one.uid}/shows", {"activity": str(other)})
    shows = open_photograph(cast.officer, one.uid).shows.activities
    assert {activity.uid for activity in shows} == {uid, other}
    assert two.uid in {row.uid for row in Photograph.objects.filter(placed=False)}


def test_a_tray_of_300_shows_30_and_asks_the_database_no_more_for_it(cast: Cast) -> None:
    client = sit("officer")
    many = [SimpleUploadedFile(f"{n}.jpg", jpeg(n, size=(24, 16)), "image/jpeg") for n in range(30)]
    for _ in range(2):
        for one in many:
            one.seek(0)
        client.post("/tray/photographs", {"pictures": many})
    assert Photograph.objects.count() == 60
    html = page(client, "/tray")
    assert html.count("thumbnail.jpg") == 30
    assert "60 photographs wait" in text(html)


def test_the_same_picture_is_shown_beside_the_older_one_and_settled(cast: Cast) -> None:
    client, first, second = sit("officer"), held(cast), held(cast)
    sent(client, first, camera(4))
    sent(client, second, camera(4, quality=60, side=900))
    older, later = Photograph.objects.order_by("pk")
    assert "May be there already" in page(client, f"/tray?activity={second}")
    html = page(client, f"/photographs/{later.uid}/alike")
    assert "is already evidence of: " in html
    assert html.count("shown.jpg") == 2
    form = {"older": str(older.uid), "is": "same"}
    itself = form | {"older": str(later.uid)}
    assert client.post(f"/photographs/{later.uid}/alike", itself).status_code == 404
    assert client.post(f"/photographs/{later.uid}/alike", form).status_code == 302
    later.refresh_from_db()
    assert later.void_reason
    shows = open_photograph(cast.officer, older.uid).shows.activities
    assert {one.uid for one in shows} == {first, second}


def test_two_pictures_told_apart_are_not_asked_about_again(cast: Cast) -> None:
    client, first = sit("officer"), held(cast)
    second = held(cast)
    sent(client, first, camera(4))
    sent(client, second, camera(4, quality=60))
    older, later = Photograph.objects.order_by("pk")
    client.post(f"/photographs/{later.uid}/alike", {"older": str(older.uid), "is": "other"})
    assert "No older photograph" in page(client, f"/photographs/{later.uid}/alike")
    assert Photograph.objects.filter(void_reason="").count() == 2
    assert "Another picture, though it looks alike" in page(client, f"/photographs/{older.uid}/history")
