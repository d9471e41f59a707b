"""The case names only what is there, keeps to what the press printed, and marks what is made up."""

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from PIL import ExifTags, Image

from nepmoi.cli import case as cases
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.registry.organisation.rules import Role

PACKAGE = Path(str(files("nepmoi") / "programmes" / "project8"))
FOLDER = PACKAGE / "case"
READ = Path(__file__).parents[1] / "rosters"


@pytest.fixture(scope="module")
def case():
    return cases.read(FOLDER / "huong_khe.yaml")


@pytest.fixture(scope="module")
def raw():
    return yaml.safe_load((FOLDER / "huong_khe.yaml").read_text("utf-8"))


def people_of(course):
    return json.loads((READ / Path(course.roster).name).with_suffix(".json").read_text("utf-8"))["people"]


def test_every_key_that_is_named_is_there(case, raw):
    structure, topics = (yaml.safe_load((PACKAGE / n).read_text("utf-8")) for n in ("programme.yaml", "topics.yaml"))
    units = {record.key for record in [*case.places, *case.villages]}
    offices, courses = {o.key for o in case.offices}, {c.key for c in case.courses}
    persons, groups = {p.key for p in case.persons}, {g.key for g in case.groups}
    in_courses = [*case.course_offices, *case.half_days, *case.trainers, *case.sessions, *case.attendance]
    in_courses += [*case.attendance_exceptions, *case.persons, *case.photographs, *case.exchanges]

    assert {v.parent for v in case.villages} | {o.unit for o in case.offices} | {g.unit for g in case.groups} <= units
    assert {c.venue_unit for c in case.courses} | {p.unit for p in case.photographs} <= units
    assert {record.office for record in [*case.accounts, *case.course_offices]} <= offices
    assert {record.host for record in [*case.courses, *case.groups]} <= offices
    assert {record.course for record in in_courses} == courses
    assert {m.person for m in case.memberships} | {a.person for a in case.accounts if a.person} <= persons
    assert {m.group for m in case.memberships} <= groups
    assert {m.exchange for m in case.exchange_members} <= {e.key for e in case.exchanges}
    assert {report.unit for report in case.reports} | {article.unit for article in case.press} <= units
    assert {article.course for article in case.press} <= courses
    assert {key for article in case.press for key in article.groups} <= groups
    assert {report.host for report in case.reports} <= offices
    assert {c.kind for c in case.courses} <= {kind["code"] for kind in structure["activity_kinds"]}
    assert {code for c in case.courses for code in c.contents} <= {content["code"] for content in structure["contents"]}
    assert {s.topic for s in case.sessions if s.topic} <= {topic["code"] for topic in topics["topics"]}
    assert {s.trainer for s in case.sessions if s.trainer} <= {trainer.key for trainer in case.trainers}
    assert {line["source"] for line in raw["background"]} <= {source["key"] for source in raw["sources"]}


def test_whatever_stands_in_a_half_day_stands_in_one_of_its_course(case):
    slots = {(slot.course, slot.day, slot.part) for slot in case.half_days}

    for records in (
        case.sessions,
        case.attendance,
        case.attendance_exceptions,
        case.photographs,
        case.exchanges,
    ):
        assert {(record.course, record.day, record.part) for record in records} <= slots
    assert {(record.course, record.day, record.part) for record in case.attendance} == slots
    for course in case.courses:
        days = {day for key, day, _ in slots if key == course.key}
        assert {min(days), max(days)} == {course.first_day, course.last_day}


def test_a_place_in_a_list_is_the_person_that_the_case_names(case):
    courses = {course.key: people_of(course) for course in case.courses}

    for named in [*case.attendance_exceptions, *case.persons]:
        assert courses[named.course][named.order - 1]["name"] == named.name
    of = {exchange.key: exchange.course for exchange in case.exchanges}
    for member in case.exchange_members:
        assert courses[of[member.exchange]][member.order - 1]["name"] == member.name


def test_groups_are_as_many_people_as_came_to_their_half_day(case):
    """Whoever was there was in one group, and nobody in a group was away."""
    for slot in {(e.course, e.day, e.part) for e in case.exchanges if e.form == "group_work"}:
        groups = [e for e in case.exchanges if (e.course, e.day, e.part) == slot and e.form == "group_work"]
        away = {e.order for e in case.attendance_exceptions if (e.course, e.day, e.part) == slot}
        [course] = [c for c in case.courses if c.key == slot[0]]
        assert sum(group.size for group in groups) == course.stated_count - len(away)
        members = [m.order for m in case.exchange_members if m.exchange in {group.key for group in groups}]
        assert len(members) == len(set(members))
        assert not away & set(members)
        assert {e.form for e in case.exchanges if e.course == slot[0]} <= {
            s.form for s in case.sessions if s.course == slot[0]
        }


def test_what_is_written_down_later_is_written_after_its_day_by_people_of_the_case(case, raw):
    for exchange in case.exchanges:
        [course] = [c for c in case.courses if c.key == exchange.course]
        assert exchange.day < exchange.entered_on <= course.confirmed_on
        if exchange.file:
            assert exchange.file in {p.file for p in case.photographs if p.course == exchange.course}
            assert exchange.entered_on >= course.pictures_on
    accounts = {account.username for account in [*case.accounts, *case.former_accounts]}
    assert {report.clerk for report in case.reports} <= accounts
    assert all("(mẫu)" in one["name"] and one["sample"] for one in [*raw["exchanges"], *raw["reports"]])


def test_everyone_on_a_list_was_there_at_least_once(case):
    for course in case.courses:
        half_days = sum(slot.course == course.key for slot in case.half_days)
        away = Counter(e.order for e in case.attendance_exceptions if e.course == course.key)
        assert len(people_of(course)) == course.stated_count
        assert max(away.values()) < half_days
    assert {attendance.default for attendance in case.attendance} == {Mark.PRESENT}
    assert {exception.mark for exception in case.attendance_exceptions} == {Mark.EXCUSED, Mark.ABSENT}


def test_each_role_of_the_demo_is_there_and_an_inspector_has_an_end(case):
    roles = {account.role for account in case.accounts}

    assert roles >= {Role.ADMINISTRATOR, Role.OFFICER, Role.COLLABORATOR, Role.LEARNER, Role.INSPECTOR}
    assert all(a.valid_to or a.valid_for_days for a in case.accounts if a.role is Role.INSPECTOR)
    assert all(account.full_name.endswith("(mẫu)") for account in case.accounts)
    assert [account.person for account in case.accounts if account.role is Role.LEARNER] != [None]


def test_what_is_made_up_says_so(raw):
    made_up = {course["key"] for course in raw["courses"] if course["sample"]}

    assert all("(mẫu)" in course["name"] for course in raw["courses"] if course["sample"])
    assert all("(mẫu)" in office["name"] for office in raw["offices"] if office.get("sample"))
    assert all("(mẫu)" in member["role"] for member in raw["memberships"])
    assert all(s["sample"] for s in raw["sessions"] if s["course"] in made_up)
    assert all("(mẫu)" in trainer["name"] for trainer in raw["trainers"])


def test_a_club_of_children_names_none_of_them(case):
    clubs = {group.key for group in case.groups if group.kind == "leaders_club"}

    assert clubs
    assert not [member for member in case.memberships if member.group in clubs]


def test_pictures_are_drawn_light_and_large_enough(case):
    shown = {FOLDER / photograph.file for photograph in case.photographs}

    assert shown == {path for path in (FOLDER / "pictures").iterdir() if path.suffix in {".jpg", ".png"}}
    for path in shown:
        with Image.open(path) as picture:
            assert picture.size == (1600, 1067)
        assert path.stat().st_size < 200_000
    assert all(photograph.ground == "drawn" and not photograph.shows_children for photograph in case.photographs)


def test_one_picture_carries_what_a_camera_writes_into_it(case):
    with_place = []
    for photograph in case.photographs:
        with Image.open(FOLDER / photograph.file) as picture:
            exif = picture.getexif()
            if exif.get_ifd(ExifTags.IFD.GPSInfo) and exif.get(ExifTags.Base.Model):
                with_place.append(photograph.file)

    assert len(with_place) == 1
