"""A course's timetable is kept by itself: whole, in order, beside the rest of the plan."""

from datetime import time
from typing import Any
from uuid import UUID

import pytest

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.errors import StaleSave
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities import errors
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import turns
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training import services
from nepmoi.fieldwork.training.rules import SessionForm, in_order
from nepmoi.fieldwork.training.services import SessionLine, TrainerLine
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from tests.cast import AFTERNOON, CONSOLE, DOOR, MORNING, Cast, course, held

pytestmark = pytest.mark.django_db
LEARNERS = {"Hồ Thị Một": "xã Hương Liên", "Hồ Hai": "xã Hương Vĩnh"}
OPENING = SessionLine(*MORNING, "Khai mạc", SessionForm.OPENING, time(8))
TALK = SessionLine(*MORNING, "Kiến thức chung", SessionForm.TALK, time(9), topic="cd1", trainer="Giảng viên Một")
WORK = SessionLine(*AFTERNOON, "Thảo luận", SessionForm.GROUP_WORK)


def keep(cast: Cast, uid: UUID, sessions: Any, **more: Any) -> None:
    trainers = [TrainerLine("Giảng viên Một", "Tỉnh")]
    common: dict[str, Any] = {"by": cast.officer, "door": DOOR, "activity": uid, "trainers": trainers}
    services.keep_timetable(**(common | {"sessions": sessions} | more))


def titles(uid: UUID) -> list[str]:
    return [line.title for line in training.timetable(selectors.activity(CONSOLE, uid).id)]


def test_lines_with_hours_go_by_them(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    keep(cast, uid, [TALK, OPENING, WORK])
    found = selectors.activity(CONSOLE, uid)
    assert [(one.title, one.starts_at, one.trainer) for one in training.timetable(found.id)] == [
        ("Khai mạc", time(8), None),
        ("Kiến thức chung", time(9), "Giảng viên Một"),
        ("Thảo luận", None, None),
    ]
    assert training.timetable(found.id)[1].topic == "Kiến thức chung về bình đẳng giới"
    assert [(one.name, one.organisation, one.sessions) for one in training.trainers(found.id)] == [
        ("Giảng viên Một", "Tỉnh", 1)
    ]


def test_lines_of_which_one_has_no_hour_stay_as_they_were_given() -> None:
    later = SessionLine(*MORNING, "Giải lao", SessionForm.TALK)
    assert in_order([TALK, later, OPENING]) == [TALK, later, OPENING]
    assert in_order([TALK, OPENING]) == [OPENING, TALK]
    assert in_order([]) == []


def test_what_is_left_out_leaves_and_stays_in_the_history(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    keep(cast, uid, [OPENING, TALK, WORK])
    keep(cast, uid, [TALK], trainers=[])
    found = selectors.activity(CONSOLE, uid)
    assert titles(uid) == ["Kiến thức chung"]
    newest = audit.entries_of(RootKind.ACTIVITY, found.id)[0]
    told = training.changes(cast.officer, found, [newest.id])
    assert {change.record.label for change in told} == {"Timetable", "Trainer"}
    assert found.half_days == 2


def test_a_confirmed_course_gets_its_missing_timetable_without_a_reason_and_changes_it_with_one(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    held(cast.officer, uid)
    keep(cast, uid, [OPENING])
    with pytest.raises(errors.ReasonNeeded):
        keep(cast, uid, [OPENING, TALK], reason=" ")
    keep(cast, uid, [OPENING, TALK], reason="Thiếu một chuyên đề")
    assert titles(uid) == ["Khai mạc", "Kiến thức chung"]
    assert audit.entries_of(RootKind.ACTIVITY, selectors.activity(CONSOLE, uid).id)[0].reason == "Thiếu một chuyên đề"


def test_it_is_refused_where_it_cannot_be(cast: Cast) -> None:
    uid = course(cast, LEARNERS, half_days=(MORNING,))
    before = selectors.activity(CONSOLE, uid)
    with pytest.raises(errors.HalfDayUnknown):
        keep(cast, uid, [WORK])
    with pytest.raises(StaleSave):
        keep(cast, uid, [OPENING], seen=before.version - 1)
    with pytest.raises(OutsideArea):
        keep(cast, uid, [OPENING], by=cast.neighbour)
    with pytest.raises(RoleMayNot):
        keep(cast, uid, [OPENING], by=cast.collaborator)
    assert (selectors.activity(CONSOLE, uid), titles(uid)) == (before, [])
    turns.cancel(by=cast.officer, door=DOOR, activity=uid, reason="Mưa lũ")
    with pytest.raises(errors.StepNotPossible):
        keep(cast, uid, [OPENING])
