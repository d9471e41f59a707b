"""What activities refuse."""

from datetime import date

from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.errors import Conflict, Invalid, NotFound, gettext_noop, refusal


@refusal
class ActivityUnknown(NotFound):
    """No activity with this id in the asker's area."""

    message = gettext_noop("There is no such activity in the area assigned to the account.")


@refusal
class HalfDayUnknown(NotFound):
    """The activity has no such half-day."""

    message = gettext_noop("The activity has no such half-day.")


@refusal
class ActivityNameMissing(Invalid):
    """An activity needs a name."""

    message = gettext_noop("The activity's name is missing.")


@refusal
class DaysTurned(Invalid):
    """The last day lies before the first."""

    first: date
    last: date
    message = gettext_noop("The last day %(last)s lies before the first day %(first)s. Mend one of the two.")


@refusal
class HalfDayOutside(Invalid):
    """A half-day on another day than the activity's."""

    day: date
    first: date
    last: date
    message = gettext_noop("%(day)s is not among the activity's days, %(first)s to %(last)s.")


@refusal
class CodeUnknown(Invalid):
    """The programme has no such content or kind of activity."""

    given: str
    message = gettext_noop("The programme has no part with the code %(given)s.")


@refusal
class StepNotPossible(Conflict):
    """The activity's state does not lead there."""

    message = gettext_noop("The activity's state does not allow this step. Open it again to see where it stands.")


@refusal
class NotYetHeld(Invalid):
    """A plan is not a result."""

    last: date
    message = gettext_noop("The activity lasts until %(last)s; it can be marked as held from that day on.")


@refusal
class NothingToConfirm(Invalid):
    """Nobody is in the list."""

    message = gettext_noop("Cannot be confirmed yet: the list of participants is missing.")


@refusal
class RollMissing(Invalid):
    """A half-day without a single mark."""

    day: date
    part: DayPart
    message = gettext_noop("Cannot be confirmed yet: the roll of %(part)s %(day)s is missing.")


@refusal
class ReasonNeeded(Invalid):
    """What was confirmed is changed only with a reason."""

    message = gettext_noop("The result was confirmed. Say why it is corrected.")


@refusal
class NotInActivity(Invalid):
    """A mark for somebody who is not in the list."""

    message = gettext_noop("A mark was sent for somebody who is not in this activity's list. Open the roll again.")


@refusal
class AlreadyInActivity(Conflict):
    """The person is in the list."""

    name: str
    message = gettext_noop("%(name)s is in the list already.")


@refusal
class HalfDayMarked(Conflict):
    """A half-day with a roll cannot leave the plan: its marks would be of no day."""

    day: date
    part: DayPart
    marks: int
    message = gettext_noop(
        "The roll of %(part)s %(day)s has %(marks)s marks, so this half-day stays. "
        "Keep it in the plan, or first take its marks back in the roll."
    )


@refusal
class DaysMarked(Conflict):
    """What has a roll was held on its day and is not put off."""

    day: date
    part: DayPart
    marks: int
    message = gettext_noop(
        "The roll of %(part)s %(day)s has %(marks)s marks, so the activity was under way. "
        "Take the marks back in the roll first, or mend the dates in the plan."
    )


@refusal
class HalfDayWithoutRoll(Conflict):
    """A confirmed result has a roll of each of its half-days."""

    day: date
    part: DayPart
    message = gettext_noop(
        "The result is confirmed, and %(part)s %(day)s has no roll. "
        "Take the confirmation back, add the half-day and take its roll, then confirm again."
    )


@refusal
class WhyNeeded(Invalid):
    """Whoever reads the history later must find the reason."""

    message = gettext_noop("The reason is missing. It is kept with the change.")


@refusal
class ConfirmedStands(Conflict):
    """What counts is not made void in one step."""

    message = gettext_noop("The result is confirmed and counts. Take the confirmation back first.")


@refusal
class LineUnknown(NotFound):
    """The activity's list has no such line."""

    message = gettext_noop("The list of this activity has no such line.")
