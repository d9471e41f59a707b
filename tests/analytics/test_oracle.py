"""Every figure, split, map and place of small worlds equals a plain recount, and every figure opens."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nepmoi.analytics.engine.tables import PlaceRule
from nepmoi.analytics.figures import selectors as figures
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation.selectors import console
from tests.analytics import countryside
from tests.analytics.drawn import worlds
from tests.analytics.recount import FIGURES, OF_COUNTS, OF_NO_ACTIVITY, OF_PEOPLE, OF_VENUE, Asked, recount
from tests.analytics.world import DAYS, Ground, Stored, World, lay, store

PLACES = ("", "", "P", "D1", "AB", "A", "C", "E", "N1", "N2", "R", "V", "F2")
PLACE_SPLITS = ("place", "village", "commune", "district", "province")


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@st.composite
def questions(draw: st.DrawFn, world: World) -> Asked:
    code = draw(st.sampled_from(sorted(FIGURES)))
    splits = ["", *PLACE_SPLITS]
    if code in OF_PEOPLE:
        splits += ["sex", "ethnic", "age", "content"]
    elif code in OF_COUNTS:
        splits += ["audience", "exactness", "content"]
    elif code == "group_members_named":
        splits += ["sex", "ethnic"]
    elif code not in OF_NO_ACTIVITY:
        splits += ["content"]
    first, last = draw(st.sampled_from([(None, None), (DAYS[1], DAYS[3]), (DAYS[2], None), (None, DAYS[2])]))
    known = [number for number, doing in enumerate(world.doings) if not doing.void]
    known = [] if code in OF_NO_ACTIVITY else known
    return Asked(
        code=code,
        place=draw(st.sampled_from(PLACES)),
        first=first,
        last=last,
        by=draw(st.sampled_from(splits)),
        map=draw(st.sampled_from(countryside.MAPS)),
        doing=draw(st.sampled_from([None, None, *known])),
        rule="" if code in OF_VENUE else draw(st.sampled_from(["", "person", "venue"])),
    )


def ask(
    asked: Asked, stored: Stored, ground: Ground, part: str = "", of: figures.Certainty = figures.Certainty.COUNTED
) -> figures.Question:
    return figures.question(
        code=asked.code,
        place=str(ground.units[asked.place].uid) if asked.place else "",
        first=asked.first,
        last=asked.last,
        by=asked.by,
        map=asked.map,
        activity=None if asked.doing is None else stored.doings[asked.doing].uid,
        part=part,
        rule=PlaceRule(asked.rule) if asked.rule else None,
        of=of,
    )


def outer_key(key: str, asked: Asked, ground: Ground) -> str:
    """A part's key as a door has it: places by uid."""
    if asked.by not in PLACE_SPLITS or key == "unknown":
        return key
    if key.startswith("^"):
        return f"not-assignable:{ground.units[key[1:]].uid}" if key[1:] else "not-assignable"
    return str(ground.units[key].uid)


def check(world: World, asked: Asked, stored: Stored, ground: Ground) -> None:
    expected = recount(world, asked)
    question = ask(asked, stored, ground)
    answer = figures.answer(question, console())
    assert answer.value == expected.value
    assert (answer.unknown, answer.unconfirmed) == (expected.unknown, expected.unconfirmed)
    assert {part.key: part.value for part in answer.parts} == {
        outer_key(key, asked, ground): value for key, value in expected.parts.items()
    }
    assert answer.overlap == expected.overlap
    assert answer.over == expected.over
    assert all(part.label.vi and part.label.en for part in answer.parts)
    whole = figures.rows(question.without_split(), console())
    assert whole.total == len(whole.rows)
    assert whole.adds == sum(row.adds for row in whole.rows) == (answer.value or 0)
    for part in answer.parts:
        assert figures.rows(ask(asked, stored, ground, part.key), console()).adds == part.value
    beside = {figures.Certainty.UNKNOWN: answer.unknown, figures.Certainty.UNCONFIRMED: answer.unconfirmed}
    for of, number in beside.items():
        behind = figures.rows(ask(asked, stored, ground, of=of), console())
        assert behind.adds == sum(row.adds for row in behind.rows) == number, of
        again = figures.answer(ask(asked, stored, ground, of=of), console())
        assert replace(again, question=answer.question) == answer


@pytest.mark.django_db
def test_the_country_of_the_tests_is_the_country_of_the_atlas() -> None:
    ground = lay()
    ids = {unit.pk: key for key, unit in ground.units.items()}
    atlas = geography.atlas()
    for key, unit in ground.units.items():
        for day in countryside.MAPS:
            for level in countryside.LEVELS:
                found = atlas.place(unit.pk, day, level)
                assert (ids[found] if found else "") == countryside.place(key, day, level), (key, day, level)


@pytest.mark.django_db
def test_every_figure_equals_a_plain_recount() -> None:
    ground = lay()

    @settings(max_examples=40, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
    @given(world=worlds(), data=st.data())
    def holds(world: World, data: st.DataObject) -> None:
        with undone():
            stored = store(world, ground)
            for _ in range(6):
                check(world, data.draw(questions(world)), stored, ground)

    holds()
