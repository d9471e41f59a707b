"""From the words of a door to what is asked: every name is looked up here, and nowhere else."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

import nepmoi
from nepmoi.analytics.engine.tables import LEVELS, PlaceRule
from nepmoi.analytics.figures.errors import FigureUnknown, PartUnknown, PeriodTurned, PeriodTwice, SplitUnknown
from nepmoi.analytics.indicators import compiling, loading
from nepmoi.analytics.indicators.definition import Definition, Split
from nepmoi.analytics.indicators.query import Certainty, Part, Parting, Place, Query
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.kernel import clock
from nepmoi.kernel.dates import Period
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.geography.rules.atlas import Atlas
from nepmoi.registry.geography.rules.levels import UnitView

UNKNOWN = "unknown"
"""The key of the part of which what it is split by is not known."""

NOT_ASSIGNABLE = "not-assignable"
"""The key of a part that lies in no place of the level asked for; a colon and the uid of the sure place above follow."""

_FOLDER = Path(nepmoi.__file__).parent / "programmes" / "project8" / "indicators"
_SPLITS = {
    **{str(split): Parting(split) for split in Split if split is not Split.PLACE},
    str(Split.PLACE): Parting(Split.PLACE, "commune"),
    **{level: Parting(Split.PLACE, level) for level in reversed(LEVELS)},
}


@dataclass(frozen=True)
class Question:
    """What is asked of a figure.

    Attributes:
        place: None is the viewer's whole area.
        first: the period's first day; None is from the beginning.
        last: its last day; None is without end.
        by: the word for what it is split by; empty for no split.
        map: the day whose map labels places.
        activity: the uid of the one activity that is asked about.
        part: the key of the one part whose rows are wanted; empty for all.
        rule: by which place rows count; None is as the definition says.
    """

    definition: Definition
    place: UnitView | None
    first: date | None
    last: date | None
    by: str
    map: date
    activity: UUID | None
    part: str
    rule: PlaceRule | None
    query: Query

    @property
    def of(self) -> Certainty:
        """The number whose rows are wanted: what is counted, unknown or not confirmed."""
        return self.query.of

    def of_area(self, area_unit_id: int | None) -> "Question":
        """The same question about a viewer's area when it names no place."""
        if self.place is not None or area_unit_id is None:
            return self
        place = geography.by_id(area_unit_id)
        return replace(self, place=place, query=replace(self.query, place=_on_its_own_map(place, geography.atlas())))

    def without_split(self) -> "Question":
        """The same question about the whole."""
        return self.opening(Certainty.COUNTED)

    def opening(self, of: Certainty) -> "Question":
        """The same question about the whole, with the rows of one of its numbers."""
        return replace(self, by="", part="", query=replace(self.query, parting=None, part=None, of=of))

    def to(self, code: str) -> "Question":
        """The same question to another figure.

        Raises:
            FigureUnknown: when there is no such figure.
            SplitImpossible: when the other figure has no such property; `PlaceRuleImpossible`, `ActivityImpossible` alike.
        """
        found, query = definition(code), replace(self.query, code=code)
        compiling.check(found, query)
        return replace(self, definition=found, query=query)

    def maps(self) -> set[date]:
        """The maps that its statements use."""
        return {self.query.map} | ({self.query.place.map} if self.query.place else set())


@cache
def definitions() -> dict[str, Definition]:
    """All indicators of the programme, by code, in their order."""
    return loading.load(_FOLDER.glob("*.yaml"))


def definition(code: str) -> Definition:
    """One indicator.

    Raises:
        FigureUnknown: when there is none of that code.
    """
    known = definitions()
    if code not in known:
        raise FigureUnknown(given=code, known=", ".join(known))
    return known[code]


def question(  # noqa: PLR0913 - the words of every door, all but the first optional
    *,
    code: str,
    place: str = "",
    first: date | None = None,
    last: date | None = None,
    year: int | None = None,
    by: str = "",
    map: date | None = None,
    activity: UUID | None = None,
    part: str = "",
    rule: PlaceRule | None = None,
    of: Certainty = Certainty.COUNTED,
) -> Question:
    """Understand a question to a figure.

    Args:
        code: which figure.
        place: a unit's name, code or uid; empty for the viewer's whole area.
        first: the period's first day.
        last: its last day.
        year: a calendar year instead of the two.
        by: sex, ethnic, age, content, place, province, district, commune or village.
        map: the day whose map labels places; else the period's last day, else today.
        activity: only this activity.
        part: only the part of this key, for the rows behind it.
        rule: by the person's unit or by the venue; else as the definition says.
        of: the number whose rows are wanted.

    Raises:
        FigureUnknown: when there is no such figure.
        SplitUnknown: when ``by`` is no such word.
        SplitImpossible: when the figure has no such property; `PlaceRuleImpossible`, `ActivityImpossible`,
            `UnknownPlacesHaveNoList` alike.
        PeriodTwice: when both a year and a day are given.
        PeriodTurned: when the period ends before it begins.
        PlaceUnknown: when no unit bears the name; `PlaceAmbiguous` when several do.
        ActivityUnknown: when there is no such activity.
        PartUnknown: when no part can have that key.
    """
    found = definition(code)
    first, last = _period(first, last, year)
    parting = _parting(by)
    on = map or last or clock.today()
    unit = _unit(place, last or first) if place else None
    atlas = geography.atlas()
    query = Query(
        code=code,
        map=atlas.epoch(on),
        place=_on_its_own_map(unit, atlas) if unit else None,
        first=first,
        last=last,
        activity_id=activities.id_of(activity) if activity else None,
        rule=rule,
        parting=parting,
        part=_one_part(parting, part) if part else None,
        of=of,
    )
    compiling.check(found, query)
    return Question(found, unit, first, last, by, on, activity, part, rule, query)


def _period(first: date | None, last: date | None, year: int | None) -> tuple[date | None, date | None]:
    if year is not None:
        if first or last:
            raise PeriodTwice
        whole = Period.of_year(year)
        return whole.first, whole.last
    if first and last and last < first:
        raise PeriodTurned(first=first, last=last)
    return first, last


def _parting(by: str) -> Parting | None:
    if not by:
        return None
    if by not in _SPLITS:
        raise SplitUnknown(given=by, known=", ".join(_SPLITS))
    return _SPLITS[by]


def _unit(text: str, on: date | None) -> UnitView:
    uid = parse_uid(text)
    return geography.by_uid(uid) if uid else geography.the_one(text, on)


def _on_its_own_map(unit: UnitView, atlas: Atlas) -> Place:
    return Place(unit.id, unit.level, atlas.epoch(atlas.last_map(unit.id)))


def _one_part(parting: Parting | None, key: str) -> Part:
    """A part by the key of a door: places by id."""
    if parting is None:
        raise PartUnknown(given=key)
    if key == UNKNOWN:
        return Part(None)
    if parting.by is not Split.PLACE:
        return Part(key)
    if key == NOT_ASSIGNABLE:
        return Part(compiling.NOWHERE)
    uid = parse_uid(key.removeprefix(f"{NOT_ASSIGNABLE}:"))
    if uid is None:
        raise PartUnknown(given=key)
    place = geography.by_uid(uid).id
    return Part(-place if key.startswith(NOT_ASSIGNABLE) else place)
