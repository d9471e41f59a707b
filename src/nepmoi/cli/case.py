"""A case as a file of flat records, typed. The file's own header says what each column is."""

from datetime import date, time
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from nepmoi.fieldwork.activities.rules import Mark, Part
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.fieldwork.evidence.rules import Ground
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.kernel.dates import DayPart, PartialDate
from nepmoi.registry.organisation.rules import OfficeKind, Role


class _Record(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


def _clock(value: object) -> object:
    return time.fromisoformat(value) if isinstance(value, str) else value


def _partial(value: object) -> object:
    return PartialDate.parse(str(value)) if value is not None and not isinstance(value, PartialDate) else value


class Place(_Record):
    """A unit of the official lists."""

    key: str
    code: str
    name: str
    as_of: date


class Village(_Record):
    """A unit that the case adds."""

    key: str
    type: str
    name: str
    parent: str
    noted_on: date


class CaseOffice(_Record):
    """An office or partner."""

    key: str
    name: str
    short_name: str
    kind: OfficeKind
    unit: str
    valid_from: date | None
    valid_to: date | None


class CaseAccount(_Record):
    """Somebody who can sign in to the demo."""

    username: str
    full_name: str
    role: Role
    office: str
    valid_from: date
    valid_to: date | None = None
    valid_for_days: int | None = None
    person: str | None = None


class Course(_Record):
    """A course with the list that its learners are read from."""

    key: str
    kind: str
    name: str
    contents: tuple[str, ...]
    first_day: date
    last_day: date
    venue: str
    venue_unit: str
    host: str
    opened_by: str
    source: str
    roster: str
    stated_count: int
    clerk: str
    confirmer: str
    planned_on: date
    listed_on: date
    pictures_on: date
    confirmed_on: date


class CourseOffice(_Record):
    """An office in a course."""

    course: str
    office: str
    part: Part
    task: str


class CaseHalfDay(_Record):
    """A half-day of a course."""

    course: str
    day: date
    part: DayPart


class CaseTrainer(_Record):
    """Someone who speaks at a course."""

    key: str
    course: str
    name: str
    organisation: str


class CaseSession(_Record):
    """A line of a timetable."""

    course: str
    day: date
    part: DayPart
    starts_at: Annotated[time | None, BeforeValidator(_clock)] = None
    title: str
    form: SessionForm
    topic: str | None = None
    trainer: str | None = None


class Attendance(_Record):
    """The mark of everyone in a half-day whom no exception names."""

    course: str
    day: date
    part: DayPart
    default: Mark
    entered_on: date | None = None
    reason: str = ""


class AttendanceException(_Record):
    """The mark of one place in a course's list."""

    course: str
    day: date
    part: DayPart
    order: int
    name: str
    mark: Mark


class Correction(_Record):
    """A mark that was wrong at first and was mended later, with the reason."""

    course: str
    day: date
    part: DayPart
    order: int
    name: str
    first: Mark
    mended_on: date
    reason: str


class CasePerson(_Record):
    """A person by her place in a course's list."""

    key: str
    course: str
    order: int
    name: str


class CaseGroup(_Record):
    """A team or club."""

    key: str
    clerk: str
    entered_on: date
    kind: GroupKind
    name: str
    unit: str
    host: str
    known_since: date
    founded: Annotated[PartialDate | None, BeforeValidator(_partial)] = None
    members_counted: int | None
    source: str


class CaseMembership(_Record):
    """A named member."""

    group: str
    person: str
    role: str
    noted_on: date


class CaseExchange(_Record):
    """A group's discussion or a shared experience, with when it was written down and the photograph that shows it."""

    key: str
    course: str
    day: date
    part: DayPart
    form: SessionForm
    name: str
    subject: str
    size: int | None = None
    result: str
    file: str = ""
    entered_on: date


class CaseMember(_Record):
    """A named member of a group, by her place in the course's list."""

    exchange: str
    order: int
    name: str


class CaseReport(_Record):
    """An activity that an office wrote down the same day, with how many came; a number that nobody knows is absent."""

    kind: str
    name: str
    day: date
    unit: str
    host: str
    clerk: str
    contents: tuple[str, ...]
    audience: str = ""
    over: bool = False
    total: int | None = None
    women: int | None = None
    minority: int | None = None
    minority_women: int | None = None
    children: int | None = None
    source: str


class CasePhotograph(_Record):
    """A picture of a half-day of a course."""

    course: str
    file: str
    day: date
    part: DayPart
    caption: str
    author: str
    ground: Ground
    shows_children: bool
    unit: str


class CaseArticle(_Record):
    """What the press said of a course and of groups."""

    outlet: str
    title: str
    published_on: date
    address: str
    unit: str
    course: str
    groups: tuple[str, ...]
    clerk: str
    entered_on: date


class Case(_Record):
    """The whole file."""

    places: list[Place]
    villages: list[Village]
    offices: list[CaseOffice]
    accounts: list[CaseAccount]
    former_accounts: list[CaseAccount]
    courses: list[Course]
    course_offices: list[CourseOffice]
    half_days: list[CaseHalfDay]
    trainers: list[CaseTrainer]
    sessions: list[CaseSession]
    attendance: list[Attendance]
    attendance_exceptions: list[AttendanceException]
    corrections: list[Correction]
    persons: list[CasePerson]
    groups: list[CaseGroup]
    memberships: list[CaseMembership]
    photographs: list[CasePhotograph]
    exchanges: list[CaseExchange]
    exchange_members: list[CaseMember]
    reports: list[CaseReport]
    press: list[CaseArticle]


def read(file: Path) -> Case:
    """The case in a file; a broken file is a bug of the package and raises pydantic's own error."""
    return Case.model_validate(yaml.safe_load(file.read_text("utf-8")))
