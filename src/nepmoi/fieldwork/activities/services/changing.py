"""Mending what was planned or written down of an activity."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import (
    HalfDayMarked,
    HalfDayWithoutRoll,
    NotYetHeld,
    ReasonNeeded,
    StepNotPossible,
)
from nepmoi.fieldwork.activities.models import Activity, ActivityContent, ActivityOffice, HalfDay, Presence
from nepmoi.fieldwork.activities.rules import Part, Status, is_over
from nepmoi.fieldwork.activities.services.life import Plan, check, ids_of, locked
from nepmoi.kernel import clock, text
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.registry.programme import selectors as programme

Slots = Mapping[tuple[date, DayPart], HalfDay]


@dataclass(frozen=True)
class Marked:
    """A half-day with how many marks its roll has."""

    day: date
    part: DayPart
    marks: int


def revise(  # noqa: PLR0913 - the envelope's three, the activity, and how it may be changed
    *, by: Standing, door: Door, activity: UUID, plan: Plan, reason: str = "", seen: int | None = None
) -> Slots:
    """Write down an activity's plan anew; what is the same stays as it is.

    When the activity lasts as many days as before but begins on another day, its half-days move along with their marks.

    Args:
        by: who mends.
        door: through what.
        activity: which.
        plan: all that is planned; its kind, host and source stay as they were.
        reason: needed once the result is confirmed.
        seen: the version that the person's page showed.

    Returns:
        The half-days that it has now.

    Raises:
        StepNotPossible: when it was cancelled.
        ReasonNeeded: when it was confirmed and no reason is given.
        NotYetHeld: when it was held, but would end on a day to come.
        HalfDayMarked: when a half-day with marks would leave it.
        HalfDayWithoutRoll: when it was confirmed and would get a half-day without a roll.
        StaleSave: when somebody saved after version ``seen``.
        and what ``life.plan`` refuses.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(activity, by, Action.WRITE_ACTIVITIES)
        audit.renew(row, RootKind.ACTIVITY, seen=seen)
        require(by, Action.WRITE_ACTIVITIES, plan.venue_unit_id, row.host.unit_id)
        check(plan, host_id=row.host_id)
        _require_changeable(row, plan, reason)
        moved = plan.first_day - row.first_day
        if moved and plan.last_day - row.last_day == moved:
            move_half_days(row, moved)
        slots = _keep_half_days(row, plan.half_days)
        _keep_contents(row, plan.contents)
        _keep_offices(row, plan.partners)
        row.name, row.search_key = text.clean(plan.name), text.search_key(plan.name)
        row.first_day, row.last_day = plan.first_day, plan.last_day
        row.venue, row.venue_unit_id, row.opened_by = plan.venue, plan.venue_unit_id, plan.opened_by
        row.save()
        w.touch(RootKind.ACTIVITY, row.pk)
        return slots


def _require_changeable(row: Activity, plan: Plan, reason: str) -> None:
    status = Status(row.status)
    if status is Status.CANCELLED:
        raise StepNotPossible
    if status is Status.CONFIRMED and not text.clean(reason):
        raise ReasonNeeded
    if is_over(status) and clock.today() < plan.last_day:
        raise NotYetHeld(last=plan.last_day)


def move_half_days(activity: Activity, by_days: timedelta) -> None:
    """Move all half-days of an activity by as many days; call it inside an envelope."""
    rows = sorted(HalfDay.objects.filter(activity=activity), key=lambda slot: slot.day, reverse=by_days > timedelta())
    # The farthest first: no half-day may stand for a moment where another one still is.
    for slot in rows:
        slot.day += by_days
        slot.save()


def marked(slots: Iterable[HalfDay]) -> list[Marked]:
    """Those of some half-days that have marks, in time."""
    by_id = {slot.pk: slot for slot in slots}
    marks = Presence.objects.filter(half_day__in=by_id, participation__void_reason="").exclude(mark="").order_by()
    found = [
        Marked(by_id[slot_id].day, DayPart(by_id[slot_id].part), n)
        for slot_id, n in marks.values_list("half_day_id").annotate(n=Count("pk"))
    ]
    # "morning" follows "afternoon"
    return sorted(found, key=lambda one: (one.day, one.part is DayPart.AFTERNOON))


def _keep_half_days(activity: Activity, wanted: Collection[tuple[date, DayPart]]) -> Slots:
    known = {(slot.day, DayPart(slot.part)): slot for slot in HalfDay.objects.filter(activity=activity)}
    leaving = [slot for key, slot in known.items() if key not in wanted and not slot.dropped]
    for first in marked(leaving):
        raise HalfDayMarked(day=first.day, part=first.part, marks=first.marks)
    for day, part in wanted:
        slot = known.setdefault((day, part), HalfDay(activity=activity, day=day, part=part, dropped=True))
        if slot.dropped and activity.status == Status.CONFIRMED:
            raise HalfDayWithoutRoll(day=day, part=part)
        _keep(slot, dropped=False)
    for slot in leaving:
        _keep(slot, dropped=True)
    return {key: slot for key, slot in known.items() if not slot.dropped}


def _keep_contents(activity: Activity, codes: Collection[str]) -> None:
    wanted = ids_of(programme.contents(), codes)
    known = {link.content_id: link for link in ActivityContent.objects.filter(activity=activity)}
    for content_id in wanted:
        known.setdefault(content_id, ActivityContent(activity=activity, content_id=content_id, dropped=True))
    for content_id, link in known.items():
        _keep(link, dropped=content_id not in wanted)


def _keep_offices(activity: Activity, wanted: Mapping[int, tuple[Part, str]]) -> None:
    known = {link.office_id: link for link in ActivityOffice.objects.filter(activity=activity)}
    for office_id, (part, task) in wanted.items():
        link = known.pop(office_id, None) or ActivityOffice(activity=activity, office_id=office_id)
        is_same = bool(link.pk) and (link.part, link.task, link.dropped) == (part, task, False)
        link.part, link.task, link.dropped = part, task, False
        if not is_same:
            link.save()
    for link in known.values():
        _keep(link, dropped=True)


def _keep(row: HalfDay | ActivityContent | ActivityOffice, *, dropped: bool) -> None:
    """Save a part of the plan that came into it or left it."""
    if row.dropped != dropped:
        row.dropped = dropped
        row.save()
