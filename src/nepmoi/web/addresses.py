"""Addresses that a page's script fills in itself."""

from typing import Final
from uuid import UUID

from django.urls import reverse

_NOBODY: Final = UUID(int=0)


def with_uid(route: str, *args: object) -> str:
    """The address of a route whose last part is an upload's own id; the script puts it where ``{uid}`` stands."""
    return reverse(f"web:{route}", args=[*args, _NOBODY]).replace(str(_NOBODY), "{uid}")
