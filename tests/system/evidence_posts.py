"""A good form for each address on which evidence is added, placed or told apart."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nepmoi.core.files import services as files
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community.selectors import groups
from nepmoi.fieldwork.community.selectors.evidence import papers_of, pictures_of
from nepmoi.fieldwork.evidence.models import OtherPicture, Paper, Photograph, PressArticle
from nepmoi.fieldwork.evidence.rules import PaperKind
from nepmoi.fieldwork.evidence.services import papers as papers_of_office
from nepmoi.fieldwork.evidence.services import photographs as evidence
from nepmoi.fieldwork.evidence.services import press
from nepmoi.kernel.ids import new_uid
from tests.cast import DOOR, Cast, course, unit
from tests.system.sending import Sent, to
from tests.web.activities.test_photographs_page import picture
from tests.web.community.groups import entered


def upload(cast: Cast) -> Sent:
    address = to("upload", new_uid())
    return Sent(
        address,
        {},
        lambda client: client.get(address).json()["have"],
        5,
        "",
        is_recorded=False,
        status=200,
        piece=(b"\xff\xd8\xff12", "bytes 0-4/9"),
    )


def pieces(cast: Cast, colour: str = "red") -> tuple[UUID, dict[str, Any]]:
    """A picture of which all pieces are here, and what the script says of it."""
    data, uid, account_id = picture(colour=colour).read(), new_uid(), cast.officer.actor.account_id or 0
    files.take_piece(account_id=account_id, upload=uid, start=0, data=data, total=len(data))
    return uid, {"filename": "gửi.jpg", "size": len(data)}


def names_of_pictures(client: Client) -> list[str]:
    return list(Photograph.objects.order_by("pk").values_list("filename", flat=True))


def photograph_arrives(cast: Cast) -> Sent:
    (upload_uid, form), uid = pieces(cast), course(cast, {})
    address = to("photograph_arrives", uid, upload_uid)
    return Sent(address, form, names_of_pictures, ["gửi.jpg"], "ActivityPhotograph Photograph StoredFile", status=200)


def photograph_to_tray(cast: Cast) -> Sent:
    upload_uid, form = pieces(cast)
    address = to("photograph_to_tray", upload_uid)
    return Sent(address, form, names_of_pictures, ["gửi.jpg"], "Photograph StoredFile", status=200)


def tray_add(cast: Cast) -> Sent:
    form = {"pictures": [picture("gửi.jpg")]}
    return Sent(to("tray_add"), form, names_of_pictures, ["gửi.jpg"], "Photograph StoredFile")


def waiting(cast: Cast, colour: str = "navy") -> UUID:
    """A photograph that waits in the tray."""
    new = evidence.NewPhotograph(data=picture(colour=colour).read(), filename="chờ.jpg", caption="")
    return evidence.take_in(by=cast.officer, door=DOOR, new=new, prepared=evidence.prepare(new))


def tray(cast: Cast) -> Sent:
    uid = waiting(cast)
    form = {f"{uid}-caption": "Ảnh gửi", f"{uid}-seen": "1"}
    return Sent(
        to("tray"), form, lambda _: [row.caption for row in Photograph.objects.all()], ["Ảnh gửi"], "Photograph"
    )


def photograph_shows(cast: Cast) -> Sent:
    uid, activity = waiting(cast), course(cast, {})
    asked = activities.activity(cast.officer, activity).id
    return Sent(
        to("photograph_shows", uid),
        {"activity": str(activity)},
        lambda _: [one.photograph.uid for one in activities.pictures([asked])],
        [uid],
        "ActivityPhotograph Photograph",
    )


def photograph_alike(cast: Cast) -> Sent:
    older, later = waiting(cast), waiting(cast)
    form = {"older": str(older), "is": "other"}
    return Sent(to("photograph_alike", later), form, lambda _: OtherPicture.objects.count(), 1, "OtherPicture")


def a_paper(cast: Cast) -> UUID:
    """A paper of the office that belongs to nothing yet."""
    head = papers_of_office.Head(PaperKind.DECISION, "Quyết định")
    return papers_of_office.keep_paper(
        by=cast.officer, door=DOOR, data=b"%PDF-1.7\nstartxref\n9\n%%EOF", filename="qd.pdf", head=head
    ).uid


def titles(client: Client) -> list[str]:
    return list(Paper.objects.filter(void_reason="").order_by("pk").values_list("title", flat=True))


def a_file() -> dict[str, Any]:
    file = SimpleUploadedFile("gửi.pdf", b"%PDF-1.4\nstartxref\n9\n%%EOF", "application/pdf")
    return {"file": file, "kind": "plan", "title": "Kế hoạch gửi"}


def papers(cast: Cast) -> Sent:
    return Sent(to("papers"), a_file(), titles, ["Kế hoạch gửi"], "Paper StoredFile")


def papers_new(cast: Cast) -> Sent:
    uid = course(cast, {})
    return Sent(to("papers_new", uid), a_file(), titles, ["Kế hoạch gửi"], "ActivityPaper Paper StoredFile")


def paper_edit(cast: Cast) -> Sent:
    form = {"kind": "report", "title": "Báo cáo gửi", "activity": str(course(cast, {}))}
    return Sent(to("paper_edit", a_paper(cast)), form, titles, ["Báo cáo gửi"], "ActivityPaper Paper")


def paper_void(cast: Cast) -> Sent:
    return Sent(to("paper_void", a_paper(cast)), {"reason": "gửi nhầm"}, titles, [], "Paper")


def group_photographs_new(cast: Cast) -> Sent:
    form = {"pictures": [picture()], "caption": "Ảnh tổ gửi", "ground": "public_event", "shows_children": "no"}
    uid, group_id = a_group(cast)
    return Sent(
        to("group_photographs_new", uid),
        form,
        lambda _: [one.caption for one in pictures_of(group_id)],
        ["Ảnh tổ gửi"],
        "GroupPhotograph Photograph StoredFile",
    )


def a_group(cast: Cast) -> tuple[UUID, int]:
    """A team of the officer's area."""
    uid = entered(cast)
    return uid, groups.group(cast.officer, uid).id


def group_photograph_arrives(cast: Cast) -> Sent:
    (upload_uid, form), (uid, group_id) = pieces(cast), a_group(cast)
    address = to("group_photograph_arrives", uid, upload_uid)
    rows = "GroupPhotograph Photograph StoredFile"
    return Sent(address, form, lambda _: [one.filename for one in pictures_of(group_id)], ["gửi.jpg"], rows, status=200)


def group_papers_new(cast: Cast) -> Sent:
    uid, group_id = a_group(cast)
    return Sent(
        to("group_papers_new", uid),
        a_file(),
        lambda _: [one.title for one in papers_of(group_id)],
        ["Kế hoạch gửi"],
        "GroupPaper Paper StoredFile",
    )


AN_ARTICLE = {
    "outlet": "Báo gửi",
    "title": "Bài gửi",
    "published_on": "2024-10-22",
    "address": "https://bao.vn/gui",
    "unit": "xã Phúc Trạch",
}


def titles_of_articles(client: Client) -> list[str]:
    return list(PressArticle.objects.filter(void_reason="").order_by("pk").values_list("title", flat=True))


def an_article(cast: Cast) -> UUID:
    """A press article about nothing that is known."""
    article = press.Article(
        "Báo", "Bài", date(2024, 10, 22), unit("xã Phúc Trạch", date(2025, 11, 4)), "https://bao.vn/1"
    )
    return press.keep_article(by=cast.officer, door=DOOR, article=article)


def article_new(cast: Cast) -> Sent:
    address = f"{to('article_new')}?activity={course(cast, {})}"
    form = AN_ARTICLE | {"copy": a_file()["file"]}
    return Sent(address, form, titles_of_articles, ["Bài gửi"], "ActivityArticle PressArticle StoredFile")


def article_edit(cast: Cast) -> Sent:
    form = AN_ARTICLE | {"activity": str(a_group(cast)[0])}
    return Sent(
        to("article_edit", an_article(cast)), form, titles_of_articles, ["Bài gửi"], "GroupArticle PressArticle"
    )


def article_void(cast: Cast) -> Sent:
    return Sent(to("article_void", an_article(cast)), {"reason": "gửi nhầm"}, titles_of_articles, [], "PressArticle")


OF_EVIDENCE = (
    group_photographs_new,
    group_photograph_arrives,
    group_papers_new,
    article_new,
    article_edit,
    article_void,
    papers,
    papers_new,
    paper_edit,
    paper_void,
    upload,
    photograph_arrives,
    photograph_to_tray,
    tray_add,
    tray,
    photograph_shows,
    photograph_alike,
)
