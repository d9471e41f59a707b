"""What groups came to and the experience that was shared: entered, mended, made void, and counted nowhere."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.errors import StaleSave
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities import errors as activity_errors
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ParticipantView
from nepmoi.fieldwork.activities.services import listed, turns
from nepmoi.fieldwork.activities.services.pictures import add_photographs
from nepmoi.fieldwork.training import errors, services
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.fieldwork.training.services import Brought
from nepmoi.kernel import clock
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from tests.cast import AFTERNOON, CONSOLE, DOOR, MORNING, Cast, course, held, plan
from tests.fieldwork.evidence.test_photographs import new as photograph

pytestmark = pytest.mark.django_db
LEARNERS = {"Hồ Thị Một": "xã Hương Liên", "Hồ Hai": "xã Hà Linh", "Hồ Ba": "xã Hà Linh"}


def lines(uid: UUID) -> list[ParticipantView]:
    return selectors.roster(CONSOLE, selectors.activity(CONSOLE, uid).id)


def told(uid: UUID, **said: Any) -> Brought:
    slot = selectors.half_days(selectors.activity(CONSOLE, uid).id)[1].uid
    facts: dict[str, Any] = {
        "half_day": slot,
        "form": SessionForm.GROUP_WORK,
        "name": "Nhóm 1",
        "subject": "Việc nhà?",
        "size": 12,
    }
    return Brought(**(facts | said))


def record(cast: Cast, uid: UUID, brought: Brought | None = None, **more: Any) -> UUID:
    common: dict[str, Any] = {"by": cast.officer, "door": DOOR, "activity": uid}
    return services.record_exchange(**(common | {"brought": brought or told(uid)} | more))


def mend(cast: Cast, uid: UUID, one: UUID, brought: Brought, **more: Any) -> None:
    common: dict[str, Any] = {"by": cast.officer, "door": DOOR, "activity": uid, "exchange": one}
    services.mend_exchange(**(common | {"brought": brought} | more))


def kept(uid: UUID) -> list[training.ExchangeView]:
    return training.exchanges(selectors.activity(CONSOLE, uid).id, lines(uid))


def changes(cast: Cast, uid: UUID) -> list[tuple[str, str, dict[str, tuple[Any, Any]]]]:
    """What the newest write did, as the history tells it."""
    found = selectors.activity(CONSOLE, uid)
    newest = audit.entries_of(RootKind.ACTIVITY, found.id)[0]
    return [
        (change.record.label, change.did.value, {one.told.name: (one.before, one.after) for one in change.differences})
        for change in training.changes(cast.officer, found, [newest.id])
    ]


def test_a_group_is_kept_with_all_that_was_said(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    add_photographs(by=cast.officer, door=DOOR, activity=uid, half_day=None, pictures=[photograph()])
    [picture] = selectors.pictures([selectors.activity(CONSOLE, uid).id])
    members = tuple(line.uid for line in lines(uid)[:2])
    brought = told(
        uid,
        name=" Nhóm  1 ",
        result="1.  Chia việc nhà\r\n\r\n2. Họp tối ",
        members=members,
        photograph=picture.photograph.uid,
    )
    record(cast, uid, brought)
    [one] = kept(uid)
    assert (one.name, one.subject, one.size, one.people) == ("Nhóm 1", "Việc nhà?", 12, 12)
    assert one.result == "1. Chia việc nhà\n\n2. Họp tối"
    assert [line.uid for line in one.members] == [*members]
    assert one.photograph
    assert one.photograph.uid == picture.photograph.uid
    assert {label for label, *_ in changes(cast, uid)} == {"Group work and experience", "Member of a group"}


def test_how_many_they_were_is_said_or_told_by_the_members_or_unknown(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    record(cast, uid, told(uid, size=None))
    record(cast, uid, told(uid, name="Nhóm 2", size=None, members=(lines(uid)[0].uid,)))
    assert [one.people for one in kept(uid)] == [None, 1]


def test_mending_writes_over_it_and_the_history_tells_what_differed(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    first, second, _ = (line.uid for line in lines(uid))
    one = record(cast, uid, told(uid, members=(first,)))
    slot = selectors.half_days(selectors.activity(CONSOLE, uid).id)[0].uid
    mend(cast, uid, one, told(uid, half_day=slot, form=SessionForm.EXPERIENCE, size=None, members=(second,)))
    [now] = kept(uid)
    assert (now.form, [line.uid for line in now.members]) == (SessionForm.EXPERIENCE, [second])
    said = changes(cast, uid)
    [(_, did, differs)] = [change for change in said if change[0] == "Group work and experience"]
    assert did == "changed"
    assert differs == {
        "form": ("group_work", "experience"),
        "half_day__part": ("afternoon", "morning"),
        "size": (12, None),
    }
    assert sorted(did for label, did, _ in said if label == "Member of a group") == ["added", "changed"]
    # Whoever comes back is the same line again.
    mend(cast, uid, one, told(uid, members=(first,)))
    assert [line.uid for line in kept(uid)[0].members] == [first]


def test_what_was_entered_by_mistake_leaves_with_its_reason(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    one = record(cast, uid)
    common: dict[str, Any] = {"by": cast.officer, "door": DOOR, "activity": uid, "exchange": one}
    with pytest.raises(activity_errors.WhyNeeded):
        services.void_exchange(**common, reason="  ")
    services.void_exchange(**common, reason="Nhập hai lần")
    assert kept(uid) == []
    assert changes(cast, uid) == [("Group work and experience", "changed", {"void_reason": ("", "Nhập hai lần")})]
    with pytest.raises(errors.ExchangeUnknown):
        services.void_exchange(**common, reason="Lần nữa")
    with pytest.raises(errors.ExchangeUnknown):
        mend(cast, uid, one, told(uid))


def test_it_changes_no_figure_and_needs_no_reason_once_confirmed(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    held(cast.officer, uid)
    codes = ("people_trained", "training_participations", "half_day_presences", "training_days")

    def counted() -> list[int | None]:
        return [figures.answer(figures.question(code=code, year=2024), CONSOLE).value for code in codes]

    before = counted()
    assert before == [3, 3, 6, 1]
    record(cast, uid)
    assert counted() == before


def test_it_is_refused_where_it_cannot_be(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    other = course(cast, {"Hồ Bốn": "xã Hà Linh"}, name="Lớp khác")
    add_photographs(by=cast.officer, door=DOOR, activity=other, half_day=None, pictures=[photograph()])
    [picture] = selectors.pictures([selectors.activity(CONSOLE, other).id])
    before = selectors.activity(CONSOLE, uid)
    good = told(uid)
    everyone = tuple(line.uid for line in lines(uid))
    for refusal, brought in (
        (errors.ExchangeNameMissing, replace(good, name=" ")),
        (errors.MembersTooMany, replace(good, size=2, members=everyone)),
        (errors.MemberNotListed, replace(good, members=(lines(other)[0].uid,))),
        (errors.PictureOfOther, replace(good, photograph=picture.photograph.uid)),
        (activity_errors.HalfDayUnknown, replace(good, half_day=uuid4())),
    ):
        with pytest.raises(refusal):
            record(cast, uid, brought)
    with pytest.raises(OutsideArea):
        record(cast, uid, by=cast.neighbour)
    with pytest.raises(RoleMayNot):
        record(cast, uid, by=cast.inspector)
    with clock.stopped_at(datetime(2024, 10, 20, tzinfo=UTC)), pytest.raises(errors.ExchangeToCome):
        record(cast, uid)
    assert (kept(uid), selectors.activity(CONSOLE, uid)) == ([], before)
    one = record(cast, uid)
    with pytest.raises(StaleSave):
        mend(cast, uid, one, good, seen=before.version)
    with pytest.raises(errors.ExchangeUnknown):
        mend(cast, other, one, told(other))
    turns.cancel(by=cast.officer, door=DOOR, activity=other, reason="Mưa lũ")
    with pytest.raises(activity_errors.StepNotPossible):
        record(cast, other)


def test_whoever_is_taken_off_the_list_is_no_member_and_cannot_become_one(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    first = lines(uid)[0].uid
    record(cast, uid, told(uid, members=(first,)))
    listed.take_off(by=cast.officer, door=DOOR, activity=uid, line=first, reason="Nhầm lớp")
    assert [(one.members, one.named) for one in kept(uid)] == [((), 0)]
    with pytest.raises(errors.MemberNotListed):
        record(cast, uid, told(uid, members=(first,)))


def test_a_half_day_in_which_groups_worked_stays_in_the_plan(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    one = record(cast, uid)
    common: dict[str, Any] = {"by": cast.officer, "door": DOOR, "activity": uid, "sessions": ()}
    with pytest.raises(errors.HalfDayTaught) as refused:
        services.revise_course(**common, course=plan(cast, half_days=(MORNING,)))
    assert (refused.value.day, refused.value.part) == AFTERNOON
    services.void_exchange(by=cast.officer, door=DOOR, activity=uid, exchange=one, reason="Nhầm")
    services.revise_course(**common, course=plan(cast, half_days=(MORNING,)))
    assert selectors.activity(CONSOLE, uid).half_days == 1


def test_a_guest_reads_what_groups_came_to_and_her_own_members_only(cast: Cast) -> None:
    uid = course(cast, LEARNERS)
    everyone = tuple(line.uid for line in lines(uid))
    record(cast, uid, told(uid, members=everyone))
    found = selectors.activity(cast.chair, uid)
    own = selectors.roster(cast.chair, found.id)
    [one] = training.exchanges(found.id, own)
    assert ([line.name_as_written for line in one.members], one.named, one.unseen) == (["Hồ Thị Một"], 3, 2)
    assert set(training.unseen_members(one.id, own)) == {*everyone} - {line.uid for line in own}
    newest = audit.entries_of(RootKind.ACTIVITY, found.id)[0]
    members = [c for c in training.changes(cast.chair, found, [newest.id]) if c.record.label == "Member of a group"]
    assert sorted(c.is_hidden for c in members) == [False, True, True]
