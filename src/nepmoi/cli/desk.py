"""The case's people at their desks: the hours at which they wrote, and what they wrote down when the day was over."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from pathlib import Path
from typing import Final
from uuid import UUID

from nepmoi.cli import case as cases
from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.fieldwork.activities.rules import Heads
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.selectors.activities import ParticipantView
from nepmoi.fieldwork.activities.services import life
from nepmoi.fieldwork.activities.services.reported import Report, report
from nepmoi.fieldwork.training import services as training
from nepmoi.kernel import clock
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.rules import OfficeView, Standing

BY = organisation.console("nepmoi demo")
# The records of the case stand as if its people had used the pages; the folder as a whole says that it is a sample.
PAGE = Door(DoorKind.PAGE, "nepmoi demo")

# The case itself gives only days.
OFFICE_OPENS: Final = time(8, 0)
OFFICE_CLOSES: Final = time(17, 30)
ENDS: Final[Mapping[DayPart, time]] = {DayPart.MORNING: time(11, 15), DayPart.AFTERNOON: time(16, 40)}


def at(day: date, hour: time = OFFICE_OPENS) -> AbstractContextManager[None]:
    """Write as on a day of the case; the clock goes on by itself afterwards."""
    return clock.stopped_at(datetime.combine(day, hour, clock.VIETNAM))


def line_of(
    listed: Sequence[ParticipantView],
    named: cases.AttendanceException | cases.Correction | cases.CasePerson | cases.CaseMember,
) -> ParticipantView:
    """The line of a course's list that the case names by its place; the name is a check."""
    line = listed[named.order - 1]
    assert line.name_as_written == named.name, line.name_as_written  # noqa: S101 - the package checks itself
    return line


def slot_of(activity_id: int, day: date, part: DayPart) -> UUID:
    """A half-day of a course."""
    return next(slot.uid for slot in activities.half_days(activity_id) if (slot.day, slot.part) == (day, part))


def write_exchanges(case: cases.Case, course: cases.Course, uid: UUID, by: Standing) -> None:
    """What a course's groups came to and the experience that was shared, each on the day on which it was written down."""
    activity = activities.activity(BY, uid)
    listed = activities.roster(BY, activity.id)
    pictures = {one.photograph.filename: one.photograph.uid for one in activities.pictures([activity.id])}
    for one in case.exchanges:
        if one.course != course.key:
            continue
        members = [line_of(listed, member) for member in case.exchange_members if member.exchange == one.key]
        brought = training.Brought(
            half_day=slot_of(activity.id, one.day, one.part),
            form=one.form,
            name=one.name,
            subject=one.subject,
            size=one.size,
            result=one.result,
            photograph=pictures[Path(one.file).name] if one.file else None,
            members=tuple(line.uid for line in members),
        )
        with at(one.entered_on):
            training.record_exchange(by=by, door=PAGE, activity=uid, brought=brought)


def write_report(told: cases.CaseReport, by: Standing, host: OfficeView, unit_id: int) -> None:
    """An activity that an office wrote down and confirmed in the evening of its day."""
    heads = Heads(
        total=told.total,
        over=told.over,
        women=told.women,
        minority=told.minority,
        minority_women=told.minority_women,
        children=told.children,
        audience=told.audience,
    )
    plan = life.Plan(
        kind=told.kind,
        name=told.name,
        first_day=told.day,
        last_day=told.day,
        venue="",
        venue_unit_id=unit_id,
        host=host,
        contents=told.contents,
        source=told.source,
    )
    report(by=by, door=PAGE, told=Report(plan, [heads]), confirm=True)
