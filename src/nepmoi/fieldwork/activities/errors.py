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


@refusal
class NobodyWritten(Invalid):
    """Neither a list nor a count says who came."""

    message = gettext_noop("Cannot be confirmed yet: neither a list nor numbers say who came.")


@refusal
class PhotographsMissing(Invalid):
    """A kind of activity whose result needs a picture."""

    message = gettext_noop("Cannot be confirmed yet: there is no photograph of it.")


@refusal
class CountBlank(Invalid):
    """A count without a single number."""

    message = gettext_noop("No number was entered. A number that nobody knows may stay empty, but not all of them.")


@refusal
class CountTwice(Invalid):
    """Two counts of the same people in one activity; ``line`` is the later one, counted from 1."""

    line: int
    message = gettext_noop("Two lines are of the same people from the same place. Put their numbers into one.")


@refusal
class WomenTooMany(Invalid):
    """More women than people."""

    women: int
    total: int
    message = gettext_noop("%(women)s women are more than the %(total)s people in all. Mend one of the two.")


@refusal
class MinorityTooMany(Invalid):
    """More people of minorities than people."""

    minority: int
    total: int
    message = gettext_noop(
        "%(minority)s people of ethnic minorities are more than the %(total)s people in all. Mend one of the two."
    )


@refusal
class ChildrenTooMany(Invalid):
    """More children than people."""

    children: int
    total: int
    message = gettext_noop("%(children)s children are more than the %(total)s people in all. Mend one of the two.")


@refusal
class MinorityWomenTooMany(Invalid):
    """More women of minorities than women, or than people of minorities."""

    both: int
    most: int
    message = gettext_noop(
        "%(both)s women of ethnic minorities are too many: by the other numbers there can be %(most)s at most."
    )


@refusal
class PartsTooMany(Invalid):
    """Women and people of minorities together are more than all."""

    least: int
    total: int
    message = gettext_noop(
        "By the women and the people of ethnic minorities at least %(least)s came, but in all only %(total)s. "
        "Mend one of the numbers."
    )


@refusal
class NoFurtherDay(Invalid):
    """The activity does not come again until then."""

    until: date
    message = gettext_noop("Until %(until)s the activity does not come again. Choose a later day, or more often.")


@refusal
class TooManyDays(Invalid):
    """More plans at once than anybody looks through."""

    count: int
    most: int
    message = gettext_noop(
        "%(count)s further activities are too many at once: %(most)s at most. Choose an earlier day."
    )
