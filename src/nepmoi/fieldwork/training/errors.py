"""What courses refuse."""

from datetime import date

from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.errors import Conflict, Invalid, NotFound, gettext_noop, refusal


@refusal
class ExchangeUnknown(NotFound):
    """The course has no such group work or shared experience, or it was made void."""

    message = gettext_noop("The course has no such group work or experience.")


@refusal
class ExchangeNameMissing(Invalid):
    """Without a name or a number nobody can tell one group from the other."""

    message = gettext_noop("Say which group it was, or who shared the experience.")


@refusal
class ExchangeToCome(Invalid):
    """What is still to come has no result."""

    day: date
    message = gettext_noop("%(day)s is still to come: what was said is entered on that day or later.")


@refusal
class MembersTooMany(Invalid):
    """More people are ticked than there were in all."""

    named: int
    size: int
    message = gettext_noop("%(named)s people of the list are ticked, but the group had %(size)s. Mend one of the two.")


@refusal
class MemberNotListed(Invalid):
    """A member is not in the course's list."""

    message = gettext_noop(
        "Somebody who was ticked is not in the course's list any more. Look through the members again."
    )


@refusal
class PictureOfOther(Invalid):
    """The photograph does not show this course."""

    message = gettext_noop("This photograph does not show the course. Choose one of its own.")


@refusal
class HalfDayTaught(Conflict):
    """A half-day in which group work or an experience is recorded cannot leave the plan."""

    day: date
    part: DayPart
    message = gettext_noop(
        "%(part)s %(day)s cannot leave the plan: its group work or experience is recorded. Make that void first, or "
        "move it to another half-day."
    )
