"""Postponed, cancelled, planned again, taken back, entered by mistake: the figures follow, and the reason is kept."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.errors import StaleSave
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities import errors
from nepmoi.fieldwork.activities.models import HalfDay
from nepmoi.fieldwork.activities.rules import Mark, Status
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import life, roll, turns
from nepmoi.kernel import clock
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.geography.errors import PlaceEnded
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from tests.cast import CONSOLE, DOOR, Cast, course, held

pytestmark = pytest.mark.django_db
LEARNERS = {"Hồ Thị Một": "xã Hương Liên", "Hồ Hai": "xã Hương Vĩnh"}


def trained() -> int | None:
    return figures.answer(figures.question(code="people_trained", year=2024), CONSOLE).value


def status(uid: UUID) -> Status:
    return selectors.activity(CONSOLE, uid).status


def said(cast: Cast, uid: UUID, reason: str = "Bão số 4") -> dict[str, Any]:
    return {"by": cast.officer, "door": DOOR, "activity": uid, "reason": reason}


def days(uid: UUID) -> list[tuple[date, DayPart]]:
    return [(slot.day, slot.part) for slot in selectors.half_days(selectors.activity(CONSOLE, uid).id)]


def test_what_is_put_off_without_a_day_waits_and_is_planned_again_on_one(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    turns.postpone(**said(cast, uid))
    assert status(uid) is Status.POSTPONED
    turns.plan_again(**said(cast, uid, "Đã có hội trường"), first_day=date(2024, 11, 5))
    found = selectors.activity(CONSOLE, uid)
    assert (found.status, found.first_day, found.last_day) == (
        Status.PLANNED,
        date(2024, 11, 5),
        date(2024, 11, 5),
    )
    assert days(uid) == [(date(2024, 11, 5), part) for part in DayPart]
    newest = audit.entries_of(RootKind.ACTIVITY, found.id)
    assert [entry.reason for entry in newest][:2] == ["Đã có hội trường", "Bão số 4"]


def test_what_is_put_off_to_a_day_is_planned_for_it(cast: Cast) -> None:
    two = {
        "last_day": date(2024, 10, 23),
        "half_days": tuple((date(2024, 10, day), DayPart.MORNING) for day in (22, 23)),
    }
    uid = course(cast, LEARNERS, **two)
    # Its own second day is where its first day goes.
    turns.postpone(**said(cast, uid), first_day=date(2024, 10, 23))
    assert days(uid) == [(date(2024, 10, day), DayPart.MORNING) for day in (23, 24)]
    turns.postpone(**said(cast, uid), first_day=date(2024, 10, 21))
    assert days(uid) == [(date(2024, 10, day), DayPart.MORNING) for day in (21, 22)]
    assert status(uid) is Status.PLANNED


def test_a_day_on_which_the_venue_is_gone_is_refused(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    with pytest.raises(PlaceEnded):
        turns.postpone(**said(cast, uid), first_day=date(2025, 8, 1))
    assert (status(uid), days(uid)[0][0]) == (Status.PLANNED, date(2024, 10, 22))


def test_what_has_a_roll_is_not_put_off(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    activity = selectors.activity(CONSOLE, uid)
    line = selectors.roster(CONSOLE, activity.id)[0]
    slot = selectors.half_days(activity.id)[1]
    roll.record_attendance(by=cast.officer, door=DOOR, activity=uid, half_day=slot.uid, marks={line.uid: Mark.ABSENT})
    with pytest.raises(errors.DaysMarked) as refused:
        turns.postpone(**said(cast, uid))
    assert (refused.value.part, refused.value.marks) == (DayPart.AFTERNOON, 1)


def test_a_cancelled_course_can_be_planned_again(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    turns.cancel(**said(cast, uid))
    assert status(uid) is Status.CANCELLED
    for step in (turns.cancel, turns.postpone, turns.take_back):
        with pytest.raises(errors.StepNotPossible):
            step(**said(cast, uid))
    turns.plan_again(**said(cast, uid))
    assert (status(uid), days(uid)[0][0]) == (Status.PLANNED, date(2024, 10, 22))


def test_steps_are_taken_back_one_by_one_and_the_figures_follow(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    held(cast.officer, uid)
    assert trained() == 2
    assert turns.take_back(**said(cast, uid, "Xác nhận nhầm lớp")) is Status.HELD
    assert (trained(), selectors.activity(CONSOLE, uid).confirmed_on) == (0, None)
    assert turns.take_back(**said(cast, uid)) is Status.PLANNED
    assert trained() is None
    turns.cancel(**said(cast, uid))
    assert trained() is None
    turns.plan_again(**said(cast, uid))
    held(cast.officer, uid)
    assert trained() == 2


def test_what_counts_is_not_made_void_at_once(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    held(cast.officer, uid)
    with pytest.raises(errors.ConfirmedStands):
        turns.make_void(**said(cast, uid))
    turns.take_back(**said(cast, uid))
    turns.make_void(**said(cast, uid, "Nhập hai lần"))
    assert trained() is None
    with pytest.raises(errors.ActivityUnknown):
        selectors.activity(CONSOLE, uid)
    assert HalfDay.objects.filter(activity__uid=uid).count() == 2


@pytest.mark.parametrize("step", [turns.postpone, turns.cancel, turns.take_back, turns.make_void, turns.plan_again])
def test_each_turn_asks_why_and_who_and_whether_the_page_is_new(cast: Cast, step: Any) -> None:
    uid = course(cast, LEARNERS)
    with pytest.raises(errors.WhyNeeded):
        step(**said(cast, uid, " "))
    with pytest.raises(StaleSave):
        step(**said(cast, uid), seen=1)
    for by, refusal in ((cast.collaborator, RoleMayNot), (cast.inspector, RoleMayNot), (cast.neighbour, OutsideArea)):
        with pytest.raises(refusal):
            step(**(said(cast, uid) | {"by": by}))
    assert status(uid) is Status.PLANNED


def test_what_is_yet_to_come_cannot_be_held_after_it_was_put_off(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    with clock.stopped_at(datetime(2024, 10, 30, tzinfo=UTC)):
        turns.postpone(**said(cast, uid), first_day=date(2024, 11, 5))
        with pytest.raises(errors.NotYetHeld):
            life.mark_held(by=cast.officer, door=DOOR, activity=uid)
