"""What the register of people refuses."""

from datetime import date, datetime

from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.errors import Conflict, Invalid, NotFound, gettext_noop, refusal


@refusal
class PersonUnknown(NotFound):
    """No person with this id, or none that the asker may know of."""

    message = gettext_noop("There is no such person in the area assigned to the account.")


@refusal
class NameMissing(Invalid):
    """A person needs a name."""

    message = gettext_noop("The full name is missing.")


@refusal
class BirthImpossible(Invalid):
    """Nobody alive was born then."""

    year: int
    message = gettext_noop("%(year)s cannot be a year of birth.")


@refusal
class EthnicGroupUnknown(Invalid):
    """No group goes by this code."""

    name: str
    message = gettext_noop("%(name)s is none of the 54 ethnic groups.")


@refusal
class SamePerson(Invalid):
    """A record cannot be merged into itself."""

    message = gettext_noop("These are one record already.")


@refusal
class RecordMerged(Conflict):
    """One of the two records was merged by somebody else in the meantime."""

    name: str
    into: str
    by: str
    at: datetime
    message = gettext_noop(
        "%(by)s merged the record of %(name)s into that of %(into)s at %(at)s. Look at that record before going on."
    )


@refusal
class PersonVoid(Conflict):
    """The record was made by an import that was taken back, and is out of use."""

    name: str
    message = gettext_noop(
        "The record of %(name)s is void: the import that made it was taken back. Import that list again, or put her line back in "
        "its activity, and it is in use again."
    )


@refusal
class SaidApart(Conflict):
    """Somebody said that the two are two people."""

    by: str
    at: datetime
    because: str
    message = gettext_noop("%(by)s said at %(at)s that these are two people: %(because)s. Take that back first.")


@refusal
class BothPresent(Conflict):
    """Both were marked present in one half-day, which one person cannot be without a slip in a roll."""

    day: date
    part: DayPart
    message = gettext_noop(
        "Both records are marked present on %(day)s, %(part)s. Say why they are one person all the same, or mend the roll."
    )


@refusal
class WhyMissing(Invalid):
    """A decision that others must be able to follow needs its reason."""

    message = gettext_noop("Say why.")


@refusal
class MergerUnknown(NotFound):
    """No merger with this id, or none that the asker may know of."""

    message = gettext_noop("There is no such merger in the area assigned to the account.")


@refusal
class MergerUndone(Conflict):
    """The merger was undone before."""

    by: str
    at: datetime
    message = gettext_noop("%(by)s undid this merger at %(at)s.")
