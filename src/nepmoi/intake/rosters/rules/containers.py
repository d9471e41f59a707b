"""What a file is, by its content, and whether it may be opened at all."""

import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile, ZipInfo

from nepmoi.intake.rosters import errors

MEGABYTE = 1024 * 1024
MAX_SENT = 10 * MEGABYTE
MAX_UNPACKED = 60 * MEGABYTE
MAX_PARTS = 2_000
# Sheets of real lists pack 5 to 30 times smaller; only what was made to burst packs hundreds of times.
MAX_RATIO = 150
RATIO_FROM = MEGABYTE

Kind = Literal["xlsx", "xls", "docx", "text"]

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_HEIF = {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}


@dataclass(frozen=True)
class Container:
    """A file that is safe to parse.

    Args:
        kind: by content, whatever its name.
        data: the bytes as sent.
        parts: the XML parts of an OOXML file, unpacked, by their path.
    """

    kind: Kind
    data: bytes
    parts: dict[str, bytes] = field(default_factory=dict)


def opened(data: bytes, filename: str) -> Container:
    """Tell what the file is and unpack its XML parts.

    Raises:
        errors.NotAList: neither workbook nor document.
        errors.ListProtected, errors.ListBroken, errors.ListTooLarge, errors.ListHasMacros, errors.ListHasEntities.
    """
    if len(data) > MAX_SENT:
        raise errors.ListTooLarge(filename=filename, limit=MAX_SENT // MEGABYTE)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data, filename)
    if data.startswith(b"PK"):
        return _package(data, filename)
    refusal = _by_its_first_bytes(data)
    if refusal is None:
        return Container("text", data)
    raise refusal(filename=filename)


def _by_its_first_bytes(data: bytes) -> type[errors.NotAList] | None:
    """The refusal that says what the file is instead, so that the sender knows the way out; none for plain text."""
    if data.startswith(_PICTURES) or data[4:12] in _HEIF or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return errors.ListIsPicture
    if data.startswith(b"%PDF"):
        return errors.ListIsPdf
    return None if _is_text(data) else errors.NotAList


def _is_text(data: bytes) -> bool:
    """Whether the bytes are readable text: no control characters but those of lines and tabs, and no page of the web."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True  # what Excel calls Unicode text
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head.lstrip().startswith((b"<", b"{")):
        return False
    return bool(head.strip()) and not any(byte < 9 or 13 < byte < 32 for byte in head)


def _compound(data: bytes, filename: str) -> Container:
    """The old container of .xls and .doc, and of anything with a password; its directory names its streams in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise errors.ListProtected(filename=filename)
    if holds("WordDocument"):
        raise errors.ListIsOldWord(filename=filename)
    if not (holds("Workbook\0") or holds("Book\0")):
        raise errors.NotAList(filename=filename)
    if holds("_VBA_PROJECT"):
        raise errors.ListHasMacros(filename=filename)
    return Container("xls", data)


def _package(data: bytes, filename: str) -> Container:
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, filename)
            _check_kind(archive, filename)
            parts = {entry.filename: archive.read(entry) for entry in entries if _is_xml(entry.filename)}
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as broken:
        raise errors.ListBroken(filename=filename) from broken
    if any(_declares_type(part) for part in parts.values()):
        raise errors.ListHasEntities(filename=filename)
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        raise errors.ListHasMacros(filename=filename)
    if "xl/workbook.xml" in parts:
        return Container("xlsx", data, parts)
    if "word/document.xml" in parts:
        return Container("docx", data, parts)
    raise errors.NotAList(filename=filename)


def _check_entries(entries: list[ZipInfo], filename: str) -> None:
    """Judge by the directory, before a byte is unpacked."""
    if len(entries) > MAX_PARTS:
        raise errors.ListHasTooManyParts(filename=filename, limit=MAX_PARTS)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise errors.ListUnpacksTooLarge(filename=filename, limit=MAX_UNPACKED // MEGABYTE)
    bursting = any(
        entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if bursting:
        raise errors.ListBursts(filename=filename, limit=MAX_RATIO)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise errors.ListProtected(filename=filename)
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise errors.ListHasMacros(filename=filename)


def _check_kind(archive: ZipFile, filename: str) -> None:
    """Name the packages of other programs; what is neither these nor a list is refused later."""
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise errors.ListIsBinaryWorkbook(filename=filename)
    if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument"):
        raise errors.ListIsOpenDocument(filename=filename)


def _is_xml(path: str) -> bool:
    return path.lower().endswith((".xml", ".rels"))


def _declares_type(part: bytes) -> bool:
    """Whether it declares a document type, in UTF-8 or UTF-16."""
    narrow = part.replace(b"\0", b"")
    return b"<!DOCTYPE" in narrow or b"<!ENTITY" in narrow
