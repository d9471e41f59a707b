"""What a paper's bytes really are: known by their content, never by a name, and refused when they could do something.

No scanner for viruses is in it: what is taken is only of a few kinds that have been opened, and nothing in them acts by itself.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image, UnidentifiedImageError

from nepmoi.core.files.errors import (
    FileActs,
    FileBroken,
    FileEmpty,
    FileHasMacros,
    FileIsProgram,
    FileIsWebPage,
    FileLocked,
    FileSwells,
    FileUnknown,
)

MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_PARTS: Final = 5000
MOST_PIXELS: Final = 200_000_000

# What the first bytes of a program, or of what an old system runs, look like.
_PROGRAMS: Final = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
# The harmless file by which scanners are tried.
_TRIAL_VIRUS: Final = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
_WEB: Final = re.compile(
    rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+(html|svg)|html|svg|script|head|body|iframe)", re.I | re.S
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names in a PDF that make a reader do something: run, fetch, open another file.
_ACTS: Final = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA|ImportData|SubmitForm)\b")
# The same as an action, which no drawing writes, with a comment in between or without.
_ACTION: Final = re.compile(rb"/S(?:\s|%[^\r\n]*[\r\n])*/(JavaScript|Launch|ImportData|SubmitForm)\b")
_EDGE: Final = re.compile(rb"((?:end)?stream)")
_OBJECT: Final = re.compile(rb"\sobj\b|endobj")
# How objects may be packed: once, and as they are.
_PACKED_ONCE: Final = re.compile(rb"/Filter\s*(?:/FlateDecode\b|\[\s*/FlateDecode\s*\])")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_OFFICE: Final = {
    b"wordprocessingml.document.main+xml": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    b"spreadsheetml.sheet.main+xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
}
_MACROS: Final = ("vbaproject.bin", ".vbs", ".exe", ".dll")
# A template or an object that is fetched from elsewhere when the paper is opened.
_FETCHES: Final = re.compile(rb"<Relationship\b(?=[^>]*(attachedTemplate|oleObject))(?=[^>]*External)[^>]*>")
_PICTURES: Final = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png"), "WEBP": ("image/webp", "webp")}


@dataclass(frozen=True)
class FileKind:
    """What a file is.

    Attributes:
        media_type: for whoever takes it.
        ending: of its name, without a dot.
    """

    media_type: str
    ending: str

    def name(self, given: str) -> str:
        """A name under which a computer opens it as what it is: what is a PDF as well may be a program under another ending."""
        endings = (".jpg", ".jpeg") if self.ending == "jpg" else (f".{self.ending}",)
        return given if given.lower().endswith(endings) else f"{given}.{self.ending}"


def kind_of(data: bytes, filename: str) -> FileKind:
    """What a paper is: PDF, Word, Excel, or the picture of a scan.

    Args:
        data: all of it.
        filename: how a refusal names it; it says nothing of what it is.

    Raises:
        FileEmpty, FileIsProgram, FileIsWebPage, FileHasMacros, FileActs, FileLocked, FileSwells, FileBroken, FileUnknown:
            when it is not, or could do something by itself.
    """
    if not data.strip(b"\x00 \r\n\t"):
        raise FileEmpty(filename=filename)
    if data.startswith(_PROGRAMS) or _TRIAL_VIRUS in data[:4096]:
        raise FileIsProgram(filename=filename)
    if _WEB.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        raise FileIsWebPage(filename=filename)
    for fits, read in _READERS:
        if fits(data):
            return read(data, filename)
    return _picture(data, filename)


def _pdf(data: bytes, filename: str) -> FileKind:
    if b"%%EOF" not in data[-4096:] or b"startxref" not in data[-8192:]:
        raise FileBroken(filename=filename)
    if re.search(rb"/Encrypt\b", _plain(data)):
        raise FileLocked(filename=filename)
    if any(names.search(part) for part, names in _parts_of_pdf(data, filename)):
        raise FileActs(filename=filename)
    return FileKind("application/pdf", "pdf")


def _parts_of_pdf(data: bytes, filename: str) -> Iterator[tuple[bytes, re.Pattern[bytes]]]:
    """What stands open in a PDF, and what its packed objects hold, with the names that may not stand in it.

    The drawing of a page and the dots of a picture hold any letters: only an action may not stand there. What merely calls
    itself a stream, as a word in a text does, and holds objects is open.
    """
    pieces = _EDGE.split(data)
    edges = [b"", *pieces[1::2], b""]
    room, head = MOST_UNPACKED, b""
    for opened, piece, closed in zip(edges, pieces[::2], edges[1:], strict=False):
        part, names = _plain(piece), _ACTS
        if opened == b"stream" and b"/ObjStm" in head:
            part = _plain(_objects(piece, head, room, filename))
            room -= len(part)
        elif opened == b"stream" and closed == b"endstream" and not _OBJECT.search(piece):
            names = _ACTION
        yield part, names
        head = part


def _objects(piece: bytes, head: bytes, room: int, filename: str) -> bytes:
    """The objects that a stream holds; one that is packed in a way of its own could hide them."""
    filters = head.count(b"/Filter")
    if filters != len(_PACKED_ONCE.findall(head)) or b"/Predictor" in head:
        raise FileBroken(filename=filename)
    return _unpacked(piece.lstrip(), room, filename) if filters else piece


def _plain(part: bytes) -> bytes:
    """A part of a PDF with the letters of its names as they are read."""
    return _ESCAPED.sub(_letter, part)


def _letter(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])


def _unpacked(part: bytes, room: int, filename: str) -> bytes:
    unpack = zlib.decompressobj()
    try:
        found = unpack.decompress(part, room)
    except zlib.error as problem:
        raise FileBroken(filename=filename) from problem
    if unpack.unconsumed_tail:
        raise FileSwells(filename=filename)
    return found


@dataclass(frozen=True)
class _Inside:
    """What a packed file of an office says of itself: its parts, their kinds, and what they link to."""

    names: tuple[str, ...]
    types: bytes
    links: bytes


def _packed_office(data: bytes, filename: str) -> FileKind:
    inside = _looked_into(data, filename)
    if b"macroEnabled" in inside.types or any(name.endswith(_MACROS) for name in inside.names):
        raise FileHasMacros(filename=filename)
    if any("activex" in name for name in inside.names) or _FETCHES.search(inside.links):
        raise FileActs(filename=filename)
    for mark, (media_type, ending) in _OFFICE.items():
        if mark in inside.types:
            return FileKind(media_type, ending)
    raise FileUnknown(filename=filename)


def _looked_into(data: bytes, filename: str) -> _Inside:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            told = packed.infolist()
            if len(told) > MOST_PARTS or sum(part.file_size for part in told) > MOST_UNPACKED:
                raise FileSwells(filename=filename)
            if any(part.flag_bits & 1 for part in told):
                raise FileLocked(filename=filename)
            names = [part.filename for part in told]
            if "[Content_Types].xml" not in names:
                raise FileUnknown(filename=filename)
            types = _read(packed, "[Content_Types].xml", filename)
            links = b"".join(_read(packed, name, filename) for name in names if name.endswith(".rels"))
    except (zipfile.BadZipFile, OSError, ValueError, zlib.error, NotImplementedError, KeyError) as problem:
        raise FileBroken(filename=filename) from problem
    return _Inside(tuple(name.lower() for name in names), types, links)


def _read(packed: zipfile.ZipFile, name: str, filename: str) -> bytes:
    """A part, no longer than it may be whatever its head says."""
    with packed.open(name) as part:
        data = part.read(MOST_UNPACKED // 20)
        if part.read(1):
            raise FileSwells(filename=filename)
    return data


def _old_office(data: bytes, filename: str) -> FileKind:
    wide = "_VBA_PROJECT".encode("utf-16-le")
    if wide in data or "Macros".encode("utf-16-le") in data or b"Attribut\x00e VB_" in data:
        raise FileHasMacros(filename=filename)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileLocked(filename=filename)
    if "WordDocument".encode("utf-16-le") in data:
        return FileKind("application/msword", "doc")
    if "Workbook".encode("utf-16-le") in data:
        return FileKind("application/vnd.ms-excel", "xls")
    raise FileUnknown(filename=filename)


def _picture(data: bytes, filename: str) -> FileKind:
    try:
        with Image.open(io.BytesIO(data), formats=list(_PICTURES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise FileSwells(filename=filename)
            media_type, ending = _PICTURES[str(picture.format)]
            picture.load()
    except UnidentifiedImageError as problem:
        raise FileUnknown(filename=filename) from problem
    except Image.DecompressionBombError as problem:
        raise FileSwells(filename=filename) from problem
    except (OSError, SyntaxError, ValueError) as problem:
        raise FileBroken(filename=filename) from problem
    return FileKind(media_type, ending)


_READERS: Final[tuple[tuple[Callable[[bytes], bool], Callable[[bytes, str], FileKind]], ...]] = (
    (lambda data: b"%PDF-" in data[:1024], _pdf),
    (lambda data: data.startswith((b"PK\x03\x04", b"PK\x05\x06")), _packed_office),
    (lambda data: data.startswith(_OLD_OFFICE), _old_office),
)
