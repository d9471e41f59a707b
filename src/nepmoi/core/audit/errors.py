"""What the write envelope refuses."""

from datetime import datetime

from nepmoi.kernel.errors import Conflict, gettext_noop, refusal


@refusal
class AlreadySaved(Conflict):
    """The same form arrived a second time; the first one counts."""

    at: datetime
    message = gettext_noop("This was saved already at %(at)s; nothing was entered twice.")


@refusal
class StaleSave(Conflict):
    """Somebody saved the record after this page was opened."""

    by: str
    at: datetime
    message = gettext_noop(
        "%(by)s saved this at %(at)s. What was entered here is kept on the page: compare the two and save again."
    )
