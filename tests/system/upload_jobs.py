"""What the processes of ``worker`` do with photographs that come in pieces: a telephone that sends one, and what is kept of it."""

import io
import random
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from PIL import Image

from nepmoi.core.accounts.models import Account
from nepmoi.core.files import selectors as files
from nepmoi.fieldwork.activities.models import ActivityPhotograph
from nepmoi.fieldwork.community.models import GroupPhotograph
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.fieldwork.community.services import groups
from nepmoi.fieldwork.evidence.models import Photograph
from tests import cast as company
from tests.system.jobs import BY, office
from tests.system.killing import points

PIECE = 8 * 1024


def team(number: int = 0) -> str:
    """A group that photographs may show."""
    day = date(2024, 10, 22)
    new = groups.NewGroup(
        GroupKind.LEADERS_CLUB, f"CLB ảnh {number}", company.unit("xã Hương Liên", day), office(), day
    )
    return str(groups.enter_group(by=BY, door=company.DOOR, new=new))


def picture(number: int) -> bytes:
    """A picture like no other, of three pieces."""
    chance = random.Random(number)
    out = io.BytesIO()
    Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3)).save(out, "JPEG", quality=95)
    return out.getvalue()


def account() -> Account:
    return Account.objects.get(username="officer")


def send_picture(
    to: str, thing: str, upload: str, number: int, acknowledged: str, kill: int | None = None
) -> dict[str, Any]:
    """Send a picture as the page's script does: ask what is there, send on from it, then say what it is.

    Args:
        to: the route at which it arrives.
        thing: the activity's or the group's uid.
        upload: the picture's own id.
        number: which picture.
        acknowledged: the file into which the telephone writes how far it was told that the picture is there.
        kill: at which point the process ends itself.
    """
    client, data = Client(SERVER_NAME="localhost"), picture(number)
    client.force_login(account(), "django.contrib.auth.backends.ModelBackend")
    address, kept = reverse("web:upload", args=[upload]), "before"
    with points(kill) as found:
        told = client.get(address).json()
        have = told["have"]
        while not told["kept"] and have < len(data):
            piece = data[have : have + PIECE]
            answer = client.post(
                address,
                piece,
                content_type="application/octet-stream",
                headers={"Content-Range": f"bytes {have}-{have + len(piece) - 1}/{len(data)}"},
            )
            assert answer.status_code == 200, answer.content
            have = answer.json()["have"]
            Path(acknowledged).write_text(str(have))
        if not told["kept"]:
            form = {"filename": f"{number}.jpg", "size": len(data), "caption": f"Ảnh {number}"}
            answer = client.post(reverse(to, args=[thing, upload]), form)
            assert answer.status_code == 200, answer.content
            kept = answer.json()["kept"]
            Path(acknowledged).write_text("kept")
    return {"points": found.passed, "kept": kept, "size": len(data)}


def look_at_picture(thing: str, upload: str, number: int) -> dict[str, Any]:
    """How much of a picture is on its way, and how many photographs of it the thing has."""
    caption = f"Ảnh {number}"
    of_activity = ActivityPhotograph.objects.filter(activity__uid=thing, photograph__caption=caption).count()
    of_group = GroupPhotograph.objects.filter(group__uid=thing, photograph__caption=caption).count()
    data = picture(number)
    originals = [files.view(one.original).path for one in Photograph.objects.filter(caption=caption)]
    return {
        "arrived": files.arrived(account().pk, UUID(upload)),
        "shown": of_activity + of_group,
        "photographs": len(originals),
        "are_whole": all(path.read_bytes() == data for path in originals),
    }


UPLOADS = (team, send_picture, look_at_picture)
