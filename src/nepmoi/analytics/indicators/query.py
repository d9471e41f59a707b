"""A question to an indicator, with every name already resolved to its id."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from nepmoi.analytics.engine.tables import PlaceRule
from nepmoi.analytics.indicators.definition import Split


class Certainty(StrEnum):
    """Which of a figure's three numbers is opened."""

    COUNTED = "counted"
    UNKNOWN = "unknown"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class Place:
    """A place on the map on which it is looked up: its own last valid one.

    Attributes:
        map: the first day of that map's stretch of time, as ``place_paths`` names it.
    """

    unit_id: int
    level: str
    map: date


@dataclass(frozen=True)
class Parting:
    """By what the figure is parted; ``level`` is that of the parts, when they are places."""

    by: Split
    level: str = ""


@dataclass(frozen=True)
class Part:
    """One part, by its key as the statements have it; None is what is not known."""

    key: str | int | None


@dataclass(frozen=True)
class Query:
    """What is asked.

    Attributes:
        map: the first day of the stretch of time whose map labels places.
        place: None is everywhere, also where the place is not known.
        first: the period's first day; None is from the beginning.
        last: its last day; None is without end.
        part: the one part whose rows are wanted.
        rule: by which place rows count; None is as the definition says.
        of: the number whose rows are wanted.
    """

    code: str
    map: date
    place: Place | None = None
    first: date | None = None
    last: date | None = None
    activity_id: int | None = None
    rule: PlaceRule | None = None
    parting: Parting | None = None
    part: Part | None = None
    of: Certainty = Certainty.COUNTED

    def counted(self) -> "Query":
        """The same about what is counted."""
        return replace(self, of=Certainty.COUNTED)
