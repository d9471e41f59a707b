"""What every form of a page brings besides its fields: its own id, and the version of the record that it showed."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest

from nepmoi.core.audit.errors import AlreadySaved
from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.kernel.ids import parse_uid
from nepmoi.web.problems import words

_T = TypeVar("_T")


def door_of(request: HttpRequest) -> Door:
    """The door of a page's form; the same form sent twice is one write (see the tag ``{% sending %}``)."""
    return Door(DoorKind.PAGE, request.path, parse_uid(request.POST.get("request", "")))


def seen_of(request: HttpRequest) -> int | None:
    """The version of the record that the form showed; None when the form says none."""
    written = request.POST.get("seen", "")
    return int(written) if written.isascii() and written.isdigit() else None


def once(request: HttpRequest, save: Callable[[], _T]) -> _T | None:
    """Save; a form that was saved before is as good as saved, and the reader is told so.

    Args:
        request: the form's.
        save: calls the service.

    Returns:
        What the service returned; None when the form had been saved before.
    """
    try:
        return save()
    except AlreadySaved as again:
        messages.info(request, words(again))
        return None
