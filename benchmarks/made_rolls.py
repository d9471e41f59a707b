"""Courses of 45 with many half-days and no mark yet, made inside a data folder: what `benchmarks.roll` marks."""

from datetime import date, timedelta
from uuid import UUID

from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.fieldwork.activities.rules import Wanted
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services.life import Plan, plan
from nepmoi.fieldwork.activities.services.roll import Enrolment, enrol
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.people import services as people
from nepmoi.registry.people.rules.persons import Sex

PEOPLE = 45
FIRST = date(2024, 10, 1)
BY = organisation.console("benchmark")
DOOR = Door(DoorKind.COMMAND, "benchmark")


def make(courses: int, half_days: int) -> list[list[str]]:
    """Plan courses, each with its own 45 made-up people; return the addresses of each course's rolls."""
    unit = places.the_one("huyện Hương Khê", FIRST)
    [example] = activities.in_order(BY, Wanted(), today=FIRST, rows=slice(1))
    return [_rolls(_course(number, half_days, unit.id, example)) for number in range(courses)]


def _course(number: int, half_days: int, unit_id: int, example: activities.ActivityView) -> UUID:
    days = [FIRST + timedelta(days=day) for day in range((half_days + 1) // 2)]
    slots = [(day, part) for day in days for part in (DayPart.MORNING, DayPart.AFTERNOON)][:half_days]
    uid = plan(
        by=BY,
        door=DOOR,
        plan=Plan(
            kind="training",
            name=f"Lớp thử {number + 1}",
            first_day=days[0],
            last_day=days[-1],
            venue="Hội trường",
            venue_unit_id=unit_id,
            host=example.host,
            contents=tuple(content.code for content in example.contents),
            half_days=tuple(slots),
        ),
    )
    made = [
        people.NewPerson(name=f"Nguyễn Thị Thử {number + 1} {position}", sex=Sex.FEMALE) for position in range(PEOPLE)
    ]
    ids = people.register(by=BY, door=DOOR, people=made)
    listed = [
        Enrolment(person_id, person.name, "Hội viên", unit_id) for person_id, person in zip(ids, made, strict=True)
    ]
    enrol(by=BY, door=DOOR, activity=uid, enrolments=listed)
    return uid


def _rolls(uid: UUID) -> list[str]:
    found = activities.activity(BY, uid)
    return [f"/activities/{uid}/roll/{slot.uid}" for slot in activities.half_days(found.id)]
