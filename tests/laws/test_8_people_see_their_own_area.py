"""Law 8: people see their own area; no personal data without a role for it; a child's photograph never without consent."""

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from nepmoi.analytics.facts import current
from nepmoi.analytics.figures import records as figure_records
from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit.rules import Actor
from nepmoi.fieldwork.activities.errors import ActivityUnknown
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, pictures, roll
from nepmoi.fieldwork.community.errors import GroupUnknown
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.evidence import open_photograph
from nepmoi.fieldwork.community.services import groups as community_services
from nepmoi.fieldwork.evidence.errors import PhotographUnknown
from nepmoi.fieldwork.evidence.rules import Ground, may_be_public
from nepmoi.intake.rosters import selectors as rosters
from nepmoi.intake.rosters import services as roster_services
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation import services as offices
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from nepmoi.registry.organisation.rules import Action, Role, Standing, may
from nepmoi.registry.people import services as people_services
from nepmoi.registry.people.errors import PersonUnknown
from nepmoi.registry.people.selectors import persons as people
from tests.cast import CONSOLE, DOOR, Cast, course, held, plan, unit
from tests.fieldwork.evidence.test_photographs import new as photograph
from tests.intake.rosters.papers import HEAD, HOA, PUC, one_sheet

pytestmark = pytest.mark.django_db

THEN = date(2024, 10, 22)
NOW = date(2025, 8, 20)

# Of the commune that xã Phúc Trạch took over, of the neighbour's, and of neither.
OURS, THEIRS, OTHERS = "Hồ Thị Nhà", "Hồ Thị Bên", "Hồ Thị Xa"


@dataclasses.dataclass
class Ground8:
    """A course of the district with people of several communes, and one in each of two communes later on."""

    cast: Cast
    district: UUID
    ours: UUID
    theirs: UUID
    person: dict[str, UUID]
    picture: UUID
    groups: dict[str, UUID]


@pytest.fixture
def ground(cast: Cast) -> Ground8:
    places = {OURS: "xã Hương Liên", THEIRS: "xã Hương Xuân", OTHERS: "xã Hà Linh"}
    district = course(cast, places)
    lines = activities.roster(CONSOLE, activities.activity(CONSOLE, district).id)
    pictures.add_photographs(by=cast.officer, door=DOOR, activity=district, half_day=None, pictures=[photograph()])
    held(cast.officer, district)
    made = {}
    for key, by, office in (("ours", cast.chair, cast.phuc_trach), ("theirs", cast.neighbour, cast.huong_xuan)):
        facts = {"first_day": NOW, "last_day": NOW, "half_days": ((NOW, DayPart.MORNING),), "host": office}
        made[key] = life.plan(by=by, door=DOOR, plan=plan(cast, **facts, venue_unit_id=office.unit_id))
    groups = {}
    for key, where in (("ours", unit("xã Hương Liên", THEN)), ("theirs", unit("xã Hương Xuân", THEN))):
        new = community_services.NewGroup(GroupKind.COMMUNICATION_TEAM, "Tổ", where, cast.province, THEN)
        groups[key] = community_services.enter_group(by=cast.officer, door=DOOR, new=new)
        member = next(line for line in lines if line.name_as_written == (OURS if key == "ours" else THEIRS))
        community_services.add_members(
            by=cast.officer, door=DOOR, group=groups[key], members=[(member.person.id, "")], noted_on=THEN
        )
    [shown] = activities.pictures([activities.activity(CONSOLE, district).id])
    uids = {line.name_as_written: line.person.uid for line in lines}
    return Ground8(cast, district, made["ours"], made["theirs"], uids, shown.photograph.uid, groups)


def names(by: Standing, uid: UUID) -> set[str]:
    found = activities.activity(by, uid)
    return {line.name_as_written for line in activities.roster(by, found.id)}


def refused(error: type[Exception] | tuple[type[Exception], ...], ask: Callable[[], object]) -> bool:
    with pytest.raises(error):
        ask()
    return True


# --- Activities and their lists --------------------------------------------------------------------------------------


def test_an_activity_is_seen_where_it_is_held_hosted_or_had_guests_from(ground: Ground8) -> None:
    cast = ground.cast
    for by in (cast.officer, cast.inspector):
        assert all(activities.activity(by, uid) for uid in (ground.district, ground.ours, ground.theirs))
    for by in (cast.chair, cast.collaborator):
        assert activities.activity(by, ground.district).uid == ground.district  # a guest of what it took over
        assert activities.activity(by, ground.ours).uid == ground.ours
        assert refused(ActivityUnknown, lambda by=by: activities.activity(by, ground.theirs))
    assert refused(ActivityUnknown, lambda: activities.activity(cast.neighbour, ground.ours))
    for uid in (ground.district, ground.ours, ground.theirs):
        assert refused(ActivityUnknown, lambda uid=uid: activities.activity(cast.learner, uid))
    assert set(activities.visible(cast.chair).values_list("uid", flat=True)) == {ground.district, ground.ours}


def test_who_only_had_guests_sees_only_them(ground: Ground8) -> None:
    cast = ground.cast
    assert names(cast.officer, ground.district) == {OURS, THEIRS, OTHERS}
    assert names(cast.inspector, ground.district) == {OURS, THEIRS, OTHERS}
    assert names(cast.chair, ground.district) == {OURS}
    assert names(cast.neighbour, ground.district) == {THEIRS}
    found = activities.activity(cast.officer, ground.district)
    assert activities.roster(cast.learner, found.id) == []


def test_a_list_as_it_came_is_for_whose_activity_it_is(ground: Ground8) -> None:
    cast = ground.cast
    planned = life.plan(by=cast.officer, door=DOOR, plan=plan(cast))
    data = one_sheet(HEAD, HOA, PUC, (3, THEIRS, "Nữ", 1980, "Kinh", "", "Xã Hương Xuân"))
    received = roster_services.receive(by=cast.officer, door=DOOR, activity=planned, filename="ds.xlsx", data=data)
    roster_services.import_list(by=cast.officer, door=DOOR, received_list=received)
    assert len(rosters.preview(cast.inspector, received).lines) == 3
    assert refused(OutsideArea, lambda: rosters.preview(cast.neighbour, received))
    assert refused(ActivityUnknown, lambda: rosters.preview(cast.learner, received))


# --- Persons and groups ----------------------------------------------------------------------------------------------


def test_a_person_is_seen_where_she_was_noted(ground: Ground8) -> None:
    cast = ground.cast
    for by in (cast.officer, cast.inspector):
        assert {people.person(by, uid).name for uid in ground.person.values()} == {OURS, THEIRS, OTHERS}
    for by, sees in ((cast.chair, OURS), (cast.collaborator, OURS), (cast.neighbour, THEIRS)):
        for name, uid in ground.person.items():
            if name == sees:
                assert people.person(by, uid).name == name
            else:
                assert refused(PersonUnknown, lambda by=by, uid=uid: people.person(by, uid))
        assert [found.name for found in people.search(by, "ho thi")] == [sees]
    assert people.search(cast.learner, "ho thi") == []
    for uid in ground.person.values():
        assert refused(PersonUnknown, lambda uid=uid: people.person(cast.learner, uid))


def test_a_learner_sees_herself(ground: Ground8) -> None:
    cast = ground.cast
    own = people.person(cast.officer, ground.person[OURS])
    assert cast.learner.actor.account_id is not None
    people_services.give_account(by=CONSOLE, door=DOOR, person_id=own.id, account_id=cast.learner.actor.account_id)
    assert people.person(cast.learner, ground.person[OURS]).name == OURS
    assert refused(PersonUnknown, lambda: people.person(cast.learner, ground.person[THEIRS]))


def test_groups_are_seen_where_they_are(ground: Ground8) -> None:
    cast = ground.cast
    assert {group.uid for group in community.listing(cast.officer)} == set(ground.groups.values())
    assert [group.uid for group in community.listing(cast.chair)] == [ground.groups["ours"]]
    assert community.listing(cast.learner) == []
    assert refused(GroupUnknown, lambda: community.group(cast.neighbour, ground.groups["ours"]))
    group = community.group(cast.chair, ground.groups["ours"])
    assert [member.person.name for member in community.members(cast.chair, group.id)] == [OURS]
    assert community.members(cast.learner, group.id) == []


def test_nobody_writes_in_anothers_area(ground: Ground8) -> None:
    cast = ground.cast
    how: dict[str, Any] = {"door": DOOR, "activity": ground.district}
    writes: list[Callable[[Standing], object]] = [
        lambda by: life.mark_held(by=by, **how),
        lambda by: roll.enrol(by=by, **how, enrolments=[roll.Enrolment(1, "Hồ")]),
        lambda by: pictures.add_photographs(by=by, **how, half_day=None, pictures=[photograph()]),
        lambda by: roster_services.receive(by=by, **how, filename="ds.xlsx", data=one_sheet(HEAD, HOA)),
    ]
    for write in writes:
        assert refused(OutsideArea, lambda write=write: write(cast.neighbour))
        for by in (cast.inspector, cast.learner):
            assert refused(RoleMayNot, lambda write=write, by=by: write(by))
    assert refused(OutsideArea, lambda: life.plan(by=cast.chair, door=DOOR, plan=plan(cast)))


# --- Figures ---------------------------------------------------------------------------------------------------------


def ask(place: str = "", **more: Any) -> figures.Question:
    return figures.question(code="people_trained", place=place, **more)


def test_a_figure_of_another_area_is_refused_whole(ground: Ground8) -> None:
    cast = ground.cast
    for place in ("xã Hương Xuân", "huyện Hương Khê", "tỉnh Hà Tĩnh", "xã Hà Linh"):
        question = ask(place, year=2024)
        assert refused(OutsideArea, lambda question=question: figures.answer(question, cast.chair))
        assert refused(OutsideArea, lambda question=question: figures.rows(question, cast.chair))
        assert figures.answer(question, cast.officer).value is not None
    assert figures.answer(ask("xã Hương Liên", year=2024), cast.chair).value == 1
    for reading in (figures.answer, figures.rows):
        assert refused(RoleMayNot, lambda reading=reading: reading(ask(year=2024), cast.learner))


def test_without_a_place_it_is_the_askers_own_area(ground: Ground8) -> None:
    cast = ground.cast
    values = {by: figures.answer(ask(year=2024), getattr(cast, by)).value for by in ("officer", "chair", "neighbour")}
    assert values == {"officer": 3, "chair": 1, "neighbour": 1}
    rows = figures.rows(ask(year=2024), cast.chair).rows
    assert [row.label.vi for row in rows] == [OURS]
    one_activity = figures.rows(ask(activity=ground.district), cast.neighbour)
    assert [row.label.vi for row in one_activity.rows] == [THEIRS]


def test_a_row_without_the_role_for_persons_names_nobody(ground: Ground8) -> None:
    question = ask(year=2024)
    with current.reading(question.maps()) as reader:
        shown = figure_records.read(question, reader, (0, None), sees_people=True)
        masked = figure_records.read(question, reader, (0, None), sees_people=False)
    assert {row.label.vi for row in shown.rows} == {OURS, THEIRS, OTHERS}
    assert masked.adds == shown.adds == 3
    for row in masked.rows:
        assert row.person is None
        assert {line.title for line in row.opens} == {""}
        said = repr(dataclasses.asdict(row))
        assert not [name for name in (OURS, THEIRS, OTHERS, "Chi hội trưởng") if name in said]


@pytest.mark.parametrize("role", list(Role))
def test_whoever_sees_a_part_of_few_people_may_see_persons(ground: Ground8, role: Role) -> None:
    by = Standing(Actor(None, "thử"), role, None, None)
    question = ask(year=2024, by="sex")
    if not may(role, Action.SEE_FIGURES):
        assert refused(RoleMayNot, lambda: figures.answer(question, by))
    else:
        [part] = figures.answer(question, by).parts
        assert (part.value is not None) is may(role, Action.SEE_PEOPLE)


# --- Photographs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ground", [None, Ground.CONSENT, Ground.PUBLIC_EVENT])
@pytest.mark.parametrize("children", [True, None])
def test_a_childs_photograph_is_never_public_without_consent(ground: Ground | None, children: bool | None) -> None:
    assert may_be_public(ground, shows_children=children) is (ground is Ground.CONSENT)


@pytest.mark.parametrize("children", [True, False, None])
def test_no_photograph_is_public_without_a_ground(children: bool | None) -> None:
    assert not may_be_public(None, shows_children=children)


def test_a_photograph_is_seen_where_what_it_shows_is(ground: Ground8) -> None:
    cast = ground.cast
    for by in (cast.officer, cast.inspector):
        assert open_photograph(by, ground.picture).photograph.uid == ground.picture
    assert refused(PhotographUnknown, lambda: open_photograph(cast.learner, ground.picture))
    of_theirs = life.plan(
        by=cast.neighbour,
        door=DOOR,
        plan=plan(cast, first_day=NOW, last_day=NOW, half_days=(), host=cast.huong_xuan,
                  venue_unit_id=cast.huong_xuan.unit_id),
    )  # fmt: skip
    pictures.add_photographs(
        by=cast.neighbour, door=DOOR, activity=of_theirs, half_day=None, pictures=[photograph(shows_children=True)]
    )
    [shown] = activities.pictures([activities.activity(cast.neighbour, of_theirs).id])
    assert not shown.photograph.public
    for by in (cast.chair, cast.collaborator, cast.learner):
        assert refused(PhotographUnknown, lambda by=by: open_photograph(by, shown.photograph.uid))


# --- The area itself -------------------------------------------------------------------------------------------------


def test_an_office_takes_over_the_area_of_what_it_replaced(ground: Ground8) -> None:
    cast = ground.cast
    inside = {name: unit(name, day) for name, day in (("xã Hương Liên", THEN), ("xã Phúc Trạch", NOW))}
    outside = {name: unit(name, day) for name, day in (("xã Hương Xuân", THEN), ("huyện Hương Khê", THEN))}
    for unit_id in inside.values():
        organisation.require(cast.chair, Action.SEE_FIGURES, unit_id)
    for unit_id in [*outside.values(), unit("tỉnh Hà Tĩnh", NOW), None]:
        assert refused(
            OutsideArea, lambda unit_id=unit_id: organisation.require(cast.chair, Action.SEE_FIGURES, unit_id)
        )
    assert organisation.lies_in_area(cast.officer, outside["huyện Hương Khê"])


def test_a_post_that_ended_gives_no_standing(cast: Cast) -> None:
    account_id = offices.open_account(
        by=CONSOLE,
        door=DOOR,
        username="tungla",
        full_name="Tùng Lá (mẫu)",
        password="một mật khẩu chỉ để thử",  # noqa: S106 - it opens nothing outside the tests
        office=cast.district,
        role=Role.OFFICER,
        valid_from=date(2022, 1, 1),
    )
    # The district's office closed on 30 June 2025.
    assert organisation.standing(account_id) is None
