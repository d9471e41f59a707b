"""What the test of addresses that take a form shares: a form on its way, and where it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from nepmoi.fieldwork.activities.models import Activity
from nepmoi.kernel.ids import new_uid

OFFICER = "officer"


@dataclass(frozen=True)
class Sent:
    """A form on its way.

    Attributes:
        form: what a page would send, the form's own id aside.
        ask: what the form should change.
        told: the answer when it has.
        rows: the models of which rows were written.
        username: who sends it; nobody when empty.
        is_recorded: whether the feed tells of it; sessions and cookies are no records.
        status: what it is answered with; a script gets data instead of another page.
        piece: bytes instead of a form, with their range.
    """

    address: str
    form: dict[str, Any]
    ask: Callable[[Client], object]
    told: object
    rows: str
    username: str = OFFICER
    is_recorded: bool = True
    status: int = 302
    piece: tuple[bytes, str] | None = None

    def request(self) -> dict[str, Any]:
        """How it is sent: as a form with its own id, or as a piece of a file."""
        if self.piece is None:
            return {"path": self.address, "data": self.form | {"request": str(new_uid())}}
        data, told = self.piece
        headers = {"Content-Range": told}
        return {"path": self.address, "data": data, "content_type": "application/octet-stream", "headers": headers}


def to(name: str, *given: object) -> str:
    return reverse(f"web:{name}", args=given)


def status(uid: UUID) -> str:
    return Activity.objects.get(uid=uid).status
