"""The page of one course, and its two steps: held, confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.errors import StaleSave
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities import selectors
from nepmoi.fieldwork.activities.errors import NothingToConfirm, NotYetHeld, RollMissing, StepNotPossible
from nepmoi.fieldwork.activities.rules import stage
from nepmoi.fieldwork.activities.selectors import ActivityView, HalfDayView, ParticipantView
from nepmoi.fieldwork.activities.services import life
from nepmoi.fieldwork.training import selectors as training
from nepmoi.kernel import clock
from nepmoi.kernel.errors import NepmoiError
from nepmoi.kernel.quantities import grouped
from nepmoi.kernel.text import sort_key
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.reporting.assemble.course_result import has_result
from nepmoi.web.activities.badges import badge
from nepmoi.web.activities.links import link, rights, way_up
from nepmoi.web.activities.missing import File, in_the_way, items
from nepmoi.web.activities.parts import parts_of
from nepmoi.web.activities.track import track
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import Refused, Way, refuse, words
from nepmoi.web.saving import door_of, once, seen_of
from nepmoi.web.templatetags.nepmoi import DASH

ROWS: Final = 15
WRITES: Final = 10
SUMMED: Final = 8


@dataclass(frozen=True)
class Learner:
    """A line of the list as the page draws it."""

    line: ParticipantView
    unit: UnitView | None
    href: str
    present: int


@dataclass(frozen=True)
class HalfDay:
    """A half-day with its lines of the timetable."""

    view: HalfDayView
    sessions: Sequence[training.SessionView]


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def activity(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a course: where it stands, its people and presences, its timetable, its evidence, what is missing."""
    return _page(request, standing_of(request), uid)


@page(action=Action.WRITE_ACTIVITIES)
@require_POST
def activity_held(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Mark a course as held."""
    by = standing_of(request)
    try:
        once(request, lambda: life.mark_held(by=by, door=door_of(request), activity=uid, seen=seen_of(request)))
    except StaleSave as stale:
        return _page(request, by, uid, stale=words(stale))
    except (NotYetHeld, StepNotPossible) as error:
        return _refused(request, by, uid, error, gettext("The course is not marked as held"))
    messages.success(request, gettext("The course is marked as held. It counts once its result is confirmed."))
    return redirect("web:activity", uid)


@page(action=Action.CONFIRM_ACTIVITIES)
@require_POST
def activity_confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm the result of a course; from now on it counts."""
    by = standing_of(request)
    try:
        once(request, lambda: life.confirm(by=by, door=door_of(request), activity=uid, seen=seen_of(request)))
    except StaleSave as stale:
        return _page(request, by, uid, stale=words(stale))
    except (NothingToConfirm, RollMissing, StepNotPossible) as error:
        return _refused(request, by, uid, error, gettext("The result is not confirmed"))
    messages.success(request, gettext("The result is confirmed. The course counts in figures and reports."))
    return redirect("web:activity", uid)


def _refused(request: HttpRequest, by: Standing, uid: UUID, error: NepmoiError, heading: str) -> HttpResponse:
    """Say what stands in the way, with the ways to mend it."""
    found = selectors.activity(by, uid)
    back = reverse("web:activity", args=[uid])
    file = File(
        found,
        selectors.half_days(found.id),
        training.timetable(found.id),
        selectors.pictures([found.id]),
        rights(by, found),
    )
    known = Refused(
        heading=heading,
        doing=gettext("The course's next step"),
        record=Way(label=found.name, href=back),
        missing=in_the_way(items(file)) if isinstance(error, NothingToConfirm | RollMissing) else (),
        ways=[
            Way(label=gettext("Back to the course"), href=back),
            Way(label=gettext("All activities"), href=reverse("web:activities")),
        ],
    )
    return refuse(request, error, known)


def _page(request: HttpRequest, by: Standing, uid: UUID, *, stale: str = "") -> HttpResponse:
    found = selectors.activity(by, uid)
    slots = selectors.half_days(found.id)
    sessions = training.timetable(found.id)
    pictures = selectors.pictures([found.id])
    listed = selectors.roster(by, found.id)
    allowed = rights(by, found)
    today = clock.today()
    where = stage(found.status, found.last_day, today)
    context = {
        "activity": found,
        "heir": organisation.heir(found.host.id, today),
        "way_up": way_up(),
        "stage": where,
        "badge": badge(found, where, today),
        "unit": places.by_id(found.venue_unit_id),
        "rights": allowed,
        "half_days": [HalfDay(slot, [one for one in sessions if one.half_day_id == slot.id]) for slot in slots],
        "presences": sum(slot.present for slot in slots) if found.half_days_marked else None,
        "sum_words": _sum(slots),
        "parts": parts_of(training.composition(found.id), found.first_day),
        "trainers": training.trainers(found.id),
        "partners": selectors.offices_of(found.id),
        "items": items(File(found, slots, sessions, pictures, allowed)),
        "track": track(found, selectors.steps(found.id), slots),
        "entries": audit.entries_of(RootKind.ACTIVITY, found.id, limit=WRITES),
        "pictures": pictures,
        "others": found.people - len(listed),
        "stale": stale,
        **_learners(request, listed),
        **_ways(found, slots),
    }
    context["open_items"] = sum(item.blocks for item in context["items"])
    return render(request, "activities/course.html", context, status=409 if stale else 200)


def _learners(request: HttpRequest, listed: Sequence[ParticipantView]) -> dict[str, Any]:
    """One page of the list, by given name."""
    ordered = sorted(listed, key=lambda line: (sort_key(line.name_as_written), line.position))
    shown = Paginator(ordered, ROWS).get_page(request.GET.get("page"))
    units = places.by_ids(line.unit_id for line in shown.object_list)
    learners = [
        Learner(
            line,
            units.get(line.unit_id) if line.unit_id else None,
            link("person", line.person.uid),
            sum(mark.value == "present" for mark in line.marks.values()),
        )
        for line in shown.object_list
    ]
    return {"learners": learners, "page": shown}


def _sum(slots: Sequence[HalfDayView]) -> str:
    """How the presences add up, as long as it can be read; a half-day without a roll adds nothing known."""
    words = ngettext("sum of %(count)s half-day", "sum of %(count)s half-days", len(slots)) % {"count": len(slots)}
    if len(slots) > SUMMED:
        return words
    return f"{words}: {' + '.join(grouped(slot.present) if _is_taken(slot) else DASH for slot in slots)}"


def _is_taken(slot: HalfDayView) -> bool:
    return bool(slot.present or slot.excused or slot.absent)


def _ways(found: ActivityView, slots: Sequence[HalfDayView]) -> dict[str, str]:
    """The roll that is due, and the pages of other rooms that open this course's figures and paper."""
    due = next((slot for slot in slots if not _is_taken(slot)), slots[-1] if slots else None)
    return {
        "roll_href": link("roll", found.uid, due.uid) if due else "",
        "people_href": link("figure", "people_trained", activity=found.uid),
        "presences_href": link("figure", "half_day_presences", activity=found.uid),
        "women_href": link("figure", "women_trained", activity=found.uid),
        "result_href": link("course_result", found.uid) if has_result(found) else "",
    }
