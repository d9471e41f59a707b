"""A paper is known by its content: what acts, hides, swells or is none is refused by its name, with the way out."""

import io
import zipfile
import zlib

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image

from nepmoi.core.files import errors
from nepmoi.core.files.rules.contents import MOST_UNPACKED, kind_of
from nepmoi.kernel.errors import NepmoiError

TYPES = '<Types><Override ContentType="application/vnd.{}"/></Types>'
WORD = TYPES.format("openxmlformats-officedocument.wordprocessingml.document.main+xml")
MACRO = TYPES.format("ms-word.document.macroEnabled.main+xml")
FETCHING = (
    '<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://y/z.dotm" TargetMode="External"/>'
    "</Relationships>"
)
STREAM = b"<< /Length 3 >>\nstream\nabc\nendstream\nendobj\n"
ACTION = b"<< /S /JavaScript /JS (x) >>"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def pdf(inside: bytes = b"<< /Type /Catalog >>") -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + inside + b"\nendobj\nstartxref\n9\n%%EOF\n"


def hidden(names: bytes, before: bytes = b"/Filter /FlateDecode") -> bytes:
    """A PDF whose objects are packed."""
    return pdf(b"<< /Type /ObjStm " + before + b" >>\nstream\n" + zlib.compress(names) + b"\nendstream")


def office(parts: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return out.getvalue()


def word() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def excel() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def scan(kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (pdf(), "pdf"),
        (hidden(b"<< /Type /Page >>"), "pdf"),
        (pdf(b"<< /Length 30 >>\nstream\n(/JavaScript is only drawn)\nendstream"), "pdf"),
        (word(), "docx"),
        (excel(), "xlsx"),
        (OLD + "WordDocument".encode("utf-16-le"), "doc"),
        (scan(), "jpg"),
        (scan("PNG"), "png"),
        (scan("WEBP"), "webp"),
    ],
)
def test_a_paper_is_what_its_bytes_say(data: bytes, ending: str) -> None:
    assert kind_of(data, "quyết định.exe").ending == ending


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", errors.FileEmpty),
        (bytes(900), errors.FileEmpty),
        (b"MZ\x90" + pdf(), errors.FileIsProgram),
        (b"\x7fELF" + bytes(60) + b"x", errors.FileIsProgram),
        (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", errors.FileIsProgram),
        (b"<!DOCTYPE html><script>alert(1)</script>", errors.FileIsWebPage),
        (b'\xef\xbb\xbf <?xml version="1.0"?><svg onload="x()"/>', errors.FileIsWebPage),
        (pdf(b"<< /OpenAction << /S /JavaScript /JS (x) >> >>"), errors.FileActs),
        (pdf(b"<< /S /Java#53cript >>"), errors.FileActs),
        (pdf(b"<< /A << /S /Launch /F (cmd.exe) >> >>"), errors.FileActs),
        (hidden(b"<< /S /JavaScript /JS (x) >>"), errors.FileActs),
        (pdf(STREAM + b"2 0 obj " + ACTION + b" endobj 3 0 obj " + STREAM), errors.FileActs),
        (pdf(b"(stream\n) endobj 2 0 obj " + ACTION + b" endobj 3 0 obj (endstream)"), errors.FileActs),
        (pdf(b"<< /T (>>stream) /A << /S %\n/Java#53cript >> /X (endstream) >>"), errors.FileActs),
        (hidden(ACTION, b"/F#69lter /FlateDecode"), errors.FileActs),
        (hidden(ACTION, b"/Filter [ /FlateDecode ]"), errors.FileActs),
        (hidden(zlib.compress(ACTION), b"/Filter [/FlateDecode /FlateDecode]"), errors.FileBroken),
        (hidden(ACTION, b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>"), errors.FileBroken),
        (hidden(b"x", b"/Filter /LZWDecode").replace(zlib.compress(b"x"), b"nonsense"), errors.FileBroken),
        (hidden(b" " * (MOST_UNPACKED + 9)), errors.FileSwells),
        (pdf(b"<< /Encrypt 5 0 R >>"), errors.FileLocked),
        (pdf(b"<< /Encr#79pt 5 0 R >>"), errors.FileLocked),
        (pdf()[:20], errors.FileBroken),
        (office({"[Content_Types].xml": MACRO}), errors.FileHasMacros),
        (office({"[Content_Types].xml": WORD, "word/vbaProject.bin": "x"}), errors.FileHasMacros),
        (office({"[Content_Types].xml": WORD, "word/_rels/settings.xml.rels": FETCHING}), errors.FileActs),
        (office({"[Content_Types].xml": WORD, "word/document.xml": bytes(MOST_UNPACKED + 9)}), errors.FileSwells),
        (office({"a.txt": "x"}), errors.FileUnknown),
        (word()[:400], errors.FileBroken),
        (OLD + "Macros".encode("utf-16-le") + "WordDocument".encode("utf-16-le"), errors.FileHasMacros),
        (OLD, errors.FileUnknown),
        (b"GIF89a" + bytes(40) + b"x", errors.FileUnknown),
        (scan()[:300], errors.FileBroken),
        ("Kế hoạch".encode(), errors.FileUnknown),
    ],
)
def test_what_is_no_paper_is_refused_by_its_name(data: bytes, refusal: type[NepmoiError]) -> None:
    with pytest.raises(refusal) as refused:
        kind_of(data, "ke-hoach.pdf")
    assert refused.value.facts()["filename"] == "ke-hoach.pdf"
