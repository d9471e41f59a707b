"""Law 1: people once; participations once an activity; presences once a half-day."""

from datetime import date
from uuid import UUID

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.registry.organisation.selectors import console
from nepmoi.registry.people import services as people_services
from tests.analytics.countryside import DOOR
from tests.analytics.world import Circle, Doing, Human, Listed, Stored, World, lay, store

COUNTS = ("people_trained", "training_participations", "half_day_presences")
TWO_DAYS = [(0, "morning"), (0, "afternoon"), (1, "morning"), (1, "afternoon")]


def counts(**asked: object) -> tuple[int | None, ...]:
    """People, participations and presences of one question."""
    return tuple(figures.answer(figures.question(code=code, **asked), console()).value for code in COUNTS)


def course(first: date, half_days: int = 4) -> Doing:
    return Doing(first=first, half_days=TWO_DAYS[:half_days])


@pytest.mark.django_db
def test_somebody_in_three_courses_is_one_person_three_participations_and_all_her_half_days() -> None:
    days = (date(2022, 3, 1), date(2023, 4, 1), date(2024, 10, 22))
    world = World([Human()], [course(day) for day in days], [Listed(n, 0, "A", ["present"] * 4) for n in range(3)])
    store(world, lay())
    assert counts() == (1, 3, 12)
    assert counts(year=2023) == (1, 1, 4)


@pytest.mark.django_db
def test_the_parts_by_what_a_person_is_count_her_once_too() -> None:
    days = (date(2022, 3, 1), date(2023, 4, 1))
    world = World(
        [Human("female", "44")], [course(day) for day in days], [Listed(n, 0, "A", ["present"] * 4) for n in (0, 1)]
    )
    store(world, lay())
    for by, part in (("sex", "female"), ("ethnic", "44"), ("age", "unknown"), ("place", None)):
        answer = figures.answer(figures.question(code="people_trained", by=by), console())
        assert [one.value for one in answer.parts] == [1]
        assert part in {answer.parts[0].key, None}


@pytest.mark.django_db
def test_one_half_day_is_enough_to_be_counted_once() -> None:
    world = World(
        [Human()], [course(date(2024, 10, 22))], [Listed(0, 0, "A", ["absent", "present", "excused", "absent"])]
    )
    store(world, lay())
    assert counts() == (1, 1, 1)


@pytest.mark.django_db
def test_records_merged_into_one_are_one_person_also_where_both_are_in_a_list() -> None:
    humans = [Human(), Human(merged_into=0), Human(merged_into=1), Human()]
    lists = [Listed(0, n, "A", ["present", "present"]) for n in range(4)]
    store(World(humans, [course(date(2024, 10, 22), 2)], lists), lay())
    assert counts() == (2, 2, 4)


@pytest.mark.django_db
def test_a_person_from_two_places_stands_in_both_parts_and_once_in_the_figure() -> None:
    doings = [course(date(2023, 4, 1)), course(date(2024, 10, 22))]
    world = World([Human()], doings, [Listed(0, 0, "A", ["present"] * 4), Listed(1, 0, "C", ["present"] * 4)])
    store(world, lay())
    asked = figures.question(code="people_trained", by="place", map=date(2024, 10, 22))
    answer = figures.answer(asked, console())
    assert (answer.value, [part.value for part in answer.parts], answer.overlap) == (1, [1, 1], 1)


@pytest.mark.django_db
def test_a_member_of_two_groups_with_two_tasks_and_two_records_is_one_person() -> None:
    since = date(2024, 10, 22)
    humans = [Human(), Human(merged_into=0), Human()]
    circles = [
        Circle("communication_team", "A", since, members=[(0, since, None), (0, date(2024, 11, 1), None)]),
        Circle("leaders_club", "E", since, members=[(1, since, None), (2, since, None)]),
    ]
    store(World(humans, circles=circles), lay())
    assert figures.answer(figures.question(code="group_members_named"), console()).value == 2


def test_no_two_of_the_three_bear_the_same_name_or_unit() -> None:
    definitions = [figures.definition(code) for code in COUNTS]
    for language in ("vi", "en"):
        assert len({definition.name.in_language(language) for definition in definitions}) == len(COUNTS)
        assert len({definition.unit.in_language(language) for definition in definitions}) == len(COUNTS)


# --- Records that become one person and two again --------------------------------------------------------------------


def officers_merge(stored: Stored, keep: int, other: int) -> UUID:
    by = console("tests")
    uids = [stored.humans[number].uid for number in (keep, other)]
    return people_services.merge(by=by, door=DOOR, keep=uids[0], other=uids[1])


@pytest.mark.django_db
def test_a_merger_and_its_undoing_count_people_and_nothing_else_anew() -> None:
    days = (date(2022, 3, 1), date(2023, 4, 1), date(2024, 10, 22))
    world = World(
        [Human(), Human(), Human()],
        [course(day) for day in days],
        [Listed(n, n, "A", ["present"] * 4) for n in range(3)],
    )
    stored = store(world, lay())
    assert counts() == (3, 3, 12)
    first = officers_merge(stored, 0, 1)
    assert counts() == (2, 3, 12)
    second = officers_merge(stored, 2, 0)
    assert counts() == (1, 3, 12)
    people_services.undo_merger(by=console("tests"), door=DOOR, merger=first)
    assert counts() == (2, 3, 12)
    people_services.undo_merger(by=console("tests"), door=DOOR, merger=second)
    assert counts() == (3, 3, 12)


@pytest.mark.django_db
def test_two_records_in_one_list_are_one_participation_once_they_are_merged() -> None:
    world = World(
        [Human(), Human()], [course(date(2024, 10, 22))], [Listed(0, n, "A", ["present"] * 4) for n in range(2)]
    )
    stored = store(world, lay())
    assert counts() == (2, 2, 8)
    merger = officers_merge(stored, 0, 1)
    assert counts() == (1, 1, 4)
    people_services.undo_merger(by=console("tests"), door=DOOR, merger=merger)
    assert counts() == (2, 2, 8)
