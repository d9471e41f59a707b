"""What places refuse."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from nepmoi.kernel.errors import Conflict, Invalid, NotFound, gettext_noop, refusal


@dataclass(frozen=True)
class Choice:
    """One of the units that a name can mean.

    Attributes:
        name: with what it lay in: "huyện Đồng Văn, tỉnh Hà Giang".
        since: its first day, None when unknown.
        until: its last day, None while it stands.
    """

    uid: UUID
    name: str
    since: date | None
    until: date | None

    def __str__(self) -> str:
        """In the reader's language: "huyện Đồng Văn, tỉnh Hà Giang (đến 30/6/2025)"."""
        if self.since and self.until:
            words = gettext("%(name)s (from %(since)s to %(until)s)")
        elif self.until:
            words = gettext("%(name)s (until %(until)s)")
        elif self.since:
            words = gettext("%(name)s (from %(since)s)")
        else:
            return self.name
        return words % {"name": self.name, "since": _written(self.since), "until": _written(self.until)}


def _written(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


class Choices(tuple[Choice, ...]):
    """Several units, said one after the other."""

    __slots__ = ()

    def __str__(self) -> str:
        return "; ".join(str(choice) for choice in self)


@refusal
class PlaceUnknown(NotFound):
    """No unit, present or former, bears this name or code."""

    name: str
    message = gettext_noop("No place is called %(name)s.")


@refusal
class PlaceAmbiguous(Invalid):
    """Several units bear this name; the one meant must be said."""

    name: str
    choices: Choices
    message = gettext_noop("%(name)s can be several places. Say which: %(choices)s.")


class PlaceNotOnDate(Invalid):
    """The unit did not stand on that day."""


@refusal
class PlaceEnded(PlaceNotOnDate):
    """The unit was gone before the day."""

    name: str
    until: date
    on: date
    message = gettext_noop(
        "On %(on)s there is no longer any %(name)s (until %(until)s). Choose the commune of that day."
    )


@refusal
class PlaceNotYet(PlaceNotOnDate):
    """The unit came after the day."""

    name: str
    since: date
    on: date
    message = gettext_noop("On %(on)s there was no %(name)s yet (from %(since)s). Choose the unit of that day.")


@refusal
class UnitsDoNotAdd(Invalid):
    """The lists that came with the program do not give the known number of units."""

    day: date
    level: str
    expected: int
    found: int
    message = gettext_noop(
        "The lists of units are damaged: on %(day)s there should be %(expected)s units of the level %(level)s, "
        "but %(found)s were found. Nothing was loaded; install the program again."
    )


@refusal
class ListsDoNotFit(Invalid):
    """The lists of changes name a unit that did not stand on the day."""

    given: str
    day: date
    message = gettext_noop(
        "The lists of units are damaged: the code %(given)s names no unit on %(day)s. "
        "Nothing was loaded; install the program again."
    )


@refusal
class NotACommune(Invalid):
    """A village was put into something that is no commune."""

    name: str
    message = gettext_noop("A village lies in a commune; %(name)s is none. Choose a commune.")


@refusal
class NotAVillage(Invalid):
    """A unit of the official lists was to be changed by hand."""

    name: str
    message = gettext_noop("%(name)s comes from the official list and cannot be changed here; only villages can.")


@refusal
class VillageNameMissing(Invalid):
    """A village without a name."""

    message = gettext_noop("Give the village's name.")


@refusal
class VillageTypeUnknown(Invalid):
    """The word before the name is none that villages bear."""

    type: str
    allowed: str
    message = gettext_noop("%(type)s is not a kind of village. Choose one of: %(allowed)s.")


@refusal
class VillageExists(Conflict):
    """The commune has a village of that name already."""

    name: str
    parent: str
    message = gettext_noop("%(parent)s already has %(name)s; nothing was added twice.")
