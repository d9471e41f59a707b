"""The roll of one half-day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.errors import HalfDayUnknown, ReasonNeeded
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import HalfDayView, ParticipantView
from nepmoi.fieldwork.activities.services import roll as services
from nepmoi.kernel.quantities import grouped
from nepmoi.kernel.text import sort_key
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.geography.rules.names import split
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.web.activities.finding import named
from nepmoi.web.activities.forms.roll import marks_sent, turned_to
from nepmoi.web.activities.links import rights, way_up
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of
from nepmoi.web.templatetags.nepmoi import day, half_day

# People on one page of a long list: more than a course has, as a rule.
ROWS: Final = 60
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
    """What came back with a page that was not saved.

    Attributes:
        seen: the version that the marks were made on, when the reader only turns to another part of the list.
    """

    marks: Mapping[UUID, Mark | None]
    reason: str
    stale: str = ""
    reason_error: str = ""
    seen: int | None = None
    is_turn: bool = False

    @property
    def status(self) -> int:
        """How the page answers."""
        return 200 if self.is_turn else 409 if self.stale else 422


@dataclass(frozen=True)
class Part:
    """Which part of a long list the page shows: a page of it, of everybody or of those of a name."""

    number: int | str | None = 1
    find: str = ""


@page(action=Action.SEE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: HttpRequest, uid: UUID, half_day_uid: UUID) -> HttpResponse:
    """Show the roll of a half-day, and write its marks; who may not take it reads it."""
    by = standing_of(request)
    if request.method != "POST":
        part = Part(request.GET.get("page"), request.GET.get("find", "").strip()[:120])
        return _page(request, by, uid, half_day_uid, part)
    marks, reason = marks_sent(request.POST), request.POST.get("reason", "")
    number, find = turned_to(request.POST)
    if number is not None:
        sent = Sent(marks, reason, seen=seen_of(request), is_turn=True)
        return _page(request, by, uid, half_day_uid, Part(number, find), sent)
    part = Part(request.POST.get("page"), request.POST.get("found", "")[:120])
    if request.POST.get("do") == "everyone_present":
        marks = _everyone(by, uid, half_day_uid, marks)
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
        return _page(request, by, uid, half_day_uid, part, Sent(marks, reason, stale=words(stale)))
    except ReasonNeeded as needed:
        return _page(request, by, uid, half_day_uid, part, Sent(marks, reason, reason_error=words(needed)))
    if recorded is not None:
        messages.success(request, _told(recorded))
    if request.POST.get("do") == "walk_in":
        return _to_walk_in(request, uid, half_day_uid)
    address = reverse("web:roll", args=[uid, half_day_uid])
    return redirect(f"{address}?{_same_part(request, part)}" if "page" in request.POST else address)


def _same_part(request: HttpRequest, part: Part) -> str:
    """The words of an address that open the same part of the list, and say which form was saved."""
    return urlencode({"page": part.number, "find": part.find, "saved": request.POST.get("request", "")})


def _everyone(by: Standing, uid: UUID, half_day_uid: UUID, sent: Mapping[UUID, Mark | None]) -> dict[UUID, Mark | None]:
    """The marks of the whole list: as sent, else as saved, and who has none is present."""
    activity = selectors.activity(by, uid)
    _, slot = _slot(selectors.half_days(activity.id), half_day_uid)
    return {
        line.uid: sent.get(line.uid, line.marks.get(slot.id)) or Mark.PRESENT
        for line in selectors.roster(by, activity.id)
    }


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


def _page(  # noqa: PLR0913 - whose page, which part of it, what came back with it
    request: HttpRequest, by: Standing, uid: UUID, half_day_uid: UUID, part: Part, sent: Sent | None = None
) -> HttpResponse:
    activity = selectors.activity(by, uid)
    slots = selectors.half_days(activity.id)
    number, slot = _slot(slots, half_day_uid)
    beside = _beside(slots, number)
    listed = selectors.roster(by, activity.id)
    lines = sorted(listed, key=lambda line: (sort_key(line.name_as_written), line.position))
    one_page = Paginator(named(lines, part.find) if part.find else lines, ROWS).get_page(part.number)
    here = {line.id for line in one_page.object_list}
    away = [line for line in lines if sent and line.id not in here and _is_other(line, slot, sent)]
    # What somebody else saved meanwhile is shown beside what was typed, wherever in the list it is.
    beyond = {line.id for line in away} if sent and sent.stale else set()
    shown = [line for line in lines if line.id in here | beyond]
    rows = list(_rows(shown, slot, beside, sent))
    may = rights(by, activity)
    context = {
        "activity": activity,
        "way_up": way_up(activity),
        "slot": slot,
        "number": number + 1,
        "slots": slots,
        "beside": beside,
        "rows": rows,
        "listed": len(lines),
        "page": one_page,
        "is_long": len(lines) > ROWS,
        "find": part.find,
        "carried": [(line.uid, sent.marks[line.uid] or "") for line in away if not sent.stale] if sent else [],
        "written": request.GET.get("saved", ""),
        "present": sum(row.mark is Mark.PRESENT for row in rows),
        "away": sum(row.mark in (Mark.EXCUSED, Mark.ABSENT) for row in rows),
        "unknown": sum(row.mark is None for row in rows),
        "may_take": may.take_roll,
        "may_list": may.send_lists,
        "needs_reason": may.take_roll and activity.confirmed_on is not None,
        "sent": sent,
        "seen": sent.seen if sent and sent.is_turn else activity.version,
        "title": gettext("Roll of %(half)s %(day)s") % {"half": half_day(slot.part).lower(), "day": day(slot.day)},
    }
    return render(request, "activities/roll.html", context, status=sent.status if sent else 200)


def _is_other(line: ParticipantView, slot: HalfDayView, sent: Sent) -> bool:
    """Whether something else was typed than is saved."""
    saved = line.marks.get(slot.id)
    return sent.marks.get(line.uid, saved) is not saved


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
    lines: Sequence[ParticipantView], slot: HalfDayView, beside: Sequence[HalfDayView], sent: Sent | None
) -> Iterator[Row]:
    units = places.by_ids(line.unit_id for line in lines)
    for line in lines:
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
