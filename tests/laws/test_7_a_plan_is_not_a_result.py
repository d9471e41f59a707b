"""Law 7: only what was held and confirmed counts."""

from collections.abc import Callable
from datetime import date

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities.rules import Status
from nepmoi.fieldwork.activities.services import turns
from nepmoi.registry.organisation.selectors import console
from tests.analytics.countryside import ACTOR, DOOR
from tests.analytics.world import Crowd, Doing, Human, Listed, Stored, World, lay, store

HALF_DAYS = [(0, "morning"), (0, "afternoon")]
ONCE_EACH = {
    "courses": 1,
    "training_days": 1,
    "people_trained": 1,
    "training_participations": 1,
    "half_day_presences": 2,
    "women_trained": 1,
    "ethnic_minority_trained": 1,
    "activities_with_evidence": 1,
}


def write_down(status: str, void: bool = False) -> Stored:
    """One course with one woman of a minority in both its half-days, and a photograph."""
    doing = Doing(first=date(2024, 10, 22), half_days=HALF_DAYS, status=status, photographs=[False], void=void)
    world = World([Human("female", "44")], [doing], [Listed(0, 0, "A", ["present", "present"])])
    return store(world, lay())


def both(code: str) -> tuple[int | None, int]:
    found = figures.answer(figures.question(code=code), console())
    return found.value, found.unconfirmed


@pytest.mark.django_db
@pytest.mark.parametrize("code", ONCE_EACH)
def test_what_is_confirmed_counts(code: str) -> None:
    write_down(Status.CONFIRMED)
    assert both(code) == (ONCE_EACH[code], 0)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ONCE_EACH)
def test_what_is_held_stands_beside_the_figure_and_not_in_it(code: str) -> None:
    write_down(Status.HELD)
    assert both(code) == (0, ONCE_EACH[code])
    assert figures.rows(figures.question(code=code), console()).rows == ()
    assert figures.answer(figures.question(code=code, by="place"), console()).parts == ()


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.PLANNED, Status.POSTPONED, Status.CANCELLED])
@pytest.mark.parametrize("code", ONCE_EACH)
def test_what_is_only_a_plan_is_no_result_at_all(code: str, status: Status) -> None:
    write_down(status)
    assert both(code) == (None, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ONCE_EACH)
def test_what_is_void_leaves_the_figure(code: str) -> None:
    write_down(Status.CONFIRMED, void=True)
    assert both(code) == (None, 0)


@pytest.mark.django_db
def test_a_figure_follows_the_activity_from_plan_to_result() -> None:
    [activity] = write_down(Status.PLANNED).doings
    seen = []
    for status in (Status.PLANNED, Status.HELD, Status.CONFIRMED):
        with audit.writing(ACTOR, DOOR) as w:
            audit.renew(activity, RootKind.ACTIVITY)
            activity.status = status
            activity.save()
            w.touch(RootKind.ACTIVITY, activity.pk)
        seen.append(both("people_trained"))
    assert seen == [(None, 0), (0, 1), (1, 0)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("steps", "then"),
    [
        ([], (1, 0)),
        ([turns.take_back], (0, 1)),
        ([turns.take_back, turns.make_void], (None, 0)),
        ([turns.take_back, turns.take_back], (None, 0)),
        ([turns.take_back, turns.take_back, turns.cancel], (None, 0)),
    ],
)
def test_what_is_taken_back_cancelled_or_removed_leaves_the_figure(
    steps: list[Callable[..., object]], then: tuple[int | None, int]
) -> None:
    [activity] = write_down(Status.CONFIRMED).doings
    for step in steps:
        step(by=console(), door=DOOR, activity=activity.uid, reason="thử")
    assert [both(code) for code in ("people_trained", "courses", "training_participations")] == [then] * 3


@pytest.mark.django_db
def test_heads_of_what_is_only_held_stand_beside_the_figure() -> None:
    session = {"kind": "communication_session", "first": date(2024, 10, 22), "crowds": [Crowd(total=57)]}
    doings = [Doing(**session, status=status) for status in ("confirmed", "held", "planned", "cancelled")]
    store(World(doings=[*doings, Doing(**session, void=True)]), lay())
    found = figures.answer(figures.question(code="heads_reached"), console())
    assert (found.value, found.unknown, found.unconfirmed) == (57, 0, 57)
