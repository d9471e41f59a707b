"""What evidence refuses."""

from nepmoi.kernel.errors import Invalid, NotFound, gettext_noop, refusal


@refusal
class NotAPicture(Invalid):
    """The bytes are no JPEG, PNG or WebP."""

    filename: str
    message = gettext_noop("%(filename)s is not a photograph that can be read (JPEG, PNG or WebP). It was not kept.")


@refusal
class PictureTooLarge(Invalid):
    """More bytes or more pixels than a telephone takes."""

    filename: str
    megabytes: int
    message = gettext_noop("%(filename)s is larger than %(megabytes)s MB or has too many pixels. Send a smaller copy.")


@refusal
class CaptionMissing(Invalid):
    """A photograph without a caption shows nothing to an inspector."""

    message = gettext_noop("The caption is missing: who does what, where.")


@refusal
class PhotographUnknown(NotFound):
    """No photograph with this id in the asker's area."""

    message = gettext_noop("There is no such photograph in the area assigned to the account.")


@refusal
class VoidReasonMissing(Invalid):
    """Whoever looks for a photograph or a paper later must find why it is gone."""

    message = gettext_noop("Say why it is taken out. The reason is kept.")


@refusal
class PaperUnknown(NotFound):
    """No paper with this id in the asker's area."""

    message = gettext_noop("There is no such paper in the area assigned to the account.")


@refusal
class TitleMissing(Invalid):
    """A paper of which nobody says what it is about is found by nobody."""

    message = gettext_noop("What the paper is about is missing.")
