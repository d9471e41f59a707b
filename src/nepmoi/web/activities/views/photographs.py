"""Adding photographs of a course."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, HalfDayView
from nepmoi.fieldwork.activities.services.pictures import add_photographs
from nepmoi.fieldwork.evidence.errors import CaptionMissing, NotAPicture, PictureTooLarge
from nepmoi.fieldwork.evidence.services.photographs import NewPhotograph
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import lies_in_area, require
from nepmoi.web.activities.forms.pictures import PhotographsForm
from nepmoi.web.activities.links import link, way_up
from nepmoi.web.addresses import with_uid
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def photographs_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for photographs and keep all of them or none."""
    by = standing_of(request)
    activity = selectors.activity(by, uid)
    require(by, Action.ADD_EVIDENCE, activity.venue_unit_id, activity.host.unit_id)
    slots = selectors.half_days(activity.id)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PhotographsForm(data, files, slots=slots)
    if form.is_valid() and _saved(request, by, activity, slots, form):
        return redirect("web:activity", uid)
    context = {
        "way_up": way_up(activity),
        "back": reverse("web:activity", args=[uid]),
        "form": form,
        "pieces": with_uid("upload"),
        "arrive": with_uid("photograph_arrives", activity.uid),
        "after": link("tray", activity=activity.uid),
    }
    return render(request, "activities/photographs.html", context, status=422 if form.is_bound else 200)


def _saved(
    request: HttpRequest, by: Standing, activity: ActivityView, slots: list[HalfDayView], form: PhotographsForm
) -> bool:
    """Keep the pictures; one that cannot be kept is named beside the field, and none is kept."""
    half_day = parse_uid(form.cleaned_data["half_day"])
    slot = next((slot for slot in slots if slot.uid == half_day), None)
    try:
        kept = once(
            request,
            lambda: add_photographs(
                by=by,
                door=door_of(request),
                activity=activity.uid,
                half_day=half_day,
                pictures=list(_pictures(_place(by, activity), slot, form)),
            ),
        )
    except (NotAPicture, PictureTooLarge) as error:
        form.add_error("pictures", words(error))
        return False
    except CaptionMissing as error:
        form.add_error("caption", words(error))
        return False
    if kept is not None:
        told = ngettext("%(count)s photograph was kept.", "%(count)s photographs were kept.", kept)
        messages.success(request, told % {"count": kept})
    return True


def _place(by: Standing, activity: ActivityView) -> int | None:
    """Where they were taken; a place outside the area of whoever adds them is left unsaid, for she may not vouch for it."""
    return activity.venue_unit_id if lies_in_area(by, activity.venue_unit_id) else None


def _pictures(unit_id: int | None, slot: HalfDayView | None, form: PhotographsForm) -> Iterator[NewPhotograph]:
    for file in form.cleaned_data["pictures"]:
        yield NewPhotograph(data=file.read(), filename=file.name or "", unit_id=unit_id, **form.said(slot))
