"""Records of a whole province, made inside a data folder: what `benchmarks.pages` looks at. All of them made up.

10,000 courses of four half-days and 10 people on average, one in a hundred of them of 45; 100,000 people, each with a post
in a commune; 300,000 presences. They are spread evenly over the communes of one province and over the years, on the
communes of their own day. One write envelope holds all of it, so that it stands there whole or not at all.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from django.db import models

from nepmoi.core.accounts.models import Account
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, DoorKind, RootKind
from nepmoi.fieldwork.activities.models import (
    Activity,
    ActivityContent,
    ActivityPhotograph,
    HalfDay,
    Participation,
    Presence,
)
from nepmoi.fieldwork.activities.rules import Mark, Status, Wanted
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.evidence.models import Photograph
from nepmoi.fieldwork.training.models import Session, Trainer
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.kernel import clock, text
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import Level, UnitView
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.models import Office
from nepmoi.registry.organisation.rules import OfficeKind
from nepmoi.registry.people.models import EthnicGroup, Person, Post
from nepmoi.registry.people.rules.names import given_key
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.programme.models import ActivityKind, Content

COURSES = 10_000
PEOPLE = 100_000
LARGE, EVERY = 45, 100
SIZES = (4, 15)
FIRST = date(2022, 1, 3)
MERGED = date(2025, 7, 1)
CHUNK = 20_000

BY = organisation.console("benchmark")
DOOR = Door(DoorKind.COMMAND, "benchmark")

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi", "Hồ", "Phan", "Dương", "Cao")
WOMEN = ("Thị Thanh", "Thị Kim", "Thị Ngọc", "Thị Hồng", "Thị", "Thị Minh")
MEN = ("Văn", "Hữu", "Quốc", "Xuân", "Đức")
GIVEN = ("Hoa", "Lài", "Nga", "Sâm", "Vân", "Yến", "Thủy", "Nam", "Bảo", "Dũng", "Kiên", "Sơn", "Vinh", "Anh", "Bình")
TITLES = (
    "Chi hội trưởng phụ nữ",
    "Trưởng thôn",
    "Bí thư chi bộ",
    "Người có uy tín",
    "Cán bộ y tế thôn bản",
    "Hội viên",
)
THEMES = (
    "Tập huấn lồng ghép giới cho cán bộ cơ sở",
    "Tập huấn phòng, chống bạo lực gia đình",
    "Tập huấn kỹ năng truyền thông thay đổi nếp nghĩ, cách làm",
    "Tập huấn vận hành tổ truyền thông cộng đồng",
    "Tập huấn nâng cao năng lực tham gia của phụ nữ",
)


@dataclass(frozen=True)
class Seen:
    """Some of the records that somebody may see, by the ids in their addresses; rolls with the course and its half-day."""

    courses: list[UUID]
    rolls_of_45: list[tuple[UUID, UUID]]
    rolls_of_10: list[tuple[UUID, UUID]]
    people: list[UUID]
    units: list[UUID]


class _Province:
    """The communes of a province, those of before and those of after the mergers, each with its office."""

    def __init__(self, province_id: int) -> None:
        self.unit = places.by_id(province_id)
        self.before = self._communes(MERGED - timedelta(days=1))
        self.now = self._communes(clock.today())
        self.offices: dict[int, int] = {}
        self.neighbours: dict[int, list[UnitView]] = {}
        atlas = places.atlas()
        for commune in self.before:
            district = atlas.parent(commune.id, MERGED - timedelta(days=1))
            self.neighbours.setdefault(district or 0, []).append(commune)

    def _communes(self, on: date) -> list[UnitView]:
        atlas = places.atlas()
        standing = set(atlas.standing(on)) & atlas.inside(self.unit.id)
        units = places.by_ids(standing).values()
        return sorted((unit for unit in units if unit.level is Level.COMMUNE), key=lambda unit: unit.id)

    def standing(self, first: date, last: date) -> list[UnitView]:
        """The communes that stood from the first day to the last; the province itself between two maps."""
        if last < MERGED:
            return self.before
        return self.now if first >= MERGED else [self.unit]

    def open_offices(self) -> list[int]:
        """An office in each commune that has none; the ids of all that are new."""
        held = dict(Office.objects.filter(kind=OfficeKind.UNION).values_list("unit_id", "pk"))
        communes = {unit.id: unit for unit in [*self.before, *self.now]}.values()
        new = [
            Office(
                name=f"Hội Liên hiệp Phụ nữ {unit.label.name}",
                short_name=f"Hội LHPN {unit.label.name}"[:80],
                kind=OfficeKind.UNION,
                unit_id=unit.id,
                valid_from=unit.valid_from,
                valid_to=unit.valid_to,
            )
            for unit in communes
            if unit.id not in held
        ]
        audit.create_all(new)
        self.offices = held | {office.unit_id: office.pk for office in new if office.unit_id is not None}
        return [office.pk for office in new]


def make(province_id: int, *, seed: int = 8) -> None:
    """Make all of it in this data folder, which holds the demo."""
    dice = random.Random(seed)  # noqa: S311 - made-up people
    province = _Province(province_id)
    with audit.writing(BY.actor, DOOR, "benchmark") as w:
        w.touch_all(RootKind.OFFICE, province.open_offices())
        people = _people(province, dice)
        w.touch_all(RootKind.PERSON, (person.pk for person, _ in people))
        courses = _courses(province, dice)
        w.touch_all(RootKind.ACTIVITY, (course.pk for course, _ in courses))
        slots = _half_days(courses)
        _programmes(courses, slots)
        _lists(courses, slots, people, dice)
        w.touch_all(RootKind.PHOTOGRAPH, _pictures(courses))


def _keep(rows: Iterable[models.Model]) -> None:
    """Insert rows a chunk at a time, so that they need not all be in memory."""
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        audit.create_all(chunk)


def _people(province: _Province, dice: random.Random) -> list[tuple[Person, UnitView]]:
    """People by the commune that they live in: as many in each."""
    groups = dict(EthnicGroup.objects.values_list("code", "pk"))
    homes = [unit for units in province.neighbours.values() for unit in units]
    made = [(_person(dice, groups), homes[number * len(homes) // PEOPLE]) for number in range(PEOPLE)]
    _keep(person for person, _ in made)
    _keep(
        Post(
            person=person,
            title=dice.choice(TITLES),
            unit_id=home.id,
            unit_as_written=home.name,
            noted_on=FIRST + timedelta(days=dice.randrange(1000)),
        )
        for person, home in made
    )
    return made


def _person(dice: random.Random, groups: dict[str, int]) -> Person:
    woman = dice.random() < 0.7
    name = " ".join((dice.choice(FAMILY), dice.choice(WOMEN if woman else MEN), dice.choice(GIVEN)))
    return Person(
        name=name,
        name_key=text.name_key(name),
        search_key=text.search_key(name),
        sort_key=text.sort_key(name),
        given_key=given_key(name),
        sex=Sex.FEMALE if woman else Sex.MALE,
        birth_year=dice.randint(1955, 2005),
        ethnic_group_id=groups[dice.choice(("01", "01", "01", "05", "36"))],
    )


def _courses(province: _Province, dice: random.Random) -> list[tuple[Activity, int]]:
    """Courses in time, each with how many people it has: nearly all confirmed, some held, some still planned."""
    kind_id = ActivityKind.objects.get(code="training").pk
    today = clock.today()
    span = (today - FIRST).days + 30
    made = []
    for number in range(COURSES):
        first = FIRST + timedelta(days=number * span // COURSES)
        last = first + timedelta(days=1)
        commune = dice.choice(
            province.before if last < MERGED else province.now if first >= MERGED else [province.unit]
        )
        status = Status.PLANNED if last >= today else Status.HELD if dice.random() < 0.02 else Status.CONFIRMED
        name = f"{dice.choice(THEMES)}, {commune.label.name}, đợt {number + 1}"
        activity = Activity(
            kind_id=kind_id,
            name=name,
            search_key=text.search_key(name),
            status=status,
            first_day=first,
            last_day=last,
            venue="Nhà văn hóa",
            venue_unit_id=commune.id,
            host_id=province.offices.get(commune.id) or province.offices[province.unit.id],
            confirmed_on=last if status is Status.CONFIRMED else None,
        )
        made.append((activity, LARGE if number % EVERY == 0 else dice.randint(*SIZES)))
    _keep(activity for activity, _ in made)
    return made


Slots = dict[int, list[HalfDay]]


def _half_days(courses: Sequence[tuple[Activity, int]]) -> Slots:
    slots = {
        course.pk: [
            HalfDay(activity=course, day=day, part=part)
            for day in (course.first_day, course.last_day)
            for part in DayPart
        ]
        for course, _ in courses
    }
    _keep(slot for held in slots.values() for slot in held)
    return slots


def _programmes(courses: Sequence[tuple[Activity, int]], slots: Slots) -> None:
    """The content of each course, its trainer, and a line of the timetable a half-day."""
    contents = list(Content.objects.order_by("pk").values_list("pk", flat=True))
    _keep(
        ActivityContent(activity=course, content_id=contents[n % len(contents)])
        for n, (course, _) in enumerate(courses)
    )
    trainers = {
        course.pk: Trainer(activity=course, name="Giảng viên", organisation="Hội LHPN tỉnh") for course, _ in courses
    }
    _keep(trainers.values())
    _keep(
        Session(
            half_day=slot,
            position=1,
            title="Chuyên đề và thảo luận nhóm",
            form=SessionForm.TALK,
            trainer=trainers[course_id],
        )
        for course_id, held in slots.items()
        for slot in held
    )


def _lists(
    courses: Sequence[tuple[Activity, int]],
    slots: Slots,
    people: Sequence[tuple[Person, UnitView]],
    dice: random.Random,
) -> None:
    """The lists of what is over, and its rolls: in three of four half-days present, in the other away or not marked.

    The people of a course are neighbours, around somebody of its own commune: they stand beside one another among those
    who are sorted by commune.
    """
    beginnings = _of_venues(courses, people)
    lines: list[Participation] = []
    for course, size in courses:
        start = min(dice.choice(beginnings[course.venue_unit_id]), PEOPLE - 4 * size)
        for position, number in enumerate(sorted(dice.sample(range(start, start + 4 * size), size)), 1):
            person, home = people[number]
            lines.append(
                Participation(
                    activity=course,
                    person=person,
                    position=position,
                    name_as_written=person.name,
                    title_then=dice.choice(TITLES),
                    unit_then_id=home.id,
                    unit_as_written=home.name,
                    ethnic_group_then_id=person.ethnic_group_id,
                )
            )
    _keep(lines)
    _keep(
        Presence(half_day=slot, participation=line, mark=mark)
        for line in lines
        if line.activity.status != Status.PLANNED
        for slot, mark in zip(slots[line.activity_id], _marks(dice), strict=True)
        if mark
    )


def _of_venues(
    courses: Sequence[tuple[Activity, int]], people: Sequence[tuple[Person, UnitView]]
) -> dict[int, list[int]]:
    """For each unit that is a venue, the numbers of the people who live in it."""
    atlas = places.atlas()
    numbers: dict[int, list[int]] = {}
    for number, (_, home) in enumerate(people):
        numbers.setdefault(home.id, []).append(number)
    everybody = list(range(len(people)))
    found = {}
    for venue_id in {course.venue_unit_id for course, _ in courses}:
        inside = [number for home_id in sorted(atlas.inside(venue_id) & numbers.keys()) for number in numbers[home_id]]
        found[venue_id] = inside or everybody
    return found


def _marks(dice: random.Random) -> list[str]:
    marks: list[str] = [Mark.PRESENT] * 4
    marks[dice.randrange(4)] = dice.choice(("", Mark.EXCUSED, Mark.ABSENT))
    return marks


def _pictures(courses: Sequence[tuple[Activity, int]]) -> list[int]:
    """A photograph for four of five courses that are over; all are one picture that the folder holds already."""
    held = Photograph.objects.order_by("pk")[0]
    shown = [course for n, (course, _) in enumerate(courses) if course.status == Status.CONFIRMED and n % 5]
    pictures = [
        Photograph(
            original_id=held.original_id,
            shown_id=held.shown_id,
            thumbnail_id=held.thumbnail_id,
            width=held.width,
            height=held.height,
            caption="Ảnh mẫu",
            taken_on=course.first_day,
            unit_id=course.venue_unit_id,
            author="Hội LHPN",
            ground=held.ground,
            shows_children=False,
        )
        for course in shown
    ]
    _keep(pictures)
    _keep(
        ActivityPhotograph(activity=course, photograph=picture) for course, picture in zip(shown, pictures, strict=True)
    )
    return [picture.pk for picture in pictures]


def seen_by(username: str) -> Seen:
    """Records in an account's sight, spread over all of them."""
    by = organisation.standing(Account.objects.get(username=username).pk)
    if by is None:
        raise LookupError(username)
    held = activities.in_order(by, Wanted(), today=clock.today(), rows=slice(COURSES))
    some = held[:: len(held) // 40 or 1]
    area = organisation.area_of(by)
    lines = [line for course in some[:10] for line in activities.roster(by, course.id)]
    # Somebody from elsewhere may stand in the list of a course here; her own page is not for the reader.
    people = [line.person.uid for line in lines if area.holds(line.unit_id)]
    units = sorted(area.units() or ())
    return Seen(
        courses=[course.uid for course in some],
        rolls_of_45=_rolls(held, LARGE),
        rolls_of_10=_rolls(held, 10),
        people=people[:: len(people) // 40 or 1],
        units=[unit.uid for unit in places.by_ids(units[:: len(units) // 40 or 1]).values()],
    )


def _rolls(held: Sequence[activities.ActivityView], size: int) -> list[tuple[UUID, UUID]]:
    fitting = [course for course in held if course.people == size and course.half_days]
    slots = activities.half_days_of(course.id for course in fitting[:20])
    return [(course.uid, slots[course.id][0].uid) for course in fitting[:20]]
