"""What the words for a unit mean on the day of an activity."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nepmoi.registry.geography.errors import PlaceAmbiguous, PlaceUnknown
from nepmoi.registry.geography.rules.gazetteer import Gazetteer, Where
from nepmoi.registry.geography.rules.levels import Level, UnitView


@dataclass(frozen=True)
class Whereabouts:
    """What the words for a unit mean on the activity's first day.

    Attributes:
        named: the unit that they name, perhaps one that had become another by then; None is to be settled.
        counted: the unit of the day that surely holds it: itself, what it became, or else the office's own area.
    """

    named: UnitView | None
    counted: UnitView | None


def whereabouts(
    book: Gazetteer, units: Iterable[str], on: date, venue_unit_id: int, host_unit_id: int | None
) -> Mapping[str, Whereabouts]:
    """What each written unit means on a day: looked for in the venue's unit first, else in the host's.

    Words that name no unit are counted in the lowest place that is sure, which is the area of the office whose list it is.
    """
    within = [venue_unit_id, *([] if host_unit_id is None else [host_unit_id])]
    office = book.unit(host_unit_id) if host_unit_id is not None else None
    found = {}
    for words in units:
        named = _named(book, words, on, within)
        found[words] = Whereabouts(named, _standing(book, named, on) if named else office)
    return found


def _named(book: Gazetteer, words: str, on: date, within: Sequence[int]) -> UnitView | None:
    for place in within:
        try:
            return book.the_one(words, Where(on, within=place))
        except (PlaceUnknown, PlaceAmbiguous):
            continue
    return None


def _standing(book: Gazetteer, unit: UnitView, on: date) -> UnitView | None:
    """The unit itself where it stood on the day, else the lowest place of that day that surely holds all of it."""
    if unit.stands_on(on):
        return unit
    for level in reversed(Level):
        place = book.atlas.place(unit.id, on, level)
        if place is not None:
            return book.unit(place)
    return None
