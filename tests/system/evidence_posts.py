"""A good form for each address on which evidence is added, placed or told apart."""

from typing import Any
from uuid import UUID

from django.test import Client

from nepmoi.core.files import services as files
from nepmoi.fieldwork.activities import selectors as activities
from nepmoi.fieldwork.evidence.models import OtherPicture, Photograph
from nepmoi.fieldwork.evidence.services import photographs as evidence
from nepmoi.kernel.ids import new_uid
from tests.cast import DOOR, Cast, course
from tests.system.sending import Sent, to
from tests.web.activities.test_photographs_page import picture


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


OF_EVIDENCE = (
    upload,
    photograph_arrives,
    photograph_to_tray,
    tray_add,
    tray,
    photograph_shows,
    photograph_alike,
)
