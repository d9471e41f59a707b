"""A photograph's page and files: for whoever may know what it shows, never from a folder, the original for few."""

import hashlib
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import pictures
from nepmoi.fieldwork.evidence.rules import Ground
from tests.cast import DOOR, Cast, course, unit
from tests.fieldwork.evidence.test_photographs import new, picture
from tests.web.desk import page, queries, sit, text

pytestmark = pytest.mark.django_db


def added(cast: Cast, activity: UUID | None = None, **facts: object) -> UUID:
    """A photograph of the morning of a course with somebody of Hương Liên."""
    uid = activity or course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    here = activities.activity(cast.officer, uid).id
    before = {one.photograph.id for one in activities.pictures([here])}
    morning = activities.half_days(here)[0].uid
    pictures.add_photographs(by=cast.officer, door=DOOR, activity=uid, half_day=morning, pictures=[new(**facts)])
    [fresh] = [one for one in activities.pictures([here]) if one.photograph.id not in before]
    return fresh.photograph.uid


def body(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file


def test_a_page_says_what_an_inspector_asks(cast: Cast) -> None:
    activity = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    facts = {"taken_on": date(2024, 10, 22), "unit_id": unit("xã Hương Liên"), "author": "Chị Ảnh"}
    uid = added(cast, activity, ground=Ground.CONSENT, shows_children=True, **facts)
    html = page(sit("inspector"), f"/photographs/{uid}")
    said = text(html)
    morning = activities.half_days(activities.activity(cast.officer, activity).id)[0].uid
    assert "<h1>Khai mạc lớp</h1>" in html
    assert f'href="/activities/{activity}#half-day-{morning}"' in html
    for words in (
        "Morning 22/10/2024",
        "Taken on 22/10/2024",
        "Place xã Hương Liên (until 30/6/2025)",
        "Author Chị Ảnh",
        "Ground for showing it consent of those shown",
        "Shows children yes",
        "May be shown on public pages",
        "officer (mẫu)",
    ):
        assert words in said


def test_what_nobody_said_is_unknown(cast: Cast) -> None:
    said = text(page(sit("inspector"), f"/photographs/{added(cast)}"))
    for words in ("Place unknown", "Author unknown", "Shows children not said", "Waits for consent"):
        assert words in said


def test_files_come_with_their_hash_and_private(cast: Cast) -> None:
    uid, client = added(cast), sit("collaborator")
    for name in ("shown.jpg", "thumbnail.jpg"):
        answer = client.get(f"/photographs/{uid}/{name}")
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        again = client.get(f"/photographs/{uid}/{name}", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_picture_is_not_packed_twice(cast: Cast) -> None:
    client = sit("officer")
    answer = client.get(f"/photographs/{added(cast)}/shown.jpg", headers={"Accept-Encoding": "gzip"})
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]  # a file


@pytest.mark.parametrize("username", ["officer", "chair", "inspector"])
def test_the_original_is_kept_by_whoever_answers_for_it(cast: Cast, username: str) -> None:
    uid = added(cast)
    client = sit(username)
    assert "Take the original file" in page(client, f"/photographs/{uid}")
    answer = client.get(f"/photographs/{uid}/original")
    assert b"".join(answer.streaming_content) == picture()  # type: ignore[attr-defined]  # a file
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="2024-10-22-')
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_others_take_no_original(cast: Cast) -> None:
    uid, client = added(cast), sit("collaborator")
    assert "Take the original file" not in page(client, f"/photographs/{uid}")
    page(client, f"/photographs/{uid}/original", 403)


@pytest.mark.parametrize("file", ["", "/shown.jpg", "/thumbnail.jpg", "/original"])
def test_who_may_not_know_the_activity_sees_no_picture_of_it(cast: Cast, file: str) -> None:
    uid = added(cast)
    page(sit("neighbour"), f"/photographs/{uid}{file}", 404)
    page(sit("learner"), f"/photographs/{uid}{file}", 403)
    assert Client().get(f"/photographs/{uid}{file}").status_code == 302


def test_no_address_names_the_folder_of_files(cast: Cast, data_folder: Path) -> None:
    uid, client = added(cast), sit("officer")
    html = page(client, f"/photographs/{uid}")
    held = [path.relative_to(data_folder).as_posix() for path in (data_folder / "media").rglob("*") if path.is_file()]
    assert held
    assert "media/" not in html
    assert {client.get(f"/{path}").status_code for path in held} == {404}


def test_others_of_the_same_activity_take_no_more_questions(cast: Cast) -> None:
    activity = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    few = added(cast, activity)
    for number in range(2):
        added(cast, activity, data=picture(size=(40 + number, 30)), caption=f"Ảnh {number}")
    client = sit("officer")
    before = queries(client, f"/photographs/{few}")
    for number in range(27):
        added(cast, activity, data=picture(size=(90 + number, 30)), caption=f"Ảnh nữa {number}")
    assert page(client, f"/photographs/{few}").count("/thumbnail.jpg") == 12
    assert queries(client, f"/photographs/{few}") == before
