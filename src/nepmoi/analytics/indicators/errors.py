"""What indicators refuse."""

from nepmoi.kernel.errors import Invalid, gettext_noop, refusal


class DefinitionBroken(Invalid):
    """A file of the programme package does not define an indicator."""


@refusal
class DefinitionWordUnknown(DefinitionBroken):
    """A column, measure, condition or other word that is not known at its place."""

    file: str
    line: int
    column: int
    word: str
    known: str
    message = gettext_noop(
        "%(file)s, line %(line)s, column %(column)s: “%(word)s” is not known here. Known: %(known)s."
    )


@refusal
class DefinitionWordMissing(DefinitionBroken):
    """A word that every definition needs."""

    file: str
    line: int
    column: int
    word: str
    message = gettext_noop("%(file)s, line %(line)s, column %(column)s: “%(word)s” is missing.")


@refusal
class DefinitionMalformed(DefinitionBroken):
    """Something of the wrong form."""

    file: str
    line: int
    column: int
    expected: str
    message = gettext_noop("%(file)s, line %(line)s, column %(column)s: expected %(expected)s.")


@refusal
class SplitImpossible(Invalid):
    """What the figure counts has no such property."""

    figure: str
    by: str
    known: str
    message = gettext_noop("The figure %(figure)s cannot be split by %(by)s. It can be split by: %(known)s.")


@refusal
class PlaceRuleImpossible(Invalid):
    """What the figure counts has no such place."""

    figure: str
    rule: str
    known: str
    message = gettext_noop("The figure %(figure)s cannot be counted by the place %(rule)s. It can be by: %(known)s.")


@refusal
class ActivityImpossible(Invalid):
    """The figure does not count things that belong to an activity."""

    figure: str
    message = gettext_noop("The figure %(figure)s does not belong to single activities.")


@refusal
class UnknownPlacesHaveNoList(Invalid):
    """A figure of places cannot list those that nobody knows."""

    figure: str
    message = gettext_noop("The figure %(figure)s counts places: those that are not known cannot be listed.")
