"""A list is settled on its page: columns, cells, chosen rows; its import is taken back; text is pasted."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nepmoi.core.files.models import StoredFile
from nepmoi.intake.rosters.models import CellRepair, ReceivedList
from nepmoi.kernel import clock
from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.people.models import Person
from tests.cast import Cast, course
from tests.intake.rosters.papers import one_sheet
from tests.web.activities.taught import confirmed, lines
from tests.web.desk import form_of, page, send, sit, text
from tests.web.lists.test_lists_pages import FOUR, HEADING, address, counts, imported, made, sent, woman

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def test_an_import_is_taken_back_on_the_page_and_made_again(cast: Cast) -> None:
    uid, other = course(cast, {}, **FOUR), course(cast, {}, name="Lớp khác", **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Một"), woman(2, "Hồ Thị Hai")]))
    imported(client, where)
    imported(client, sent(client, other, made([woman(1, "Hồ Thị Một")])))
    assert "stays in the register: she is in Lớp khác, too" in text(page(client, where))
    answer = send(client, where, f"{where}/undo")
    assert (answer.status_code, lines(cast, uid)) == (302, [])
    html = page(client, where)
    assert "2 lines left the list" in text(html)
    assert "What taking it back left" in text(html)
    assert imported(client, where).status_code == 302
    assert (len(lines(cast, uid)), Person.objects.count()) == (2, 2)


def test_taking_back_a_confirmed_import_needs_a_reason(cast: Cast) -> None:
    uid = confirmed(cast)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Bốn")]))
    imported(client, where, reason="Sót một người")
    answer = send(client, where, f"{where}/undo")
    assert (answer.status_code, len(lines(cast, uid))) == (422, 4)
    assert 'href="#reason"' in answer.content.decode()
    assert send(client, where, f"{where}/undo", reason="Nhập nhầm").status_code == 302
    assert len(lines(cast, uid)) == 3
    assert client.post(f"{where}/undo", {"request": str(new_uid())}).status_code == 409


def test_a_list_is_pasted_as_it_stands_in_a_mail(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    answer = send(client, address(uid), pasted="1. Hồ Thị Một, 1980, Chi hội trưởng\n2. Hồ Thị Hai, 1/5/75, Bí thư\n")
    where = str(answer.headers["Location"])
    assert "pasted list.txt" in page(client, where)
    imported(client, where)
    assert [(line.name_as_written, line.title) for line in lines(cast, uid)] == [
        ("Hồ Thị Một", "Chi hội trưởng"),
        ("Hồ Thị Hai", "Bí thư"),
    ]


def test_a_pasted_text_that_is_no_list_is_refused_where_it_was_pasted(cast: Cast) -> None:
    answer = send(sit("officer"), address(course(cast, {})), pasted="xin chào")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'<textarea name="pasted"[^>]*aria-invalid="true"[^>]*>\s*xin chào', html)
    assert not re.search(r'<input type="file"[^>]*aria-invalid', html)


def test_whom_an_import_fills_is_not_said_to_have_been_in_the_list(cast: Cast) -> None:
    course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    uid = course(cast, {}, name="Lớp sau", **FOUR)
    client = sit("officer")
    rows = [(*HEADING, "Số điện thoại"), (*woman(1, "Hồ Thị Một"), "0912345678")]
    where = sent(client, uid, SimpleUploadedFile("ds.xlsx", one_sheet(*rows)))
    imported(client, where)
    assert "0 were in the list already; 1 were mended;" in text(page(client, where))


def test_a_csv_file_is_taken(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    data = "STT;Họ và tên;Năm sinh\n1;Hồ Thị Một;1980\n".encode("utf-16")
    imported(client, sent(client, uid, SimpleUploadedFile("ds.csv", data)))
    assert [line.name_as_written for line in lines(cast, uid)] == ["Hồ Thị Một"]


def test_only_the_chosen_rows_are_imported(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(n, f"Hồ Thị {name}") for n, name in enumerate(("Một", "Hai", "Ba"), 1)]))
    assert page(client, where).count('name="take"') == 3
    assert imported(client, where, take=["0", "2"]).status_code == 302
    assert [line.name_as_written for line in lines(cast, uid)] == ["Hồ Thị Một", "Hồ Thị Ba"]
    assert Person.objects.count() == 2


def test_a_row_left_out_need_not_be_answered(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Một"), woman(2, "Hồ Thị Một")]))
    assert imported(client, where, take=["1"]).status_code == 302
    assert [line.name_as_written for line in lines(cast, uid)] == ["Hồ Thị Một"]


def test_a_cell_is_mended_on_the_page_and_the_file_stays(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    file = made([woman(1, "Hồ Thị Một", born=19666), woman(2, "Hồ Thị Hai")])
    kept = file.read()
    file.seek(0)
    where = sent(client, uid, file)
    html = page(client, where)
    field = re.search(r'name="(fix-2-C-[^"]*)"', html)
    assert field
    assert 'placeholder="1966"' in html
    assert send(client, where, f"{where}/settle", **{field[1]: "1966"}).status_code == 302
    html = page(client, where)
    assert "Mended here" in html
    assert "fix-2-C" not in html
    imported(client, where)
    assert {line.person.birth.year for line in lines(cast, uid) if line.person.birth} == {1966, 1980}
    stored = StoredFile.objects.get(pk=ReceivedList.objects.get().file_id)
    assert stored.sha256 == hashlib.sha256(kept).hexdigest()


def test_what_a_column_holds_is_chosen_and_remembered_for_the_next_list(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    head = ("STT", "Họ và tên", "Năm sinh", "Số")
    rows = [head, (1, "Hồ Thị Một", 1980, "0912345678"), (2, "Hồ Thị Hai", 1981, "0912345679")]
    where = sent(client, uid, SimpleUploadedFile("a.xlsx", one_sheet(*rows)))
    html = page(client, where)
    name = re.search(r'name="(col-3-[0-9a-f]{64})"', html)
    assert name
    assert "by its heading" in html
    assert send(client, where, f"{where}/settle", **{name[1]: "phone"}).status_code == 302
    assert "as chosen" in page(client, where)
    imported(client, where)
    assert {line.person.phone for line in lines(cast, uid)} == {"0912345678", "0912345679"}
    other = course(cast, {}, name="Lớp sau", **FOUR)
    rows.append((3, "Hồ Thị Ba", 1982, "0912345670"))
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        again = sent(sit("officer"), other, SimpleUploadedFile("b.xlsx", one_sheet(*rows)))
        assert "as last time" in page(sit("officer"), again)


def test_a_list_keeps_a_column_of_names_and_is_not_settled_once_imported(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Một")]))
    name = re.search(r'name="(col-1-[0-9a-f]{64})"', page(client, where))
    assert name
    answer = send(client, where, f"{where}/settle", **{name[1]: "other"})
    assert (answer.status_code, "full name" in answer.content.decode()) == (422, True)
    imported(client, where)
    assert client.post(f"{where}/settle", {name[1]: "phone", "request": str(new_uid())}).status_code == 422


def many(count: int, *last: tuple[object, ...]) -> SimpleUploadedFile:
    return made([*(woman(n, f"Hồ Thị {chr(65 + n % 26)}{chr(97 + n // 26)}") for n in range(count)), *last])


def test_what_was_chosen_on_one_page_of_a_list_is_imported_from_another(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, many(108, woman(108, "Hồ Thị Đôi"), woman(109, "Hồ Thị Đôi", born=19666)))
    first = form_of(page(client, where), f"{where}/import")
    taken, field = first["take"], next(name for name in first if name.startswith("fix-"))
    said = {"take": taken[1:], "row-109": "new", field: "nobody", "turn": "page-2"}
    turned = client.post(f"{where}/import", first | said)
    assert (turned.status_code, lines(cast, uid)) == (200, [])
    html = turned.content.decode()
    assert "101–110 of 110 rows" in html
    second = form_of(html, f"{where}/import")
    assert second["left"] == [taken[0]]
    assert (second[field], second["row-109"]) == (["nobody"], ["new"])
    last = second["take"][-1]
    back = client.post(f"{where}/import", second | {"take": second["take"][:-1], "turn": "page-1"})
    again = form_of(back.content.decode(), f"{where}/import")
    assert again["left"] == [last]
    assert taken[0] not in again["take"]
    assert client.post(f"{where}/import", again | {field: ""}).status_code == 302
    assert len(lines(cast, uid)) == 108


def test_what_is_refused_from_a_later_page_shows_that_page_with_its_choices(cast: Cast) -> None:
    uid = confirmed(cast)
    client = sit("officer")
    where = sent(client, uid, many(105))
    html = page(client, f"{where}?page=2")
    filled = form_of(html, f"{where}/import")
    refused = client.post(f"{where}/import", filled | {"take": filled["take"][1:]})
    assert refused.status_code == 422
    assert "101–105 of 105 rows" in refused.content.decode()
    assert len(form_of(refused.content.decode(), f"{where}/import")["take"]) == 4


def test_a_cell_typed_and_not_read_yet_is_kept_before_anybody_is_imported(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Một", born=19666), woman(2, "Hồ Thị Hai")]))
    filled = form_of(page(client, where), f"{where}/import")
    field = next(name for name in filled if name.startswith("fix-2-C"))
    answer = client.post(f"{where}/import", filled | {field: "1966", "take": ["0"]})
    assert (answer.status_code, lines(cast, uid)) == (200, [])
    html = answer.content.decode()
    assert "Look at it, then import it." in html
    assert "Mended here" in html
    assert client.post(f"{where}/import", form_of(html, f"{where}/import")).status_code == 302
    assert [(line.name_as_written, line.person.birth) for line in lines(cast, uid)] == [
        ("Hồ Thị Một", PartialDate(1966))
    ]


def test_reading_a_list_again_keeps_what_was_chosen_of_its_rows(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    # The third row has no name yet: mended, it comes between those that were chosen.
    rows = [woman(1, "Hồ Thị Một"), woman(2, ""), woman(3, "Hồ Thị Một"), woman(4, "Hồ Thị Bốn")]
    where = sent(client, uid, made(rows))
    filled = form_of(page(client, where), f"{where}/settle")
    field = next(name for name in filled if name.startswith("fix-3-B"))
    answer = client.post(f"{where}/settle", filled | {field: "Hồ Thị Hai", "row-1": "new", "take": ["0", "1"]})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r'name="row-2" value="new" checked', html)
    assert form_of(html, f"{where}/import")["take"] == ["1", "0", "2"]


def test_numbers_that_no_list_has_are_passed_over(cast: Cast) -> None:
    uid = course(cast, {}, **FOUR)
    client = sit("officer")
    where = sent(client, uid, made([woman(1, "Hồ Thị Một")]))
    long, large = "9" * 5000, "9" * 25
    said = {
        "offered": long,
        "left": long,
        f"row-{large}": "new",
        f"fix-{large}-C-Sheet": "1966",
        "turn": f"page-{large}",
    }
    assert client.post(f"{where}/import", said | {"request": str(new_uid())}).status_code == 200
    del said["turn"]
    assert client.post(f"{where}/settle", said | {"request": str(new_uid())}).status_code == 302
    assert (CellRepair.objects.count(), lines(cast, uid)) == (0, [])


def test_a_row_that_waits_is_not_counted_as_known_or_new(cast: Cast) -> None:
    # In a village of one surname nobody is chosen beforehand.
    course(cast, {f"Hồ Thị {name}": "xã Hương Liên" for name in ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu")})
    uid = course(cast, {}, name="Lớp sau", **FOUR)
    client = sit("officer")
    html = page(client, sent(client, uid, made([woman(1, "Hồ Thị Một"), woman(2, "Trần Thị Ánh", "Xã Hà Linh")])))
    assert counts(html)[:4] == ["1", "0", "0", "1"]
    assert "1 row to choose for" in text(html)
    assert "To be chosen" in html
