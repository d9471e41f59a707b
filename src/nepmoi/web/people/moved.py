"""Which figures a merger changes: the same questions before and after it, in the asker's area."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from nepmoi.analytics.figures import selectors as figures
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.registry.organisation.rules import Action, Standing, may

# What counts people and what people did; who is who changes nothing else.
_OF_PEOPLE: Final = ("people", "participations", "presences")
_KEPT: Final = "merger-{}"

Key = tuple[str, int]
Values = dict[Key, int | None]


@dataclass(frozen=True)
class Moved:
    """A figure of a year before and after."""

    name: str
    unit: str
    year: int
    before: int | None
    after: int | None
    href: str


def values(by: Standing, person_ids: Iterable[int]) -> Values:
    """The figures of people, for each year in which one of some records took part in something."""
    if not may(by.role, Action.SEE_FIGURES):
        return {}
    lines = activities.participations_of(person_ids)
    held = activities.by_id(line.activity_id for line in lines)
    years = sorted({one.last_day.year for one in held.values()})
    codes = [one.code for one in figures.catalogue() if one.measure.value in _OF_PEOPLE]
    with figures.one_look():
        return {
            (code, year): figures.answer(figures.question(code=code, year=year), by).value
            for code in codes
            for year in years
        }


def keep(request: HttpRequest, merger: UUID, before: Values, after: Values) -> None:
    """Keep for this reader what changed, until she signs out: the figures themselves know only how things are now."""
    request.session[_KEPT.format(merger)] = [
        [code, year, before.get((code, year)), value]
        for (code, year), value in after.items()
        if before.get((code, year)) != value
    ]


def kept(request: HttpRequest, merger: UUID) -> list[Moved] | None:
    """What this reader's merger or undoing changed; None when she did neither."""
    held = request.session.get(_KEPT.format(merger))
    return None if held is None else [_moved(*one) for one in held]


def _moved(code: str, year: int, before: int | None, after: int | None) -> Moved:
    definition, language = figures.definition(code), get_language() or "vi"
    return Moved(
        name=definition.name.in_language(language),
        unit=definition.unit.in_language(language),
        year=year,
        before=before,
        after=after,
        href=f"{reverse('web:figure', args=[code])}?{urlencode({'year': year})}",
    )
