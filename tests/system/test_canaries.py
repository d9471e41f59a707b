"""Words that stand nowhere else are entered as names, posts, units, captions and telephone numbers; where do they turn up?

Not in a log, not in the replica, not in an address, not on an error page, not on a page or in an export of somebody whose
area or role does not give her the person, and not in what a fault would print.
"""

import dataclasses
import io
import logging
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.test import Client

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit.models import Entry
from nepmoi.fieldwork.activities import errors as activity_errors
from nepmoi.fieldwork.activities.services import life
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.evidence import papers_of, pictures_of
from nepmoi.intake.rosters import services as rosters
from nepmoi.kernel.errors import NepmoiError
from tests.cast import CONSOLE, DOOR, PASSWORD, Cast
from tests.fieldwork.evidence.test_photographs import picture
from tests.intake.rosters.papers import one_sheet
from tests.system import addresses
from tests.system.addresses import Records
from tests.system.test_scope_matrix import STRANGER, cookies
from tests.web.desk import sit
from tests.write_watcher import our_models

pytestmark = pytest.mark.django_db

# No accents, so that keys made of it hold it, too; no syllable of it is Vietnamese.
WORD = "Wzykjaf"
PHONES = ("0987612340", "0976534128")
COLUMNS = ("STT", "Họ và tên", "Giới tính", "Năm sinh", "Dân tộc", "Chức vụ", "Đơn vị", "Số điện thoại")
DAY = date(2025, 8, 20)

# Whose area is another one, or whose role knows no persons.
OUTSIDE = ("neighbour", "learner", STRANGER)
# Who sees persons of the area, but not how to call them.
WITHOUT_PHONES = ("collaborator", "trainer", "inspector")

_WORD = re.compile(WORD, re.IGNORECASE)
_PHONE = re.compile("|".join(r"\D{0,2}".join(phone[1:]) for phone in PHONES))


def found(text: str) -> list[str]:
    return [*_WORD.findall(text), *_PHONE.findall(text)]


@pytest.fixture
def records(cast: Cast) -> Records:
    """A record of each kind in xã Phúc Trạch, full of the words, and a list that was imported."""
    assert cast.phuc_trach.unit_id
    laid = addresses.lay(cast.phuc_trach, cast.phuc_trach.unit_id, DAY, WORD, phone=PHONES[0])
    row = (1, f"Hồ Thị {WORD}", "Nữ", 1980, "Chứt", f"Chi hội {WORD}", f"Thôn {WORD}", PHONES[1])
    received = rosters.receive(
        by=CONSOLE, door=DOOR, activity=laid.activity, filename="ds.xlsx", data=one_sheet(COLUMNS, row)
    )
    rosters.import_list(by=CONSOLE, door=DOOR, received_list=received)
    life.confirm(by=CONSOLE, door=DOOR, activity=laid.activity)
    return dataclasses.replace(laid, list=received)


def browser(cast: Cast, who: str) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies.load(sit("neighbour").cookies if who == "neighbour" else cookies(cast, who))
    return client


def answers(client: Client, records: Records) -> Iterator[tuple[str, Any, str]]:
    """Each address, its answer to a look and to an empty form, and all that the answer holds, unpacked."""
    for name in addresses.routes():
        if name == "web:sign_out":
            continue
        for method in ("get", "post"):
            with transaction.atomic():
                response: Any = getattr(client, method)(addresses.address(name, records))
                content = b"".join(response) if response.streaming else response.content
                for close in response._resource_closers:
                    close()
                transaction.set_rollback(True)
            yield f"{name} {method}", response, _readable(content)


def _readable(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


# --- Pages, exports and addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_outside_reads_of_her(cast: Cast, records: Records, who: str) -> None:
    seen = list(answers(browser(cast, who), records))
    assert len(seen) > 60
    assert [(name, found(text)[:2]) for name, _, text in seen if found(text)] == []


@pytest.mark.parametrize("who", ["officer", *WITHOUT_PHONES])
def test_a_telephone_number_is_for_who_may_call(cast: Cast, records: Records, who: str) -> None:
    seen = list(answers(browser(cast, who), records))
    named = {name for name, _, text in seen if _WORD.search(text)}
    pages = {"web:person get", "web:activity get", "web:list get", "api:rows get", "web:course_result get"}
    files = {f"web:{what}_{ending} get" for what in ("roster", "roll", "figure") for ending in ("xlsx", "csv")}
    assert pages | files <= named
    called = [name for name, _, text in seen if _PHONE.search(text)]
    assert bool(called) is (who == "officer"), called


@pytest.mark.parametrize("who", ["officer", *OUTSIDE])
def test_a_groups_evidence_is_read_where_the_group_is(cast: Cast, records: Records, who: str) -> None:
    """Captions, file names, authors and titles of a group's photograph and paper; they are on no page of another area."""
    team = community.group(CONSOLE, records.group).id
    [shown], [paper] = pictures_of(team), papers_of(team)
    of_group = dataclasses.replace(records, photograph=shown.uid, paper=paper.uid)
    seen = list(answers(browser(cast, who), of_group))
    named = {name.removesuffix(" get") for name, _, text in seen if f"tổ {WORD}" in text or f"to-{WORD}" in text}
    pages = {
        "web:group",
        "web:photograph",
        "web:photograph_history",
        "web:paper",
        "web:paper_history",
        "web:group_history",
    }
    assert named >= pages if who == "officer" else named == set()


@pytest.mark.parametrize("who", ["administrator", "officer", "collaborator", "inspector"])
def test_no_address_and_no_header_holds_her(cast: Cast, records: Records, who: str) -> None:
    """A course's own paper and lists are saved under its name, and a paper that came under the name with which it came."""
    paper = re.compile(f"(ket-qua|danh-sach|diem-danh)-lop-{WORD.lower()}")
    leading = re.compile(r'(?:href|src|action|hx-[a-z-]+|formaction)="([^"]*)"')
    wrong = []
    for name, response, text in answers(browser(cast, who), records):
        if name.startswith(("web:paper_file", "web:article_copy")):
            continue
        said = [*leading.findall(text), *(f"{key}: {value}" for key, value in response.items())]
        wrong += [f"{name} {address}" for address in said if found(paper.sub("", address))]
    assert wrong == []


@pytest.mark.parametrize("who", ["officer", "collaborator", "neighbour", "learner"])
def test_no_error_page_holds_her(cast: Cast, records: Records, who: str) -> None:
    """It may name the activity that it is about, to somebody who may see it; 422 is the page of the form itself.

    A list that is read otherwise by now is shown again as well, with what was typed.
    """
    activity = f"Lớp {WORD}"
    wrong = [
        name
        for name, response, text in answers(browser(cast, who), records)
        if response.status_code >= 400
        and response.status_code != 422
        and (name, response.status_code) != ("web:list_import post", 409)
        and found(text.replace(activity, ""))
    ]
    assert wrong == []


def test_a_fault_shows_no_more_than_that_there_was_one(cast: Cast, records: Records, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.base_addresses"
    client = Client(raise_request_exception=False)
    response = client.get("/breaks", {"text": f"Hồ Thị {WORD}"}, headers={"referer": f"http://testserver/?t={WORD}"})
    assert response.status_code == 500
    assert found(response.content.decode()) == []


# --- Logs ------------------------------------------------------------------------------------------------------------


def _lines(caplog: pytest.LogCaptureFixture) -> str:
    form = logging.Formatter("%(name)s %(message)s")
    return "\n".join(form.format(record) for record in caplog.records)


@pytest.mark.parametrize("who", ["administrator", "officer", "neighbour", "learner", STRANGER])
def test_no_log_holds_her(cast: Cast, records: Records, who: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client = browser(cast, who)
    list(answers(client, records))
    # What people type and what goes wrong with it.
    client.get("/people", {"text": WORD})
    client.get(f"/nowhere/{records.person}")
    walk_in = addresses.address("web:walk_in", records)
    client.post(walk_in, {"name": f"Hồ Thị {WORD}", "birth_year": "1700", "phone": PHONES[0]})
    client.post("/activities/new", {"name": f"Lớp {WORD}", "first_day": "nay"})
    _send_evidence(client, records)
    said = _lines(caplog)
    assert said
    assert found(said) == []


def _send_evidence(client: Client, records: Records) -> None:
    """Photographs, papers and an article under her name that are refused or kept."""
    files = (SimpleUploadedFile(f"{WORD}.jpg", data) for data in (b"GIF89a", b"", picture(size=(33, 20))))
    for file in files:
        for route in ("web:photographs_new", "web:group_photographs_new", "web:tray_add"):
            file.seek(0)
            client.post(addresses.address(route, records), {"pictures": file, "caption": f"Ảnh {WORD}"})
    for data in (b"MZ" + bytes(99), b"%PDF-1.7\nstartxref\n9\n%%EOF"):
        for route in ("web:papers", "web:papers_new", "web:group_papers_new"):
            file = SimpleUploadedFile(f"{WORD}.pdf", data)
            client.post(addresses.address(route, records), {"file": file, "kind": "plan", "title": f"Kế hoạch {WORD}"})
    for address in (f"javascript:{WORD}", f"https://bao.vn/{WORD}", f"https://bao.vn/{WORD}#2"):
        told = {
            "outlet": WORD,
            "title": WORD,
            "published_on": "20/08/2025",
            "unit": "xã Phúc Trạch",
            "address": address,
        }
        client.post(addresses.address("web:article_new", records), told)
    for route in ("web:photograph_arrives", "web:group_photograph_arrives", "web:photograph_to_tray"):
        client.post(addresses.address(route, records), {"filename": f"{WORD}.jpg", "size": "9", "caption": WORD})


def test_a_wrong_password_is_not_logged_with_what_was_typed(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client = Client()
    for _ in range(6):
        client.post("/sign-in", {"username": WORD, "password": PHONES[0]})
        client.post("/sign-in", {"username": "officer", "password": PHONES[0]})
    said = _lines(caplog)
    assert "/sign-in" in said
    assert found(said) == []
    assert PASSWORD not in said


# --- The replica and the other files ---------------------------------------------------------------------------------


def test_no_fact_holds_her(cast: Cast, records: Records, data_folder: Path, tmp_path: Path) -> None:
    asked = figures.question(code="people_trained", by="commune", year=2025)
    assert figures.rows(asked, cast.officer).total >= 0
    files = sorted((data_folder / "replica").iterdir())
    assert files
    for file in files:
        assert found(file.read_bytes().decode("latin-1")) == [], file.name
    # What is packed inside the file, read as DuckDB itself reads it.
    for file in files:
        shutil.copy(file, tmp_path / file.name)
    words = 0
    for file in sorted(tmp_path.glob("*.duckdb")):
        with duckdb.connect(str(file)) as connection:
            for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - a table's own name
                words += len(rows)
                assert found(repr(rows)) == [], table
    assert words


def test_no_other_file_of_the_folder_holds_her(cast: Cast, records: Records, data_folder: Path) -> None:
    """The database and the files as offices sent them do, and nothing else."""
    figures.prepare()
    database = Path(str(connections["default"].settings_dict["NAME"])).name
    others = [
        path
        for path in data_folder.rglob("*")
        if path.is_file() and not path.name.startswith(database) and "media" not in path.parts
    ]
    assert others
    assert [path.name for path in others if found(path.read_bytes().decode("latin-1"))] == []


# --- What a fault prints ---------------------------------------------------------------------------------------------


def test_no_record_names_her_when_it_is_printed(cast: Cast, records: Records) -> None:
    printed = [
        f"{row!r} {row}"
        for model in our_models()
        if model._meta.app_label in {"people", "activities", "community", "evidence", "rosters", "training", "audit"}
        for row in model._base_manager.all()
    ]
    assert len(printed) > 20
    assert [line for line in printed if found(line)] == []


def test_no_refusal_names_her_when_it_is_printed() -> None:
    """Its facts are for the page that words it; a log or a traceback prints its code."""
    refusal: NepmoiError = activity_errors.AlreadyInActivity(name=f"Hồ Thị {WORD}")
    assert found(f"{refusal} {refusal!r} {refusal.args}") == []
    assert found(refusal.message % refusal.facts())


def test_no_entry_says_by_her_name_where_it_came_from(cast: Cast, records: Records) -> None:
    said = Entry.objects.values_list("door_detail", "actor_name")
    assert said
    assert [line for line in said if found(" ".join(line))] == []
