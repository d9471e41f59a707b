"""A list is sent, looked at, imported: nothing is entered before it was seen, and what cannot be read is not kept."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nepmoi.core.audit.models import Entry
from nepmoi.core.files.models import StoredFile
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import roll
from nepmoi.intake.rosters.models import ReceivedList
from nepmoi.intake.rosters.rules.containers import MAX_SENT
from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.people.models import Person
from tests.cast import DOOR, Cast, course, person, unit
from tests.web.activities.taught import confirmed, lines
from tests.web.desk import form_of, page, queries, send, sit, text, uid_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]
ROSTERS = Path(__file__).parents[2] / "rosters"
DAYS = (date(2024, 10, 22), date(2024, 10, 23))
FOUR = {"last_day": DAYS[1], "half_days": tuple((day, part) for day in DAYS for part in DayPart)}
HEADING = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Dân tộc", "Chức vụ", "Đơn vị")


def address(uid: UUID) -> str:
    return f"/activities/{uid}/lists"


def office_list(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (ROSTERS / name).read_bytes())


def saved_again(name: str) -> SimpleUploadedFile:
    """The same list in another file: somebody opened it and saved it."""
    held = io.BytesIO((ROSTERS / name).read_bytes())
    with zipfile.ZipFile(held, "a") as package:
        package.comment = b"saved again"
    return SimpleUploadedFile(name, held.getvalue())


def made(rows: Sequence[Sequence[object]], name: str = "ds.xlsx") -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADING, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def woman(number: int, name: str, place: str = "Xã Hương Liên", born: object = 1980) -> tuple[object, ...]:
    return (number, name, born, "Nữ", "Kinh", "Chi hội trưởng", place)


def sent(client: Client, uid: UUID, file: SimpleUploadedFile) -> str:
    """The address of the list's page."""
    answer = send(client, address(uid), file=file)
    assert answer.status_code == 302, text(answer.content.decode())
    return str(answer.headers["Location"])


def imported(client: Client, where: str, **more: Any) -> Any:
    return send(client, where, f"{where}/import", **more)


def counts(html: str) -> list[str]:
    """New, known, listed, stated."""
    found = re.findall(r'<dd class="num">(.*?)</dd>', html, re.DOTALL)
    return [text(one) for one in found]


def test_a_list_is_kept_and_shown_and_enters_nobody(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, office_list("huong-khe-45.xlsx"))
    assert where == f"/lists/{ReceivedList.objects.get().uid}"
    html = page(client, where)
    assert "45 people, as the list's closing line says" in text(html)
    assert counts(html) == ["45", "0", "0", "45 · fits"]
    assert "nothing is entered yet" in html
    assert html.count('<th role="rowheader">') == 45
    assert (lines(cast, uid), Person.objects.count()) == ([], 0)
    assert "huong-khe-45.xlsx" in page(client, address(uid))


def test_one_press_enters_everybody(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, office_list("huong-khe-45.xlsx"))
    answer = imported(client, where)
    assert (answer.status_code, answer.headers["Location"]) == (302, where)
    assert (len(lines(cast, uid)), Person.objects.count()) == (45, 45)
    html = page(client, where)
    assert "45 people were entered: 45 new, 0 known before." in text(html)
    assert "45 rows entered" in text(html)
    assert f"{where}/import" not in html
    assert Entry.objects.order_by("-seq")[0].door == "import"


def test_the_same_press_twice_is_one_import(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Một")]))
    filled = form_of(page(client, where), f"{where}/import")
    client.post(f"{where}/import", filled)
    again = client.post(f"{where}/import", filled, follow=True)
    assert "This was saved already" in again.content.decode()
    assert len(lines(cast, uid)) == 1


def test_the_same_list_again_changes_nothing(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    imported(client, sent(client, uid, office_list("huong-khe-45.xlsx")))
    second = sent(client, uid, saved_again("huong-khe-45.xlsx"))
    assert counts(page(client, second))[:3] == ["0", "0", "45"]
    imported(client, second)
    assert "Everybody was in the list already; nothing was entered twice." in page(client, second)
    assert (len(lines(cast, uid)), Person.objects.count()) == (45, 45)


def test_the_roll_of_a_list_is_taken_over(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    imported(client, sent(client, uid, office_list("two-days.xlsx")))
    found = activities.half_days(activities.activity(cast.officer, uid).id)
    assert all(slot.present for slot in found)
    assert len(found) == 4


def test_whom_it_knows_is_shown_with_the_reason_before_anything_is_written(cast: Cast) -> None:
    earlier = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    known = lines(cast, earlier)[0].person
    uid = course(cast, {}, name="Lớp sau", **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "HỒ THỊ MỘT"), woman(2, "Hồ Thị Hai")]))
    html = page(client, where)
    assert counts(html)[:3] == ["1", "1", "0"]
    assert "1 row that has its choice" in text(html)
    assert "to choose for" not in text(html)
    assert f'href="/people/{known.uid}"' in html
    assert "whom nothing contradicts" in html
    assert "Very likely one person" in text(html)
    assert "+ From the same commune" in text(html)
    assert re.search(rf'value="{known.uid}" checked', html)
    imported(client, where)
    assert {line.person.id for line in lines(cast, uid)} >= {known.id}
    assert Person.objects.count() == 2


def test_a_cell_that_cannot_be_read_is_named_with_a_proposal(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    rows = [woman(1, "Hồ Thị Một", born=19666), woman(2, "Hồ Thị Hai", "Làng Ho bên suối")]
    rows[0] = (*rows[0][:4], "Chưt", *rows[0][5:])
    html = text(page(client, sent(client, uid, made(rows))))
    assert "2 cells could not be read as they stand" in html
    assert re.search(r"C2 Row 2, column Năm sinh: 19666 is not a year of birth\.", html)
    assert re.search(r"E2 Row 2, column Dân tộc: Chưt is none of the 54 ethnic groups\..* Is Chứt meant\?", html)
    assert "no unit of this area is called Làng Ho bên suối." in html
    assert "Làng Ho bên suối (to be settled)" in html


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (70 * 1024 * 1024))
    return out.getvalue()


def with_entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "xl/workbook.xml", '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>'
        )
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("anh.xlsx", b"\x89PNG no list"),
        ("hong.xlsx", b"PK\x03\x04 cut off"),
        ("bom.xlsx", bomb()),
        ("thuc-the.xlsx", with_entities()),
        ("to.xlsx", b"PK" + b"\0" * MAX_SENT),
        ("trong.xlsx", made([]).read()),
    ],
    ids=["no-list", "broken", "bomb", "entities", "large", "nobody"],
)
def test_a_bad_file_is_refused_by_name_and_nothing_is_kept(cast: Cast, name: str, data: bytes) -> None:
    uid = course(cast, {}, **FOUR)
    answer = send(sit("officer"), address(uid), file=SimpleUploadedFile(name, data))
    assert answer.status_code == 422
    words = re.search(r'<p class="err"[^>]*>(.*?)</p>', answer.content.decode(), re.DOTALL)
    assert words
    assert name in words[1]
    assert 'role="alert"' in answer.content.decode()
    assert (ReceivedList.objects.count(), StoredFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("file", "words"),
    [("", "No file was chosen."), (SimpleUploadedFile("rong.xlsx", b""), "The file is empty.")],
    ids=["none", "empty"],
)
def test_no_file_is_said_in_words(cast: Cast, file: Any, words: str) -> None:
    answer = send(sit("officer"), address(course(cast, {})), file=file)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_list_of_the_course_that_changed_meanwhile_is_shown_again(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Một")]))
    filled = form_of(page(client, where), f"{where}/import")
    new = roll.Enrolment(person("Trần Thị Ánh"), "Trần Thị Ánh", "", unit("xã Hương Liên"), "xã Hương Liên", "01")
    roll.enrol(by=cast.officer, door=DOOR, activity=uid, enrolments=[new])
    answer = client.post(f"{where}/import", filled)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "officer (mẫu) saved this at" in text(html)
    assert len(lines(cast, uid)) == 1
    assert client.post(f"{where}/import", form_of(html, f"{where}/import")).status_code == 302
    assert len(lines(cast, uid)) == 2


def test_a_confirmed_course_takes_a_list_only_with_a_reason(cast: Cast) -> None:
    uid = confirmed(cast)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Bốn")]))
    answer = imported(client, where)
    assert answer.status_code == 422
    assert 'href="#reason"' in answer.content.decode()
    assert len(lines(cast, uid)) == 3
    assert imported(client, where, reason="Sót một người").status_code == 302
    assert len(lines(cast, uid)) == 4
    assert Entry.objects.order_by("-seq")[0].reason == "Sót một người"


def test_an_inspector_reads_a_list_and_imports_none(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    where = sent(sit("officer"), uid, made([woman(1, "Hồ Thị Một")]))
    client = sit("inspector")
    assert f"{where}/import" not in page(client, where)
    assert client.post(f"{where}/import", {"request": str(new_uid())}).status_code == 403
    assert client.get(address(uid)).status_code == 403
    assert lines(cast, uid) == []


def test_role_and_area_decide_who_sends(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"}, **FOUR)
    where = sent(sit("officer"), uid, made([woman(1, "Hồ Thị Hai")]))
    # The chair sees the course, for somebody of hers is in it; the whole list is not hers to read.
    for username, sending, reading in (
        ("chair", 403, 403),
        ("collaborator", 403, 403),
        ("learner", 403, 403),
        ("neighbour", 404, 404),
    ):
        client = sit(username)
        assert client.post(address(uid), {"file": made([woman(1, "Lạ")])}).status_code == sending
        assert client.get(where).status_code == reading
        assert client.post(f"{where}/import").status_code in {403, 404}
    assert sit("officer").get(f"/lists/{new_uid()}").status_code == 404
    assert [line.name_as_written for line in lines(cast, uid)] == ["Hồ Thị Một"]


def test_more_rows_than_a_page_holds_are_folded_or_paged(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(n, f"Hồ Thị {chr(65 + n % 26)}{chr(97 + n // 26)}") for n in range(110)]))
    html = page(client, where)
    assert "1–100 of 110 rows" in html
    assert "Show the other 85 people" in html
    assert page(client, f"{where}?page=2").count('<th role="rowheader">') == 10


def test_thirty_people_take_no_more_queries_than_three(cast: Cast) -> None:
    client = sit("officer")
    few, many = (course(cast, {}, name=name, **FOUR) for name in ("Ba", "Ba mươi"))
    places = ("Xã Hương Liên", "Xã Hương Vĩnh", "Xã Hà Linh")
    small = sent(client, few, made([woman(n, f"Hồ Thị {chr(65 + n)}", places[n % 3]) for n in range(3)]))
    large = sent(
        client, many, made([woman(n, f"Trần {chr(65 + n % 26)}{n // 26 * 'a'}", places[n % 3]) for n in range(30)])
    )
    assert queries(client, large) == queries(client, small) <= 40
    for where in (small, large):
        imported(client, where)
    assert queries(client, large) == queries(client, small)
    assert uid_in(small) != uid_in(large)


def test_marks_that_are_there_stay_when_a_roll_comes_again(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    imported(client, sent(client, uid, office_list("two-days.xlsx")))
    first = lines(cast, uid)[0]
    slot = activities.half_days(activities.activity(cast.officer, uid).id)[0]
    roll.record_attendance(by=cast.officer, door=DOOR, activity=uid, half_day=slot.uid, marks={first.uid: Mark.EXCUSED})
    imported(client, sent(client, uid, saved_again("two-days.xlsx")))
    assert lines(cast, uid)[0].marks[slot.id] is Mark.EXCUSED


def test_a_row_that_asks_is_answered_on_the_page_before_anything_is_written(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Một"), woman(2, "Hồ Thị Một")]))
    html = page(client, where)
    assert "One person or two?" in html
    assert re.search(r'name="row-1" value="same">', html)
    refused = imported(client, where)
    assert (refused.status_code, lines(cast, uid), Person.objects.count()) == (422, [], 0)
    assert "Nothing was imported yet" in refused.content.decode()
    assert imported(client, where, **{"row-1": "same"}).status_code == 302
    assert len(lines(cast, uid)) == 1


def test_after_the_import_only_what_is_left_is_shown_and_where_it_is_settled(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Một", born=19666), woman(2, "Hồ Thị Hai")]))
    imported(client, where)
    html = page(client, where)
    one = next(line.person for line in lines(cast, uid) if line.name_as_written == "Hồ Thị Một")
    assert counts(html)[:4] == ["2", "0", "0", "0"]
    assert "could not be read as" not in html
    assert "Left to settle" in html
    assert f'<a href="/people/{one.uid}">' in html
    imported(client, sent(client, uid, made([woman(1, "Hồ Thị Một", born=1966), woman(2, "Hồ Thị Hai")])))
    assert "Left to settle" not in page(client, where)
    assert Person.objects.count() == 2
