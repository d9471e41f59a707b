"""What the register of people refuses."""

from nepmoi.kernel.errors import Invalid, NotFound, gettext_noop, refusal


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
