"""The star: tables of what happened, and what can be corrected beside them.

Facts hold their own columns and ids. No name, phone or free text stands here; names are joined when a row is looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PERSON = "person_id"
ACTIVITY = "activity_id"
STATUS = "status"
LEVELS = ("village", "commune", "district", "province")
"""Of units, from the lowest up."""


class Type(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    WORD = "word"
    DAY = "day"


class PlaceRule(StrEnum):
    """By which place a row counts: where its person belonged at the time, or where it took place."""

    PERSON = "person"
    VENUE = "venue"


@dataclass(frozen=True)
class Column:
    """A column and what it means; unless said otherwise it may be empty, which is unknown."""

    name: str
    type: Type
    meaning: str
    always_known: bool = False


@dataclass(frozen=True, eq=False)
class Table:
    """A table whose rows are replaced together, by the root that they belong to.

    Attributes:
        root: the column with the root's id.
    """

    name: str
    root: str
    columns: tuple[Column, ...]

    def names(self) -> list[str]:
        """The columns' names in their order."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column | None:
        """The column of that name, if there is one."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, eq=False)
class Fact(Table):
    """A table that indicators count.

    Attributes:
        key: the columns that tell its rows apart.
        opens: the id of the record behind a row.
        day: the column by which a row falls into a period.
        until: of rows that last, the column with the first day on which they no longer do; empty for what happens once.
        places: the column for each rule of place.
    """

    key: tuple[str, ...] = ()
    opens: str = ""
    day: str = ""
    until: str = ""
    places: Mapping[PlaceRule, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether there is a column of that name."""
        return self.column(name) is not None


def _number(name: str, meaning: str) -> Column:
    return Column(name, Type.NUMBER, meaning)


def _word(name: str, meaning: str, *, always_known: bool = False) -> Column:
    return Column(name, Type.WORD, meaning, always_known)


def _day(name: str, meaning: str) -> Column:
    return Column(name, Type.DAY, meaning)


_OF_ACTIVITY = (
    _number(ACTIVITY, "the activity"),
    _word("kind", "the code of the activity's kind", always_known=True),
    _word(STATUS, "planned, held, confirmed, postponed or cancelled", always_known=True),
    _day("last_day", "the activity's last day, on which people and participations count"),
    _number("venue_unit_id", "the unit where it took place"),
)

ACTIVITIES = Fact(
    name="activities",
    root=ACTIVITY,
    columns=(
        *_OF_ACTIVITY,
        _day("first_day", "the activity's first day"),
        _number("days", "dates on which it had a half-day; empty when none is written down"),
        _number("half_days", "its half-days; empty when none is written down"),
        _number("photographs", "its photographs"),
    ),
    key=(ACTIVITY,),
    opens=ACTIVITY,
    day="last_day",
    places={PlaceRule.VENUE: "venue_unit_id"},
)

ACTIVITY_CONTENTS = Table(
    name="activity_contents",
    root=ACTIVITY,
    columns=(_number(ACTIVITY, "the activity"), _word("content", "the code of a content that it serves")),
)

_OF_PARTICIPATION = (
    _number("participation_id", "the line of the activity's list"),
    *_OF_ACTIVITY,
    _number(PERSON, "the person as the list names her"),
    _number("unit_id", "the unit that she came from at the time; empty when not known"),
)
_PLACES = {PlaceRule.PERSON: "unit_id", PlaceRule.VENUE: "venue_unit_id"}

PARTICIPATIONS = Fact(
    name="participations",
    root=ACTIVITY,
    columns=(
        *_OF_PARTICIPATION,
        _number("presents", "half-days marked present; empty when the roll says nothing of her"),
    ),
    key=("participation_id",),
    opens="participation_id",
    day="last_day",
    places=_PLACES,
)

PRESENCES = Fact(
    name="presences",
    root=ACTIVITY,
    columns=(
        *_OF_PARTICIPATION,
        _number("half_day_id", "the half-day"),
        _day("day", "the half-day's date, on which it counts"),
        _word("part_of_day", "morning or afternoon"),
        _word("mark", "present, excused or absent; empty when the roll says nothing"),
    ),
    key=("participation_id", "half_day_id"),
    opens="participation_id",
    day="day",
    places=_PLACES,
)

COUNTS = Fact(
    name="counts",
    root=ACTIVITY,
    columns=(
        *_OF_ACTIVITY,
        _number("line", "the count among those of its activity; 0 when nobody is written down, by name or by number"),
        _number("unit_id", "the unit that they came from; empty when not known"),
        _word("audience", "the code of whom they were; empty when not known"),
        _word("exactness", "over when the source says more than these numbers, else exact; empty without a number"),
        _number("total", "heads in all; empty when not known"),
        _number("women", "the women among them; empty when not known"),
        _number("minority", "those of ethnic minorities among them; empty when not known"),
        _number("minority_women", "the women of ethnic minorities among them; empty when not known"),
        _number("children", "those under 16 among them; empty when not known"),
    ),
    key=(ACTIVITY, "line"),
    opens=ACTIVITY,
    day="last_day",
    places=_PLACES,
)

HEADS = frozenset({"members", "total", "women", "minority", "minority_women", "children"})
"""The columns that hold people without their names, of whatever fact."""

_OF_GROUP = (
    _number("group_id", "the team or club"),
    _word(
        "kind",
        "communication_team, leaders_club, trusted_address, savings_group or livelihood_group",
        always_known=True,
    ),
    _number("unit_id", "the unit where it is"),
)
_IN_UNIT = {PlaceRule.VENUE: "unit_id"}

GROUPS = Fact(
    name="groups",
    root="group_id",
    columns=(
        *_OF_GROUP,
        _day(
            "since", "the first day of a stretch in which it is kept up and its members are counted as one source does"
        ),
        _day("until", "the first day after it; empty when it lasts"),
        _number("members", "its members as that source counts them; empty when not known"),
        _number("women", "the women among them; empty when not known"),
        _number("minority", "those of ethnic minorities among them; empty when not known"),
    ),
    key=("group_id", "since"),
    opens="group_id",
    day="since",
    until="until",
    places=_IN_UNIT,
)

GROUP_STEPS = Fact(
    name="group_steps",
    root="group_id",
    columns=(
        *_OF_GROUP,
        _word("step", "set_up, consolidated, stopped, restarted or merged; empty when nobody knows when it was set up"),
        _day("happened_on", "when; of a founding known by its month or year that one's last day"),
    ),
    key=("group_id", "happened_on", "step"),
    opens="group_id",
    day="happened_on",
    places=_IN_UNIT,
)

GROUP_MEMBERS = Fact(
    name="group_members",
    root="group_id",
    columns=(
        *_OF_GROUP,
        _number(PERSON, "a named member, as the group's list names her"),
        _day("since", "the day from which she is noted in a task"),
        _day("until", "the first day on which she has it no longer, or the group stopped; empty when it lasts"),
    ),
    key=("group_id", PERSON, "since"),
    opens="group_id",
    day="since",
    until="until",
    places=_IN_UNIT,
)

ARTICLES = Fact(
    name="articles",
    root="article_id",
    columns=(
        _number("article_id", "the press article"),
        _day("published_on", "the day on which it was published"),
        _number("unit_id", "the unit where what it tells took place"),
    ),
    key=("article_id",),
    opens="article_id",
    day="published_on",
    places=_IN_UNIT,
)

PERSONS = Table(
    name="persons",
    root=PERSON,
    columns=(
        _number(PERSON, "a person as a list named her"),
        _number("survivor_id", "whom she is known to be: herself, or the one she was merged into"),
        _word("sex", "female or male, as known now; empty when not known"),
        _word("ethnic", "the code of 2008 of her ethnic group, as known now; empty when not known"),
        _number("birth_year", "as known now; empty when not known"),
        _number("birth_month", "as known now; empty when not known"),
        _number("birth_day", "as known now; empty when not known"),
    ),
)

PLACE_PATHS = Table(
    name="place_paths",
    root="map",
    columns=(
        _day("map", "the first day of a stretch of time in which no unit changed"),
        _word("level", "province, district, commune or village"),
        _number("unit_id", "a unit of any time"),
        _number("place_id", "the one unit of that level on that map which surely holds all of it"),
    ),
)

FACTS: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (ACTIVITIES, PARTICIPATIONS, PRESENCES, COUNTS, GROUPS, GROUP_STEPS, GROUP_MEMBERS, ARTICLES)
}
STAR: tuple[Table, ...] = (*FACTS.values(), ACTIVITY_CONTENTS, PERSONS, PLACE_PATHS)
