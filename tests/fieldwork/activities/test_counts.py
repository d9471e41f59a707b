"""Those who came without being named: numbers that fit, kept beside the named; and what each kind's result needs."""

from datetime import date
from uuid import UUID

import pytest

from nepmoi.core.audit.errors import AlreadySaved, StaleSave
from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.fieldwork.activities import errors
from nepmoi.fieldwork.activities.models import Activity, HeadCount
from nepmoi.fieldwork.activities.rules import Heads, Kept, Lack, Status, Thing, check_heads, lacks
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import counted, life
from nepmoi.fieldwork.activities.services.reported import Report, report
from nepmoi.kernel.errors import Invalid
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from nepmoi.registry.programme import selectors as programme
from nepmoi.registry.programme.rules import Need, Needs, Who
from tests.cast import DOOR, Cast, course, plan, unit

DAY = date(2025, 10, 20)
CAME = Heads(total=57, women=41, minority=30, minority_women=22, children=9, audience="villagers")


def session(cast: Cast, *counts: Heads, confirm: bool = False, door: Door = DOOR, **changes: object) -> UUID:
    """A communication session in xã Phúc Trạch, written down by its chair."""
    facts = {
        "kind": "communication_session",
        "name": "Truyền thông tại thôn",
        "first_day": DAY,
        "last_day": DAY,
        "venue_unit_id": unit("xã Phúc Trạch", DAY),
        "host": cast.phuc_trach,
        "contents": ("nd1",),
        "half_days": (),
    }
    told = Report(plan(cast, **(facts | changes)), counts)
    return report(by=cast.chair, door=door, told=told, confirm=confirm)


def said(cast: Cast, uid: UUID) -> list[tuple[str, int | None, bool]]:
    counts = selectors.counts_of(selectors.activity(cast.officer, uid).id)
    return [(one.audience, one.total, one.over) for one in counts]


@pytest.mark.parametrize(
    ("heads", "refusal"),
    [
        (Heads(), errors.CountBlank),
        (Heads(audience="villagers", over=True), errors.CountBlank),
        (Heads(total=20, women=21), errors.WomenTooMany),
        (Heads(total=20, minority=21), errors.MinorityTooMany),
        (Heads(total=20, children=21), errors.ChildrenTooMany),
        (Heads(women=10, minority=8, minority_women=9), errors.MinorityWomenTooMany),
        (Heads(total=20, minority_women=21), errors.MinorityWomenTooMany),
        (Heads(total=40, women=30, minority=30, minority_women=10), errors.PartsTooMany),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(heads: Heads, refusal: type[Invalid]) -> None:
    with pytest.raises(refusal):
        check_heads(heads)


@pytest.mark.parametrize(
    "heads",
    [
        CAME,
        Heads(total=0),
        Heads(women=12),
        Heads(total=40, women=30, minority=30, minority_women=20),
        # More than a hundred came: how many were neither is open.
        Heads(total=100, women=80, minority=80, minority_women=20, over=True),
    ],
)
def test_numbers_that_can_be_are_taken(heads: Heads) -> None:
    check_heads(heads)
    assert heads.total is None or heads.total >= 0


@pytest.mark.parametrize(
    ("who", "listed", "counts", "lack"),
    [
        (Who.LIST, 0, 1, True),
        (Who.LIST, 1, 0, False),
        (Who.COUNTS, 1, 0, True),
        (Who.COUNTS, 0, 1, False),
        (Who.EITHER, 0, 0, True),
        (Who.EITHER, 1, 0, False),
        (Who.EITHER, 0, 1, False),
    ],
)
def test_who_came_is_asked_by_the_kind(who: Who, listed: int, counts: int, lack: bool) -> None:
    needs = Needs(who, Need.BLOCKS, Need.NONE, Need.NONE, Need.NONE)
    found = lacks(needs, Kept(listed=listed, counts=counts, unmarked=1, photographs=0))
    assert found == ([Lack(Thing.PEOPLE, blocks=True)] if lack else [])


def test_a_roll_is_asked_of_those_who_are_listed() -> None:
    needs = Needs(Who.EITHER, Need.BLOCKS, Need.WARNS, Need.NONE, Need.BLOCKS)
    counted_only = Kept(listed=0, counts=1, unmarked=2, photographs=1)
    assert lacks(needs, counted_only) == []
    assert lacks(needs, Kept(listed=1, counts=0, unmarked=2, photographs=0)) == [
        Lack(Thing.ROLL, blocks=False),
        Lack(Thing.PHOTOGRAPHS, blocks=True),
    ]


@pytest.mark.django_db
def test_every_kind_of_the_programme_says_what_its_result_needs(cast: Cast) -> None:
    needs = {kind.code: kind.needs for kind in programme.activity_kinds()}
    assert needs["training"] == Needs(Who.LIST, Need.BLOCKS, Need.BLOCKS, Need.WARNS, Need.WARNS)
    assert needs["communication_session"] == Needs(Who.EITHER, Need.BLOCKS, Need.NONE, Need.NONE, Need.WARNS)
    assert {"contest", "mock_trial", "exchange", "campaign", "dialogue", "visit", "conference"} <= needs.keys()
    assert next(audience.code for audience in programme.audiences()) == "villagers"


@pytest.mark.django_db
def test_a_session_with_numbers_is_confirmed_without_a_list(cast: Cast) -> None:
    uid = session(cast, CAME, Heads(total=100, over=True, audience="pupils"), confirm=True)
    found = selectors.activity(cast.officer, uid)
    assert (found.status, found.people, found.counts) == (Status.CONFIRMED, 0, 2)
    assert said(cast, uid) == [("villagers", 57, False), ("pupils", 100, True)]
    [first, _] = selectors.counts_of(found.id)
    assert (first.women, first.minority, first.minority_women, first.children) == (41, 30, 22, 9)


@pytest.mark.django_db
def test_without_list_and_numbers_a_session_is_held_but_not_confirmed(cast: Cast) -> None:
    uid = session(cast)
    with pytest.raises(errors.NobodyWritten):
        life.confirm(by=cast.chair, door=DOOR, activity=uid)
    with pytest.raises(errors.NobodyWritten):
        session(cast, confirm=True)
    # All of it or nothing.
    assert Activity.objects.count() == 1


@pytest.mark.django_db
def test_a_training_is_not_confirmed_by_numbers(cast: Cast) -> None:
    uid = course(cast, {})
    counted.count_heads(by=cast.officer, door=DOOR, activity=uid, counts=[CAME])
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    with pytest.raises(errors.NothingToConfirm):
        life.confirm(by=cast.officer, door=DOOR, activity=uid)


@pytest.mark.django_db
def test_a_kind_whose_result_needs_a_picture_waits_for_it(cast: Cast) -> None:
    uid = session(cast, CAME, kind="campaign")
    with pytest.raises(errors.PhotographsMissing):
        life.confirm(by=cast.chair, door=DOOR, activity=uid)


@pytest.mark.django_db
def test_numbers_are_mended_line_over_line(cast: Cast) -> None:
    uid = session(cast, CAME, Heads(total=12, audience="pupils"))
    before = selectors.activity(cast.officer, uid).version
    told = {"by": cast.chair, "door": DOOR, "activity": uid}
    assert counted.count_heads(**told, counts=[CAME, Heads(total=12, audience="pupils")]) == 0  # type: ignore[arg-type]
    assert selectors.activity(cast.officer, uid).version == before
    assert counted.count_heads(**told, counts=[Heads(total=60, over=True)], seen=before) == 2  # type: ignore[arg-type]
    assert said(cast, uid) == [("", 60, True)]
    with pytest.raises(StaleSave):
        counted.count_heads(**told, counts=[CAME], seen=before)  # type: ignore[arg-type]
    assert counted.count_heads(**told, counts=[Heads(total=60, over=True), CAME]) == 1  # type: ignore[arg-type]
    assert HeadCount.objects.count() == 2
    assert len(HeadCount.history.all()) == 5


@pytest.mark.django_db
def test_two_lines_of_the_same_people_are_refused(cast: Cast) -> None:
    with pytest.raises(errors.CountTwice) as refused:
        session(cast, CAME, Heads(total=3, audience="villagers"), Heads(total=4, audience="pupils"))
    assert refused.value.line == 2
    with pytest.raises(errors.CodeUnknown):
        session(cast, Heads(total=3, audience="martians"))
    here = unit("xã Phúc Trạch", DAY)
    uid = session(cast, CAME, Heads(total=3, audience="villagers", unit_id=here))
    assert len(said(cast, uid)) == 2


@pytest.mark.django_db
def test_confirmed_numbers_are_mended_with_a_reason(cast: Cast) -> None:
    uid = session(cast, CAME, confirm=True)
    with pytest.raises(errors.ReasonNeeded):
        counted.count_heads(by=cast.chair, door=DOOR, activity=uid, counts=[Heads(total=58)])
    counted.count_heads(by=cast.chair, door=DOOR, activity=uid, counts=[Heads(total=58)], reason="Đếm lại")
    assert said(cast, uid) == [("", 58, False)]


@pytest.mark.django_db
def test_the_same_form_twice_is_one_session(cast: Cast) -> None:
    door = Door(DoorKind.PAGE, "/", new_uid())
    session(cast, CAME, door=door)
    with pytest.raises(AlreadySaved):
        session(cast, CAME, door=door)
    assert Activity.objects.count() == 1


@pytest.mark.django_db
def test_only_who_may_writes_numbers_and_only_in_her_area(cast: Cast) -> None:
    uid = session(cast, CAME)
    for by, refusal in ((cast.inspector, RoleMayNot), (cast.neighbour, OutsideArea)):
        with pytest.raises(refusal):
            counted.count_heads(by=by, door=DOOR, activity=uid, counts=[Heads(total=1)])
    counted.count_heads(by=cast.collaborator, door=DOOR, activity=uid, counts=[Heads(total=58)])
    assert said(cast, uid) == [("", 58, False)]


@pytest.mark.django_db
def test_what_is_still_to_come_is_not_written_down_as_held(cast: Cast) -> None:
    day = date(2099, 1, 1)
    with pytest.raises(errors.NotYetHeld):
        session(cast, CAME, first_day=day, last_day=day)
    assert not Activity.objects.exists()
