"""The case's people at their desks: the hours at which they wrote, and what they wrote down when the day was over."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from operator import itemgetter
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


class Diary:
    """What the case's people did, each deed at its hour: written in the order of the days, as a real office's writes are."""

    def __init__(self) -> None:
        self._deeds: list[tuple[datetime, Callable[[], object]]] = []

    def note(self, day: date, deed: Callable[[], object], hour: time = OFFICE_OPENS) -> None:
        """Keep a deed for its day; those of one hour are done in the order in which they were noted."""
        self._deeds.append((datetime.combine(day, hour, clock.VIETNAM), deed))

    def act(self) -> None:
        """Do everything, each deed as at its hour; the clock goes on by itself from there."""
        for when, deed in sorted(self._deeds, key=itemgetter(0)):
            with clock.stopped_at(when):
                deed()


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


def write_exchange(case: cases.Case, one: cases.CaseExchange, uid: UUID, by: Standing) -> None:
    """What a group of a course came to, or the experience that somebody shared."""
    activity = activities.activity(BY, uid)
    listed = activities.roster(BY, activity.id)
    pictures = {kept.photograph.filename: kept.photograph.uid for kept in activities.pictures([activity.id])}
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
