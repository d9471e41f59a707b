"""A course's plan is mended: what leaves it is dropped, what has marks stays, what was confirmed needs a reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.errors import StaleSave
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities import errors
from nepmoi.fieldwork.activities.rules import Part
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import turns
from nepmoi.fieldwork.activities.services.life import Plan
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training import services
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.fieldwork.training.services import SessionLine, TrainerLine
from nepmoi.kernel import clock
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from tests.cast import AFTERNOON, CONSOLE, DOOR, MORNING, Cast, course, held, plan, unit

pytestmark = pytest.mark.django_db
LEARNERS = {"Hồ Thị Một": "xã Hương Liên", "Hồ Hai": "xã Hương Vĩnh"}
OPENING = SessionLine(*MORNING, "Khai mạc", SessionForm.OPENING, time(8))
TALK = SessionLine(*MORNING, "Kiến thức chung", SessionForm.TALK, time(9), trainer="Giảng viên Một")
WORK = SessionLine(*AFTERNOON, "Thảo luận", SessionForm.GROUP_WORK)


def taught(cast: Cast) -> UUID:
    return services.open_course(
        by=cast.officer,
        door=DOOR,
        course=plan(cast, partners={cast.phuc_trach.id: (Part.PARTNER, "")}),
        sessions=[OPENING, TALK, WORK],
        trainers=[TrainerLine("Giảng viên Một"), TrainerLine("Giảng viên Hai")],
    )


def revise(cast: Cast, uid: UUID, said: Plan, sessions: Any = (), **more: Any) -> None:
    common = {"by": cast.officer, "door": DOOR, "activity": uid}
    services.revise_course(**(common | {"course": said, "sessions": sessions} | more))  # type: ignore[arg-type]


def days(uid: UUID) -> list[tuple[date, DayPart]]:
    return [(slot.day, slot.part) for slot in selectors.half_days(selectors.activity(CONSOLE, uid).id)]


def titles(uid: UUID) -> list[str]:
    return [line.title for line in training.timetable(selectors.activity(CONSOLE, uid).id)]


def count(code: str) -> int | None:
    return figures.answer(figures.question(code=code, year=2024), CONSOLE).value


def test_a_plan_is_written_anew(cast: Cast) -> None:
    uid = taught(cast)
    said = plan(
        cast,
        name="Lớp  khác",
        last_day=date(2024, 10, 23),
        venue="Nhà văn hóa",
        venue_unit_id=unit("xã Hương Liên", date(2024, 10, 22)),
        contents=("nd1",),
        half_days=(MORNING, (date(2024, 10, 23), DayPart.MORNING)),
        partners={cast.huong_xuan.id: (Part.ORGANISER, "Hội trường")},
        opened_by="Phó Chủ tịch",
    )
    last = replace(WORK, day=date(2024, 10, 23), part=DayPart.MORNING, trainer="Giảng viên Ba")
    revise(
        cast, uid, said, [TALK, last], trainers=[TrainerLine("Giảng viên Một", "Tỉnh"), TrainerLine("Giảng viên Ba")]
    )
    found = selectors.activity(CONSOLE, uid)
    assert (found.name, found.venue, found.opened_by) == ("Lớp khác", "Nhà văn hóa", "Phó Chủ tịch")
    assert [content.code for content in found.contents] == ["nd1"]
    assert [(one.office.id, one.part, one.task) for one in selectors.offices_of(found.id)] == [
        (cast.huong_xuan.id, Part.ORGANISER, "Hội trường")
    ]
    assert (days(uid), found.half_days) == ([*said.half_days], 2)
    assert titles(uid) == ["Kiến thức chung", "Thảo luận"]
    assert [(one.name, one.organisation, one.sessions) for one in training.trainers(found.id)] == [
        ("Giảng viên Một", "Tỉnh", 1),
        ("Giảng viên Ba", "", 1),
    ]
    # What left the plan comes back as it was, not as another one.
    revise(cast, uid, plan(cast), [OPENING, TALK, WORK], trainers=[TrainerLine("Giảng viên Một")])
    assert (days(uid), titles(uid)) == ([MORNING, AFTERNOON], ["Khai mạc", "Kiến thức chung", "Thảo luận"])


def test_saving_what_is_there_changes_no_part(cast: Cast) -> None:
    uid = taught(cast)
    found = selectors.activity(CONSOLE, uid)
    speakers = [TrainerLine("Giảng viên Một"), TrainerLine("Giảng viên Hai")]
    same = plan(cast, partners={cast.phuc_trach.id: (Part.PARTNER, "")})
    revise(cast, uid, same, [OPENING, TALK, WORK], trainers=speakers)
    newest = audit.entries_of(RootKind.ACTIVITY, found.id)[0]
    assert training.changes(cast.officer, found, [newest.id]) == []


def test_a_half_day_with_marks_stays(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    held(cast.officer, uid)
    turns.take_back(by=cast.officer, door=DOOR, activity=uid, reason="Sửa")
    with pytest.raises(errors.HalfDayMarked) as refused:
        revise(cast, uid, plan(cast, half_days=(MORNING,)))
    facts = refused.value
    assert (facts.day, facts.part, facts.marks) == (*AFTERNOON, 2)
    assert days(uid) == [MORNING, AFTERNOON]


def test_a_wrong_date_is_mended_with_its_rolls(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    held(cast.officer, uid)
    day = date(2023, 10, 23)
    said = plan(cast, first_day=day, last_day=day, half_days=tuple((day, part) for part in DayPart))
    revise(cast, uid, said, reason="Ghi nhầm năm")
    assert days(uid) == [*said.half_days]
    assert (count("people_trained"), count("half_day_presences")) == (None, None)
    asked = figures.question(code="half_day_presences", year=2023)
    assert figures.answer(asked, CONSOLE).value == 4


def test_what_was_confirmed_is_changed_with_a_reason_only(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    held(cast.officer, uid)
    with pytest.raises(errors.ReasonNeeded):
        revise(cast, uid, plan(cast, name="Tên đúng"), reason=" ")
    revise(cast, uid, plan(cast, name="Tên đúng"), reason="Gõ nhầm tên")
    found = selectors.activity(CONSOLE, uid)
    assert (found.name, count("people_trained")) == ("Tên đúng", 2)
    assert audit.entries_of(RootKind.ACTIVITY, found.id)[0].reason == "Gõ nhầm tên"
    more = (*plan(cast).half_days, (date(2024, 10, 23), DayPart.MORNING))
    with pytest.raises(errors.HalfDayWithoutRoll):
        revise(cast, uid, plan(cast, last_day=date(2024, 10, 23), half_days=more), reason="Còn một buổi")


def test_half_days_that_left_the_plan_are_no_days_of_a_figure(cast: Cast) -> None:
    two = (*plan(cast).half_days, (date(2024, 10, 23), DayPart.MORNING))
    uid = course(cast, LEARNERS, last_day=date(2024, 10, 23), half_days=two)
    revise(cast, uid, plan(cast))
    held(cast.officer, uid)
    assert (count("training_days"), count("half_day_presences")) == (1, 4)


def test_what_was_held_cannot_end_on_a_day_to_come(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    held(cast.officer, uid)
    day = date(2024, 12, 1)
    with clock.stopped_at(datetime(2024, 11, 1, tzinfo=UTC)), pytest.raises(errors.NotYetHeld):
        revise(cast, uid, plan(cast, first_day=day, last_day=day, half_days=()), reason="thử")


def test_a_revision_is_refused_where_it_cannot_be(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    before = selectors.activity(CONSOLE, uid)
    with pytest.raises(errors.ActivityNameMissing):
        revise(cast, uid, plan(cast, name=" "))
    with pytest.raises(errors.HalfDayUnknown):
        revise(cast, uid, plan(cast, half_days=(MORNING,)), [WORK])
    with pytest.raises(StaleSave):
        revise(cast, uid, plan(cast), seen=1)
    with pytest.raises(OutsideArea):
        revise(cast, uid, plan(cast), by=cast.neighbour)
    with pytest.raises(RoleMayNot):
        revise(cast, uid, plan(cast), by=cast.collaborator)
    assert selectors.activity(CONSOLE, uid) == before
    turns.cancel(by=cast.officer, door=DOOR, activity=uid, reason="Mưa lũ")
    with pytest.raises(errors.StepNotPossible):
        revise(cast, uid, plan(cast))
