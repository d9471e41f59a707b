"""A file that is refused leaves nothing behind: no row, no entry, no file on the disk."""

import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from nepmoi.fieldwork.activities.errors import ActivityUnknown
from nepmoi.intake.rosters import errors
from nepmoi.kernel.errors import NepmoiError
from nepmoi.kernel.ids import new_uid
from tests.cast import Cast
from tests.intake.rosters.importing import ROSTERS, course, import_, receive, records
from tests.intake.rosters.papers import HEAD, HOA, PUC, one_sheet, paper, with_part

pytestmark = pytest.mark.django_db

GOOD = one_sheet(HEAD, HOA, PUC)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MEGABYTE = 1024 * 1024


def bomb() -> bytes:
    """Half a megabyte that unpacks to five hundred."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(GOOD)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
        with new.open("xl/media/image1.bin", "w") as part:
            for _ in range(500):
                part.write(bytes(MEGABYTE))
    return out.getvalue()


def bursting_sheet() -> bytes:
    cell = b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + b"a" * (80 * MEGABYTE) + b"</t></is></c></row>"
    return with_part(
        GOOD, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", cell + b"</sheetData>")
    )


def long_list() -> bytes:
    """100,000 rows, written by hand: openpyxl would need a quarter of a minute."""

    def row(number: int) -> str:
        name = f"Hồ Thị Mai {number * 7919 % 100_003}"
        return f'<row r="{number}"><c r="A{number}"><v>{number}</v></c><c r="B{number}" t="inlineStr"><is><t>{name}</t></is></c></row>'

    rows = "".join(map(row, range(4, 100_004))).encode()
    return with_part(
        GOOD, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>")
    )


def laughs() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    prologue = f'<!DOCTYPE a [<!ENTITY a0 "ha">{levels}]>'.encode()
    return with_part(GOOD, "xl/worksheets/sheet1.xml", lambda part: prologue + part)


def outside() -> bytes:
    prologue = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return with_part(GOOD, "xl/sharedStrings.xml", prologue + b"<sst/>")


REFUSED: dict[str, tuple[Callable[[], bytes], type[NepmoiError]]] = {
    "zip bomb": (bomb, errors.ListTooLarge),
    "bursting sheet": (bursting_sheet, errors.ListTooLarge),
    "huge": (lambda: b"PK" + bytes(11 * MEGABYTE), errors.ListTooLarge),
    "100,000 rows": (long_list, errors.ListTooLong),
    "entities": (laughs, errors.ListHasEntities),
    "outside entity": (outside, errors.ListHasEntities),
    "macro": (lambda: with_part(GOOD, "xl/vbaProject.bin", b"Sub Auto_Open()"), errors.ListHasMacros),
    "protected": (lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le"), errors.ListProtected),
    "PDF": (lambda: b"%PDF-1.7\n", errors.NotAList),
    "page": (lambda: b"<html><table><tr><td>STT</td></tr></table></html>", errors.NotAList),
    "empty": (lambda: b"", errors.NotAList),
    "cut off": (lambda: GOOD[: len(GOOD) // 2], errors.ListBroken),
    "no heading": (lambda: one_sheet(HOA, PUC), errors.ListWithoutHeading),
    "nobody": (lambda: one_sheet(HEAD), errors.ListWithoutPeople),
    "no table": (lambda: paper("Kính gửi Hội LHPN tỉnh"), errors.ListWithoutHeading),
}


def media(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "media").rglob("*") if path.is_file())


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_file_keeps_nothing(cast: Cast, data_folder: Path, name: str) -> None:
    make, refusal = REFUSED[name]
    uid, data = course(cast), make()
    before, files = records(), media(data_folder)
    tracemalloc.start()
    try:
        with pytest.raises(refusal) as refused:
            receive(cast, uid, data, "Danh sách.xlsx")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "Danh sách.xlsx" in refused.value.message % refused.value.facts()
    assert peak < 150 * MEGABYTE
    assert (records(), media(data_folder)) == (before, files)


def test_a_good_file_for_no_course_keeps_nothing(cast: Cast, data_folder: Path) -> None:
    before, files = records(), media(data_folder)
    with pytest.raises(ActivityUnknown):
        receive(cast, new_uid(), (ROSTERS / "by-commune.xlsx").read_bytes())
    with pytest.raises(errors.ReceivedListUnknown):
        import_(cast, new_uid())
    assert (records(), media(data_folder)) == (before, files)


def test_what_is_received_is_kept_as_it_came(cast: Cast, data_folder: Path) -> None:
    files = media(data_folder)
    data = one_sheet(HEAD, HOA, PUC, (3, "Hồ Thị Giữ", "Nữ", 1980, "Chứt", "", "Xã Hương Liên"))
    received = receive(cast, course(cast), data, "../../ds<b>.xlsx")
    [kept] = set(media(data_folder)) - set(files)
    assert kept.read_bytes() == data
    assert import_(cast, received).enrolled == 3
