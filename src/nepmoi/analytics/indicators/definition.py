"""An indicator as data: a fact, conditions, a measure; and its words in two languages."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nepmoi.analytics.engine.tables import ACTIVITY, HEADS, PERSON, Fact, PlaceRule

Value = str | int | date


class Measure(StrEnum):
    """What is counted of the rows that fit."""

    PEOPLE = "people"
    PARTICIPATIONS = "participations"
    PRESENCES = "presences"
    ROWS = "rows"
    PLACES = "places"
    SUM = "sum"


class PeriodRule(StrEnum):
    """Which rows fall into a period: those of its days, or all up to its end."""

    DURING = "during"
    AT_END = "at_end"


class Comparison(StrEnum):
    """How a condition compares a column with its values."""

    IN = "in"
    NOT_IN = "not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Split(StrEnum):
    """Into what a figure can be parted."""

    SEX = "sex"
    ETHNIC = "ethnic"
    AGE = "age"
    CONTENT = "content"
    AUDIENCE = "audience"
    EXACTNESS = "exactness"
    PLACE = "place"


class Basis(StrEnum):
    """On what a number of people stands: on their names, or on a count of heads. The two are never added."""

    LIST = "list"
    COUNT = "count"


PEOPLE_MEASURES = frozenset({Measure.PEOPLE, Measure.PARTICIPATIONS, Measure.PRESENCES})


@dataclass(frozen=True)
class Words:
    """A text in both languages."""

    vi: str
    en: str

    @classmethod
    def name(cls, name: str) -> "Words":
        """A name, the same in both."""
        return cls(name, name)

    def in_language(self, language: str) -> str:
        """The English text for ``en``, the Vietnamese for all else."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True)
class Condition:
    """What a row's column must be. An empty column neither fits nor fails: it is unknown."""

    column: str
    test: Comparison
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Definition:
    """An indicator.

    Attributes:
        position: its place in the list of figures.
        column: what a sum adds; empty for other measures.
        level: of the places that are counted; empty for other measures.
        counts: what it counts.
        reckons: by which place and time.
        omits: what it leaves out.
        reading: how to read it.
    """

    code: str
    position: int
    fact: Fact
    measure: Measure
    column: str
    level: str
    where: tuple[Condition, ...]
    place: PlaceRule
    period: PeriodRule
    unit: Words
    name: Words
    counts: Words
    reckons: Words
    omits: Words
    reading: Words

    def splits(self) -> tuple[Split, ...]:
        """What it can be parted by."""
        of_person = (Split.SEX, Split.ETHNIC) if self.fact.has(PERSON) else ()
        # An age is one on an activity's day; how old a member is depends on when it is asked.
        of_both = (Split.AGE,) if of_person and self.fact.has(ACTIVITY) else ()
        of_activity = (Split.CONTENT,) if self.fact.has(ACTIVITY) else ()
        of_count = tuple(split for split in (Split.AUDIENCE, Split.EXACTNESS) if self.fact.has(split))
        return (*of_person, *of_both, *of_activity, *of_count, Split.PLACE)

    @property
    def basis(self) -> Basis | None:
        """On what it stands; None when it counts no people."""
        if self.measure in PEOPLE_MEASURES:
            return Basis.LIST
        return Basis.COUNT if self.measure is Measure.SUM and self.column in HEADS else None
