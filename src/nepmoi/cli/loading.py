"""The steps that fill the demo's data folder; each may run again and then changes nothing."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from uuid import UUID

from nepmoi.cli import case as cases
from nepmoi.cli.desk import (
    BY,
    ENDS,
    OFFICE_CLOSES,
    OFFICE_OPENS,
    PAGE,
    at,
    line_of,
    slot_of,
    write_exchanges,
    write_report,
)
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.core.files import services as files
from nepmoi.core.files.selectors import is_sample
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, pictures, roll
from nepmoi.fieldwork.community.services import evidence
from nepmoi.fieldwork.community.services import groups as community
from nepmoi.fieldwork.evidence.services.photographs import NewPhotograph
from nepmoi.fieldwork.evidence.services.press import Article
from nepmoi.fieldwork.training import services as training
from nepmoi.intake.rosters import services as rosters
from nepmoi.kernel import clock
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.services import official, villages
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation import services as offices
from nepmoi.registry.organisation.rules import OfficeView, Standing
from nepmoi.registry.people import services as people
from nepmoi.registry.programme import services as programme

CASE = Path(__file__).parents[1] / "programmes" / "project8" / "case" / "huong_khe.yaml"
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


_COURSE_ENDS = time(17, 10)


@dataclass
class _Keys:
    """What the case's keys have become in this folder."""

    units: dict[str, int] = field(default_factory=dict)
    offices: dict[str, OfficeView] = field(default_factory=dict)
    courses: dict[str, UUID] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    groups: dict[str, UUID] = field(default_factory=dict)

    def at_work(self, username: str) -> Standing:
        """Whose hand writes at this hour: a person of the case, in the post she then had."""
        standing = organisation.standing(self.accounts[username])
        assert standing is not None, username  # noqa: S101 - the package checks itself
        return standing


def load_case(passwords: Mapping[str, str]) -> None:
    """The case, whole or not at all; a folder that has it keeps what people have changed in it since."""
    if organisation.offices(BY):
        return
    case = cases.read(CASE)
    keys = _Keys()
    today = clock.today()
    begun = min(course.planned_on for course in case.courses)
    former = {account.username: secrets.token_urlsafe(24) for account in case.former_accounts}
    accounts = sorted([*case.accounts, *case.former_accounts], key=lambda account: account.valid_from)
    with audit.together():
        with at(accounts[0].valid_from):
            _places(case, keys)
            _offices(case, keys)
        for account in accounts:
            if account.valid_from <= begun:
                _account(account, keys, {**passwords, **former}, today)
        for course in sorted(case.courses, key=lambda one: one.planned_on):
            _course(case, course, keys)
        _persons(case, keys)
        for account in accounts:
            if account.valid_from > begun:
                _account(account, keys, passwords, today)
        _groups(case, keys)
        _press(case, keys)
        for told in case.reports:
            with at(told.day, OFFICE_CLOSES):
                write_report(told, keys.at_work(told.clerk), keys.offices[told.host], keys.units[told.unit])


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
    with at(course.planned_on):
        by = keys.at_work(course.clerk)
        uid = training.open_course(
            by=by,
            door=PAGE,
            course=_plan(case, course, keys),
            sessions=_sessions(case, course),
            trainers=[
                training.TrainerLine(one.name, one.organisation) for one in case.trainers if one.course == course.key
            ],
        )
    keys.courses[course.key] = uid
    with at(course.listed_on):
        _learners(course, uid, by)
    rolls = [one for one in case.attendance if one.course == course.key]
    _rolls(case, [one for one in rolls if not one.entered_on], uid, by)
    with at(course.last_day, _COURSE_ENDS):
        life.mark_held(by=by, door=PAGE, activity=uid)
    with at(course.pictures_on):
        _pictures(case, course, uid, keys)
    write_exchanges(case, course, uid, by)
    _rolls(case, [one for one in rolls if one.entered_on], uid, by)
    mended = [one for one in case.corrections if one.course == course.key]
    _mend(case, [one for one in mended if one.mended_on <= course.confirmed_on], uid, by)
    with at(course.confirmed_on):
        life.confirm(by=keys.at_work(course.confirmer), door=PAGE, activity=uid)
    _mend(case, [one for one in mended if one.mended_on > course.confirmed_on], uid, by)


def _plan(case: cases.Case, course: cases.Course, keys: _Keys) -> life.Plan:
    return life.Plan(
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
    )


def _sessions(case: cases.Case, course: cases.Course) -> list[training.SessionLine]:
    names = {trainer.key: trainer.name for trainer in case.trainers}
    return [
        training.SessionLine(
            day=session.day,
            part=session.part,
            title=session.title,
            form=session.form,
            starts_at=session.starts_at,
            topic=session.topic,
            trainer=names[session.trainer] if session.trainer else None,
        )
        for session in case.sessions
        if session.course == course.key
    ]


def _learners(course: cases.Course, uid: UUID, by: Standing) -> None:
    file = CASE.parent / course.roster
    received = rosters.receive(by=by, door=PAGE, activity=uid, filename=file.name, data=file.read_bytes())
    imported = rosters.import_list(by=by, door=PAGE, received_list=received)
    assert imported.enrolled == course.stated_count, f"{course.key}: {imported.enrolled}"  # noqa: S101 - the package checks itself


def _rolls(case: cases.Case, rolls: Sequence[cases.Attendance], uid: UUID, by: Standing) -> None:
    """The rolls of half-days as they were first typed: a mark that was mended later is still wrong."""
    activity = activities.activity(BY, uid)
    listed = activities.roster(BY, activity.id)
    for one in rolls:
        marks: dict[UUID, Mark | None] = {line.uid: one.default for line in listed}
        here = (one.course, one.day, one.part)
        for exception in case.attendance_exceptions:
            if (exception.course, exception.day, exception.part) == here:
                marks[line_of(listed, exception).uid] = exception.mark
        for correction in case.corrections:
            if (correction.course, correction.day, correction.part) == here:
                marks[line_of(listed, correction).uid] = correction.first
        slot = slot_of(activity.id, one.day, one.part)
        with at(one.entered_on or one.day, OFFICE_OPENS if one.entered_on else ENDS[one.part]):
            roll.record_attendance(by=by, door=PAGE, activity=uid, half_day=slot, marks=marks, reason=one.reason)


def _mend(case: cases.Case, corrections: Sequence[cases.Correction], uid: UUID, by: Standing) -> None:
    activity = activities.activity(BY, uid)
    right = {(one.course, one.day, one.part, one.order): one.mark for one in case.attendance_exceptions}
    for one in corrections:
        line = line_of(activities.roster(BY, activity.id), one)
        marks: dict[UUID, Mark | None] = {line.uid: right[one.course, one.day, one.part, one.order]}
        slot = slot_of(activity.id, one.day, one.part)
        with at(one.mended_on):
            roll.record_attendance(by=by, door=PAGE, activity=uid, half_day=slot, marks=marks, reason=one.reason)


def _pictures(case: cases.Case, course: cases.Course, uid: UUID, keys: _Keys) -> None:
    activity = activities.activity(BY, uid)
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
        slot = slot_of(activity.id, picture.day, picture.part)
        by = keys.at_work(course.clerk)
        pictures.add_photographs(by=by, door=PAGE, activity=uid, half_day=slot, pictures=[new])


def _persons(case: cases.Case, keys: _Keys) -> None:
    for person in case.persons:
        activity = activities.activity(BY, keys.courses[person.course])
        keys.persons[person.key] = line_of(activities.roster(BY, activity.id), person).person.id


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
        with at(group.entered_on):
            by = keys.at_work(group.clerk)
            uid = keys.groups[group.key] = community.enter_group(by=by, door=PAGE, new=new)
            named = [member for member in case.memberships if member.group == group.key]
            if named:
                members = [(keys.persons[member.person], member.role) for member in named]
                community.add_members(by=by, door=PAGE, group=uid, members=members, noted_on=named[0].noted_on)


def _press(case: cases.Case, keys: _Keys) -> None:
    for one in case.press:
        unit_id = keys.units[one.unit]
        article = Article(one.outlet, one.title, one.published_on, unit_id, one.address)
        about = [keys.courses[one.course], *(keys.groups[key] for key in one.groups)]
        with at(one.entered_on):
            by = keys.at_work(one.clerk)
            uid = evidence.add_article(by=by, door=PAGE, article=article, about=about[0])
            for thing in about[1:]:
                evidence.put_article(by=by, door=PAGE, article=uid, about=thing)


def _account(account: cases.CaseAccount, keys: _Keys, passwords: Mapping[str, str], today: date) -> None:
    until = account.valid_to
    if account.valid_for_days is not None:
        until = today + timedelta(days=account.valid_for_days)
    with at(account.valid_from):
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
        keys.accounts[account.username] = account_id
        if account.person:
            people.give_account(by=BY, door=DOOR, person_id=keys.persons[account.person], account_id=account_id)
