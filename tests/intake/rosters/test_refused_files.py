"""Files that are refused whole: each with its own sentence, quickly, and without eating memory."""

import struct
import tracemalloc
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from openpyxl import Workbook

from nepmoi.intake.rosters import errors
from nepmoi.intake.rosters.rules.containers import MEGABYTE
from nepmoi.intake.rosters.rules.reading import read
from tests.intake.rosters.papers import HEAD, HOA, PUC, one_sheet, paper, with_part

GOOD = one_sheet(HEAD, HOA, PUC)
WORD = paper([("STT", "Họ và tên", "Năm sinh"), ("1", "Hồ Púc", "1992")])
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01STT,Ho ten",
        b"%PDF-1.7",
        b"<html><table><tr><td>STT</td></tr></table></html>",
        b"\x89PNG\r\n",
        COMPOUND + "WordDocument".encode("utf-16-le"),
    ],
)
def test_no_list_at_all(data):
    with pytest.raises(errors.NotAList):
        read(data, "list.xlsx")


def test_another_package():
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    with pytest.raises(errors.NotAList):
        read(out.getvalue(), "list.ods")


def test_a_password():
    with pytest.raises(errors.ListProtected):
        read(COMPOUND + "EncryptedPackage".encode("utf-16-le"), "list.xlsx")


@pytest.mark.parametrize(
    "data",
    [GOOD[: len(GOOD) // 2], GOOD[:40], b"PK\x03\x04" + bytes(100), WORD[:-200]],
    ids=["half a workbook", "its first bytes", "zeros", "a document without its end"],
)
def test_a_damaged_package(data):
    with pytest.raises(errors.ListBroken):
        read(data, "list.xlsx")


@pytest.mark.parametrize("path", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"])
def test_damaged_xml(path):
    with pytest.raises(errors.ListBroken):
        read(with_part(GOOD, path, lambda part: part[: len(part) // 2] + b"<<"), "list.xlsx")


def test_a_damaged_old_workbook():
    with pytest.raises(errors.ListBroken):
        read(COMPOUND + "Workbook\0".encode("utf-16-le"), "list.xls")


def test_damaged_words():
    with pytest.raises(errors.ListBroken):
        read(with_part(WORD, "word/document.xml", b"<w:document"), "list.docx")


@pytest.mark.parametrize("prologue", [b'<!DOCTYPE a [<!ENTITY b "c">]>', "<!DOCTYPE a>".encode("utf-16-le")])
@pytest.mark.parametrize(
    ("data", "path"), [(GOOD, "xl/worksheets/sheet1.xml"), (WORD, "word/document.xml"), (GOOD, "xl/styles.xml")]
)
def test_entities(data, path, prologue):
    with pytest.raises(errors.ListHasEntities):
        read(with_part(data, path, lambda part: prologue + part), "list.xlsx")


def test_macros():
    with pytest.raises(errors.ListHasMacros):
        read(with_part(GOOD, "xl/vbaProject.bin", b"code"), "list.xlsx")
    enabled = lambda part: part.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")  # noqa: E731
    with pytest.raises(errors.ListHasMacros):
        read(with_part(GOOD, "[Content_Types].xml", enabled), "list.xlsx")
    with pytest.raises(errors.ListHasMacros):
        read(COMPOUND + "Workbook\0_VBA_PROJECT_CUR".encode("utf-16-le"), "list.xls")


def test_a_zip_bomb_is_refused_unopened():
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number in range(4):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", bytes(30 * 1024 * 1024))
    tracemalloc.start()
    with pytest.raises(errors.ListTooLarge):
        read(out.getvalue(), "list.xlsx")
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_one_part_that_bursts_is_enough():
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>" + b" " * (5 * 1024 * 1024))
    with pytest.raises(errors.ListTooLarge):
        read(out.getvalue(), "list.xlsx")


def test_a_bomb_that_lies_about_its_size():
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(40 * 1024 * 1024))
    data = bytearray(out.getvalue())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    with pytest.raises((errors.ListTooLarge, errors.ListBroken)):
        read(bytes(data), "list.xlsx")


def test_too_many_bytes():
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        archive.writestr("xl/media/picture.jpg", bytes(11 * 1024 * 1024))
    with pytest.raises(errors.ListTooLarge):
        read(out.getvalue(), "list.xlsx")


def test_too_many_rows():
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    sheet.append(HEAD)
    for number in range(30_000):
        sheet.append((number + 1, "Nguyễn Thị Hoa"))
    out = BytesIO()
    workbook.save(out)
    with pytest.raises(errors.ListTooLong) as refused:
        read(out.getvalue(), "list.xlsx")
    assert refused.value.rows == 20_001


def test_too_many_rows_of_a_word_table():
    row = b"<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>"
    many = lambda part: part.replace(b"</w:tbl>", row * 20_100 + b"</w:tbl>")  # noqa: E731
    # as one would send it: words that do not pack away
    with pytest.raises((errors.ListTooLong, errors.ListTooLarge)):
        read(with_part(WORD, "word/document.xml", many), "list.docx")


@pytest.mark.parametrize(("cell", "error"), [("A1048576", errors.ListTooLong), ("XFD3", errors.ListTooWide)])
def test_one_far_cell_does_not_fill_the_memory(cell, error):
    workbook = Workbook()
    workbook.active.append(HEAD)
    workbook.active[cell] = "x"
    out = BytesIO()
    workbook.save(out)
    with pytest.raises(error):
        read(out.getvalue(), "list.xlsx")


def test_far_merged_and_coloured_cells_are_no_reason_to_refuse():
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData><mergeCells><mergeCell ref="A4:XFD1048576"/></mergeCells>'
    data = with_part(one_sheet(HEAD, HOA), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", far))
    assert len(read(data, "list.xlsx").people) == 1


@pytest.mark.parametrize(
    "data",
    [
        one_sheet(("Kính gửi", "Hội LHPN"), ("DANH SÁCH HỌC VIÊN", "")),
        one_sheet(HOA, PUC),
        paper("DANH SÁCH HỌC VIÊN", [("a", "b"), ("c", "d")]),
        paper("Không có bảng"),
        one_sheet(),
    ],
)
def test_no_heading(data):
    with pytest.raises(errors.ListWithoutHeading):
        read(data, "list.xlsx")


def test_nobody():
    with pytest.raises(errors.ListWithoutPeople):
        read(one_sheet(HEAD, (1,), (2,), ("Danh sách ấn định 0 người",)), "list.xlsx")


def test_each_refusal_words_itself():
    for leaf in errors.__dict__.values():
        if isinstance(leaf, type) and issubclass(leaf, errors.Invalid) and leaf is not errors.Invalid:
            facts = {"filename": "ds.xlsx", "limit": 5, "row": 4, "rows": 6, "columns": 7}
            wanted = {name: facts[name] for name in leaf.__dataclass_fields__}
            said = leaf.message % leaf(**wanted).facts()
            # One is about what was said of a list's columns on its own page.
            assert "ds.xlsx" in said or leaf is errors.ColumnsWithoutName


OLD = Path(__file__).parents[2] / "rosters" / "old-format.xls"


def test_an_old_workbook_is_read():
    assert len(read(OLD.read_bytes(), "list.xlsx").people) == 3


def old_with(found, changed):
    """The old workbook with some bytes of its stream changed where they last stand."""
    before, mark, after = OLD.read_bytes().rpartition(found)
    assert mark
    return before + changed + after


def test_a_password_on_an_old_workbook():
    with pytest.raises(errors.ListProtected):
        read(old_with(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00"), "list.xls")


@pytest.mark.parametrize(
    ("place", "error"), [(b"\xff\xff\x00\x00", errors.ListTooLong), (b"\x04\x00\x00\x20", errors.ListTooWide)]
)
def test_one_far_cell_of_an_old_workbook(place, error):
    number = b"\x7e\x02\x0a\x00"
    with pytest.raises(error):
        read(old_with(number + b"\x04\x00\x00\x00", number + place), "list.xls")


def test_an_error_in_an_old_workbook_is_told():
    # the record of a number turned into one of an error, of the same length
    number = OLD.read_bytes().rindex(b"\x7e\x02\x0a\x00\x04\x00\x03\x00")
    data = bytearray(OLD.read_bytes())
    data[number : number + 14] = (
        b"\x05\x02\x0a\x00\x04\x00\x03\x00" + bytes(data[number + 8 : number + 10]) + b"\x07\x01\x00\x00"
    )
    reading = read(bytes(data), "list.xls")
    assert [(found.code, found.row, found.column) for found in reading.problems] == [("formula-error", 5, "D")]
    assert reading.people[2].birth_year is None


@pytest.mark.parametrize(
    ("data", "error", "way_out"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(40), errors.ListIsPicture, "Send the Excel or Word file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), errors.ListIsPicture, "Send the Excel or Word file"),
        (b"%PDF-1.7\n", errors.ListIsPdf, "Send the Excel or Word file"),
        (
            with_part(one_sheet(HEAD, HOA), "xl/workbook.bin", b"\x83\x01"),
            errors.ListIsBinaryWorkbook,
            "save it as .xlsx",
        ),
        (
            with_part(one_sheet(HEAD, HOA), "mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            errors.ListIsOpenDocument,
            "save it as .xlsx",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            errors.ListIsOldWord,
            "save it as .docx",
        ),
    ],
)
def test_what_is_no_list_is_told_the_way_out(data, error, way_out):
    with pytest.raises(errors.NotAList) as refused:
        read(data, "ds.xlsx")
    assert type(refused.value) is error
    assert way_out in refused.value.message % refused.value.facts()


def test_each_limit_has_its_own_words():
    kinds = (errors.ListTooLarge, errors.ListUnpacksTooLarge, errors.ListBursts, errors.ListHasTooManyParts)
    assert len({kind.message for kind in kinds}) == len(kinds)
    with pytest.raises(errors.ListTooLarge) as refused:
        read(b"PK" + bytes(30 * MEGABYTE), "ds.xlsx")
    assert "unpacked" not in refused.value.message
