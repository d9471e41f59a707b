"""A person's page: as known now, her posts and half-days, whence she is known; her phone only for whose work it is."""

import re
from datetime import date
from uuid import UUID

import pytest

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.fieldwork.community.services import groups as community
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.people import services as people
from nepmoi.registry.people.rules.persons import Sex, masked_phone
from nepmoi.registry.people.selectors import persons as register
from tests.cast import AFTERNOON, CONSOLE, DOOR, MORNING, Cast, course, plan, unit
from tests.web.desk import page, queries, sit, text

pytestmark = pytest.mark.django_db
LONG = "Nguyễn Phúc Tôn Nữ Hoàng Công Huyền Tằng Thị Thanh Thanh Mai"


def phoned(name: str = "Hồ Thị Một", account_id: int | None = None) -> int:
    new = people.NewPerson(name, Sex.FEMALE, PartialDate(1972), "44", "0912345678")
    [made] = people.register(by=CONSOLE, door=DOOR, people=[new])
    if account_id is not None:
        people.give_account(by=CONSOLE, door=DOOR, person_id=made, account_id=account_id)
    return made


def held(
    cast: Cast, person_id: int, *, name: str = "Lớp thử", marks: tuple[Mark | None, ...] = (Mark.PRESENT,)
) -> UUID:
    """A course that was held, with one person of Hương Liên in it and her marks by half-day."""
    uid = life.plan(by=cast.officer, door=DOOR, plan=plan(cast, name=name))
    commune = unit("xã Hương Liên")
    line = roll.Enrolment(person_id, register.by_id([person_id])[person_id].name, "Trưởng bản", commune, "Hương Liên")
    roll.enrol(by=cast.officer, door=DOOR, activity=uid, enrolments=[line])
    here = activities.activity(cast.officer, uid)
    [listed] = activities.roster(cast.officer, here.id)
    for slot, mark in zip(activities.half_days(here.id), marks, strict=False):
        roll.record_attendance(by=cast.officer, door=DOOR, activity=uid, half_day=slot.uid, marks={listed.uid: mark})
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    return uid


def address(person_id: int) -> str:
    return f"/people/{register.by_id([person_id])[person_id].uid}"


def test_her_half_days_lead_to_the_course(cast: Cast) -> None:
    who = phoned()
    uid = held(cast, who, marks=(Mark.PRESENT, None))
    html = page(sit("chair"), address(who))
    slots = activities.half_days(activities.activity(cast.officer, uid).id)
    assert [(slot.day, slot.part) for slot in slots] == [MORNING, AFTERNOON]
    links = re.findall(r'<li class="(\w+)"><a href="([^"]+)">', html)
    assert links == [
        ("present", f"/activities/{uid}#half-day-{slots[0].uid}"),
        ("unknown", f"/activities/{uid}#half-day-{slots[1].uid}"),
    ]
    said = text(html)
    assert "Trưởng bản · xã Hương Liên (until 30/6/2025)" in said
    assert "Morning 22/10 present" in said
    assert "Afternoon 22/10 not marked" in said


def test_what_is_not_confirmed_is_not_counted(cast: Cast) -> None:
    who = phoned()
    uid = held(cast, who, marks=(Mark.PRESENT, Mark.PRESENT))
    assert "1 person and 0 participations, 0 presences by half-day" in text(page(sit("chair"), address(who)))
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    assert "1 person and 1 participation, 2 presences by half-day" in text(page(sit("chair"), address(who)))


def test_her_posts_groups_and_writes_are_told(cast: Cast) -> None:
    who = phoned()
    held(cast, who)
    new = community.NewGroup(
        GroupKind.COMMUNICATION_TEAM, "Tổ thử", unit("xã Hương Liên"), cast.district, date(2024, 10, 22)
    )
    group = community.enter_group(by=cast.officer, door=DOOR, new=new)
    community.add_members(
        by=cast.officer, door=DOOR, group=group, members=[(who, "Tổ phó")], noted_on=date(2024, 10, 22)
    )
    html = page(sit("chair"), address(who))
    said = text(html)
    assert "Trưởng bản xã Hương Liên (until 30/6/2025) · noted on 22/10/2024" in said
    assert f'href="/groups/{group}"' in html
    assert "Tổ thử Tổ phó" in said
    assert "born 1972 · female · Chứt" in said
    assert "by the command “tests” at the machine" in said


@pytest.mark.parametrize(
    ("username", "shown"),
    [
        ("officer", "0912345678"),
        ("chair", "0912345678"),
        ("collaborator", "•••••••678"),
        ("inspector", "•••••••678"),
    ],
)
def test_a_phone_is_whole_for_offices_only(cast: Cast, username: str, shown: str) -> None:
    who = phoned()
    held(cast, who)
    html = page(sit(username), address(who))
    assert shown in html
    assert ("0912345678" in html) == (shown == "0912345678")


def test_a_short_phone_shows_nothing() -> None:
    assert [masked_phone(number) for number in ("", "113", "1900")] == ["", "•••", "•900"]


def test_a_person_of_another_area_is_not_there(cast: Cast) -> None:
    who = phoned()
    held(cast, who)
    client = sit("neighbour")
    page(client, address(who), 404)
    assert "Nobody of this name" in text(page(client, "/people?text=hồ thị một"))


def test_an_activity_outside_the_area_is_counted_and_not_named(cast: Cast) -> None:
    who = phoned()
    held(cast, who)
    elsewhere = life.plan(
        by=cast.officer, door=DOOR, plan=plan(cast, name="Lớp ở nơi khác", venue_unit_id=unit("xã Hà Linh", MORNING[0]))
    )
    line = roll.Enrolment(who, "Hồ Thị Một", "Khách", unit("xã Hà Linh", MORNING[0]), "Hà Linh")
    roll.enrol(by=cast.officer, door=DOOR, activity=elsewhere, enrolments=[line])
    said = text(page(sit("chair"), address(who)))
    assert "Lớp ở nơi khác" not in said
    assert "1 more activity lies outside the area" in said


def test_a_learner_sees_herself_and_nobody_else(cast: Cast) -> None:
    mine = phoned("Hồ Thị Nam", cast.learner.actor.account_id)
    other = phoned("Hồ Thị Khác")
    held(cast, mine)
    client = sit("learner")
    html = page(client, "/me")
    assert "<h1>Hồ Thị Nam</h1>" in html
    assert "0912345678" in html
    assert "Morning 22/10 present" in text(html)
    assert "/activities/" not in html
    page(client, address(other), 403)
    page(client, "/people", 403)


def test_an_account_without_a_person_is_told_so(cast: Cast) -> None:
    assert "not joined to a person" in text(page(sit("officer"), "/me"))


def test_people_are_found_without_marks(cast: Cast) -> None:
    held(cast, phoned("Hồ Thị Một"))
    html = page(sit("chair"), "/people?text=ho thi mot")
    assert re.findall(r'<h3><a href="/people/[^"]+">([^<]+)</a>', html) == ["Hồ Thị Một"]
    assert "Trưởng bản · xã Hương Liên (until 30/6/2025)" in text(html)


def test_a_search_takes_as_many_questions_for_thirty_as_for_three(cast: Cast) -> None:
    places = {f"Lê Thị Ba {number}": "xã Hương Liên" for number in range(3)}
    places |= {f"Lê Thị Năm {number}": "xã Hương Liên" for number in range(30)}
    course(cast, places)
    client = sit("chair")
    few, many = "/people?text=lê thị ba", "/people?text=lê thị năm"
    assert "30 people" in text(page(client, many))
    assert queries(client, few) == queries(client, many)


def test_a_page_takes_as_many_questions_for_thirty_courses_as_for_three(cast: Cast) -> None:
    few, many = phoned("Hồ Thị Ba"), phoned("Hồ Thị Tám")
    for person_id, count in ((few, 3), (many, 30)):
        for number in range(count):
            held(cast, person_id, name=f"Lớp {number}")
    client = sit("chair")
    assert page(client, address(many)).count('id="course-') == 30
    assert queries(client, address(few)) == queries(client, address(many)) <= 34


def test_mergers_of_a_person_are_fetched_together_and_who_is_who_once(cast: Cast) -> None:
    one, many = phoned("Hồ Thị Ba"), phoned("Hồ Thị Tám")
    for person_id, count in ((one, 1), (many, 5)):
        held(cast, person_id, name="Lớp")
        keep = register.by_id([person_id])[person_id]
        for _ in range(count):
            other = phoned(keep.name)
            people.merge(by=CONSOLE, door=DOOR, keep=keep.uid, other=register.by_id([other])[other].uid, taken=[])
    client = sit("officer")
    assert page(client, address(many)).count('href="/people/mergers/') >= 5
    assert queries(client, address(one)) == queries(client, address(many)) <= 40


def test_a_long_name_stands_whole(cast: Cast) -> None:
    who = phoned(LONG)
    held(cast, who)
    assert f"<h1>{LONG}</h1>" in page(sit("chair"), address(who))
