"""What accounts refuse."""

from nepmoi.kernel.errors import Conflict, Invalid, gettext_noop, refusal


@refusal
class UsernameTaken(Conflict):
    """Another account has this user name."""

    username: str
    message = gettext_noop("The user name %(username)s is taken. Choose another.")


@refusal
class PasswordWeak(Invalid):
    """The password breaks a rule of the house."""

    reasons: str
    message = gettext_noop("This password is too easy to guess: %(reasons)s")
