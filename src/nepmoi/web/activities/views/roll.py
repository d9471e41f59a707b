"""The roll of one half-day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities import selectors
from nepmoi.fieldwork.activities.errors import HalfDayUnknown, ReasonNeeded
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import ActivityView, HalfDayView, ParticipantView
from nepmoi.fieldwork.activities.services import roll as services
from nepmoi.kernel.quantities import grouped
from nepmoi.kernel.text import sort_key
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.geography.rules.names import split
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.web.activities.forms.roll import marks_sent
from nepmoi.web.activities.links import rights, way_up
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of
from nepmoi.web.templatetags.nepmoi import day, half_day

# Half-days that fit beside the one in hand.
BESIDE: Final = 4


@dataclass(frozen=True)
class Row:
    """A person of the roll.

    Attributes:
        mark: as the page shows it: what was typed, else what is saved.
        saved: what is saved, when something else was typed.
        beside: her marks in the half-days beside.
    """

    line: ParticipantView
    unit: UnitView | None
    mark: Mark | None
    saved: Mark | None
    differs: bool
    beside: Sequence[Mark | None]

    @property
    def short(self) -> str:
        """Her unit's name without its type, where a phone has no room for both."""
        return split(self.unit.name, self.unit.level).bare if self.unit else ""


@dataclass(frozen=True)
class Sent:
    """What came back with a page that could not be saved."""

    marks: Mapping[UUID, Mark | None]
    reason: str
    stale: str = ""
    reason_error: str = ""


@page(action=Action.SEE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: HttpRequest, uid: UUID, half_day_uid: UUID) -> HttpResponse:
    """Show the roll of a half-day, and write its marks; who may not take it reads it."""
    by = standing_of(request)
    if request.method != "POST":
        return _page(request, by, uid, half_day_uid)
    marks, reason = marks_sent(request.POST), request.POST.get("reason", "")
    try:
        recorded = once(
            request,
            lambda: services.record_attendance(
                by=by,
                door=door_of(request),
                activity=uid,
                half_day=half_day_uid,
                marks=marks,
                reason=reason,
                seen=seen_of(request),
            ),
        )
    except StaleSave as stale:
        return _page(request, by, uid, half_day_uid, Sent(marks, reason, stale=words(stale)))
    except ReasonNeeded as needed:
        return _page(request, by, uid, half_day_uid, Sent(marks, reason, reason_error=words(needed)))
    if recorded is not None:
        messages.success(request, _told(recorded))
    if request.POST.get("do") == "walk_in":
        return _to_walk_in(request, uid, half_day_uid)
    return redirect("web:roll", uid, half_day_uid)


def _to_walk_in(request: HttpRequest, uid: UUID, half_day_uid: UUID) -> HttpResponse:
    """Go to the other page, as a whole even where only this page's content was to be replaced."""
    address = f"{reverse('web:walk_in', args=[uid])}?half_day={half_day_uid}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _told(recorded: services.Recorded) -> str:
    """What the roll now says."""
    counts = {
        "present": grouped(recorded.present),
        "away": grouped(recorded.excused + recorded.absent),
        "unknown": grouped(recorded.unknown),
    }
    if not recorded.changed:
        return gettext("Nothing changed: %(present)s present, %(away)s away, %(unknown)s not marked yet.") % counts
    return gettext("Saved: %(present)s present, %(away)s away, %(unknown)s not marked yet.") % counts


def _page(request: HttpRequest, by: Standing, uid: UUID, half_day_uid: UUID, sent: Sent | None = None) -> HttpResponse:
    activity = selectors.activity(by, uid)
    slots = selectors.half_days(activity.id)
    number, slot = _slot(slots, half_day_uid)
    beside = _beside(slots, number)
    rows = list(_rows(by, activity, slot, beside, sent))
    may = rights(by, activity)
    context = {
        "activity": activity,
        "way_up": way_up(activity),
        "slot": slot,
        "number": number + 1,
        "slots": slots,
        "beside": beside,
        "rows": rows,
        "present": sum(row.mark is Mark.PRESENT for row in rows),
        "away": sum(row.mark in (Mark.EXCUSED, Mark.ABSENT) for row in rows),
        "unknown": sum(row.mark is None for row in rows),
        "may_take": may.take_roll,
        "may_list": may.send_lists,
        "needs_reason": may.take_roll and activity.confirmed_on is not None,
        "sent": sent,
        "title": gettext("Roll of %(half)s %(day)s") % {"half": half_day(slot.part).lower(), "day": day(slot.day)},
    }
    status = 200 if sent is None else 409 if sent.stale else 422
    return render(request, "activities/roll.html", context, status=status)


def _slot(slots: Sequence[HalfDayView], uid: UUID) -> tuple[int, HalfDayView]:
    for number, slot in enumerate(slots):
        if slot.uid == uid:
            return number, slot
    raise HalfDayUnknown


def _beside(slots: Sequence[HalfDayView], number: int) -> list[HalfDayView]:
    """The other half-days, those nearest when there are many."""
    others = [n for n in range(len(slots)) if n != number]
    nearest = sorted(sorted(others, key=lambda n: (abs(n - number), n))[:BESIDE])
    return [slots[n] for n in nearest]


def _rows(
    by: Standing, activity: ActivityView, slot: HalfDayView, beside: Sequence[HalfDayView], sent: Sent | None
) -> Iterator[Row]:
    lines = selectors.roster(by, activity.id)
    units = places.by_ids(line.unit_id for line in lines)
    for line in sorted(lines, key=lambda line: (sort_key(line.name_as_written), line.position)):
        saved = line.marks.get(slot.id)
        mark = sent.marks.get(line.uid, saved) if sent else saved
        yield Row(
            line,
            units.get(line.unit_id) if line.unit_id else None,
            mark,
            saved,
            bool(sent and sent.stale and mark is not saved),
            [line.marks.get(other.id) for other in beside],
        )
