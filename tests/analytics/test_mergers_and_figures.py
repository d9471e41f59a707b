"""Whatever is merged and parted, in whatever order, every figure is what a plain recount says."""

from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nepmoi.kernel.errors import Conflict, Invalid
from nepmoi.registry.organisation.selectors import console
from nepmoi.registry.people import services as people
from nepmoi.registry.people.models import Person
from nepmoi.registry.people.rules.merging import Field
from tests.analytics.countryside import DOOR
from tests.analytics.drawn import worlds
from tests.analytics.test_oracle import check, questions, undone
from tests.analytics.world import Human, Stored, World, lay, store

BY = console("tests")
MERGED, PARTED, REFUSED = "merged", "parted", "refused"


class Doings:
    """Mergers and their undoing, in the records through the services and in the plain world by hand."""

    def __init__(self, world: World, stored: Stored) -> None:
        self.world, self.stored = world, stored
        self.standing: list[Stood] = []

    def merge(self, keep: int, other: int, taken: frozenset[Field]) -> str:
        """Say that two are one; the world follows when nobody refuses."""
        uids = [self.stored.humans[number].uid for number in (keep, other)]
        try:
            made = people.merge(by=BY, door=DOOR, keep=uids[0], other=uids[1], taken=taken)
        except (Conflict, Invalid):
            return REFUSED
        kept, merged = self.world.humans[keep], self.world.humans[other]
        before = replace(kept)
        for field in taken:
            setattr(kept, _ATTRIBUTES[field], getattr(merged, _ATTRIBUTES[field]))
        merged.merged_into = keep
        self.standing.append(Stood(made, keep, other, before, replace(kept)))
        return MERGED

    def part(self, number: int) -> str:
        """Undo one of the mergers that stand; what changed since stays."""
        one = self.standing.pop(number)
        people.undo_merger(by=BY, door=DOOR, merger=one.uid)
        kept = self.world.humans[one.keep]
        for name in _ATTRIBUTES.values():
            if getattr(kept, name) == getattr(one.after, name):
                setattr(kept, name, getattr(one.before, name))
        self.world.humans[one.other].merged_into = None
        return PARTED


@dataclass(frozen=True)
class Stood:
    """A merger that stands, with what the survivor said before and right after."""

    uid: UUID
    keep: int
    other: int
    before: Human
    after: Human


_ATTRIBUTES = {Field.SEX: "sex", Field.BIRTH: "birth", Field.ETHNIC_GROUP: "ethnic"}


def as_stored(world: World, stored: Stored) -> list[tuple[int | None, str, str, tuple[int | None, ...]]]:
    """What the records say of who is who."""
    numbers = {row.pk: number for number, row in enumerate(stored.humans)}
    rows = {row.pk: row for row in Person.objects.select_related("ethnic_group")}
    return [
        (
            numbers[row.merged_into_id] if row.merged_into_id else None,
            row.sex,
            row.ethnic_group.code if row.ethnic_group else "",
            (row.birth_year, row.birth_month, row.birth_day),
        )
        for row in (rows[one.pk] for one in stored.humans)
    ]


@pytest.mark.django_db
def test_random_mergers_and_undoings_leave_every_figure_as_a_recount_says() -> None:
    ground = lay()
    seen: set[str] = set()

    @settings(max_examples=8, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
    @given(world=worlds(), data=st.data())
    def holds(world: World, data: st.DataObject) -> None:
        with undone():
            stored = store(world, ground)
            doings = Doings(world, stored)
            numbers = st.integers(0, len(world.humans) - 1)
            for _ in range(data.draw(st.integers(1, 5))):
                if doings.standing and data.draw(st.integers(0, 2)) == 0:
                    seen.add(doings.part(data.draw(st.integers(0, len(doings.standing) - 1))))
                else:
                    fields = data.draw(st.frozensets(st.sampled_from(list(_ATTRIBUTES))))
                    seen.add(doings.merge(data.draw(numbers), data.draw(numbers), fields))
                told = [(human.merged_into, human.sex, human.ethnic, human.birth) for human in world.humans]
                assert as_stored(world, stored) == told
                check(world, data.draw(questions(world)), stored, ground)

    holds()
    assert seen == {MERGED, PARTED, REFUSED}, "or nothing was tried"
