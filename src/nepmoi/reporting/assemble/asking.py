"""What was asked of a figure, in the words of its page."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from nepmoi.analytics.figures import selectors as figures
from nepmoi.analytics.figures.selectors import Basis, Certainty, PlaceRule, Question
from nepmoi.registry.geography import selectors as places

SPLITS: Final[Mapping[str, str]] = {
    "sex": gettext_noop("Sex"),
    "ethnic": gettext_noop("Ethnic group"),
    "age": gettext_noop("Age"),
    "content": gettext_noop("Content"),
    "audience": gettext_noop("Who they were"),
    "exactness": gettext_noop("How exact the number is"),
    "place": gettext_noop("Place: communes"),
    "province": gettext_noop("Place: provinces"),
    "district": gettext_noop("Place: districts"),
    "commune": gettext_noop("Place: communes"),
    "village": gettext_noop("Place: villages"),
}
NOT_COUNTED: Final[Mapping[Certainty, str]] = {
    Certainty.UNKNOWN: gettext_noop("Unknown, not in the figure"),
    Certainty.UNCONFIRMED: gettext_noop("Held, not confirmed, not in the figure"),
}
_BASES: Final[Mapping[Basis, str]] = {
    Basis.LIST: gettext_noop("by list"),
    Basis.COUNT: gettext_noop("without names"),
}


def day(value: date) -> str:
    """``22/10/2024``."""
    return f"{value:%d/%m/%Y}"


def period(first: date | None, last: date | None) -> str:
    """A period: a whole year by its number, an open end said."""
    if first and last:
        if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
            return gettext("the year %(year)s") % {"year": first.year}
        return f"{day(first)}–{day(last)}"
    if first:
        return gettext("from %(day)s") % {"day": day(first)}
    return gettext("up to %(day)s") % {"day": day(last)} if last else gettext("all that was recorded")


def place(asked: Question) -> str:
    """Where, and by the units of which day."""
    where = places.path_label(asked.place.id) if asked.place else gettext("the whole country")
    by_map = gettext("by the administrative units of %(day)s") % {"day": day(asked.map)}
    return f"{where}, {by_map}"


def counts(asked: Question, language: str) -> str:
    """What the figure counts, and on what it stands."""
    definition = asked.definition
    marks = [gettext(_BASES[definition.basis])] if definition.basis else []
    is_of_activities = "content" in {str(split) for split in definition.splits()}
    if is_of_activities and (asked.rule or definition.place) is PlaceRule.VENUE:
        marks.append(gettext("held there"))
    return " · ".join([definition.counts.in_language(language).removesuffix("."), *marks])


def query(asked: Question) -> dict[str, UUID | date | str]:
    """The words of the address that asks the same, for every reader who may."""
    named: dict[str, UUID | date | str | None] = {
        "place": asked.place.uid if asked.place else None,
        "from": asked.first,
        "to": asked.last,
        "by": asked.by,
        "map": asked.map,
        "activity": asked.activity,
        "part": asked.part,
        "rule": asked.rule,
        "of": asked.of if asked.of is not Certainty.COUNTED else None,
    }
    return {word: value for word, value in named.items() if value}


def part(answer: figures.Answer, language: str) -> str:
    """The name of the part whose rows are asked for; empty for all rows."""
    key = answer.question.part
    return next((one.label.in_language(language) for one in answer.parts if one.key == key), key)
