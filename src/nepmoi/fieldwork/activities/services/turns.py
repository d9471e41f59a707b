"""When things turn out otherwise: postponed, cancelled, planned again, taken back, entered by mistake."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import ConfirmedStands, DaysMarked, StepNotPossible, WhyNeeded
from nepmoi.fieldwork.activities.models import Activity, HalfDay
from nepmoi.fieldwork.activities.rules import Status, before, may_become
from nepmoi.fieldwork.activities.services.changing import marked, move_half_days
from nepmoi.fieldwork.activities.services.life import locked
from nepmoi.kernel import text
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require, require_open

# A void reason is kept in the row, too.
LONGEST = 300


@contextmanager
def _turning(by: Standing, door: Door, activity: UUID, reason: str, seen: int | None) -> Iterator[Activity]:
    """The activity under its envelope's lock; what the block makes of it is saved with the reason."""
    why = text.clean(reason)
    with audit.writing(by.actor, door, why) as w:
        row = locked(activity, by, Action.WRITE_ACTIVITIES)
        audit.renew(row, RootKind.ACTIVITY, seen=seen)
        if not why:
            raise WhyNeeded
        yield row
        row.save()
        w.touch(RootKind.ACTIVITY, row.pk)


def postpone(  # noqa: PLR0913 - the envelope's three, the activity, and how it may be changed
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    reason: str,
    first_day: date | None = None,
    seen: int | None = None,
) -> None:
    """Put a planned activity off.

    Args:
        by: who says so.
        door: through what.
        activity: which.
        reason: why.
        first_day: when it begins now; its half-days move along, and it is planned. None while that is not known.
        seen: the version that the person's page showed.

    Raises:
        WhyNeeded: without a reason.
        StepNotPossible: when it is neither planned nor put off already.
        DaysMarked: when a roll says that it was under way.
        PlaceNotOnDate, OfficeClosed: when venue or host will be gone on the new day.
        StaleSave: when somebody saved after version ``seen``.
    """
    with _turning(by, door, activity, reason, seen) as row:
        if row.status not in {Status.PLANNED, Status.POSTPONED}:
            raise StepNotPossible
        for first in marked(HalfDay.objects.filter(activity=row, dropped=False)):
            raise DaysMarked(day=first.day, part=first.part, marks=first.marks)
        row.status = Status.POSTPONED
        if first_day is not None:
            _plan_for(row, first_day)


def plan_again(  # noqa: PLR0913 - as for postpone
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    reason: str,
    first_day: date | None = None,
    seen: int | None = None,
) -> None:
    """Put an activity that was postponed or cancelled back into the plan; without a new day on its old ones.

    Raises:
        WhyNeeded: without a reason.
        StepNotPossible: when it is neither postponed nor cancelled.
        PlaceNotOnDate, OfficeClosed: when venue or host will be gone on the day.
        StaleSave: when somebody saved after version ``seen``.
    """
    with _turning(by, door, activity, reason, seen) as row:
        if not may_become(Status(row.status), Status.PLANNED):
            raise StepNotPossible
        _plan_for(row, first_day or row.first_day)


def _plan_for(row: Activity, first_day: date) -> None:
    places.require_on(row.venue_unit_id, first_day)
    require_open(row.host_id, first_day)
    by_days = first_day - row.first_day
    if by_days:
        move_half_days(row, by_days)
    row.first_day, row.last_day = first_day, row.last_day + by_days
    row.status = Status.PLANNED


def cancel(*, by: Standing, door: Door, activity: UUID, reason: str, seen: int | None = None) -> None:
    """Say that a planned or postponed activity will not take place.

    Raises:
        WhyNeeded: without a reason.
        StepNotPossible: when it was held, or cancelled before.
        StaleSave: when somebody saved after version ``seen``.
    """
    with _turning(by, door, activity, reason, seen) as row:
        if not may_become(Status(row.status), Status.CANCELLED):
            raise StepNotPossible
        row.status = Status.CANCELLED


def take_back(*, by: Standing, door: Door, activity: UUID, reason: str, seen: int | None = None) -> Status:
    """Take back that an activity was confirmed, or that it was held; it counts no longer. Return where it stands now.

    Raises:
        WhyNeeded: without a reason.
        StepNotPossible: when it was neither.
        RoleMayNot: when it was confirmed and the asker may not confirm.
        StaleSave: when somebody saved after version ``seen``.
    """
    with _turning(by, door, activity, reason, seen) as row:
        now = before(Status(row.status))
        if now is None:
            raise StepNotPossible
        if row.status == Status.CONFIRMED:
            require(by, Action.CONFIRM_ACTIVITIES, row.venue_unit_id, row.host.unit_id)
        row.status, row.confirmed_on = now, None
        return now


def make_void(*, by: Standing, door: Door, activity: UUID, reason: str, seen: int | None = None) -> None:
    """Take an activity that was entered by mistake out of all lists and figures; its records stay.

    Raises:
        WhyNeeded: without a reason.
        ConfirmedStands: while its result is confirmed.
        StaleSave: when somebody saved after version ``seen``.
    """
    with _turning(by, door, activity, reason, seen) as row:
        if row.status == Status.CONFIRMED:
            raise ConfirmedStands
        row.void_reason = text.clean(reason)[:LONGEST]
