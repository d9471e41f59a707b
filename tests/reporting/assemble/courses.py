"""Courses that the tests of this folder report on."""

from datetime import date

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.kernel.dates import DayPart
from tests import cast as company

SITE = "https://nepmoi.example"
DAY = date(2025, 9, 10)


def mark(by, uid, marks=()):
    """Everybody present, but for those whom ``marks`` names: ``(half-day, name): mark``."""
    view = activities.activity(by, uid)
    lines = activities.roster(by, view.id)
    wanted = dict(marks)
    for number, slot in enumerate(activities.half_days(view.id), 1):
        said = {line.uid: wanted.get((number, line.name_as_written), Mark.PRESENT) for line in lines}
        given = {line: mark for line, mark in said.items() if mark is not None}
        roll.record_attendance(by=by, door=company.DOOR, activity=uid, half_day=slot.uid, marks=given)


def held(cast, people, *, confirm=True, marks=(), **changes):
    """A course of the province in the district, with its roll."""
    uid = company.course(cast, people, **changes)
    mark(cast.officer, uid, marks)
    life.mark_held(by=cast.officer, door=company.DOOR, activity=uid)
    if confirm:
        life.confirm(by=cast.officer, door=company.DOOR, activity=uid)
    return uid


def of_a_commune(cast, people):
    """A confirmed course that a commune's office held at home, after the communes of 2025 were made."""
    plan = company.plan(
        cast,
        host=cast.phuc_trach,
        first_day=DAY,
        last_day=DAY,
        venue_unit_id=cast.phuc_trach.unit_id,
        half_days=((DAY, DayPart.MORNING),),
    )
    uid = life.plan(by=cast.chair, door=company.DOOR, plan=plan)
    enrolments = [
        roll.Enrolment(company.person(name), name, "Hội viên", company.unit(place, DAY), place, "01")
        for name, place in people.items()
    ]
    roll.enrol(by=cast.chair, door=company.DOOR, activity=uid, enrolments=enrolments)
    mark(cast.chair, uid)
    life.mark_held(by=cast.chair, door=company.DOOR, activity=uid)
    life.confirm(by=cast.chair, door=company.DOOR, activity=uid)
    return uid


def by_bookmark(paper):
    """Each figure of a paper under its bookmark; the sentence and the table say one number."""
    found = {}
    for figure in paper.figures():
        assert found.setdefault(figure.bookmark, figure) == figure
    return found


def cells(paper, name):
    """The rows of a table, its figures as numbers."""
    [table] = [table for section in paper.sections for table in section.tables if table.name == name]
    return [[getattr(cell, "value", cell) for cell in row] for row in table.rows]


def said(paper):
    """All sentences of the body as text."""
    return "\n".join(
        "".join(str(getattr(cell, "value", cell)) for cell in line)
        for section in paper.sections
        for line in section.paragraphs
    )
