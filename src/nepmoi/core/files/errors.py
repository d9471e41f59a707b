"""What is refused of a file on its way here."""

from nepmoi.kernel.errors import Conflict, Invalid, NotFound, Unavailable, gettext_noop, refusal


@refusal
class UploadOutOfStep(Conflict):
    """A piece that does not join on to what is here already."""

    have: int
    message = gettext_noop("A piece is missing in between: %(have)s bytes are here. Send on from there.")


@refusal
class UploadUnknown(NotFound):
    """Nothing of this file is here, or not for this account."""

    message = gettext_noop("Nothing of this file has arrived, or it lay here too long. Send it once more.")


@refusal
class UploadDamaged(Invalid):
    """What arrived is not what was sent, or not all of it."""

    filename: str
    message = gettext_noop("%(filename)s did not arrive whole. Nothing of it was kept; send it once more.")


@refusal
class UploadTooLarge(Invalid):
    """More bytes than a file may have."""

    megabytes: int
    message = gettext_noop("A file may have %(megabytes)s MB at most. Send a smaller copy.")


@refusal
class UploadsFull(Unavailable):
    """One account has too much on its way that never came to its end."""

    message = gettext_noop(
        "Too many files are on their way from this account. Let them finish first; what stays cut off is cleared after three days."
    )
