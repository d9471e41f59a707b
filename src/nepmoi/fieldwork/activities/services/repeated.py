"""An activity that comes again: its plan on further days, each an activity of its own."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door
from nepmoi.fieldwork.activities.errors import NoFurtherDay, TooManyDays
from nepmoi.fieldwork.activities.models import Activity, ActivityContent, ActivityOffice, HalfDay
from nepmoi.fieldwork.activities.rules import Every, Part, further_days
from nepmoi.fieldwork.activities.services.life import Plan, locked, plan
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.rules import Action, Standing

MOST: Final = 60


def repeat(*, by: Standing, door: Door, activity: UUID, every: Every, until: date) -> list[UUID]:
    """Plan an activity again on all further days until a day, and return the new ones, the earliest first.

    Its kind, name, place, host, contents, half-days and the offices that help are copied; not its list, its counts, what was
    taught, or its state.

    Raises:
        NoFurtherDay: when it does not come again until then.
        TooManyDays: when it would come again more than 60 times.
        and what ``life.plan`` refuses, as when the place will be gone by then.
    """
    with audit.writing(by.actor, door):
        row = locked(activity, by, Action.WRITE_ACTIVITIES)
        days = further_days(row.first_day, every, until)
        if not days:
            raise NoFurtherDay(until=until)
        if len(days) > MOST:
            raise TooManyDays(count=len(days), most=MOST)
        return [plan(by=by, door=door, plan=_moved(row, day - row.first_day)) for day in days]


def _moved(row: Activity, by_days: timedelta) -> Plan:
    slots = HalfDay.objects.filter(activity=row, dropped=False).order_by("day", "-part")
    links = ActivityOffice.objects.filter(activity=row, dropped=False)
    contents = ActivityContent.objects.filter(activity=row, dropped=False)
    return Plan(
        kind=row.kind.code,
        name=row.name,
        first_day=row.first_day + by_days,
        last_day=row.last_day + by_days,
        venue=row.venue,
        venue_unit_id=row.venue_unit_id,
        host=organisation.by_id([row.host_id])[row.host_id],
        contents=tuple(contents.values_list("content__code", flat=True)),
        half_days=tuple((slot.day + by_days, DayPart(slot.part)) for slot in slots),
        partners={link.office_id: (Part(link.part), link.task) for link in links},
        opened_by=row.opened_by,
    )
