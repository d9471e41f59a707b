"""A plan is not a result: from planned to confirmed, and what stands in the way."""

from datetime import UTC, date, datetime

import pytest

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities import errors
from nepmoi.fieldwork.activities.rules import Mark, Status, may_become
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.kernel import clock
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.geography.errors import PlaceEnded, PlaceNotYet
from nepmoi.registry.organisation.errors import OfficeClosed, OutsideArea, RoleMayNot
from tests.cast import AFTERNOON, DOOR, MORNING, Cast, course, plan, unit

pytestmark = pytest.mark.django_db
LEARNERS = {"Hồ Thị Một": "xã Hương Liên", "Hồ Hai": "xã Hương Vĩnh"}


def test_only_known_steps_are_possible() -> None:
    steps = {(now, then) for now in Status for then in Status if may_become(now, then)}
    assert (Status.PLANNED, Status.CONFIRMED) not in steps
    assert not any(now is Status.CONFIRMED for now, _ in steps)
    assert (Status.HELD, Status.CONFIRMED) in steps


def mark_all(cast: Cast, uid: object, half_day: tuple[date, DayPart]) -> None:
    activity = selectors.activity(cast.officer, uid)  # type: ignore[arg-type]
    slot = next(one for one in selectors.half_days(activity.id) if (one.day, one.part) == half_day)
    lines = selectors.roster(cast.officer, activity.id)
    roll.record_attendance(
        by=cast.officer,
        door=DOOR,
        activity=activity.uid,
        half_day=slot.uid,
        marks={line.uid: Mark.PRESENT for line in lines},
    )


def test_a_course_is_planned_held_and_confirmed(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    assert selectors.activity(cast.officer, uid).status is Status.PLANNED
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    with pytest.raises(errors.RollMissing) as missing:
        life.confirm(by=cast.officer, door=DOOR, activity=uid)
    assert (missing.value.day, missing.value.part) == MORNING
    mark_all(cast, uid, MORNING)
    with pytest.raises(errors.RollMissing) as missing:
        life.confirm(by=cast.officer, door=DOOR, activity=uid)
    assert (missing.value.day, missing.value.part) == AFTERNOON
    mark_all(cast, uid, AFTERNOON)
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    assert selectors.activity(cast.officer, uid).status is Status.CONFIRMED
    with pytest.raises(errors.StepNotPossible):
        life.confirm(by=cast.officer, door=DOOR, activity=uid)


def test_nobody_in_the_list_is_nothing_to_confirm(cast: Cast) -> None:
    uid = course(cast, {})
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    with pytest.raises(errors.NothingToConfirm):
        life.confirm(by=cast.officer, door=DOOR, activity=uid)


def test_what_has_not_ended_is_not_held(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    with clock.stopped_at(datetime(2024, 10, 21, tzinfo=UTC)), pytest.raises(errors.NotYetHeld):
        life.mark_held(by=cast.officer, door=DOOR, activity=uid)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": " "}, errors.ActivityNameMissing),
        ({"last_day": date(2024, 10, 21)}, errors.DaysTurned),
        ({"half_days": ((date(2024, 10, 25), DayPart.MORNING),)}, errors.HalfDayOutside),
        ({"contents": ("nd9",)}, errors.CodeUnknown),
        ({"kind": "party"}, errors.CodeUnknown),
    ],
)
def test_a_plan_that_cannot_be_is_refused(cast: Cast, changes: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        life.plan(by=cast.officer, door=DOOR, plan=plan(cast, **changes))
    assert selectors.years(cast.officer) == []


def test_a_venue_that_did_not_exist_on_the_day_is_refused(cast: Cast) -> None:
    ended = {"first_day": date(2026, 10, 22), "last_day": date(2026, 10, 22), "half_days": ()}
    with pytest.raises(PlaceEnded):
        life.plan(by=cast.officer, door=DOOR, plan=plan(cast, **ended))
    not_yet = {"venue_unit_id": unit("xã Phúc Trạch", date(2025, 7, 1))}
    with pytest.raises(PlaceNotYet):
        life.plan(by=cast.officer, door=DOOR, plan=plan(cast, **not_yet))


def test_a_host_that_had_closed_is_refused(cast: Cast) -> None:
    day = date(2026, 10, 22)
    later = {"first_day": day, "last_day": day, "half_days": (), "venue_unit_id": unit("xã Phúc Trạch", day)}
    with pytest.raises(OfficeClosed) as refused:
        life.plan(by=cast.officer, door=DOOR, plan=plan(cast, host=cast.district, **later))
    assert refused.value.until == date(2025, 6, 30)


def test_role_and_area_decide_who_plans(cast: Cast) -> None:
    for by in (cast.collaborator, cast.inspector, cast.learner):
        with pytest.raises(RoleMayNot):
            life.plan(by=by, door=DOOR, plan=plan(cast))
    with pytest.raises(OutsideArea):
        life.plan(by=cast.neighbour, door=DOOR, plan=plan(cast))


def test_two_officers_at_once_the_second_is_told(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    seen = selectors.activity(cast.officer, uid).version
    life.mark_held(by=cast.officer, door=DOOR, activity=uid, seen=seen)
    with pytest.raises(StaleSave):
        life.mark_held(by=cast.officer, door=DOOR, activity=uid, seen=seen)


def test_an_activity_is_seen_by_those_it_concerns(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    for sees in (cast.officer, cast.chair, cast.collaborator, cast.inspector):
        assert selectors.activity(sees, uid).uid == uid
    for does_not in (cast.neighbour, cast.learner):
        with pytest.raises(errors.ActivityUnknown):
            selectors.activity(does_not, uid)


def test_a_guest_sees_only_her_own_people_in_anothers_list(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    activity = selectors.activity(cast.officer, uid)
    assert [line.name_as_written for line in selectors.roster(cast.officer, activity.id)] == [*LEARNERS]
    assert [line.name_as_written for line in selectors.roster(cast.chair, activity.id)] == ["Hồ Thị Một"]
