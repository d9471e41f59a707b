"""The words of every door, and what is refused."""

from datetime import UTC, date, datetime

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.analytics.figures.errors import (
    FigureUnknown,
    PartUnknown,
    PeriodTurned,
    PeriodTwice,
    SplitUnknown,
)
from nepmoi.analytics.indicators.errors import ActivityImpossible, PlaceRuleImpossible, SplitImpossible
from nepmoi.fieldwork.activities.errors import ActivityUnknown
from nepmoi.kernel import clock
from nepmoi.kernel.errors import NepmoiError
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.geography.errors import PlaceUnknown
from nepmoi.registry.organisation.selectors import console
from tests.analytics.world import Circle, Doing, Ground, World, lay, store


@pytest.fixture
def ground(db: None) -> Ground:
    return lay()


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"code": "people"}, FigureUnknown),
        ({"code": "people_trained", "by": "colour"}, SplitUnknown),
        ({"code": "courses", "by": "sex"}, SplitImpossible),
        ({"code": "teams_kept_up", "by": "content"}, SplitImpossible),
        ({"code": "courses", "rule": figures.PlaceRule.PERSON}, PlaceRuleImpossible),
        ({"code": "people_trained", "year": 2024, "first": date(2024, 1, 1)}, PeriodTwice),
        ({"code": "people_trained", "first": date(2024, 2, 1), "last": date(2024, 1, 1)}, PeriodTurned),
        ({"code": "people_trained", "place": "xã Không Đâu"}, PlaceUnknown),
        ({"code": "people_trained", "activity": new_uid()}, ActivityUnknown),
        ({"code": "people_trained", "part": "female"}, PartUnknown),
        ({"code": "people_trained", "by": "place", "part": "nowhere"}, PartUnknown),
    ],
)
def test_what_cannot_be_answered_is_refused(
    ground: Ground, words: dict[str, object], refusal: type[NepmoiError]
) -> None:
    with pytest.raises(refusal):
        figures.question(**words)


def test_a_figure_of_no_activity_takes_none(ground: Ground) -> None:
    [activity] = store(World(doings=[Doing()]), ground).doings
    with pytest.raises(ActivityImpossible):
        figures.question(code="teams_kept_up", activity=activity.uid)


def test_an_unknown_figure_comes_with_those_there_are(ground: Ground) -> None:
    with pytest.raises(FigureUnknown) as refused:
        figures.question(code="people")
    assert "people_trained" in refused.value.known


def test_a_place_is_named_by_its_name_or_its_uid(ground: Ground) -> None:
    by_name = figures.question(code="courses", place="xã Nơi C")
    by_uid = figures.question(code="courses", place=str(ground.units["C"].uid))
    assert by_name.place == by_uid.place
    assert by_uid.query.place
    assert by_uid.query.place.unit_id == ground.units["C"].pk


def test_without_a_map_the_last_day_of_the_period_is_taken_and_without_a_period_today(ground: Ground) -> None:
    with clock.stopped_at(datetime(2025, 11, 4, 2, 0, tzinfo=UTC)):
        assert figures.question(code="courses").map == date(2025, 11, 4)
        assert figures.question(code="courses", year=2024).map == date(2024, 12, 31)
        assert figures.question(code="courses", year=2024, map=date(2025, 7, 1)).map == date(2025, 7, 1)


def test_the_whole_year_and_its_days_are_one_question(ground: Ground) -> None:
    year = figures.question(code="courses", year=2024)
    assert (year.first, year.last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert year.query == figures.question(code="courses", first=year.first, last=year.last).query


def test_a_group_counts_from_the_day_it_is_known_on(ground: Ground) -> None:
    store(World(circles=[Circle("communication_team", "V", date(2024, 10, 22))]), ground)
    values = [
        figures.answer(figures.question(code="teams_kept_up", year=year), console()).value
        for year in (2023, 2024, 2025)
    ]
    assert values == [None, 1, 1]
