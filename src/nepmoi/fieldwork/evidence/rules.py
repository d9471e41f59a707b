"""On which ground a picture may be shown."""

from enum import StrEnum

from nepmoi.core.audit.rules import Reads, Record, Told
from nepmoi.kernel.errors import gettext_noop


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


PHOTOGRAPH = Record(
    gettext_noop("Photograph"),
    (
        Told("caption", gettext_noop("Caption")),
        Told("taken_on", gettext_noop("Taken on")),
        Told("unit__name", gettext_noop("Place")),
        Told("author", gettext_noop("Author")),
        Told("ground", gettext_noop("Ground for showing"), Reads.GROUND),
        Told("shows_children", gettext_noop("Shows children")),
        Told("void_reason", gettext_noop("Made void because")),
    ),
    day="taken_on",
)
