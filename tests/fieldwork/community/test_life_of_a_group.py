"""The life of a group as a pure rule: kept up is set up less stopped, on any day."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nepmoi.fieldwork.community import errors, rules
from nepmoi.fieldwork.community.rules import Life, State, Step, StepKind
from nepmoi.kernel.dates import PartialDate

START = date(2022, 1, 1)
CONSOLIDATED, STOPPED, RESTARTED, MERGED = (
    StepKind.CONSOLIDATED,
    StepKind.STOPPED,
    StepKind.RESTARTED,
    StepKind.MERGED,
)


def day(number: int) -> date:
    return START + timedelta(days=number)


steps = st.lists(st.builds(Step, st.sampled_from(StepKind), st.integers(-5, 60).map(day)), max_size=7)


def stands(since: date, found: list[Step]) -> bool:
    try:
        rules.check_steps(since, found)
    except (errors.StepTooEarly, errors.NotKeptUp, errors.RunsAlready, errors.MergedForGood):
        return False
    return True


@given(st.lists(st.tuples(st.integers(0, 20).map(day), steps), max_size=5), st.integers(-3, 70).map(day))
def test_kept_up_is_set_up_less_stopped(groups: list[tuple[date, list[Step]]], on: date) -> None:
    fine = [(since, found) for since, found in groups if stands(since, found)]
    kept_up = sum(rules.is_kept_up(since, found, on) for since, found in fine)
    begun = sum(since <= on for since, _ in fine)
    begun += sum(step.kind is RESTARTED and step.day <= on for _, found in fine for step in found)
    ended = sum(step.kind in rules.ENDS and step.day <= on for _, found in fine for step in found)
    assert kept_up == begun - ended
    states = [rules.state(since, found, on) for since, found in fine]
    assert states.count(State.KEPT_UP) == kept_up
    assert states.count(State.NOT_YET) == sum(on < since for since, _ in fine)


@given(st.integers(0, 20).map(day), steps)
def test_lives_follow_each_other(since: date, found: list[Step]) -> None:
    if not stands(since, found):
        return
    lives = rules.lives(since, found)
    assert lives[0].since == since
    for life, following in itertools.pairwise(lives):
        assert life.until is not None
        assert life.since < life.until < following.since


def test_a_group_stops_and_begins_again() -> None:
    found = [Step(STOPPED, day(10)), Step(RESTARTED, day(20)), Step(MERGED, day(30))]
    assert rules.lives(START, found) == [Life(START, day(10)), Life(day(20), day(30))]
    said = [rules.state(START, found, day(number)) for number in (-1, 0, 9, 10, 19, 20, 30)]
    assert said == [
        State.NOT_YET,
        State.KEPT_UP,
        State.KEPT_UP,
        State.STOPPED,
        State.STOPPED,
        State.KEPT_UP,
        State.MERGED,
    ]


@pytest.mark.parametrize(
    ("found", "refusal"),
    [
        ([Step(STOPPED, START)], errors.StepTooEarly),
        ([Step(STOPPED, day(-1))], errors.StepTooEarly),
        ([Step(CONSOLIDATED, day(-1))], errors.StepTooEarly),
        ([Step(RESTARTED, day(1))], errors.RunsAlready),
        ([Step(STOPPED, day(1)), Step(STOPPED, day(2))], errors.NotKeptUp),
        ([Step(STOPPED, day(1)), Step(CONSOLIDATED, day(2))], errors.NotKeptUp),
        ([Step(STOPPED, day(1)), Step(RESTARTED, day(1))], errors.StepTooEarly),
        ([Step(MERGED, day(1)), Step(RESTARTED, day(2))], errors.MergedForGood),
    ],
)
def test_a_life_that_cannot_have_been(found: list[Step], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rules.check_steps(START, found)
    rules.check_steps(START, [Step(CONSOLIDATED, START), Step(STOPPED, day(1))])


def test_a_founding_known_by_its_year_is_sure_on_its_last_day() -> None:
    assert rules.last_day(PartialDate(2024)) == date(2024, 12, 31)
    assert rules.last_day(PartialDate(2024, 2)) == date(2024, 2, 29)
    assert rules.last_day(PartialDate(2024, 2, 3)) == date(2024, 2, 3)
    assert rules.begins(date(2024, 12, 31), date(2024, 10, 22)) == date(2024, 10, 22)
    assert rules.begins(date(2022, 3, 1), date(2024, 10, 22)) == date(2022, 3, 1)
    assert rules.begins(None, date(2024, 10, 22)) == date(2024, 10, 22)


def test_days_outside_a_life() -> None:
    found = [Step(STOPPED, day(10)), Step(RESTARTED, day(20))]
    rules.check_days(None, START, found, [day(-5), day(9), day(20)])
    rules.check_days(PartialDate(2022), day(364), [], [day(3)])
    with pytest.raises(errors.NotKeptUp):
        rules.check_days(None, START, found, [day(10)])
    with pytest.raises(errors.FoundedTooLate):
        rules.check_days(PartialDate(2022, 1, 2), day(1), [], [START])
