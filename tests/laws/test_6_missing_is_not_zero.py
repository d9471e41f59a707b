"""Law 6: missing is not zero, and what is left out is said."""

from datetime import date

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.registry.organisation.selectors import console
from tests.analytics.world import Circle, Crowd, Doing, Ground, Human, Listed, World, lay, store

HALF_DAYS = [(0, "morning"), (0, "afternoon")]
COURSE = Doing(first=date(2024, 10, 22), half_days=HALF_DAYS)


def answer(code: str, **asked: object) -> figures.Answer:
    return figures.answer(figures.question(code=code, **asked), console())


@pytest.fixture
def ground(db: None) -> Ground:
    return lay()


def test_a_place_without_any_record_has_no_figure_and_not_0(ground: Ground) -> None:
    store(World([Human()], [COURSE], [Listed(0, 0, "A", ["present", "present"])]), ground)
    somewhere, elsewhere = str(ground.units["A"].uid), str(ground.units["E"].uid)
    assert answer("people_trained", place=somewhere).value == 1
    assert answer("people_trained", place=elsewhere).value is None
    assert answer("people_trained", place=somewhere, year=2023).value is None


def test_what_took_place_and_does_not_fit_is_0(ground: Ground) -> None:
    store(World([Human()], [Doing(kind="dialogue", half_days=HALF_DAYS)], [Listed(0, 0, "A", ["present", ""])]), ground)
    assert answer("people_trained").value == 0
    assert answer("courses").value == 0


def test_somebody_of_whom_the_roll_says_nothing_is_unknown_and_not_absent(ground: Ground) -> None:
    lists = [Listed(0, 0, "A", ["present", ""]), Listed(0, 1, "A", ["", None]), Listed(0, 2, "A", ["absent", "absent"])]
    store(World([Human(), Human(), Human()], [COURSE], lists), ground)
    people, presences = answer("people_trained"), answer("half_day_presences")
    assert (people.value, people.unknown) == (1, 1)
    assert (presences.value, presences.unknown) == (1, 3)


def test_who_is_known_from_another_course_is_not_unknown(ground: Ground) -> None:
    lists = [Listed(0, 0, "A", ["present", ""]), Listed(1, 0, "A", [None, None])]
    store(World([Human()], [COURSE, COURSE], lists), ground)
    people, participations = answer("people_trained"), answer("training_participations")
    assert (people.value, people.unknown) == (1, 0)
    assert (participations.value, participations.unknown) == (1, 1)


def test_an_unknown_sex_is_neither_a_woman_nor_a_man(ground: Ground) -> None:
    humans = [Human("female"), Human("male"), Human("")]
    store(World(humans, [COURSE], [Listed(0, n, "A", ["present", ""]) for n in range(3)]), ground)
    women = answer("women_trained")
    assert (women.value, women.unknown) == (1, 1)
    parts = {part.key: part.value for part in answer("people_trained", by="sex").parts}
    assert parts == {"female": 1, "male": 1, "unknown": 1}


def test_an_unknown_ethnic_group_is_not_taken_for_kinh(ground: Ground) -> None:
    humans = [Human(ethnic="01"), Human(ethnic="44"), Human()]
    store(World(humans, [COURSE], [Listed(0, n, "A", ["present", ""]) for n in range(3)]), ground)
    found = answer("ethnic_minority_trained")
    assert (found.value, found.unknown) == (1, 1)


def test_unknown_births_places_and_contents_are_parts_of_their_own(ground: Ground) -> None:
    store(World([Human()], [COURSE], [Listed(0, 0, "", ["present", ""])]), ground)
    for by in ("ethnic", "age", "content", "place", "province"):
        assert [(part.key, part.value) for part in answer("people_trained", by=by).parts] == [("unknown", 1)]


def test_a_course_without_half_days_written_down_has_no_number_of_days(ground: Ground) -> None:
    store(World([], [COURSE, Doing(first=date(2024, 10, 22), half_days=[])]), ground)
    days = answer("training_days")
    assert (days.value, days.unknown) == (1, 1)


def test_a_founding_that_nobody_knows_is_unknown_and_not_outside_the_period(ground: Ground) -> None:
    since = date(2024, 10, 22)
    consolidated = Circle("communication_team", "A", since, steps=[("consolidated", since)])
    circles = [Circle("leaders_club", "A", since), Circle("leaders_club", "A", since, founded=since), consolidated]
    store(World(circles=circles), ground)
    found = answer("groups_set_up", year=2024)
    assert (found.value, found.unknown) == (1, 1)
    assert answer("groups_consolidated", year=2024).value == 1


def test_a_group_whose_members_nobody_counted_is_unknown_also_after_it_began_again(ground: Ground) -> None:
    since, stop, again = date(2022, 3, 1), date(2023, 3, 1), date(2024, 3, 1)
    steps = [("stopped", stop), ("restarted", again)]
    circles = [
        Circle("leaders_club", "A", since),
        Circle("leaders_club", "A", since, steps=steps, counts=[(since, 9, 0)]),
    ]
    store(World(circles=circles), ground)
    for year, expected in ((2022, (9, 1)), (2023, (0, 1)), (2024, (0, 2))):
        found = answer("group_members_counted", year=year)
        assert (found.value, found.unknown) == expected
        assert answer("clubs_kept_up", year=year).value == (1 if year == 2023 else 2)
    assert answer("group_women_counted", year=2022).value == 0


def test_a_number_of_heads_that_nobody_knows_is_unknown_and_not_0(ground: Ground) -> None:
    known, blank = Crowd(total=40, women=0), Crowd(women=12)
    session = {"kind": "communication_session", "first": date(2024, 10, 22)}
    store(World(doings=[Doing(**session, crowds=[known, blank]), Doing(**session)]), ground)
    heads, women, children = (answer(f"{what}_reached") for what in ("heads", "women", "children"))
    # The second session has no line at all: nobody wrote down who came.
    assert (heads.value, heads.unknown) == (40, 2)
    assert (women.value, women.unknown) == (12, 1)
    assert (children.value, children.unknown) == (0, 3)


def test_more_than_a_hundred_is_counted_as_a_hundred_and_said_apart(ground: Ground) -> None:
    crowds = [Crowd(total=100, over=True), Crowd(total=40, audience="pupils")]
    store(World(doings=[Doing(kind="communication_session", first=date(2024, 10, 22), crowds=crowds)]), ground)
    found = answer("heads_reached", by="exactness")
    assert (found.value, found.over) == (140, 100)
    assert {part.key: part.value for part in found.parts} == {"over": 100, "exact": 40}
