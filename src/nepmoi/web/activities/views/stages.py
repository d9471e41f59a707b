"""The two steps of an activity: held, confirmed; before it is confirmed, what will be counted."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.errors import (
    NobodyWritten,
    NothingToConfirm,
    NotYetHeld,
    PhotographsMissing,
    RollMissing,
    StepNotPossible,
)
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import life
from nepmoi.kernel.errors import NepmoiError
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.web.activities.counted import headcount
from nepmoi.web.activities.counts import coming
from nepmoi.web.activities.links import rights, way_up
from nepmoi.web.activities.missing import File, file_of, in_the_way, items
from nepmoi.web.activities.views import course
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import Refused, Way, refuse, words
from nepmoi.web.saving import door_of, once, seen_of

LACKING: Final = (NothingToConfirm, NobodyWritten, RollMissing, PhotographsMissing)


@page(action=Action.WRITE_ACTIVITIES)
@require_POST
def activity_held(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Mark an activity as held."""
    by = standing_of(request)
    try:
        once(request, lambda: life.mark_held(by=by, door=door_of(request), activity=uid, seen=seen_of(request)))
    except StaleSave as stale:
        return course.shown(request, by, uid, stale=words(stale))
    except (NotYetHeld, StepNotPossible) as error:
        return _refused(request, by, uid, error, gettext("The activity is not marked as held"))
    messages.success(request, gettext("The activity is marked as held. It counts once its result is confirmed."))
    return redirect("web:activity", uid)


@page(action=Action.CONFIRM_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say what will be counted and what is missing; then confirm the result of an activity, which counts from then on."""
    by = standing_of(request)
    if request.method != "POST":
        return _asked(request, by, uid)
    try:
        once(request, lambda: life.confirm(by=by, door=door_of(request), activity=uid, seen=seen_of(request)))
    except StaleSave as stale:
        return _asked(request, by, uid, stale=words(stale))
    except (*LACKING, StepNotPossible) as error:
        return _refused(request, by, uid, error, gettext("The result is not confirmed"))
    messages.success(request, gettext("The result is confirmed. The activity counts in figures and reports."))
    return redirect("web:activity", uid)


def _asked(request: HttpRequest, by: Standing, uid: UUID, *, stale: str = "") -> HttpResponse:
    found = selectors.activity(by, uid)
    if not rights(by, found).confirm:
        # Nothing is to be confirmed, or not by her: the activity's page says where it stands.
        return redirect("web:activity", uid)
    file = file_of(by, found)
    context = {
        "activity": found,
        "way_up": way_up(found),
        "coming": coming(selectors.roster(by, found.id), file.slots),
        "items": items(file),
        "heads": headcount(found),
        "stale": stale,
    }
    return render(request, "activities/confirm.html", context, status=409 if stale else 200)


def _refused(request: HttpRequest, by: Standing, uid: UUID, error: NepmoiError, heading: str) -> HttpResponse:
    """Say what stands in the way, with the ways to mend it."""
    found = selectors.activity(by, uid)
    back = reverse("web:activity", args=[uid])
    file: File = file_of(by, found)
    known = Refused(
        heading=heading,
        doing=gettext("The activity's next step"),
        record=Way(label=found.name, href=back),
        missing=in_the_way(items(file)) if isinstance(error, LACKING) else (),
        ways=[
            Way(label=gettext("Back to the activity"), href=back),
            Way(label=gettext("All activities"), href=reverse("web:activities")),
        ],
    )
    return refuse(request, error, known)
