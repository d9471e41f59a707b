"""The list and the roll: once each, unknown is not absent, a confirmed result is corrected only with a reason."""

from uuid import UUID

import pytest

from nepmoi.fieldwork.activities import errors
from nepmoi.fieldwork.activities.models import Presence
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from nepmoi.registry.people.models import Person
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.services import NewPerson
from tests.cast import DOOR, Cast, course, person, unit

pytestmark = pytest.mark.django_db
LEARNERS = {"Hồ Thị Một": "xã Hương Liên", "Hồ Hai": "xã Hương Vĩnh", "Hồ Ba": "xã Hương Vĩnh"}


@pytest.fixture
def uid(cast: Cast) -> UUID:
    return course(cast, LEARNERS)


def lines(cast: Cast, uid: UUID) -> list[selectors.ParticipantView]:
    return selectors.roster(cast.officer, selectors.activity(cast.officer, uid).id)


def slots(cast: Cast, uid: UUID) -> list[selectors.HalfDayView]:
    return selectors.half_days(selectors.activity(cast.officer, uid).id)


def record(cast: Cast, uid: UUID, index: int, marks: dict[UUID, Mark | None], **how: object) -> roll.Recorded:
    facts = {"by": cast.officer, "door": DOOR, "activity": uid, "half_day": slots(cast, uid)[index].uid} | how
    return roll.record_attendance(marks=marks, **facts)  # type: ignore[arg-type]


def test_the_morning_comes_before_the_afternoon(cast: Cast, uid: UUID) -> None:
    assert [slot.part.value for slot in slots(cast, uid)] == ["morning", "afternoon"]


def test_who_is_not_marked_is_unknown(cast: Cast, uid: UUID) -> None:
    one, two, _ = lines(cast, uid)
    recorded = record(cast, uid, 0, {one.uid: Mark.PRESENT, two.uid: Mark.EXCUSED})
    assert (recorded.present, recorded.excused, recorded.absent, recorded.unknown) == (1, 1, 0, 1)
    assert [line.marks.get(slots(cast, uid)[0].id) for line in lines(cast, uid)] == [Mark.PRESENT, Mark.EXCUSED, None]


def test_a_mark_can_be_changed_and_taken_back(cast: Cast, uid: UUID) -> None:
    one = lines(cast, uid)[0]
    record(cast, uid, 0, {one.uid: Mark.PRESENT})
    assert record(cast, uid, 0, {one.uid: Mark.ABSENT}).absent == 1
    assert record(cast, uid, 0, {one.uid: None}).unknown == 3
    history = Presence.history.filter(participation_id=one.id).order_by("history_id").values_list("mark", flat=True)
    assert list(history) == ["present", "absent", ""]


def test_the_same_marks_again_change_nothing(cast: Cast, uid: UUID) -> None:
    one = lines(cast, uid)[0]
    record(cast, uid, 0, {one.uid: Mark.PRESENT})
    version = selectors.activity(cast.officer, uid).version
    assert record(cast, uid, 0, {one.uid: Mark.PRESENT}).changed == 0
    assert selectors.activity(cast.officer, uid).version == version


def test_a_mark_for_a_stranger_is_refused_whole(cast: Cast, uid: UUID) -> None:
    one = lines(cast, uid)[0]
    with pytest.raises(errors.NotInActivity):
        record(cast, uid, 0, {one.uid: Mark.PRESENT, new_uid(): Mark.PRESENT})
    assert slots(cast, uid)[0].present == 0
    with pytest.raises(errors.HalfDayUnknown):
        record(cast, uid, 0, {}, half_day=new_uid())


def test_role_and_area_decide_who_marks(cast: Cast, uid: UUID) -> None:
    one = lines(cast, uid)[0]
    for by in (cast.inspector, cast.learner):
        with pytest.raises(RoleMayNot):
            record(cast, uid, 0, {one.uid: Mark.PRESENT}, by=by)
    with pytest.raises(OutsideArea):
        record(cast, uid, 0, {one.uid: Mark.PRESENT}, by=cast.chair)


def test_a_confirmed_result_is_corrected_with_a_reason(cast: Cast, uid: UUID) -> None:
    for index in (0, 1):
        record(cast, uid, index, {line.uid: Mark.PRESENT for line in lines(cast, uid)})
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    one = lines(cast, uid)[0]
    with pytest.raises(errors.ReasonNeeded):
        record(cast, uid, 0, {one.uid: Mark.ABSENT})
    assert record(cast, uid, 0, {one.uid: Mark.ABSENT}, reason="Đối chiếu bản ký").absent == 1


def test_a_person_is_in_a_list_once(cast: Cast, uid: UUID) -> None:
    one = lines(cast, uid)[0]
    again = roll.Enrolment(one.person.id, "Hồ Thị Một")
    fresh = roll.Enrolment(person("Hồ Bốn"), "Hồ Bốn")
    ids = roll.enrol(by=cast.officer, door=DOOR, activity=uid, enrolments=[again, fresh, fresh])
    assert ids[0] is None
    assert ids[1] is not None
    assert ids[2] is None
    assert [line.position for line in lines(cast, uid)] == [1, 2, 3, 4]


def test_a_walk_in_becomes_a_person_in_the_list(cast: Cast, uid: UUID) -> None:
    new = NewPerson("Hồ Thị Năm", Sex.FEMALE, PartialDate(1990), "44")
    there = unit("xã Hương Liên")
    facts = {"by": cast.officer, "door": DOOR, "activity": uid, "person": new}
    roll.add_walk_in(**facts, title="Trưởng bản", unit_id=there, unit_as_written="xã Hương Liên")  # type: ignore[arg-type]
    last = lines(cast, uid)[-1]
    assert (last.name_as_written, last.walk_in, last.unit_id, last.person.ethnic_code) == (
        "Hồ Thị Năm",
        True,
        there,
        "44",
    )
    with pytest.raises(errors.AlreadyInActivity):
        roll.add_walk_in(**facts)  # type: ignore[arg-type]
    assert Person.objects.filter(name="Hồ Thị Năm").count() == 1
