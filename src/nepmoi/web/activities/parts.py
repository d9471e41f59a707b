"""Of whom a course's list is made, in the words of its page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from nepmoi.fieldwork.training.selectors import ListPart
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import Level
from nepmoi.registry.people.rules.persons import Sex, is_minority
from nepmoi.registry.people.selectors import persons as people


@dataclass(frozen=True)
class Named:
    """How many of one name."""

    name: str
    count: int


@dataclass(frozen=True)
class Parts:
    """A course's list by sex, ethnic group and level; what it does not say is a part of its own.

    Attributes:
        minority_women: women of an ethnic minority among them.
        of_communes: people of communes and villages, from so many ``communes``.
        above: people of a district or a province.
    """

    women: int
    men: int
    sex_unknown: int
    groups: Sequence[Named]
    group_unknown: int
    minority_women: int
    communes: int
    of_communes: int
    above: int
    unit_unknown: int


def parts_of(lines: Sequence[ListPart], on: date) -> Parts:
    """The parts of a list, on the map of a day."""
    sexes: Counter[Sex | None] = Counter()
    codes: Counter[str | None] = Counter()
    units: Counter[int | None] = Counter()
    minority_women = 0
    for line in lines:
        sexes[line.sex] += line.count
        codes[line.ethnic_code] += line.count
        units[line.unit_id] += line.count
        if line.sex is Sex.FEMALE and is_minority(line.ethnic_code):
            minority_women += line.count
    english, known = get_language() == "en", people.ethnic_groups()
    communes, above = _levels(units, on)
    return Parts(
        women=sexes[Sex.FEMALE],
        men=sexes[Sex.MALE],
        sex_unknown=sexes[None],
        groups=[
            Named(known[code].name_en if english else known[code].name, count)
            for code, count in codes.most_common()
            if code is not None
        ],
        group_unknown=codes[None],
        minority_women=minority_women,
        communes=len(communes),
        of_communes=communes.total(),
        above=above,
        unit_unknown=units[None],
    )


def _levels(units: Counter[int | None], on: date) -> tuple[Counter[int], int]:
    """The people of each commune, and how many stand above the communes."""
    atlas = places.atlas()
    communes: Counter[int] = Counter()
    above = 0
    for unit_id, count in units.items():
        if unit_id is None:
            continue
        commune = atlas.place(unit_id, on, Level.COMMUNE)
        if commune is None:
            above += count
        else:
            communes[commune] += count
    return communes, above
