"""What evidence refuses."""

from datetime import date
from uuid import UUID

from nepmoi.kernel.errors import Conflict, Invalid, NotFound, gettext_noop, refusal


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


@refusal
class ArticleUnknown(NotFound):
    """No press article with this id in the asker's area."""

    message = gettext_noop("There is no such press article in the area assigned to the account.")


@refusal
class OutletMissing(Invalid):
    """An article of which nobody says where it stood."""

    message = gettext_noop("The outlet is missing: the newspaper, station or site.")


@refusal
class ArticleTitleMissing(Invalid):
    """An article without a title is found by nobody."""

    message = gettext_noop("The article's title is missing.")


@refusal
class AddressWrong(Invalid):
    """What was typed leads to no page of the net, or not over http or https."""

    message = gettext_noop("This is no web address of an article. Copy it whole; it begins with https://.")


@refusal
class AddressOrCopyMissing(Invalid):
    """An article that nobody can open proves nothing."""

    message = gettext_noop("Give the article's web address, or a copy of it when it was only printed.")


@refusal
class NotPublishedYet(Invalid):
    """An article of a day that lies ahead: a plan is not a result."""

    day: date
    message = gettext_noop("%(day)s lies ahead. Enter the article once it is published.")


@refusal
class ArticleKnown(Conflict):
    """The place has an article of this address.

    Attributes:
        uid: the known one, so that a door can lead to it.
    """

    title: str
    outlet: str
    uid: UUID
    message = gettext_noop("This address is already entered for this place: “%(title)s”, %(outlet)s.")
