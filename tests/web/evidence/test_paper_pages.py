"""A paper: kept by its content, belonging to activities, taken by whoever answers for it, never shown inside a page."""

import io
from datetime import date
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from nepmoi.core.files.models import StoredFile
from nepmoi.fieldwork.activities.models import ActivityPaper
from nepmoi.fieldwork.evidence.models import Paper
from tests.cast import Cast
from tests.web.activities.taught import held, slots
from tests.web.desk import page, send, sit, text, uid_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\nstartxref\n9\n%%EOF\n"


def file(name: str = "qd.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/pdf")


def word() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def kept(client: Client, activity: UUID, **changes: object) -> Paper:
    said: dict[str, object] = {"file": file(), "kind": "decision", "title": "Mở lớp tập huấn", **changes}
    answer = send(client, f"/activities/{activity}/papers", **said)
    assert answer.status_code == 302, answer.content.decode()
    return Paper.objects.latest("pk")


def test_a_signed_list_covers_a_half_day(cast: Cast) -> None:
    client, uid = sit("officer"), held(cast)
    slot = slots(cast, uid)[1]
    paper = kept(
        client,
        uid,
        file=file("danh-sach.docx", word()),
        kind="signed_list",
        title="Danh sách ký buổi chiều",
        number="12/DS",
        dated_on="22/10/2024",
        issuer="Hội LHPN huyện",
        half_day=str(slot.uid),
    )
    assert ActivityPaper.objects.get().half_day_id == slot.id
    assert paper.file.media_type.endswith("wordprocessingml.document")
    assert (paper.dated_on, paper.placed) == (date(2024, 10, 22), True)
    assert "Signed list 12/DS · 22/10/2024" in text(page(client, f"/activities/{uid}"))
    said = text(page(sit("inspector"), f"/papers/{paper.uid}"))
    for words in ("Danh sách ký buổi chiều", "Issued by Hội LHPN huyện", "File name danh-sach.docx", "officer (mẫu)"):
        assert words in said


def test_the_file_is_data_and_nothing_else_to_a_browser(cast: Cast) -> None:
    client = sit("officer")
    paper = kept(client, held(cast))
    answer = client.get(f"/papers/{paper.uid}/file")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]  # a file
    assert answer.headers["Content-Disposition"] == 'attachment; filename="qd.pdf"'
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    page(sit("collaborator"), f"/papers/{paper.uid}/file", 403)
    page(sit("neighbour"), f"/papers/{paper.uid}/file", 404)
    assert Client().get(f"/papers/{paper.uid}/file").status_code == 302


def test_a_file_is_given_out_under_a_name_that_opens_it_as_a_paper(cast: Cast) -> None:
    client, uid = sit("officer"), held(cast)
    kept(client, uid, file=file("cong-van.bat", b"@calc\r\n" + PDF))
    kept(client, uid, file=file("SCAN.PDF", PDF + b" "))
    assert [paper.filename for paper in Paper.objects.order_by("pk")] == ["cong-van.bat.pdf", "SCAN.PDF"]


def test_the_form_is_for_whoever_answers_for_the_activity(cast: Cast) -> None:
    uid = held(cast)
    kept(sit("officer"), uid)
    for name in ("papers", "photographs"):
        page(sit("chair"), f"/activities/{uid}/{name}", 403)


def test_whose_person_was_a_guest_knows_of_the_paper_and_takes_no_names_of_others(cast: Cast) -> None:
    paper = kept(sit("officer"), held(cast))
    chair = sit("chair")
    html = page(chair, f"/papers/{paper.uid}")
    assert "Mở lớp tập huấn" in html
    assert "Take the file" not in html
    page(chair, f"/papers/{paper.uid}/file", 403)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MZ\x90\x00" + PDF, "qd.pdf is a program"),
        (b"<html><script>x()</script></html>", "qd.pdf is a web page"),
        (PDF.replace(b"<< >>", b"<< /JS (x) >>"), "qd.pdf would run"),
        (PDF[:12], "qd.pdf is damaged"),
        (b"", "qd.pdf is empty"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_nothing_of_it_is_kept(cast: Cast, data: bytes, words: str) -> None:
    client, uid = sit("officer"), held(cast)
    answer = send(client, f"/activities/{uid}/papers", file=file(data=data), kind="plan", title="Kế hoạch")
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Paper.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_paper_of_the_office_waits_until_it_is_put_to_activities(cast: Cast) -> None:
    client, first, second = sit("officer"), held(cast), held(cast)
    answer = send(client, "/papers", file=file(), kind="letter", title="Công văn triệu tập")
    uid = uid_in(answer.headers["Location"])
    assert not Paper.objects.get().placed
    page(sit("neighbour"), f"/papers/{uid}", 404)
    for activity in (first, second):
        assert send(client, f"/papers/{uid}/edit", activity=str(activity), kind="summons").status_code == 302
    paper = Paper.objects.get()
    assert (paper.placed, paper.kind, ActivityPaper.objects.count()) == (True, "summons", 2)
    html = page(client, f"/papers/{uid}/history")
    assert "summons" in html
    # The same file again is the same paper.
    again = send(client, "/papers", file=file(), kind="letter", title="Công văn khác")
    assert Paper.objects.count() == 1
    told = "The same file was kept before, as “Công văn triệu tập”; what was typed now was not written down."
    assert told in text(page(client, again.headers["Location"]))


def test_one_that_is_taken_out_says_why_and_is_gone_from_pages(cast: Cast) -> None:
    client, uid = sit("officer"), held(cast)
    paper = kept(client, uid)
    assert client.post(f"/papers/{paper.uid}/void", {"reason": " "}).status_code == 302
    assert not Paper.objects.get().void_reason
    assert "Say why it is taken out." in page(client, f"/papers/{paper.uid}/edit")
    client.post(f"/papers/{paper.uid}/void", {"reason": "Gửi nhầm lớp"})
    assert Paper.objects.get().void_reason == "Gửi nhầm lớp"
    page(client, f"/papers/{paper.uid}", 404)
    assert "No paper yet." in page(client, f"/activities/{uid}")


def test_a_stale_save_says_who_was_first(cast: Cast) -> None:
    client = sit("officer")
    paper = kept(client, held(cast))
    form = {"kind": "plan", "title": "Khác", "seen": "0"}
    answer = client.post(f"/papers/{paper.uid}/edit", form)
    assert answer.status_code == 409
    assert "About saved now: Mở lớp tập huấn typed here: Khác" in text(answer.content.decode())
    assert Paper.objects.get().title == "Mở lớp tập huấn"
