"""What groups refuse."""

from datetime import date

from nepmoi.kernel.dates import PartialDate
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


@refusal
class NotYetDay(Invalid):
    """What is said to have happened lies ahead: a plan is not a result."""

    day: date
    message = gettext_noop("%(day)s lies ahead. Enter it once it has happened.")


@refusal
class StepTooEarly(Invalid):
    """A step of a group's life on or before the day on which it began or was last changed."""

    day: date
    since: date
    message = gettext_noop(
        "%(day)s is not after %(since)s, when the group began or was last changed. Mend one of the two."
    )


@refusal
class NotKeptUp(Invalid):
    """On this day the group had stopped, or was merged into another."""

    day: date
    message = gettext_noop("On %(day)s the group was not kept up: it had stopped by then, or was not there yet.")


@refusal
class RunsAlready(Invalid):
    """A group that never stopped cannot begin again."""

    day: date
    message = gettext_noop("On %(day)s the group was kept up; only one that had stopped begins again.")


@refusal
class MergedForGood(Invalid):
    """A group that was merged into another does not begin again."""

    message = gettext_noop("The group was merged into another. Take the merger back first, with the reason.")


@refusal
class FoundedTooLate(Invalid):
    """Founded after something that it did."""

    founded: PartialDate
    first: date
    message = gettext_noop("Founded %(founded)s, but it met or had members on %(first)s already. Mend one of the two.")


@refusal
class NamedBeforeFounded(Invalid):
    """A source names a group before its founding."""

    founded: PartialDate
    day: date
    message = gettext_noop("Founded %(founded)s, but a source names it on %(day)s already. Mend one of the two.")


@refusal
class IntoItself(Invalid):
    """A group cannot be merged into itself, and a merger needs another group."""

    message = gettext_noop("Choose the other group into which this one was merged.")


@refusal
class StillReceives(Invalid):
    """Another group was merged into this one on a day on which it would no longer be kept up."""

    name: str
    day: date
    message = gettext_noop("%(name)s was merged into this group on %(day)s, so this one was kept up then.")


@refusal
class StepUnknown(NotFound):
    """The group's life has no such step."""

    message = gettext_noop("The group's life has no such step.")


@refusal
class MembershipUnknown(NotFound):
    """The person has no such post in the group."""

    message = gettext_noop("This person has no such task in the group.")


@refusal
class EndsBeforeItBegan(Invalid):
    """A task that ended before it began."""

    since: date
    until: date
    message = gettext_noop("It ended on %(until)s, which is not after it began on %(since)s. Mend one of the two.")


@refusal
class PartsExceedTotal(Invalid):
    """More women, or more of ethnic minorities, than members."""

    part: int
    total: int
    message = gettext_noop("%(part)s of %(total)s members cannot be. Mend one of the two.")


@refusal
class EquipmentUnknown(NotFound):
    """The group has no such equipment."""

    message = gettext_noop("The group has no such equipment.")


@refusal
class EquipmentNameMissing(Invalid):
    """Equipment needs a name."""

    message = gettext_noop("Say what the equipment is.")


@refusal
class NoMembersThere(Invalid):
    """Somebody is said to have come who was no named member on that day."""

    message = gettext_noop("Somebody marked as present was no member on that day. Open the page again.")
