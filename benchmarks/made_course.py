"""A course through the product's own services, and the records of a whole country past them."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle

from django.db import connection, transaction

from benchmarks.made_facts import HALF_DAYS, PEOPLE, PER_COURSE
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, DoorKind, RootKind
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation import services as offices
from nepmoi.registry.organisation.rules import OfficeKind
from nepmoi.registry.organisation.selectors import console
from nepmoi.registry.people import services as people

DOOR = Door(DoorKind.COMMAND, "benchmark")
DAY = date(2024, 10, 22)


def writer() -> Callable[[], None]:
    """A confirmed course of 45; each call marks one more of them as present, as a roll call does."""
    by = console()
    unit = places.the_one("xã Hương Liên", DAY).id
    host = offices.open_office(
        by=by, door=DOOR, name="Hội thử", short_name="Hội thử", kind=OfficeKind.UNION, unit_id=None
    )
    ids = people.register(by=by, door=DOOR, people=[people.NewPerson(f"Hồ Thử {n}") for n in range(PER_COURSE)])
    slots = [(DAY, DayPart.MORNING)]
    plan = life.Plan(
        kind="training", name="Lớp thử", first_day=DAY, last_day=DAY, venue="", venue_unit_id=unit, host=host,
        contents=("nd4",), half_days=slots,
    )  # fmt: skip
    uid = life.plan(by=by, door=DOOR, plan=plan)
    roll.enrol(
        by=by, door=DOOR, activity=uid,
        enrolments=[roll.Enrolment(person, f"Hồ Thử {n}", "", unit, "", None) for n, person in enumerate(ids)],
    )  # fmt: skip
    course = activities.activity(by, uid)
    [slot] = activities.half_days(course.id)
    lines = [line.uid for line in activities.roster(by, course.id)]

    def mark(number: int) -> None:
        roll.record_attendance(
            by=by, door=DOOR, activity=uid, half_day=slot.uid, marks={lines[number]: Mark.PRESENT}, reason="benchmark"
        )

    mark(0)
    life.mark_held(by=by, door=DOOR, activity=uid)
    life.confirm(by=by, door=DOOR, activity=uid)
    numbers: Iterator[int] = cycle(range(1, PER_COURSE))
    return lambda: mark(next(numbers))


def country(presences: int) -> None:
    """Fill the database with a country's records in a few statements: what a rebuild has to read."""
    courses = presences // (PER_COURSE * HALF_DAYS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM programme_activitykind WHERE code = 'training'")
        [kind] = cursor.fetchone()
        cursor.execute("SELECT id FROM organisation_office LIMIT 1")
        [office] = cursor.fetchone()
        cursor.execute("SELECT MIN(id), COUNT(*) FROM geography_unit WHERE level = 'commune'")
        first_unit, units = cursor.fetchone()
        cursor.execute("SELECT MAX(id) FROM people_ethnicgroup")
        [group] = cursor.fetchone()
    numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})"
    base = 1_000_000_000
    uid = "lower(hex(randomblob(16)))"
    unit = f"(SELECT id FROM geography_unit WHERE id = {first_unit} + {{i}} % {units})"
    statements = [
        f"""INSERT INTO people_person (id, uid, version, name, name_key, search_key, sort_key, sex, birth_year,
               ethnic_group_id, phone) {numbers.format(count=PEOPLE)}
            SELECT {base} + i, {uid}, 1, 'Hồ Thử ' || i, 'ho thu ' || i, 'ho thu ' || i, i,
                   CASE i % 3 WHEN 0 THEN 'male' ELSE 'female' END, 1950 + i % 65, 1 + i % {group}, '' FROM n""",
        f"""INSERT INTO activities_activity (id, uid, version, kind_id, name, search_key, status, first_day, last_day,
               venue, venue_unit_id, host_id, opened_by, source, void_reason) {numbers.format(count=courses)}
            SELECT {base} + i, {uid}, 1, {kind}, 'Lớp ' || i, 'lop ' || i, 'confirmed',
                   date('2021-01-04', '+' || (i % 1820) || ' days'), date('2021-01-04', '+' || (i % 1820 + 1) || ' days'),
                   '', {unit.format(i="i")}, {office}, '', '', '' FROM n""",
        f"""INSERT INTO activities_halfday (id, uid, activity_id, day, part)
            SELECT a.id * {HALF_DAYS} + h.i, {uid}, a.id, date(a.first_day, '+' || (h.i / 2) || ' days'),
                   CASE h.i % 2 WHEN 0 THEN 'morning' ELSE 'afternoon' END
              FROM activities_activity a, (SELECT 0 AS i UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) h
             WHERE a.id >= {base}""",
        f"""INSERT INTO activities_participation (id, uid, activity_id, person_id, position, name_as_written, title_then,
               unit_then_id, unit_as_written, walk_in, void_reason) {numbers.format(count=PER_COURSE)}
            SELECT a.id * 64 + i, {uid}, a.id, {base} + ((a.id - {base}) * 7919 + i * 31) % {PEOPLE}, i, 'Hồ Thử', '',
                   {unit.format(i="(a.id + i)")}, '', 0, ''
              FROM activities_activity a, n WHERE a.id >= {base}""",
        f"""INSERT INTO activities_presence (half_day_id, participation_id, mark)
            SELECT h.id, p.id, CASE WHEN (p.id + h.id) % 5 = 0 THEN 'absent' ELSE 'present' END
              FROM activities_participation p JOIN activities_halfday h ON h.activity_id = p.activity_id
             WHERE p.activity_id >= {base}""",
    ]
    # Past the services on purpose: it is the reading that is measured. The entry makes the replica look.
    with transaction.atomic(), audit.writing(console().actor, DOOR) as w:
        for statement in statements:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        w.touch(RootKind.ACTIVITY, base)
