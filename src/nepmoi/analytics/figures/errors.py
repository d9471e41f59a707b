"""What figures refuse."""

from datetime import date

from nepmoi.kernel.errors import Invalid, NotAllowed, NotFound, gettext_noop, refusal


@refusal
class FigureUnknown(NotFound):
    """No definition has this code."""

    given: str
    known: str
    message = gettext_noop("There is no figure %(given)s. Known: %(known)s.")


@refusal
class SplitUnknown(Invalid):
    """No figure can be split so."""

    given: str
    known: str
    message = gettext_noop("A figure cannot be split by %(given)s. Choose one of: %(known)s.")


@refusal
class PartUnknown(Invalid):
    """A part's key that no part can have."""

    given: str
    message = gettext_noop("There is no part %(given)s. Open it from the figure's own list of parts.")


@refusal
class PeriodTurned(Invalid):
    """The period ends before it begins."""

    first: date
    last: date
    message = gettext_noop("The period ends on %(last)s, before it begins on %(first)s. Mend one of the two.")


@refusal
class PeriodTwice(Invalid):
    """Both a year and days were given."""

    message = gettext_noop("Give either a year or the first and last day, not both.")


@refusal
class PartTooSmall(NotAllowed):
    """Few people could be recognised by what they have in common."""

    message = gettext_noop("This part has fewer than five people; only those who may see persons can open it.")
