"""Entering a course's timetable: topics, hours and trainers of each half-day."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.errors import HalfDayUnknown, ReasonNeeded
from nepmoi.fieldwork.activities.rules import Status
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training import services
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.web.activities.links import way_up
from nepmoi.web.activities.timetabling import Timetabling
from nepmoi.web.mending import Differs
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def timetable(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a course's half-days with their lines and empty ones below, and write them down."""
    by = standing_of(request)
    found = selectors.activity(by, uid)
    require(by, Action.WRITE_ACTIVITIES, found.venue_unit_id, found.host.unit_id)
    if request.method != "POST":
        if found.status is Status.CANCELLED:
            # Nothing of it will take place: the activity's page says so.
            return redirect("web:activity", uid)
        return _shown(request, found, Timetabling(found))
    asked = Timetabling(found, request.POST, final=request.POST.get("do") != "lines")
    if not asked.final or not asked.is_valid():
        return _shown(request, found, asked)
    return _save(request, by, found, asked)


def _save(request: HttpRequest, by: Standing, found: ActivityView, asked: Timetabling) -> HttpResponse:
    try:
        once(
            request,
            lambda: services.keep_timetable(
                by=by,
                door=door_of(request),
                activity=found.uid,
                sessions=asked.sessions(),
                trainers=asked.trainer_lines(),
                reason=asked.reason,
                seen=seen_of(request),
            ),
        )
    except (StaleSave, HalfDayUnknown, ReasonNeeded) as error:
        # In between somebody saved, or took the half-day out of the plan, or confirmed the result.
        now = selectors.activity(by, found.uid)
        return _shown(request, now, Timetabling(now, request.POST), stale=words(error), differs=_differs(now, asked))
    messages.success(request, gettext("The timetable is saved."))
    return redirect(f"{reverse('web:activity', args=[found.uid])}#timetable")


def _differs(now: ActivityView, typed: Timetabling) -> list[Differs]:
    """What is saved by now beside what was typed, in the order of the page."""
    pairs = (
        (
            gettext("Timetable"),
            [one.title for one in training.timetable(now.id)],
            [one.title for one in typed.sessions()],
        ),
        (
            gettext("Trainers"),
            [one.name for one in training.trainers(now.id)],
            [one.name for one in typed.trainer_lines()],
        ),
    )
    return [Differs(label, "; ".join(saved), "; ".join(here)) for label, saved, here in pairs if saved != here]


def _shown(
    request: HttpRequest,
    found: ActivityView,
    asked: Timetabling,
    *,
    stale: str = "",
    differs: list[Differs] | None = None,
) -> HttpResponse:
    context = {
        "activity": found,
        "asked": asked,
        "way_up": way_up(found),
        "stale": stale,
        "differs": differs,
    }
    status = 409 if stale else 422 if asked.final else 200
    return render(request, "activities/timetable.html", context, status=status)
