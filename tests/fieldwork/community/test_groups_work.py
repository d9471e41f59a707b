"""What happens to a group, who its members are through time, its meetings and its equipment."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Did, RootKind
from nepmoi.fieldwork.activities.models import Activity
from nepmoi.fieldwork.activities.rules import Mark, Status
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community import errors
from nepmoi.fieldwork.community.models import GroupStep
from nepmoi.fieldwork.community.rules import EquipmentState, State, Step, StepKind
from nepmoi.fieldwork.community.selectors import groups as selectors
from nepmoi.fieldwork.community.services import groups, lists, members, work
from nepmoi.kernel.dates import DayPart, PartialDate
from nepmoi.registry.organisation.errors import OutsideArea
from nepmoi.registry.people.services import NewPerson
from tests.cast import DOOR, Cast, person, unit
from tests.web.community.groups import LATER, SINCE, entered, given, joined, seen, stepped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

BEFORE = date(2024, 5, 1)


def by(cast: Cast, group: UUID) -> dict[str, Any]:
    return {"by": cast.officer, "door": DOOR, "group": group}


def meet(cast: Cast, group: UUID, day: date, *present: int) -> UUID:
    return work.hold_meeting(**by(cast, group), meeting=work.Meeting("Họp tổ", day, DayPart.MORNING), present=present)


def told(cast: Cast, **changes: Any) -> groups.NewGroup:
    facts = {
        "kind": "leaders_club",
        "name": "Câu lạc bộ thử",
        "unit_id": unit("xã Hương Liên"),
        "host": cast.province,
        "known_since": SINCE,
    }
    return groups.NewGroup(**(facts | changes))


def test_a_group_stops_begins_again_and_is_merged(cast: Cast) -> None:
    group, other = entered(cast), entered(cast, "Khác")
    stepped(cast, group, StepKind.STOPPED)
    assert seen(group).state is State.STOPPED
    stepped(cast, group, StepKind.RESTARTED, date(2025, 5, 1))
    groups.note_step(**by(cast, group), step=Step(StepKind.MERGED, date(2025, 6, 1)), into=other, reason="sáp nhập")
    assert seen(group).state is State.MERGED
    assert [(life.since, life.until) for life in seen(group).lives] == [
        (SINCE, LATER),
        (date(2025, 5, 1), date(2025, 6, 1)),
    ]
    assert [step.into.uid for step in selectors.steps(seen(group).id) if step.into] == [other]


def test_what_cannot_have_been_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    group, other = entered(cast, founded=PartialDate(2024, 10, 22)), entered(cast, "Khác")
    stepped(cast, other, StepKind.STOPPED)
    wrong: list[tuple[type[Exception], Step, UUID | None]] = [
        (errors.StepTooEarly, Step(StepKind.STOPPED, BEFORE), None),
        (errors.NotYetDay, Step(StepKind.STOPPED, date(2030, 1, 1)), None),
        (errors.RunsAlready, Step(StepKind.RESTARTED, LATER), None),
        (errors.IntoItself, Step(StepKind.MERGED, LATER), None),
        (errors.IntoItself, Step(StepKind.MERGED, LATER), group),
        (errors.NotKeptUp, Step(StepKind.MERGED, LATER), other),
    ]
    for refusal, step, into in wrong:
        with pytest.raises(refusal):
            groups.note_step(**by(cast, group), step=step, into=into)
    assert GroupStep.objects.filter(group__uid=group).count() == 0
    with pytest.raises(OutsideArea):
        groups.note_step(by=cast.neighbour, door=DOOR, group=group, step=Step(StepKind.STOPPED, LATER))


def test_one_that_took_in_another_was_kept_up_then(cast: Cast) -> None:
    group, other = entered(cast), entered(cast, "Khác")
    merger = groups.note_step(**by(cast, group), step=Step(StepKind.MERGED, LATER), into=other)
    with pytest.raises(errors.StillReceives):
        stepped(cast, other, StepKind.STOPPED, date(2025, 2, 1))
    groups.take_back_step(**by(cast, group), step=merger, reason="nhập nhầm")
    stepped(cast, other, StepKind.STOPPED, date(2025, 2, 1))
    assert (seen(group).state, seen(other).state) == (State.KEPT_UP, State.STOPPED)
    with pytest.raises(errors.StepUnknown):
        groups.take_back_step(**by(cast, group), step=merger, reason="lại")


def test_a_step_on_which_another_hangs_is_not_taken_back(cast: Cast) -> None:
    group = entered(cast)
    stop = stepped(cast, group, StepKind.STOPPED)
    stepped(cast, group, StepKind.RESTARTED, date(2025, 5, 1))
    with pytest.raises(errors.RunsAlready):
        groups.take_back_step(**by(cast, group), step=stop, reason="nhập nhầm")
    assert len(selectors.steps(seen(group).id)) == 2


def test_an_older_group_that_was_consolidated(cast: Cast) -> None:
    decision = groups.Decision("5/QĐ-UBND", PartialDate(2024, 10), "UBND xã")
    group = groups.enter_group(by=cast.officer, door=DOOR, new=told(cast, is_consolidated=True, founding=decision))
    view = seen(group)
    assert (view.founded, view.is_consolidated, bool(view.founding)) == (None, True, False)
    [step] = selectors.steps(view.id)
    assert (step.kind, step.day, step.decision.number, step.decision.issuer) == (
        StepKind.CONSOLIDATED,
        SINCE,
        "5/QĐ-UBND",
        "UBND xã",
    )


def test_a_founding_after_the_first_meeting_is_refused_from_both_sides(cast: Cast) -> None:
    group = entered(cast, members_counted=None)
    meet(cast, group, LATER)
    with pytest.raises(errors.FoundedTooLate):
        groups.change_group(
            **by(cast, group), told=told(cast, founded=PartialDate(2025, 6), known_since=date(2025, 6, 1))
        )
    groups.change_group(**by(cast, group), told=told(cast, founded=PartialDate(2025), known_since=date(2025, 11, 1)))
    assert seen(group).since == date(2025, 11, 1)
    with pytest.raises(errors.FoundedTooLate):
        meet(cast, group, BEFORE)
    assert Activity.objects.count() == 1


def test_it_does_not_meet_nor_have_members_while_it_is_stopped(cast: Cast) -> None:
    group = entered(cast)
    [one] = joined(cast, group, "Hồ Một")
    stepped(cast, group, StepKind.STOPPED)
    for refused in (
        lambda: meet(cast, group, LATER, one),
        lambda: groups.add_members(**by(cast, group), members=[(one, "Tổ trưởng")], noted_on=LATER),
        lambda: members.count_members(**by(cast, group), day=LATER, heads=members.Heads(9)),
    ):
        with pytest.raises(errors.NotKeptUp):
            refused()
    assert meet(cast, group, date(2025, 2, 28), one)


def test_who_goes_on_when_it_begins_again_is_named_anew(cast: Cast) -> None:
    group, again = entered(cast), date(2025, 5, 1)
    one, _ = joined(cast, group, "Hồ Một", "Hồ Hai")
    stepped(cast, group, StepKind.STOPPED)
    assert seen(group).members_named == 0
    assert {line.until for line in selectors.members(cast.officer, seen(group).id)} == {LATER}
    restart = stepped(cast, group, StepKind.RESTARTED, again)
    assert seen(group).members_named == 0
    line = by(cast, group) | {"members": [(one, "Thành viên")], "noted_on": again}
    assert [groups.add_members(**line), groups.add_members(**line)] == [1, 0]
    assert seen(group).members_named == 1
    assert activities.activity(cast.officer, meet(cast, group, again)).people == 1
    task = members.Task(one, "Thành viên", again)
    members.take_back_membership(**by(cast, group), task=task, reason="nhầm")
    with pytest.raises(errors.NotKeptUp):  # it met when it had begun again
        groups.take_back_step(**by(cast, group), step=restart, reason="nhầm")


def test_a_stop_that_is_taken_back_ended_nothing(cast: Cast) -> None:
    group = entered(cast)
    joined(cast, group, "Hồ Một")
    stop = stepped(cast, group, StepKind.STOPPED)
    groups.take_back_step(**by(cast, group), step=stop, reason="nhầm")
    assert [line.until for line in selectors.members(cast.officer, seen(group).id)] == [None]
    assert seen(group).members_named == 1


def test_a_stop_before_a_meeting_is_refused(cast: Cast) -> None:
    group = entered(cast)
    meet(cast, group, LATER)
    with pytest.raises(errors.NotKeptUp):
        stepped(cast, group, StepKind.STOPPED, date(2025, 2, 1))


def test_a_meeting_lists_the_members_of_its_day(cast: Cast) -> None:
    group = entered(cast)
    one, two = joined(cast, group, "Hồ Một", "Hồ Hai")
    gone = members.Task(two, "Thành viên", SINCE)
    members.end_membership(**by(cast, group), task=gone, until=LATER)
    uid = meet(cast, group, date(2025, 2, 1), one)
    held = activities.activity(cast.officer, uid)
    assert (held.status, held.kind.code, held.host.name) == (Status.HELD, "group_meeting", cast.district.name)
    marks = {line.person.name: set(line.marks.values()) for line in activities.roster(cast.officer, held.id)}
    assert marks == {"Hồ Một": {Mark.PRESENT}, "Hồ Hai": {Mark.ABSENT}}
    with pytest.raises(errors.NoMembersThere):
        meet(cast, group, LATER, two)
    planned = activities.activity(cast.officer, meet(cast, group, date(2025, 12, 1)))
    assert (planned.status, planned.people) == (Status.PLANNED, 1)
    # Its place of then is gone, and so is the district's office: what took them over answers on that day.
    assert (planned.venue_unit_id, planned.host.name) == (
        unit("xã Phúc Trạch", date(2025, 12, 1)),
        cast.province.name,
    )
    assert {one.uid for one in selectors.meetings(cast.chair, seen(group).id)} == {uid, planned.uid}


def test_a_member_holds_two_tasks_and_leaves_one(cast: Cast) -> None:
    group = entered(cast)
    [one] = joined(cast, group, "Hồ Một")
    assert groups.add_members(**by(cast, group), members=[(one, "Tổ trưởng")], noted_on=LATER) == 1
    assert seen(group).members_named == 1
    task = members.Task(one, "Thành viên", SINCE)
    for refusal, until in ((errors.EndsBeforeItBegan, SINCE), (errors.NotYetDay, date(2030, 1, 1))):
        with pytest.raises(refusal):
            members.end_membership(**by(cast, group), task=task, until=until)
    members.end_membership(**by(cast, group), task=task, until=LATER)
    with pytest.raises(errors.MembershipUnknown):
        members.end_membership(**by(cast, group), task=task, until=LATER)
    members.take_back_membership(**by(cast, group), task=members.Task(one, "Tổ trưởng", LATER), reason="nhầm")
    assert [(line.role, line.until) for line in selectors.members(cast.officer, seen(group).id)] == [
        ("Thành viên", LATER)
    ]
    assert groups.add_members(**by(cast, group), members=[(one, "Tổ trưởng")], noted_on=LATER) == 1


def test_a_newcomer_is_seen_in_the_area(cast: Cast) -> None:
    group = entered(cast)
    members.name_newcomer(**by(cast, group), person=NewPerson("Hồ Thị Mới"), role="Tổ phó", noted_on=LATER)
    assert [(line.person.name, line.role) for line in selectors.members(cast.chair, seen(group).id)] == [
        ("Hồ Thị Mới", "Tổ phó")
    ]


def test_counts_of_two_days_and_a_mended_one(cast: Cast) -> None:
    group = entered(cast)
    count = by(cast, group) | {"day": LATER}
    assert members.count_members(**count, heads=members.Heads(9, 5))
    assert not members.count_members(**count, heads=members.Heads(9, 5))
    assert members.count_members(**count, heads=members.Heads(10, 5, 10), reason="đếm lại")
    said = [(one.day, one.total, one.women, one.minority) for one in selectors.counts(seen(group).id)]
    assert said == [(LATER, 10, 5, 10), (SINCE, 21, None, None)]
    with pytest.raises(errors.PartsExceedTotal):
        members.count_members(**count, heads=members.Heads(9, 10))
    with pytest.raises(errors.NotKeptUp):
        members.count_members(**(count | {"day": BEFORE}), heads=members.Heads(9))


def test_a_new_name_and_a_known_0_are_in_the_history(cast: Cast) -> None:
    group = entered(cast, members_counted=None)
    thing = given(cast, group)
    work.keep_equipment(**by(cast, group), thing=work.Thing("Loa tay", 1), equipment=thing)
    for women in (None, 0):
        members.count_members(**by(cast, group), day=LATER, heads=members.Heads(9, women))
    writes = [entry.id for entry in audit.entries_of(RootKind.GROUP, seen(group).id)]
    said = [
        (one.told.name, one.before, one.after)
        for change in selectors.changes(cast.officer, seen(group).id, writes)
        if change.did is Did.CHANGED
        for one in change.differences
    ]
    assert said == [("women", None, 0), ("what", "Loa kéo", "Loa tay")]


def test_equipment_breaks(cast: Cast) -> None:
    group = entered(cast)
    thing = given(cast, group)
    work.keep_equipment(
        **by(cast, group), thing=work.Thing("Loa kéo", 1, "NSTW", SINCE, EquipmentState.BROKEN), equipment=thing
    )
    [held] = selectors.equipment(seen(group).id)
    assert (held.what, held.source, held.state) == ("Loa kéo", "NSTW", EquipmentState.BROKEN)
    with pytest.raises(errors.EquipmentNameMissing):
        work.keep_equipment(**by(cast, group), thing=work.Thing(" "))
    with pytest.raises(errors.EquipmentUnknown):
        work.keep_equipment(**by(cast, group), thing=work.Thing("Loa"), equipment=group)


def test_a_list_is_entered_once_whole_or_not_at_all(cast: Cast) -> None:
    entered(cast, "CLB Đã có")
    new = [
        told(cast, name="Tổ Một", members_counted=9, women=4, counted_on=LATER),
        told(cast, name="clb  đã có", members_counted=12, counted_on=LATER),
    ]
    how: dict[str, Any] = {"by": cast.officer, "door": DOOR, "on": LATER}
    assert lists.enter_list(**how, groups=new) == lists.Entered(1, 1, 0)
    assert lists.enter_list(**how, groups=new) == lists.Entered(0, 0, 2)
    assert lists.enter_list(**how, groups=[replace(new[0], women=None)]) == lists.Entered(0, 0, 1)
    assert lists.enter_list(**how, groups=[replace(new[0], women=5)]) == lists.Entered(0, 1, 0)
    with pytest.raises(errors.PartsExceedTotal):
        lists.enter_list(**how, groups=[told(cast, name="Tổ Hai"), told(cast, name="Ba", members_counted=1, women=2)])
    assert sorted(group.name for group in selectors.listing(cast.officer)) == ["CLB Đã có", "Tổ Một"]


def test_a_person_unknown_to_the_group_has_no_task(cast: Cast) -> None:
    group = entered(cast)
    with pytest.raises(errors.MembershipUnknown):
        members.end_membership(**by(cast, group), task=members.Task(person("Ai"), "", SINCE), until=LATER)
