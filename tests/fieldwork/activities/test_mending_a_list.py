"""A line of a list is mended, taken off and put back; figures and the person's posts follow."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities import errors
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import life, listed, roll
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from nepmoi.registry.people.errors import NameMissing
from nepmoi.registry.people.selectors import persons
from tests.cast import CONSOLE, DOOR, Cast, course, held, unit

pytestmark = pytest.mark.django_db
LEARNERS = {"Hồ Thị Một": "xã Hương Liên", "Hồ Hai": "xã Hương Vĩnh"}
DAY = date(2024, 10, 22)


def lines(uid: UUID) -> list[selectors.ParticipantView]:
    return selectors.roster(CONSOLE, selectors.activity(CONSOLE, uid).id)


def of(cast: Cast, uid: UUID, line: UUID) -> dict[str, Any]:
    return {"by": cast.officer, "door": DOOR, "activity": uid, "line": line}


def trained(place: str = "huyện Hương Khê") -> int | None:
    asked = figures.question(code="people_trained", year=2024, place=place)
    return figures.answer(asked, CONSOLE).value


def test_a_line_says_what_it_should_have_said(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    first, second = lines(uid)
    said = listed.Said("Hồ Thị  Mốt", "Trưởng bản", unit("xã Hương Vĩnh", DAY), "Hương Vĩnh", "0912345678")
    listed.mend_line(**of(cast, uid, first.uid), said=said)
    mended, same = lines(uid)
    assert (mended.name_as_written, mended.title, mended.unit_id) == (
        "Hồ Thị Mốt",
        "Trưởng bản",
        unit("xã Hương Vĩnh", DAY),
    )
    assert (mended.person.name, mended.person.phone) == ("Hồ Thị Một", "0912345678")
    assert same == second
    [post] = persons.posts([first.person.id])
    assert (post.title, post.unit_id, post.noted_on) == ("Trưởng bản", mended.unit_id, DAY)


def test_the_figure_of_a_place_follows_the_line(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    held(cast.officer, uid)
    line = lines(uid)[1]
    assert (trained("xã Hương Liên"), trained("xã Hương Vĩnh")) == (1, 1)
    said = listed.Said(line.name_as_written, line.title, unit("xã Hương Liên", DAY), "Hương Liên")
    with pytest.raises(errors.ReasonNeeded):
        listed.mend_line(**of(cast, uid, line.uid), said=said)
    listed.mend_line(**of(cast, uid, line.uid), said=said, reason="Nhầm xã")
    assert (trained("xã Hương Liên"), trained("xã Hương Vĩnh"), trained()) == (2, None, 2)


def test_a_line_that_is_taken_off_leaves_the_figures_and_comes_back_with_its_marks(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    held(cast.officer, uid)
    line = lines(uid)[0]
    listed.take_off(**of(cast, uid, line.uid), reason="Không dự lớp này")
    assert (trained(), len(lines(uid))) == (1, 1)
    activity = selectors.activity(CONSOLE, uid)
    assert [(one.uid, reason) for one, reason in selectors.taken_off(cast.officer, activity.id)] == [
        (line.uid, "Không dự lớp này")
    ]
    with pytest.raises(errors.LineUnknown):
        listed.mend_line(**of(cast, uid, line.uid), said=listed.Said("Hồ"), reason="thử")
    again = roll.Enrolment(line.person.id, line.name_as_written)
    assert roll.enrol(by=cast.officer, door=DOOR, activity=uid, enrolments=[again], reason="Gửi lại") == [None]
    assert trained() == 1
    listed.put_back(**of(cast, uid, line.uid), reason="Có ký tên buổi sáng")
    assert (trained(), len(lines(uid)), selectors.taken_off(cast.officer, activity.id)) == (2, 2, [])
    assert lines(uid)[0].marks == line.marks


def test_a_half_day_in_which_only_a_line_taken_off_was_marked_has_no_roll(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    line = lines(uid)[0]
    for slot in selectors.half_days(selectors.activity(CONSOLE, uid).id):
        marks = {line.uid: Mark.PRESENT}
        roll.record_attendance(by=cast.officer, door=DOOR, activity=uid, half_day=slot.uid, marks=marks)
    listed.take_off(**of(cast, uid, line.uid), reason="Nhầm lớp")
    assert selectors.activity(CONSOLE, uid).half_days_marked == 0
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    with pytest.raises(errors.RollMissing):
        life.confirm(by=cast.officer, door=DOOR, activity=uid)


def test_a_mending_is_refused_where_it_cannot_be(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    line = lines(uid)[0]
    said = listed.Said("Hồ Thị Một")
    with pytest.raises(NameMissing):
        listed.mend_line(**of(cast, uid, line.uid), said=listed.Said("  "))
    with pytest.raises(errors.LineUnknown):
        listed.mend_line(**of(cast, uid, uid), said=said)
    with pytest.raises(StaleSave):
        listed.mend_line(**of(cast, uid, line.uid), said=said, seen=1)
    for change in (listed.take_off, listed.put_back):
        with pytest.raises(errors.WhyNeeded):
            change(**of(cast, uid, line.uid), reason=" ")
    for by, refusal in ((cast.collaborator, RoleMayNot), (cast.inspector, RoleMayNot), (cast.neighbour, OutsideArea)):
        with pytest.raises(refusal):
            listed.mend_line(**(of(cast, uid, line.uid) | {"by": by}), said=said)
    assert lines(uid)[0] == line
