"""Every address that takes a form gets a good one from somebody who may send it, and what it says is then in the database.

``POSTS`` has one form for each address that ``scope_matrix.csv`` lists with POST: a new one without its form here fails. The
answer to a question differs before and after, the tables that were written are those named, and one form is one entry.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nepmoi.core.audit import selectors as audit
from nepmoi.fieldwork.activities.models import Activity
from nepmoi.fieldwork.activities.rules import Mark, Status
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.intake.rosters import selectors
from nepmoi.intake.rosters import services as rosters
from nepmoi.intake.rosters.models import CellRepair, ColumnDecision, ReceivedList
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.people import services as people
from nepmoi.registry.people.models import Apart
from tests.cast import DOOR, PASSWORD, Cast, course, unit
from tests.intake.rosters.papers import HEAD, one_sheet
from tests.registry.people.test_one_person import entered
from tests.registry.people.test_one_person import row as record_of
from tests.system.community_posts import OF_GROUPS
from tests.system.counts_posts import OF_COUNTS
from tests.system.course_posts import OF_COURSES
from tests.system.evidence_posts import OF_EVIDENCE
from tests.system.mending_posts import MENDING
from tests.system.sending import OFFICER, Sent, status, to
from tests.system.test_scope_matrix import table
from tests.web.activities.taught import LEARNERS, held, lines, marks, record, slots
from tests.web.activities.test_photographs_page import picture
from tests.web.desk import sit
from tests.write_watcher import AUDIT_TABLES, Watcher, our_models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def sign_in(cast: Cast) -> Sent:
    form = {"username": OFFICER, "password": PASSWORD}
    return Sent(to("sign_in"), form, lambda _: Session.objects.count(), 1, "Account", "", is_recorded=False)


def sign_out(cast: Cast) -> Sent:
    return Sent(to("sign_out"), {}, lambda _: Session.objects.count(), 0, "", is_recorded=False)


def language(cast: Cast) -> Sent:
    return Sent(
        to("language"), {"language": "vi"}, lambda of: of.cookies["django_language"].value, "vi", "", is_recorded=False
    )


def theme(cast: Cast) -> Sent:
    return Sent(to("theme"), {"theme": "dark"}, lambda of: "theme" in of.cookies, True, "", is_recorded=False)


def activity_new(cast: Cast) -> Sent:
    slot = "2025-12-01-morning"
    form = {
        "name": "Lớp gửi",
        "first_day": "2025-12-01",
        "last_day": "2025-12-01",
        "venue_unit": "xã Phúc Trạch",
        "contents": ["nd1"],
        "half_days": [slot],
        "shown": [slot, "2025-12-01-afternoon"],
        "do": "save",
    }
    return Sent(
        to("activity_new"),
        form,
        lambda _: list(Activity.objects.values_list("name", "status", "first_day")),
        [("Lớp gửi", Status.PLANNED, date(2025, 12, 1))],
        "Activity ActivityContent HalfDay",
    )


def activity_held(cast: Cast) -> Sent:
    uid = course(cast, LEARNERS)
    return Sent(to("activity_held", uid), {}, lambda _: status(uid), Status.HELD, "Activity")


def activity_confirm(cast: Cast) -> Sent:
    uid = held(cast)
    for number in range(len(slots(cast, uid))):
        record(cast, uid, number, [Mark.PRESENT] * len(LEARNERS))
    return Sent(to("activity_confirm", uid), {}, lambda _: status(uid), Status.CONFIRMED, "Activity")


def roll(cast: Cast) -> Sent:
    uid = held(cast)
    said = [Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED]
    shown = [one.uid for one in lines(cast, uid)]
    form = {"shown": shown} | {f"m-{one}": mark for one, mark in zip(shown, said, strict=True)}
    address = to("roll", uid, slots(cast, uid)[0].uid)
    return Sent(address, form | {"do": "save"}, lambda _: marks(cast, uid), said, "Presence Activity")


def walk_in(cast: Cast) -> Sent:
    uid = held(cast)
    form = {"name": "Hồ Thị Đến", "sex": "female"}
    names = [*LEARNERS, "Hồ Thị Đến"]
    return Sent(
        to("walk_in", uid),
        form,
        lambda _: [one.name_as_written for one in lines(cast, uid)],
        names,
        "Activity Participation Person Post",
    )


def photographs_new(cast: Cast) -> Sent:
    uid = held(cast)
    form = {
        "pictures": [picture()],
        "caption": "Ảnh gửi",
        "ground": "public_event",
        "shows_children": "no",
    }

    def captions(_: Client) -> list[str]:
        of = activities.activity(cast.officer, uid)
        return [one.photograph.caption for one in activities.pictures([of.id])]

    rows = "ActivityPhotograph Photograph StoredFile"
    return Sent(to("photographs_new", uid), form, captions, ["Ảnh gửi"], rows)


def a_list() -> bytes:
    return one_sheet(HEAD, (1, "Hồ Thị Gửi", "Nữ", 1980, "Kinh", "", "xã Hương Liên"))


def lists(cast: Cast) -> Sent:
    uid = course(cast, {})
    form = {"file": SimpleUploadedFile("gửi.xlsx", a_list())}
    names = ReceivedList.objects.values_list("filename", "activity__uid")
    return Sent(to("lists", uid), form, lambda _: list(names.all()), [("gửi.xlsx", uid)], "ReceivedList StoredFile")


def list_import(cast: Cast) -> Sent:
    uid = course(cast, {})
    received = rosters.receive(by=cast.officer, door=DOOR, activity=uid, filename="gửi.xlsx", data=a_list())
    return Sent(
        to("list_import", received),
        {},
        lambda _: [one.name_as_written for one in lines(cast, uid)],
        ["Hồ Thị Gửi"],
        "Activity ImportedRow Participation Person Post ReceivedList",
    )


def lists_import(cast: Cast) -> Sent:
    uid = course(cast, {})
    received = rosters.receive(by=cast.officer, door=DOOR, activity=uid, filename="gửi.xlsx", data=a_list())
    return Sent(
        to("lists_import", uid),
        {"list": [str(received)]},
        lambda _: [one.name_as_written for one in lines(cast, uid)],
        ["Hồ Thị Gửi"],
        "Activity ImportedRow Participation Person Post ReceivedList",
    )


def list_settle(cast: Cast) -> Sent:
    uid = course(cast, {})
    received = rosters.receive(by=cast.officer, door=DOOR, activity=uid, filename="gửi.xlsx", data=a_list())
    column = selectors.preview(cast.officer, received).reading.columns[-1]
    return Sent(
        to("list_settle", received),
        {f"col-{column.index}-{column.shape}": "other", "fix-2-D-Danh sách": "1981"},
        lambda _: [*ColumnDecision.objects.values_list("role", flat=True), *CellRepair.objects.values_list("value")],
        ["other", ("1981",)],
        "CellRepair ColumnDecision ReceivedList",
    )


def list_undo(cast: Cast) -> Sent:
    uid = course(cast, {})
    received = rosters.receive(by=cast.officer, door=DOOR, activity=uid, filename="gửi.xlsx", data=a_list())
    rosters.import_list(by=cast.officer, door=DOOR, received_list=received)
    return Sent(
        to("list_undo", received),
        {},
        lambda _: [line.name_as_written for line in lines(cast, uid)],
        [],
        "Activity Participation Person Post ReceivedList",
    )


def village_add(cast: Cast) -> Sent:
    commune = unit("xã Phúc Trạch", date(2025, 11, 4))
    address = to("village_add", places.by_id(commune).uid)
    form = {"type": "bản", "name": "Gửi", "since": ""}
    return Sent(
        address, form, lambda _: [one.name for one in places.children(commune)], ["Bản Gửi"], "Parentage Unit", "chair"
    )


def two_records() -> tuple[UUID, UUID]:
    """Two records of Hương Liên that may be one person."""
    return entered("Hồ Thị Gửi"), entered("Hồ Gửi")


def pair_merge(cast: Cast) -> Sent:
    one, other = two_records()
    return Sent(
        to("pair_merge", one, other),
        {"f-name": "newer"},
        lambda _: [(record_of(uid).name, record_of(uid).merged_into_id is None) for uid in (one, other)],
        [("Hồ Gửi", True), ("Hồ Gửi", False)],
        "Merger Person",
        "chair",
    )


def pair_apart(cast: Cast) -> Sent:
    one, other = two_records()
    form = {"reason": "Hai chị em"}
    said = Apart.objects.values_list("reason", "taken_back")
    return Sent(
        to("pair_apart", one, other), form, lambda _: list(said.all()), [("Hai chị em", False)], "Apart Person", "chair"
    )


def pair_again(cast: Cast) -> Sent:
    one, other = two_records()
    people.say_apart(by=cast.chair, door=DOOR, one=one, other=other, reason="Hai chị em")
    said = Apart.objects.values_list("taken_back", flat=True)
    return Sent(to("pair_again", one, other), {}, lambda _: list(said.all()), [True], "Apart", "chair")


def merger_undo(cast: Cast) -> Sent:
    one, other = two_records()
    merger = people.merge(by=cast.chair, door=DOOR, keep=one, other=other)
    return Sent(
        to("merger_undo", merger),
        {},
        lambda _: record_of(other).merged_into_id,
        None,
        "Merger Person",
        "chair",
    )


POSTS: dict[str, Callable[[Cast], Sent]] = {
    f"web:{make.__name__}": make
    for make in (
        sign_in,
        sign_out,
        language,
        theme,
        activity_new,
        activity_held,
        activity_confirm,
        roll,
        walk_in,
        photographs_new,
        lists,
        lists_import,
        list_import,
        list_settle,
        list_undo,
        village_add,
        pair_merge,
        pair_apart,
        pair_again,
        merger_undo,
        *MENDING,
        *OF_GROUPS,
        *OF_EVIDENCE,
        *OF_COUNTS,
        *OF_COURSES,
    )
}


def test_every_address_that_takes_a_form_has_one() -> None:
    taking = {name for name, method, *_ in table() if method == "POST"}
    assert sorted(taking - POSTS.keys()) == [], "takes forms; nobody here sends one"
    assert sorted(POSTS.keys() - taking) == [], "takes none"


@pytest.mark.parametrize("name", POSTS)
def test_what_a_form_says_is_in_the_database(cast: Cast, name: str, watcher: Watcher) -> None:
    sent = POSTS[name](cast)
    client = sit(sent.username) if sent.username else Client()
    assert sent.ask(client) != sent.told, "so it was before"
    watcher.written.clear()
    before = audit.last_seq()
    answer = client.post(**sent.request())
    assert answer.status_code == sent.status, answer.content.decode()
    assert sent.ask(client) == sent.told
    assert written(watcher) == set(sent.rows.split())
    assert audit.last_seq() - before == sent.is_recorded


def written(watcher: Watcher) -> set[str]:
    """The models of which rows were written; the audit's own and earlier versions aside."""
    names = {model._meta.db_table: model.__name__ for model in our_models() if not hasattr(model, "history_object")}
    return {names[table] for table in watcher.written - AUDIT_TABLES if table in names}


def test_a_form_that_is_refused_writes_nothing(cast: Cast, watcher: Watcher) -> None:
    sent = activity_confirm(cast)
    client = sit("inspector")
    watcher.written.clear()
    assert client.post(sent.address, sent.form).status_code == 403
    assert sent.ask(client) != sent.told
    assert written(watcher) == set()


def test_the_same_form_again_is_no_second_entry(cast: Cast) -> None:
    sent = village_add(cast)
    client = sit(sent.username)
    form = sent.form | {"request": str(new_uid())}
    assert [client.post(sent.address, form).status_code for _ in range(2)] == [302, 302]
    assert sent.ask(client) == sent.told
