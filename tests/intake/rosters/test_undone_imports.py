"""An import is taken back: what nothing else has used since goes, what stays is listed with its reason, nothing is lost."""

from uuid import UUID

import pytest

from nepmoi.core.audit.errors import AlreadySaved
from nepmoi.core.audit.models import Entry
from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.fieldwork.activities.errors import ReasonNeeded
from nepmoi.fieldwork.activities.models import Participation, Presence
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, listed, roll
from nepmoi.intake.rosters import errors, selectors, services
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.people.models import Person
from nepmoi.registry.people.selectors import persons as people
from tests.cast import DOOR, Cast
from tests.intake.rosters.importing import ROSTERS, bring, course, import_, lines, receive, records
from tests.intake.rosters.papers import HEAD, HOA, PUC, one_sheet

pytestmark = pytest.mark.django_db

BA = (3, "Hồ Thị Ba", "Nữ", 1980, "Chứt", "Người dân", "Xã Hương Liên")
THREE = one_sheet(HEAD, HOA, PUC, BA)
BLANK = (1, "Nguyễn Thị Hoa", None, None, None, None, None)


def undo(cast: Cast, received: UUID, **how: object) -> services.Undone:
    given = {"by": cast.officer, "door": DOOR, "void": "Rút lại lượt nhập"} | how
    return services.undo_import(received_list=received, **given)


def names(cast: Cast, uid: UUID) -> list[str]:
    return [line.name_as_written for line in lines(cast, uid)]


def imported(cast: Cast, uid: UUID, data: bytes = THREE) -> UUID:
    received = receive(cast, uid, data)
    import_(cast, received)
    return received


def test_everything_that_it_made_goes_and_stays_in_history(cast: Cast) -> None:
    uid = course(cast)
    received = imported(cast, uid)
    ids = [line.person.id for line in lines(cast, uid)]
    done = undo(cast, received)
    assert (done.off, done.kept, names(cast, uid)) == (3, (), [])
    assert people.posts(ids) == []
    assert people.in_sight(cast.officer, ids) == frozenset()
    assert people.search(cast.officer, "Hồ Thị Ba") == []
    off = activities.taken_off(cast.officer, activities.activity(cast.officer, uid).id)
    assert {reason for _, reason in off} == {"Rút lại lượt nhập"}
    assert Participation.history.filter(history_type="+").count() == 3


def test_marks_are_taken_back(cast: Cast) -> None:
    uid = course(cast)
    received = imported(cast, uid, (ROSTERS / "two-days.xlsx").read_bytes())
    assert Presence.objects.exclude(mark="").exists()
    assert undo(cast, received).marks > 100
    assert not Presence.objects.exclude(mark="").exists()


def test_the_same_list_again_brings_the_same_people_back(cast: Cast) -> None:
    uid = course(cast)
    received = imported(cast, uid, (ROSTERS / "two-days.xlsx").read_bytes())
    before = [(line.person.id, line.title, line.unit_id, dict(line.marks)) for line in lines(cast, uid)]
    posts = [people.posts([person]) for person, *_ in before]
    undo(cast, received)
    seen = selectors.preview(cast.officer, received)
    assert (seen.new, seen.open, seen.imported_at, seen.undone_at is None) == (0, (), None, False)
    done = import_(cast, received)
    assert (done.enrolled, done.new_people) == (len(before), 0)
    assert [(line.person.id, line.title, line.unit_id, dict(line.marks)) for line in lines(cast, uid)] == before
    assert [people.posts([person]) for person, *_ in before] == posts
    undo(cast, received)
    assert names(cast, uid) == []


def test_a_mended_file_brings_them_back_mended(cast: Cast) -> None:
    uid = course(cast)
    undo(cast, imported(cast, uid, one_sheet(HEAD, BLANK, PUC)))
    done = bring(cast, uid, one_sheet(HEAD, HOA, PUC))
    assert (done.enrolled, done.new_people, Person.objects.count()) == (2, 0, 2)
    assert lines(cast, uid)[0].person.birth is not None


def test_what_it_mended_says_again_what_it_said(cast: Cast) -> None:
    uid = course(cast)
    imported(cast, uid, one_sheet(HEAD, BLANK))
    before = [(line.title, line.unit_as_written, line.person.birth, line.person.sex) for line in lines(cast, uid)]
    done = undo(cast, imported(cast, uid, one_sheet(HEAD, HOA)))
    assert (done.off, done.given_back) == (0, 2)
    after = [(line.title, line.unit_as_written, line.person.birth, line.person.sex) for line in lines(cast, uid)]
    assert after == before


def test_what_something_else_used_since_stays_and_is_listed(cast: Cast) -> None:
    uid, other = course(cast), course(cast)
    received = imported(cast, uid)
    bring(cast, uid, one_sheet(HEAD, HOA), filename="xa.xlsx")
    second = lines(cast, uid)[1]
    by_hand = listed.Said(second.name_as_written, "Già làng", second.unit_id, second.unit_as_written)
    listed.mend_line(by=cast.officer, door=DOOR, activity=uid, line=second.uid, said=by_hand)
    slot = activities.half_days(activities.activity(cast.officer, uid).id)[0]
    marks = {lines(cast, uid)[2].uid: Mark.PRESENT}
    roll.record_attendance(by=cast.officer, door=DOOR, activity=uid, half_day=slot.uid, marks=marks)
    bring(cast, other, one_sheet(HEAD, BA))
    told = [(one.name, one.why, one.where) for one in selectors.kept(cast.officer, received)]
    done = undo(cast, received)
    assert told == [("Nguyễn Thị Hoa", "named", "xa.xlsx"), ("Hồ Púc", "changed", ""), ("Hồ Thị Ba", "marked", "")]
    assert [(one.name, one.why, one.where) for one in done.kept] == told
    assert (done.off, names(cast, uid)) == (0, ["Nguyễn Thị Hoa", "Hồ Púc", "Hồ Thị Ba"])
    assert [(one.name, one.why, one.where) for one in selectors.kept(cast.officer, received)] == told


def test_a_person_who_stands_in_another_course_is_listed_and_her_line_goes(cast: Cast) -> None:
    uid, other = course(cast), course(cast, name="Lớp khác")
    received = imported(cast, uid)
    bring(cast, other, one_sheet(HEAD, BA))
    done = undo(cast, received)
    assert [(one.name, one.why, one.where) for one in done.kept] == [("Hồ Thị Ba", "elsewhere", "Lớp khác")]
    assert (done.off, names(cast, uid), names(cast, other)) == (3, [], ["Hồ Thị Ba"])
    assert [line.name for line in people.search(cast.officer, "Hồ Thị Ba")] == ["Hồ Thị Ba"]


def test_sent_twice_is_one_and_undone_twice_is_refused(cast: Cast) -> None:
    uid = course(cast)
    received = imported(cast, uid)
    door = Door(DoorKind.PAGE, "/", new_uid())
    undo(cast, received, door=door)
    count = Entry.objects.count()
    with pytest.raises(AlreadySaved):
        undo(cast, received, door=door)
    before = records()
    with pytest.raises(errors.ListNotImported):
        undo(cast, received)
    assert (Entry.objects.count(), records()) == (count, before)


def test_a_list_that_was_never_imported_has_nothing_to_take_back(cast: Cast) -> None:
    with pytest.raises(errors.ListNotImported):
        undo(cast, receive(cast, course(cast), THREE))
    with pytest.raises(errors.ReceivedListUnknown):
        undo(cast, new_uid())


def test_a_confirmed_course_gives_nothing_back_without_a_reason(cast: Cast) -> None:
    uid = course(cast)
    received = imported(cast, uid, (ROSTERS / "two-days.xlsx").read_bytes())
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    before = records()
    with pytest.raises(ReasonNeeded):
        undo(cast, received)
    assert records() == before
    undo(cast, received, reason="Nhập nhầm lớp")
    assert names(cast, uid) == []
    assert Entry.objects.order_by("-seq")[0].reason == "Nhập nhầm lớp"


@pytest.mark.parametrize("who", ["chair", "collaborator", "inspector", "neighbour"])
def test_role_and_area_decide_who_takes_back(cast: Cast, who: str) -> None:
    uid = course(cast)
    received = imported(cast, uid)
    before = records()
    with pytest.raises(Exception, match=r".") as refused:
        undo(cast, received, by=getattr(cast, who))
    assert type(refused.value).__module__.startswith("nepmoi")
    assert records() == before
