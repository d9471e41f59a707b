"""The steps that fill the demo's data folder; each may run again and then changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from nepmoi.cli import case as cases
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.core.files import services as files
from nepmoi.core.files.selectors import is_sample
from nepmoi.fieldwork.activities import selectors as activities
from nepmoi.fieldwork.activities.services import life, pictures, roll
from nepmoi.fieldwork.community import services as community
from nepmoi.fieldwork.evidence.services import NewPhotograph
from nepmoi.fieldwork.training import services as training
from nepmoi.intake.rosters import services as rosters
from nepmoi.kernel import clock
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.services import official, villages
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation import services as offices
from nepmoi.registry.organisation.rules import OfficeView
from nepmoi.registry.people import services as people
from nepmoi.registry.programme import services as programme

CASE = Path(__file__).parents[1] / "programmes" / "project8" / "case" / "huong_khe.yaml"
BY = organisation.console("nepmoi demo")
DOOR = Door(DoorKind.COMMAND, "demo")


def usernames() -> list[str]:
    """The accounts of the case."""
    return [account.username for account in cases.read(CASE).accounts]


def roles() -> dict[str, str]:
    """What each account of the case is, and where."""
    case = cases.read(CASE)
    names = {office.key: office.short_name for office in case.offices}
    return {account.username: f"{account.role.value}, {names[account.office]}" for account in case.accounts}


def mark_as_sample() -> None:
    """Say for good that the folder holds made-up people."""
    if not is_sample():
        with audit.writing(BY.actor, DOOR):
            files.mark_as_sample()


def load_places() -> None:
    """The units of 2021 to 2026."""
    official.load_units(by=BY.actor, door=DOOR)


def load_programme() -> None:
    """The ethnic groups and the parts of Project 8."""
    people.load_ethnic_groups(by=BY, door=DOOR)
    programme.load_package(by=BY, door=DOOR)


@dataclass
class _Keys:
    """What the case's keys have become in this folder."""

    units: dict[str, int] = field(default_factory=dict)
    offices: dict[str, OfficeView] = field(default_factory=dict)
    courses: dict[str, UUID] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)


def load_case(passwords: Mapping[str, str]) -> None:
    """The case, whole or not at all; a folder that has it keeps what people have changed in it since."""
    if organisation.offices(BY):
        return
    case = cases.read(CASE)
    keys = _Keys()
    with audit.writing(BY.actor, DOOR):
        _places(case, keys)
        _offices(case, keys)
        for course in case.courses:
            _course(case, course, keys)
        _persons(case, keys)
        _groups(case, keys)
        _accounts(case, keys, passwords)


def _places(case: cases.Case, keys: _Keys) -> None:
    for place in case.places:
        unit = places.the_one(place.code, on=place.as_of)
        assert unit.name == place.name, f"{place.key} is {unit.name}"  # noqa: S101 - the package checks itself
        keys.units[place.key] = unit.id
    for village in case.villages:
        added = villages.add_village(
            by=BY.actor,
            door=DOOR,
            type=village.type.lower(),
            name=village.name.removeprefix(village.type).strip(),
            parent_id=keys.units[village.parent],
            since=None,
        )
        keys.units[village.key] = added.id


def _offices(case: cases.Case, keys: _Keys) -> None:
    for office in case.offices:
        keys.offices[office.key] = offices.open_office(
            by=BY,
            door=DOOR,
            name=office.name,
            short_name=office.short_name,
            kind=office.kind,
            unit_id=keys.units[office.unit],
            valid_from=office.valid_from,
            valid_to=office.valid_to,
        )


def _course(case: cases.Case, course: cases.Course, keys: _Keys) -> None:
    trainers = {trainer.key: trainer for trainer in case.trainers if trainer.course == course.key}
    uid = training.open_course(
        by=BY,
        door=DOOR,
        course=life.Plan(
            kind=course.kind,
            name=course.name,
            first_day=course.first_day,
            last_day=course.last_day,
            venue=course.venue,
            venue_unit_id=keys.units[course.venue_unit],
            host=keys.offices[course.host],
            contents=course.contents,
            half_days=tuple((slot.day, slot.part) for slot in case.half_days if slot.course == course.key),
            partners={
                keys.offices[link.office].id: (link.part, link.task)
                for link in case.course_offices
                if link.course == course.key
            },
            opened_by=course.opened_by,
            source=course.source,
        ),
        sessions=[
            training.SessionLine(
                day=session.day,
                part=session.part,
                title=session.title,
                form=session.form,
                starts_at=session.starts_at,
                topic=session.topic,
                trainer=trainers[session.trainer].name if session.trainer else None,
            )
            for session in case.sessions
            if session.course == course.key
        ],
        trainers=[training.TrainerLine(trainer.name, trainer.organisation) for trainer in trainers.values()],
    )
    keys.courses[course.key] = uid
    _learners(course, uid)
    _marks(case, course, uid)
    _pictures(case, course, uid, keys)
    life.mark_held(by=BY, door=DOOR, activity=uid)
    life.confirm(by=BY, door=DOOR, activity=uid)


def _learners(course: cases.Course, uid: UUID) -> None:
    file = CASE.parent / course.roster
    received = rosters.receive(by=BY, door=DOOR, activity=uid, filename=file.name, data=file.read_bytes())
    imported = rosters.import_list(by=BY, door=DOOR, received_list=received)
    assert imported.enrolled == course.stated_count, f"{course.key}: {imported.enrolled}"  # noqa: S101 - the package checks itself


def _marks(case: cases.Case, course: cases.Course, uid: UUID) -> None:
    activity = activities.activity(BY, uid)
    listed = activities.roster(BY, activity.id)
    slots = {(slot.day, slot.part): slot.uid for slot in activities.half_days(activity.id)}
    for attendance in case.attendance:
        if attendance.course != course.key:
            continue
        marks = {line.uid: attendance.default for line in listed}
        for exception in case.attendance_exceptions:
            if (exception.course, exception.day, exception.part) == (course.key, attendance.day, attendance.part):
                line = listed[exception.order - 1]
                assert line.name_as_written == exception.name, line.name_as_written  # noqa: S101 - the package checks itself
                marks[line.uid] = exception.mark
        slot = slots[attendance.day, attendance.part]
        roll.record_attendance(by=BY, door=DOOR, activity=uid, half_day=slot, marks=dict(marks))


def _pictures(case: cases.Case, course: cases.Course, uid: UUID, keys: _Keys) -> None:
    activity = activities.activity(BY, uid)
    slots = {(slot.day, slot.part): slot.uid for slot in activities.half_days(activity.id)}
    for picture in case.photographs:
        if picture.course != course.key:
            continue
        file = CASE.parent / picture.file
        new = NewPhotograph(
            data=file.read_bytes(),
            filename=file.name,
            caption=picture.caption,
            taken_on=picture.day,
            unit_id=keys.units[picture.unit],
            author=picture.author,
            ground=picture.ground,
            shows_children=picture.shows_children,
        )
        slot = slots[picture.day, picture.part]
        pictures.add_photographs(by=BY, door=DOOR, activity=uid, half_day=slot, pictures=[new])


def _persons(case: cases.Case, keys: _Keys) -> None:
    for person in case.persons:
        activity = activities.activity(BY, keys.courses[person.course])
        line = activities.roster(BY, activity.id)[person.order - 1]
        assert line.name_as_written == person.name, line.name_as_written  # noqa: S101 - the package checks itself
        keys.persons[person.key] = line.person.id


def _groups(case: cases.Case, keys: _Keys) -> None:
    for group in case.groups:
        new = community.NewGroup(
            kind=group.kind,
            name=group.name,
            unit_id=keys.units[group.unit],
            host=keys.offices[group.host],
            known_since=group.known_since,
            founded=group.founded,
            members_counted=group.members_counted,
            source=group.source,
        )
        uid = community.enter_group(by=BY, door=DOOR, new=new)
        named = [member for member in case.memberships if member.group == group.key]
        if named:
            members = [(keys.persons[member.person], member.role) for member in named]
            community.add_members(by=BY, door=DOOR, group=uid, members=members, noted_on=named[0].noted_on)


def _accounts(case: cases.Case, keys: _Keys, passwords: Mapping[str, str]) -> None:
    for account in case.accounts:
        until = account.valid_to
        if account.valid_for_days is not None:
            until = clock.today() + timedelta(days=account.valid_for_days)
        account_id = offices.open_account(
            by=BY,
            door=DOOR,
            username=account.username,
            full_name=account.full_name,
            password=passwords[account.username],
            office=keys.offices[account.office],
            role=account.role,
            valid_from=account.valid_from,
            valid_to=until,
        )
        if account.person:
            people.give_account(by=BY, door=DOOR, person_id=keys.persons[account.person], account_id=account_id)
