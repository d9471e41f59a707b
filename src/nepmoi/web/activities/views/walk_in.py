"""Somebody who came without being in the list."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nepmoi.fieldwork.activities.errors import AlreadyInActivity, ReasonNeeded
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.fieldwork.activities.services import roll as services
from nepmoi.kernel import text
from nepmoi.kernel.errors import NepmoiError
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.people.errors import BirthImpossible, NameMissing
from nepmoi.web.activities.forms.people import WalkInForm
from nepmoi.web.activities.links import way_up
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once

# Which field a service's refusal belongs to; all others are refused by their own page.
FIELDS: Final[Mapping[type[NepmoiError], str]] = {
    AlreadyInActivity: "name",
    NameMissing: "name",
    BirthImpossible: "birth",
    ReasonNeeded: "reason",
}


@page(action=Action.TAKE_ATTENDANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask who she is and put her into the list, present in the half-day to which she came."""
    by = standing_of(request)
    activity = selectors.activity(by, uid)
    slots = selectors.half_days(activity.id)
    came_to = request.GET.get("half_day", "")
    data = request.POST if request.method == "POST" else None
    form = WalkInForm(data, activity=activity, slots=slots, initial={"half_day": came_to})
    if form.is_valid() and _saved(request, by, activity, form):
        half_day = form.cleaned_data["half_day"]
        return redirect("web:roll", uid, half_day) if half_day else redirect("web:activity", uid)
    context = {
        "activity": activity,
        "way_up": way_up(activity),
        "form": form,
        "back": came_to if any(str(slot.uid) == came_to for slot in slots) else "",
    }
    return render(request, "activities/walk_in.html", context, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, by: Standing, activity: ActivityView, form: WalkInForm) -> bool:
    """Put her into the list; a refusal is written beside the field that it is about."""
    told = form.cleaned_data
    try:
        made = once(
            request,
            lambda: services.add_walk_in(
                by=by,
                door=door_of(request),
                activity=activity.uid,
                person=form.person,
                title=text.clean(told["title"]),
                unit_id=told["unit"].id if told["unit"] else None,
                unit_as_written=form.unit_as_written,
                half_day=parse_uid(told["half_day"]),
                reason=told.get("reason", ""),
            ),
        )
    except (AlreadyInActivity, NameMissing, BirthImpossible, ReasonNeeded) as error:
        _refused(form, error)
        return False
    if made is not None:
        messages.success(request, gettext("%(name)s is in the list now.") % {"name": text.clean(told["name"])})
    return True


def _refused(form: WalkInForm, error: NepmoiError) -> None:
    name = FIELDS[type(error)]
    form.add_error(name if name in form.fields else None, words(error))
