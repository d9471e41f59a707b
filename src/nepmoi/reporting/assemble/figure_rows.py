"""What the rows behind a figure say, column by column: people with what is known of them, or records."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, gettext_noop, pgettext

from nepmoi.analytics.figures.selectors import Basis, Certainty, Question, Row, Rows
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.reporting.assemble import values
from nepmoi.reporting.document.sheets import Column, Kind, Value

_PRESENCES: Final = "presences"
_SEX: Final[Mapping[Sex, str]] = {Sex.FEMALE: gettext_noop("female"), Sex.MALE: gettext_noop("male")}


@dataclass(frozen=True)
class Told:
    """A column, and what it says of a row."""

    column: Column
    of: Callable[[Row], Value]


def told(asked: Question, behind: Rows, language: str) -> list[Told]:
    """The columns of the rows behind a figure, without their numbers; the last one is what a row adds.

    Args:
        asked: the question.
        behind: its rows.
        language: of names that have two.
    """
    name = Told(Column(gettext("Name"), 30), lambda row: row.label.in_language(language))
    of_people = asked.definition.basis is Basis.LIST
    middle = _of_people(asked, behind) if of_people else _of_records()
    return [name, *middle, Told(Column(_adds(asked, language), 12, Kind.NUMBER), lambda row: row.adds)]


def _of_people(asked: Question, behind: Rows) -> Iterator[Told]:
    by_half_day = asked.definition.measure == _PRESENCES
    yield Told(
        Column(gettext("Birth"), 12, Kind.DAY), lambda row: values.birth(row.person.birth) if row.person else None
    )
    yield Told(Column(gettext("Sex"), 8), _sex)
    yield Told(Column(gettext("Ethnic group"), 12), lambda row: row.person.ethnic_name if row.person else None)
    yield Told(Column(gettext("Unit at the time"), 24), lambda row: row.unit)
    yield Told(Column(gettext("Day"), 12, Kind.DAY), lambda row: row.day)
    if by_half_day:
        yield Told(Column(gettext("Half-day"), 9), _half)
    if any(row.opens for row in behind.rows):
        yield Told(Column(gettext("Post"), 24), lambda row: row.opens[0].title if row.opens else None)
        yield Told(Column(gettext("Activity"), 34), lambda row: "; ".join(line.name for line in row.opens))
        if not by_half_day:
            present = Column(gettext("Half-days present"), 9, Kind.NUMBER)
            held = Column(gettext("Half-days held"), 9, Kind.NUMBER)
            yield Told(present, lambda row: sum(line.present for line in row.opens))
            yield Told(held, lambda row: sum(line.half_days for line in row.opens))


def _of_records() -> Iterator[Told]:
    yield Told(Column(gettext("Place"), 30), lambda row: row.unit)
    yield Told(Column(gettext("Day"), 12, Kind.DAY), lambda row: row.day)


def _adds(asked: Question, language: str) -> str:
    """What the numbers of the last column are; what is unknown is counted in rows, for its numbers are not known."""
    if asked.of is Certainty.UNKNOWN:
        return gettext("Not in the figure")
    unit = asked.definition.unit.in_language(language)
    if asked.of is Certainty.UNCONFIRMED:
        return gettext("Not in the figure (%(unit)s)") % {"unit": unit}
    return gettext("Adds to the figure (%(unit)s)") % {"unit": unit}


def _sex(row: Row) -> Value:
    return gettext(_SEX[row.person.sex]) if row.person and row.person.sex else None


def _half(row: Row) -> Value:
    if row.half is None:
        return None
    return pgettext("half-day", "morning") if row.half is DayPart.MORNING else pgettext("half-day", "afternoon")
