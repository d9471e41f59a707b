"""What standing and area refuse."""

from datetime import date

from nepmoi.kernel.errors import Conflict, NotAllowed, NotFound, gettext_noop, refusal


@refusal
class RoleMayNot(NotAllowed):
    """The role does not allow the action anywhere."""

    message = gettext_noop("This is not among the tasks of the account.")


@refusal
class OutsideArea(NotAllowed):
    """The action is allowed, but not there."""

    message = gettext_noop("Outside the area assigned to the account.")


@refusal
class NoStanding(NotAllowed):
    """The account belongs to no open office today."""

    message = gettext_noop("The account has no post at an open office today.")


@refusal
class OfficeUnknown(NotFound):
    """No office has this id or name."""

    name: str
    message = gettext_noop("There is no office %(name)s.")


@refusal
class OfficeClosed(Conflict):
    """The office had ended on the day in question."""

    name: str
    until: date
    message = gettext_noop("%(name)s worked until %(until)s. Choose the office that took over.")


@refusal
class OfficeExists(Conflict):
    """The unit has an office of this name already."""

    name: str
    message = gettext_noop("%(name)s is already entered for this unit.")
