"""Planning an activity again on further days."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from nepmoi.fieldwork.activities.errors import NoFurtherDay, TooManyDays
from nepmoi.fieldwork.activities.rules import Every, further_days
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services.repeated import MOST, repeat
from nepmoi.registry.geography.errors import PlaceNotOnDate
from nepmoi.registry.organisation.errors import OfficeClosed
from nepmoi.registry.organisation.rules import Action
from nepmoi.registry.organisation.selectors import require
from nepmoi.web.activities.links import way_up
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once


class RepeatForm(HouseForm):
    """How often, and until when."""

    every = forms.TypedChoiceField(
        label=gettext_lazy("How often"),
        coerce=Every,
        choices=[
            (Every.MONTH.value, gettext_lazy("Every month")),
            (Every.FORTNIGHT.value, gettext_lazy("Every two weeks")),
            (Every.WEEK.value, gettext_lazy("Every week")),
        ],
    )
    until = DayField(label=gettext_lazy("Until"))


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_repeat(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask how often and until when, show the days, and plan the activity on each of them."""
    by = standing_of(request)
    found = selectors.activity(by, uid)
    require(by, Action.WRITE_ACTIVITIES, found.venue_unit_id, found.host.unit_id)
    sent: Any = request.POST if request.method == "POST" else request.GET if "until" in request.GET else None
    form = RepeatForm(sent)
    fine = form.is_valid()
    days = further_days(found.first_day, form.cleaned_data["every"], form.cleaned_data["until"]) if fine else []
    if len(days) > MOST:
        form.add_error("until", words(TooManyDays(count=len(days), most=MOST)))
    elif fine and request.method == "POST":
        try:
            made = once(request, lambda: repeat(by=by, door=door_of(request), activity=found.uid, **form.cleaned_data))
        except (NoFurtherDay, PlaceNotOnDate, OfficeClosed) as error:
            form.add_error("until", words(error))
        else:
            if made is not None:
                told = ngettext(
                    "%(count)s further activity is planned.", "%(count)s further activities are planned.", len(made)
                )
                messages.success(request, told % {"count": len(made)})
            return redirect("web:activities")
    context = {"activity": found, "form": form, "days": days if len(days) <= MOST else (), "way_up": way_up(found)}
    return render(request, "activities/repeat.html", context, status=422 if form.errors else 200)
