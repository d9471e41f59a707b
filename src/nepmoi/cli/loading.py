"""The steps that fill the demo's data folder; each may run again and then changes nothing."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from nepmoi.cli import case as cases
from nepmoi.cli.desk import (
    BY,
    ENDS,
    OFFICE_CLOSES,
    OFFICE_OPENS,
    PAGE,
    Diary,
    line_of,
    slot_of,
    write_exchange,
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
    with audit.together():
        _diary(case, passwords, _Keys()).act()


def _diary(case: cases.Case, passwords: Mapping[str, str], keys: _Keys) -> Diary:
    today = clock.today()
    former = {account.username: secrets.token_urlsafe(24) for account in case.former_accounts}
    accounts = [*case.accounts, *case.former_accounts]
    diary = Diary()
    begun = min(account.valid_from for account in accounts)
    diary.note(begun, partial(_places, case, keys))
    diary.note(begun, partial(_offices, case, keys))
    for account in accounts:
        diary.note(account.valid_from, partial(_account, case, account, keys, {**passwords, **former}, today))
    for course in case.courses:
        _course(case, course, keys, diary)
    for group in case.groups:
        diary.note(group.entered_on, partial(_group, case, group, keys))
    for article in case.press:
        diary.note(article.entered_on, partial(_article, article, keys))
    for told in case.reports:
        diary.note(told.day, partial(_report, told, keys), OFFICE_CLOSES)
    return diary


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


def _course(case: cases.Case, course: cases.Course, keys: _Keys, diary: Diary) -> None:
    diary.note(course.planned_on, partial(_open, case, course, keys))
    diary.note(course.listed_on, partial(_learners, course, keys))
    for sheet in case.attendance:
        if sheet.course == course.key:
            hour = OFFICE_OPENS if sheet.entered_on else ENDS[sheet.part]
            diary.note(sheet.entered_on or sheet.day, partial(_roll, case, course, sheet, keys), hour)
    diary.note(course.last_day, partial(_hold, course, keys), _COURSE_ENDS)
    diary.note(course.pictures_on, partial(_pictures, case, course, keys))
    for exchange in case.exchanges:
        if exchange.course == course.key:
            diary.note(exchange.entered_on, partial(_exchange, case, course, exchange, keys))
    for correction in case.corrections:
        if correction.course == course.key:
            diary.note(correction.mended_on, partial(_mend, case, course, correction, keys))
    diary.note(course.confirmed_on, partial(_confirm, course, keys))


def _open(case: cases.Case, course: cases.Course, keys: _Keys) -> None:
    keys.courses[course.key] = training.open_course(
        by=keys.at_work(course.clerk),
        door=PAGE,
        course=_plan(case, course, keys),
        sessions=_sessions(case, course),
        trainers=[
            training.TrainerLine(one.name, one.organisation) for one in case.trainers if one.course == course.key
        ],
    )


def _hold(course: cases.Course, keys: _Keys) -> None:
    life.mark_held(by=keys.at_work(course.clerk), door=PAGE, activity=keys.courses[course.key])


def _exchange(case: cases.Case, course: cases.Course, one: cases.CaseExchange, keys: _Keys) -> None:
    write_exchange(case, one, keys.courses[course.key], keys.at_work(course.clerk))


def _confirm(course: cases.Course, keys: _Keys) -> None:
    life.confirm(by=keys.at_work(course.confirmer), door=PAGE, activity=keys.courses[course.key])


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


def _learners(course: cases.Course, keys: _Keys) -> None:
    file = CASE.parent / course.roster
    by = keys.at_work(course.clerk)
    received = rosters.receive(
        by=by, door=PAGE, activity=keys.courses[course.key], filename=file.name, data=file.read_bytes()
    )
    imported = rosters.import_list(by=by, door=PAGE, received_list=received)
    assert imported.enrolled == course.stated_count, f"{course.key}: {imported.enrolled}"  # noqa: S101 - the package checks itself


def _roll(case: cases.Case, course: cases.Course, sheet: cases.Attendance, keys: _Keys) -> None:
    """The roll of a half-day as it was first typed: a mark that was mended later is still wrong."""
    activity = activities.activity(BY, keys.courses[course.key])
    listed = activities.roster(BY, activity.id)
    marks: dict[UUID, Mark | None] = {line.uid: sheet.default for line in listed}
    here = (sheet.course, sheet.day, sheet.part)
    for exception in case.attendance_exceptions:
        if (exception.course, exception.day, exception.part) == here:
            marks[line_of(listed, exception).uid] = exception.mark
    for correction in case.corrections:
        if (correction.course, correction.day, correction.part) == here:
            marks[line_of(listed, correction).uid] = correction.first
    roll.record_attendance(
        by=keys.at_work(course.clerk),
        door=PAGE,
        activity=activity.uid,
        half_day=slot_of(activity.id, sheet.day, sheet.part),
        marks=marks,
        reason=sheet.reason,
    )


def _mend(case: cases.Case, course: cases.Course, one: cases.Correction, keys: _Keys) -> None:
    activity = activities.activity(BY, keys.courses[course.key])
    right = {(mark.course, mark.day, mark.part, mark.order): mark.mark for mark in case.attendance_exceptions}
    line = line_of(activities.roster(BY, activity.id), one)
    marks: dict[UUID, Mark | None] = {line.uid: right[one.course, one.day, one.part, one.order]}
    roll.record_attendance(
        by=keys.at_work(course.clerk),
        door=PAGE,
        activity=activity.uid,
        half_day=slot_of(activity.id, one.day, one.part),
        marks=marks,
        reason=one.reason,
    )


def _pictures(case: cases.Case, course: cases.Course, keys: _Keys) -> None:
    activity = activities.activity(BY, keys.courses[course.key])
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
        pictures.add_photographs(by=by, door=PAGE, activity=activity.uid, half_day=slot, pictures=[new])


def _person(case: cases.Case, key: str, keys: _Keys) -> int:
    """Somebody of the case whom the list of a course named first."""
    named = next(person for person in case.persons if person.key == key)
    activity = activities.activity(BY, keys.courses[named.course])
    return line_of(activities.roster(BY, activity.id), named).person.id


def _group(case: cases.Case, group: cases.CaseGroup, keys: _Keys) -> None:
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
    by = keys.at_work(group.clerk)
    uid = keys.groups[group.key] = community.enter_group(by=by, door=PAGE, new=new)
    named = [member for member in case.memberships if member.group == group.key]
    if named:
        members = [(_person(case, member.person, keys), member.role) for member in named]
        community.add_members(by=by, door=PAGE, group=uid, members=members, noted_on=named[0].noted_on)


def _article(one: cases.CaseArticle, keys: _Keys) -> None:
    article = Article(one.outlet, one.title, one.published_on, keys.units[one.unit], one.address)
    first, *others = [keys.courses[one.course], *(keys.groups[key] for key in one.groups)]
    by = keys.at_work(one.clerk)
    uid = evidence.add_article(by=by, door=PAGE, article=article, about=first)
    for thing in others:
        evidence.put_article(by=by, door=PAGE, article=uid, about=thing)


def _report(told: cases.CaseReport, keys: _Keys) -> None:
    write_report(told, keys.at_work(told.clerk), keys.offices[told.host], keys.units[told.unit])


def _account(
    case: cases.Case, account: cases.CaseAccount, keys: _Keys, passwords: Mapping[str, str], today: date
) -> None:
    until = account.valid_to
    if account.valid_for_days is not None:
        until = today + timedelta(days=account.valid_for_days)
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
        people.give_account(by=BY, door=DOOR, person_id=_person(case, account.person, keys), account_id=account_id)
