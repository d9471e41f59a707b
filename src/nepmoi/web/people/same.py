"""What a person's page says of other records and names of hers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.fieldwork.training import selectors as courses
from nepmoi.fieldwork.training.selectors import Clash
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.people.selectors import doubles, mergers
from nepmoi.registry.people.selectors import persons as register
from nepmoi.registry.people.selectors.mergers import ApartView, MergerView
from nepmoi.registry.people.selectors.persons import PersonView
from nepmoi.web.people.file import File
from nepmoi.web.people.reasons import Weighed, weighed

MOST: Final = 5


@dataclass(frozen=True)
class SeenClash:
    """A half-day in two places, with the activities that the reader may know of."""

    day: date
    part: DayPart
    activities: tuple[ActivityView, ...]
    elsewhere: int


@dataclass(frozen=True)
class Same:
    """Other names and records of a person, who else may be she, and who is not.

    Attributes:
        names: how lists and merged records write her, other than now.
        mergers: what was merged, with why they were paired.
        doubles: who may be she; only for those who may settle it.
        apart: whom she was said not to be.
        clashes: where a roll has a slip, or two people are taken for one.
        may_settle: whether the reader settles pairs.
    """

    names: tuple[str, ...]
    mergers: tuple[tuple[MergerView, Weighed | None], ...]
    doubles: tuple[tuple[PersonView, Weighed], ...]
    apart: tuple[tuple[PersonView, ApartView], ...]
    clashes: tuple[SeenClash, ...]
    may_settle: bool


def same(by: Standing, file: File) -> Same:
    """What the reader of a person's page may see of it."""
    person = file.person
    ids = register.same_as(person.id)
    made = mergers.mergers_into(ids)
    written = [*(part.line.name_as_written for part in file.parts), *(one.merged.name for one in made)]
    said = [(one.second if one.first.id == person.id else one.first, one) for one in mergers.aparts_of([person.id])]
    inside = register.in_sight(by, (other.id for other, _ in said))
    may_settle = may(by.role, Action.MERGE_PEOPLE)
    known = {part.activity.id: part.activity for part in file.parts}
    return Same(
        names=tuple(name for name in dict.fromkeys(written) if name != person.name),
        mergers=tuple(zip(made, _why(made), strict=True)),
        doubles=_doubles(by, person, [other.id for other, _ in said]) if may_settle and not person.void_reason else (),
        apart=tuple((other, one) for other, one in said if other.id in inside),
        clashes=tuple(_seen(clash, known) for clash in courses.clashes(ids)),
        may_settle=may_settle,
    )


def _why(made: Sequence[MergerView]) -> list[Weighed | None]:
    found = doubles.compared_then([(one.before, one.merged) for one in made])
    return [weighed(why) if why else None for why in found]


def _doubles(by: Standing, person: PersonView, apart: Collection[int]) -> tuple[tuple[PersonView, Weighed], ...]:
    pairs = courses.weighed(doubles.doubles_of(by, person, apart))[:MOST]
    return tuple((pair.older, weighed(pair.likeness)) for pair in pairs)


def _seen(clash: Clash, known: Mapping[int, ActivityView]) -> SeenClash:
    seen = tuple(known[activity_id] for activity_id in clash.activity_ids if activity_id in known)
    return SeenClash(clash.day, clash.part, seen, len(clash.activity_ids) - len(seen))
