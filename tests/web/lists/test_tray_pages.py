"""One page shows all lists of an activity: several are sent at once, those that ask nothing are imported in one press."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nepmoi.core.files.models import StoredFile
from nepmoi.core.files.selectors import view
from nepmoi.intake.rosters import services
from nepmoi.intake.rosters.models import ReceivedList
from nepmoi.intake.rosters.rules.headings import Role
from nepmoi.registry.people.models import Person
from tests.cast import DOOR, Cast, course
from tests.intake.rosters.papers import one_sheet
from tests.web.activities.taught import confirmed, lines
from tests.web.desk import form_of, page, queries, send, sit, text
from tests.web.lists.test_lists_pages import FOUR, address, imported, made, sent, woman

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

BAD = SimpleUploadedFile("anh.xlsx", b"\x89PNG no list")


def lien() -> SimpleUploadedFile:
    return made([woman(1, "Hồ Thị Một"), woman(2, "Hồ Thị Hai")], "lien.xlsx")


def vinh() -> SimpleUploadedFile:
    return made([woman(1, "Hồ Thị Một", "Xã Hương Vĩnh"), woman(2, "Lê Thị Ba", "Xã Hương Vĩnh")], "vinh.xlsx")


def linh() -> SimpleUploadedFile:
    return made([woman(1, "Trần Thị Tư", "Xã Hà Linh"), woman(2, "Trần Thị Tư", "Xã Hà Linh")], "linh.xlsx")


def files(client: Client, uid: UUID, *several: SimpleUploadedFile, **more: Any) -> Any:
    return send(client, address(uid), file=list(several), **more)


def ready(client: Client, uid: UUID, **more: Any) -> Any:
    return send(client, address(uid), f"{address(uid)}/import", **more)


def test_several_files_and_a_pasted_text_are_sent_at_once(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    answer = files(
        client, uid, lien(), vinh(), linh(), pasted="1. Lê Thị Năm, 1980, Hà Linh\n2. Lê Thị Sáu, 1981, Hà Linh"
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, address(uid))
    html = page(client, address(uid))
    said = text(html)
    assert "4 lists came and were read." in said
    assert "Together they name 8 people ; 1 stands in two of them" in said
    assert said.count("read, asks nothing".capitalize()) == 3
    assert "1 row asks" in said
    assert said.count("nothing decided yet") == 4
    assert "pasted list.txt" in said
    assert "Import the 3 lists that ask nothing" in said
    assert "Will be asked" in said
    assert lines(cast, uid) == []
    # The activity's own page remembers them.
    assert "4 lists that came" in text(page(client, f"/activities/{uid}"))


def test_those_that_ask_nothing_are_imported_in_one_press(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    files(client, uid, lien(), vinh(), linh())
    filled = form_of(page(client, address(uid)), f"{address(uid)}/import")
    for _ in range(2):
        assert client.post(f"{address(uid)}/import", filled).status_code == 302
    html = text(page(client, address(uid)))
    # The namesake of the second list has to be asked about by then.
    assert "1 lists were imported: 2 people were entered, 2 of them new" in html
    assert "1 list was passed over: it asks something by now" in html
    assert [line.name_as_written for line in lines(cast, uid)] == ["Hồ Thị Một", "Hồ Thị Hai"]
    where = f"/lists/{ReceivedList.objects.get(filename='lien.xlsx').uid}"
    assert send(client, where, f"{where}/undo").status_code == 302
    assert "2 persons that it had made are void" in text(page(client, where))
    assert "the import was taken back" in text(page(client, address(uid)))


def test_the_refused_file_is_named_and_the_others_are_kept(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    answer = files(client, uid, lien(), BAD)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'<p class="err"[^>]*>.*anh\.xlsx is a picture', html, re.DOTALL)
    assert "Refused anh.xlsx" in text(html)
    assert "Read lien.xlsx" in text(html)
    assert list(ReceivedList.objects.values_list("filename", flat=True)) == ["lien.xlsx"]
    assert StoredFile.objects.count() == 1


def test_the_same_bytes_are_told_and_lead_to_their_list(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, lien())
    data = StoredFile.objects.get()
    assert sent(client, uid, SimpleUploadedFile("lien (1).xlsx", _bytes(data))) == where
    assert "lien (1).xlsx came before, byte for byte. It was not read again." in text(page(client, where))
    assert ReceivedList.objects.count() == 1


def _bytes(file: StoredFile) -> bytes:
    return Path(view(file).path).read_bytes()


def test_a_confirmed_activity_asks_for_the_reason_of_all(cast: Cast) -> None:
    uid = confirmed(cast)
    client = sit("officer")
    files(client, uid, made([woman(1, "Hồ Thị Bốn")], "a.xlsx"), made([woman(1, "Hồ Thị Năm")], "b.xlsx"))
    refused = ready(client, uid)
    assert (refused.status_code, len(lines(cast, uid))) == (422, 3)
    assert 'href="#reason"' in refused.content.decode()
    assert ready(client, uid, reason="Sót hai người").status_code == 302
    assert len(lines(cast, uid)) == 5


def test_more_lists_take_no_more_queries(cast: Cast) -> None:
    client = sit("officer")
    few, many = (course(cast, {}, name=name, **FOUR) for name in ("Hai", "Tám"))
    files(client, few, *(made([woman(1, f"Hồ Thị {chr(65 + n)}")], f"{n}.xlsx") for n in range(2)))
    files(client, many, *(made([woman(1, f"Lê Thị {chr(65 + n)}")], f"{n}.xlsx") for n in range(8)))
    assert queries(client, address(many)) == queries(client, address(few)) <= 50


def test_another_lists_column_decision_carries_over_what_was_chosen(cast: Cast) -> None:
    uid, other = course(cast, {}, **FOUR), course(cast, {}, name="Lớp khác", **FOUR)
    client = sit("officer")
    # The second row's name stands in the column of villages: said to be the name, that column makes rows of other rows.
    head = ("STT", "Họ và tên", "Tên thường gọi", "Năm sinh")
    rows = [head, (1, "Hồ Thị Một", None, 1980), (2, None, "Hồ Thị Hai", 1981), (3, "Hồ Thị Ba", None, 19822)]
    where = sent(client, uid, SimpleUploadedFile("ds.xlsx", one_sheet(*rows)))
    html = page(client, where)
    filled = form_of(html, f"{where}/import")
    assert filled["take"] == ["1", "0"]
    field = next(name for name in filled if name.startswith("fix-4-D"))
    beside = SimpleUploadedFile("khac.xlsx", one_sheet(*rows[:2]))
    column = re.search(r'name="col-2-([0-9a-f]{64})"', html)
    assert column
    there = sent(client, other, beside)
    services.settle(
        by=cast.officer,
        door=DOOR,
        received_list=ReceivedList.objects.get(uid=there.rpartition("/")[2]).uid,
        columns={(column[1], 2): Role.NAME},
        cells={},
    )
    # Only the third row is taken, and nothing was typed that is read yet.
    answer = client.post(f"{where}/import", filled | {"take": ["1"]})
    html = answer.content.decode()
    assert (answer.status_code, lines(cast, uid)) == (409, [])
    assert "ds.xlsx is read otherwise by now" in text(html)
    again = form_of(html, f"{where}/import")
    assert len(again["take"]) == 2
    assert "0" not in again["take"]
    assert field in again
    # What the page shows of its columns is no choice of hers: it takes nothing of the other's decision back.
    assert client.post(f"{where}/import", again | {"take": again["take"][-1:]}).status_code == 302
    assert len(lines(cast, uid)) == 1
    assert Person.objects.count() == 1


def test_a_form_that_says_no_reading_is_believed(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, lien())
    assert imported(client, where, reading="", offered="0 1", take=["0"]).status_code == 302
    assert len(lines(cast, uid)) == 1


def test_a_void_persons_page_says_so(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Một")]))
    imported(client, where)
    one = lines(cast, uid)[0].person.uid
    send(client, where, f"{where}/undo", reason="Nhập nhầm lớp")
    html = page(client, f"/people/{one}")
    assert "This record is void" in html
    assert "Nhập nhầm lớp" in html
    assert f"/people/{one}/edit" not in html
    assert "Hồ Thị Một" not in text(page(client, "/people?text=ho+thi+mot").partition("<main")[2].replace("value=", ""))
