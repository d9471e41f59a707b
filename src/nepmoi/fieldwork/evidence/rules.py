"""On which ground a picture may be shown."""

from enum import StrEnum


class Ground(StrEnum):
    """Why a photograph may be shown to people outside the office; none yet is the empty string."""

    CONSENT = "consent"
    PUBLIC_EVENT = "public_event"
    DRAWN = "drawn"


def may_be_public(ground: Ground | None, *, shows_children: bool | None) -> bool:
    """Whether a public page may show a picture: it needs a ground, and with children (or unasked) only consent is one."""
    if ground is Ground.DRAWN:
        return True
    if shows_children is not False:
        return ground is Ground.CONSENT
    return ground is not None
