"""An import writes all of a list or nothing; the same list again changes nothing."""

import json
from uuid import UUID

import pytest

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Door, DoorKind, RootKind
from nepmoi.fieldwork.activities.errors import ReasonNeeded
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.intake.rosters import errors, selectors
from nepmoi.intake.rosters.models import ReceivedList
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from nepmoi.registry.people.models import Person, Post
from tests.cast import DOOR, Cast
from tests.intake.rosters.importing import FIRST, ROSTERS, bring, bring_as_new, course, import_, lines, receive, records
from tests.intake.rosters.papers import HEAD, HOA, PUC, one_sheet

pytestmark = pytest.mark.django_db

# What a list that is imported again may leave: its own row and the entry.
OWN = ("rosters", "audit", "files")
LISTS = ("huong-khe-45.xlsx", "by-commune.xlsx", "two-days.xlsx", "word-table.docx", "huong-khe-2023.docx")
# What a row may leave open; each of them also stands there twice.
OPEN = [
    (1, "Nguyễn Thị Hoa", "Nữ", 1975, "Kinh", "Trưởng thôn", "Xã Không Có"),
    (2, "Nguyễn Thị Hoa", "Nữ", 1975, "Kinh", "Trưởng thôn", None),
    (3, "Nguyễn Thị Hoa", "Nữ", None, "Kinh", "Trưởng thôn", "Xã Hương Liên"),
    (4, "Nguyễn Thị Hoa", None, 1975, "Kinh", "Trưởng thôn", "Xã Hương Liên"),
    (5, "Hồ Púc", None, None, None, None, None),
]


@pytest.mark.parametrize("name", LISTS)
def test_the_same_list_again_changes_nothing(cast: Cast, name: str) -> None:
    uid = course(cast)
    data = (ROSTERS / name).read_bytes()
    received = receive(cast, uid, data, name)
    first = import_(cast, received)
    before = records(OWN)
    version = ReceivedList.objects.get(uid=received).version
    again = import_(cast, received)
    assert (again.enrolled, again.new_people, again.linked_people, again.marks) == (0, 0, 0, 0)
    assert again.already_listed == first.enrolled
    assert ReceivedList.objects.get(uid=received).version == version + 1
    sent_twice = bring(cast, uid, data, name)
    assert (sent_twice.enrolled, sent_twice.new_people, sent_twice.marks) == (0, 0, 0)
    assert records(OWN) == before


@pytest.mark.parametrize("times", [1, 2])
def test_rows_that_leave_something_open_are_entered_once(cast: Cast, times: int) -> None:
    uid = course(cast)
    data = one_sheet(HEAD, *OPEN * times)
    assert bring_as_new(cast, uid, data).enrolled == len(OPEN) * times
    before = records(OWN)
    again = bring(cast, uid, data)
    assert (again.enrolled, again.new_people, again.already_listed) == (0, 0, len(OPEN) * times)
    assert records(OWN) == before


def test_a_namesake_who_came_later_does_not_double_a_line(cast: Cast) -> None:
    uid = course(cast)
    bring(cast, uid, one_sheet(HEAD, HOA))
    # Two people of these facts are known from now on, so the register alone could not tell which one is meant.
    other = course(cast)
    bring_as_new(cast, other, one_sheet(HEAD, HOA, (2, *HOA[1:])))
    before = records(OWN)
    assert bring(cast, uid, one_sheet(HEAD, HOA)).already_listed == 1
    assert bring(cast, other, one_sheet(HEAD, HOA, (2, *HOA[1:]))).already_listed == 2
    assert records(OWN) == before


def test_a_longer_list_adds_only_who_is_new(cast: Cast) -> None:
    uid = course(cast)
    bring(cast, uid, one_sheet(HEAD, HOA))
    done = bring(cast, uid, one_sheet(HEAD, PUC, HOA))
    assert (done.enrolled, done.new_people, done.already_listed) == (1, 1, 1)
    assert [line.name_as_written for line in lines(cast, uid)] == ["Nguyễn Thị Hoa", "Hồ Púc"]


def test_a_known_person_keeps_what_is_known_of_her(cast: Cast) -> None:
    bring(cast, course(cast), one_sheet(HEAD, HOA))
    before = Person.objects.get()
    uid = course(cast)
    done = bring(cast, uid, one_sheet(HEAD, (1, "Nguyễn Thị Hoa", "Nữ", 1975, "Chứt", "Bí thư", "Xã Hương Liên")))
    assert (done.linked_people, done.new_people) == (1, 0)
    after = Person.objects.get()
    assert (after.ethnic_group_id, after.version) == (before.ethnic_group_id, before.version)
    assert [post.title for post in Post.objects.order_by("pk")] == ["Trưởng thôn", "Bí thư"]
    assert [line.title for line in lines(cast, uid)] == ["Bí thư"]


def confirmed(cast: Cast, data: bytes) -> UUID:
    uid = course(cast, last_day=FIRST, half_days=())
    bring(cast, uid, data)
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    return uid


def test_a_confirmed_course_takes_more_people_only_with_a_reason(cast: Cast) -> None:
    uid = confirmed(cast, one_sheet(HEAD, HOA))
    received = receive(cast, uid, one_sheet(HEAD, HOA, PUC))
    before = records()
    with pytest.raises(ReasonNeeded):
        import_(cast, received)
    assert records() == before  # the new person was written before the refusal, and is gone with it
    assert import_(cast, received, reason="Bổ sung theo bản ký").enrolled == 1
    assert import_(cast, received).already_listed == 2  # nothing changes, so nothing needs a reason


def test_a_year_that_the_register_refuses_is_said_with_its_row(cast: Cast) -> None:
    uid = course(cast)
    young = (1, "Hồ Thị Mai", "Nữ", 2090, "Kinh", "Trưởng thôn", "Xã Hương Liên")
    old = (2, "Hồ Thị Lan", "Nữ", 1901, "Kinh", "Trưởng thôn", "Xã Hương Liên")
    received = receive(cast, uid, one_sheet(HEAD, young, old))
    assert [(problem.code, problem.row) for problem in selectors.preview(cast.officer, received).problems] == [
        ("not-a-year", 2),
        ("not-a-year", 3),
    ]
    assert import_(cast, received).enrolled == 2
    assert [line.person.birth for line in lines(cast, uid)] == [None, None]


@pytest.mark.parametrize(("column", "limit"), [(1, 120), (5, 200), (6, 200)])
def test_a_cell_that_is_too_long_for_the_register_is_named(cast: Cast, column: int, limit: int) -> None:
    uid = course(cast)
    row = list(PUC)
    row[column] = " ".join(["Hồ Thị"] * 60)
    before = records()
    with pytest.raises(errors.CellTooLong) as refused:
        receive(cast, uid, one_sheet(HEAD, HOA, row))
    assert (refused.value.row, refused.value.limit) == (3, limit)
    assert records() == before


def test_role_and_area_decide_who_imports(cast: Cast) -> None:
    uid = course(cast)
    data = one_sheet(HEAD, HOA, (2, "Hồ Thị Khách", "Nữ", 1980, "Kinh", "Trưởng thôn", "Xã Hương Xuân"))
    received = receive(cast, uid, data)
    import_(cast, received)
    before = records()
    for by in (cast.collaborator, cast.inspector, cast.learner):
        with pytest.raises(RoleMayNot):
            receive(cast, uid, data, by=by)
    for by in (cast.neighbour, cast.chair):
        with pytest.raises(OutsideArea):
            receive(cast, uid, data, by=by)
        with pytest.raises(OutsideArea):
            import_(cast, received, by=by)
    assert records() == before


def test_who_takes_the_roll_does_not_import(cast: Cast) -> None:
    uid = course(cast, venue_unit_id=cast.phuc_trach.unit_id, first_day=FIRST.replace(year=2025),
                 last_day=FIRST.replace(year=2025), half_days=())  # fmt: skip
    received = receive(cast, uid, one_sheet(HEAD, HOA), by=cast.chair)
    before = records()
    with pytest.raises(RoleMayNot):
        import_(cast, received, by=cast.collaborator)
    assert records() == before
    assert import_(cast, received, by=cast.chair).enrolled == 1


def test_an_entry_says_which_list_it_was(cast: Cast) -> None:
    uid = course(cast)
    received = receive(cast, uid, one_sheet(HEAD, HOA))
    import_(cast, received, door=Door(DoorKind.PAGE, "/lists"))
    [entry, *_] = audit.entries_of(RootKind.ACTIVITY, activities.activity(cast.officer, uid).id)
    assert (entry.door, entry.door_detail) == ("import", str(received))


# --- The roll that a list carries ------------------------------------------------------------------------------------

TWO_DAYS = ROSTERS / "two-days.xlsx"


def marks(cast: Cast, uid: UUID) -> dict[str, list[str | None]]:
    slots = activities.half_days(activities.activity(cast.officer, uid).id)
    return {
        f"{line.name_as_written}|{line.unit_as_written}": [
            mark.value if (mark := line.marks.get(slot.id)) else None for slot in slots
        ]
        for line in lines(cast, uid)
    }


def test_marks_land_in_their_half_days(cast: Cast) -> None:
    truth = json.loads(TWO_DAYS.with_suffix(".json").read_text(encoding="utf-8"))["attendance"]
    uid = course(cast)
    done = bring(cast, uid, TWO_DAYS.read_bytes(), TWO_DAYS.name)
    assert marks(cast, uid) == truth
    assert done.marks == sum(mark is not None for row in truth.values() for mark in row)


def test_a_half_day_that_the_course_does_not_have_is_named_and_left_out(cast: Cast) -> None:
    uid = course(cast, last_day=FIRST, half_days=((FIRST, DayPart.MORNING),))
    received = receive(cast, uid, TWO_DAYS.read_bytes(), TWO_DAYS.name)
    codes = [problem.code for problem in selectors.preview(cast.officer, received).problems]
    assert codes == ["half-day-not-in-activity"] * 3
    import_(cast, received)
    assert {len(row) for row in marks(cast, uid).values()} == {1}
    assert any(row[0] for row in marks(cast, uid).values())


def test_a_mark_that_is_there_is_kept(cast: Cast) -> None:
    uid = course(cast)
    bring(cast, uid, TWO_DAYS.read_bytes(), TWO_DAYS.name)
    slot = activities.half_days(activities.activity(cast.officer, uid).id)[0]
    one, other = [line for line in lines(cast, uid) if line.marks.get(slot.id) is Mark.PRESENT][:2]
    roll.record_attendance(
        by=cast.officer,
        door=DOOR,
        activity=uid,
        half_day=slot.uid,
        marks={one.uid: Mark.ABSENT, other.uid: Mark.EXCUSED},
    )
    before = marks(cast, uid)
    assert bring(cast, uid, TWO_DAYS.read_bytes(), TWO_DAYS.name).marks == 0
    assert marks(cast, uid) == before


def test_marks_alone_need_a_reason_in_a_confirmed_course(cast: Cast) -> None:
    uid = course(cast)
    bring(cast, uid, TWO_DAYS.read_bytes(), TWO_DAYS.name)
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    slot = activities.half_days(activities.activity(cast.officer, uid).id)[0]
    one = next(line for line in lines(cast, uid) if line.marks.get(slot.id) is Mark.PRESENT)
    taken_back = {"by": cast.officer, "door": DOOR, "activity": uid, "half_day": slot.uid, "marks": {one.uid: None}}
    roll.record_attendance(**taken_back, reason="Chưa rõ")  # type: ignore[arg-type]
    received = receive(cast, uid, TWO_DAYS.read_bytes(), TWO_DAYS.name)
    before = records()
    with pytest.raises(ReasonNeeded):
        import_(cast, received)
    assert records() == before
    assert import_(cast, received, reason="Theo bảng điểm danh").marks == 1
