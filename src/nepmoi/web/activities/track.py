"""Where an activity has come from and what comes next, drawn as steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from nepmoi.fieldwork.activities.rules import Status, Step, asks_roll
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, HalfDayView

WAY = (Status.PLANNED, Status.HELD, Status.CONFIRMED)


@dataclass(frozen=True)
class Stop:
    """A step of the way.

    Attributes:
        at: when it was reached; None while it lies ahead.
        by: by whose hand.
        hint: what it waits for.
    """

    words: str
    is_past: bool
    is_now: bool
    at: datetime | None
    by: str
    hint: str


def track(activity: ActivityView, steps: Sequence[Step], slots: Sequence[HalfDayView]) -> list[Stop]:
    """The steps of an activity: those behind it with date and name, the one it stands at, those ahead."""
    reached = {step.status: step for step in steps}
    way = WAY if activity.status in WAY else (Status.PLANNED, activity.status)
    now = way.index(activity.status)
    return [_stop(activity, status, n - now, reached.get(status), slots) for n, status in enumerate(way)]


def _stop(activity: ActivityView, status: Status, ahead: int, step: Step | None, slots: Sequence[HalfDayView]) -> Stop:
    is_next = ahead == 1 and status is Status.CONFIRMED
    return Stop(
        words=gettext(status.value),
        # The end of the way is behind it as soon as it is reached.
        is_past=ahead < 0 or (ahead == 0 and status is Status.CONFIRMED),
        is_now=ahead == 0 and status is not Status.CONFIRMED,
        at=step.at if step and ahead <= 0 else None,
        by=step.by if step else "",
        hint=_hint(activity, slots) if is_next and asks_roll(activity.kind.needs, activity.people) else "",
    )


def _hint(activity: ActivityView, slots: Sequence[HalfDayView]) -> str:
    told = {"done": activity.half_days_marked, "all": len(slots)}
    return gettext("roll taken in %(done)s of %(all)s half-days") % told
