"""What the pages themselves refuse, before any room is asked."""

from nepmoi.kernel.errors import NotAllowed, gettext_noop, refusal


@refusal
class SignInLocked(NotAllowed):
    """Too many wrong passwords; the door stays shut for a while."""

    minutes: int
    message = gettext_noop(
        "Too many wrong passwords. Try again in %(minutes)s minutes, or ask the officer in charge for a new password."
    )
