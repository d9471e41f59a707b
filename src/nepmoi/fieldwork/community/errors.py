"""What groups refuse."""

from nepmoi.kernel.errors import Conflict, Invalid, NotFound, gettext_noop, refusal


@refusal
class GroupUnknown(NotFound):
    """No group with this id in the asker's area."""

    message = gettext_noop("There is no such group in the area assigned to the account.")


@refusal
class GroupExists(Conflict):
    """The unit has a group of this name."""

    name: str
    message = gettext_noop("%(name)s is already entered for this place.")


@refusal
class GroupNameMissing(Invalid):
    """A group needs a name."""

    message = gettext_noop("The group's name is missing.")
