"""Planning a course like one that there was: its plan as a new one, to be looked through before it is entered."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.kernel import clock
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.errors import PlaceNotOnDate
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import offices
from nepmoi.web.activities.forms.plan import rows_sent
from nepmoi.web.activities.links import way_up
from nepmoi.web.activities.planning import Planning
from nepmoi.web.activities.views.edit_plan import as_sent
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.templatetags.nepmoi import day

# What belongs to the plan as it was, and to nobody's new one.
_LEFT = ("opened_by", "reason")
_OF_PARTNER = ("office", "part", "task")
_PLACE = ("venue_unit", "venue_unit_was", "venue_unit_uid")


class CopyForm(HouseForm):
    """When the new one begins."""

    first_day = DayField(label=gettext_lazy("First day of the new one"))


@page(action=Action.WRITE_ACTIVITIES)
@require_safe
def activity_copy(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask on which day the new one begins, then show its plan as it would be entered; nothing is written here."""
    by = standing_of(request)
    found = selectors.activity(by, uid)
    form = CopyForm(request.GET if "first_day" in request.GET else None)
    if not form.is_valid():
        context = {"activity": found, "form": form, "way_up": way_up(found)}
        return render(request, "activities/copy.html", context, status=422 if form.errors else 200)
    first = form.cleaned_data["first_day"]
    sent, left = _copied(by, found, first)
    context = {
        "planning": Planning(by, sent),
        "way_up": way_up(found),
        "here": reverse("web:activity_new"),
        "copied": found,
        "left": left,
    }
    return render(request, "activities/plan.html", context)


def _copied(by: Standing, found: ActivityView, first: date) -> tuple[MultiValueDict[str, Any], list[str]]:
    """An activity's plan as the form of a new one would send it, and what is said of what could not come along."""
    sent = as_sent(found)
    for name in _LEFT:
        sent.pop(name, None)
    last = first + (found.last_day - found.first_day)
    sent["kind"] = found.kind.code
    # The page of the plan moves the half-days with the dates.
    sent["was_first"], sent["was_last"] = day(found.first_day), day(found.last_day)
    sent["first_day"], sent["last_day"] = day(first), day(last)
    if first.year != found.first_day.year:
        sent["name"] = found.name.replace(str(found.first_day.year), str(first.year))
    said = (_leave_partners(by, found, sent), _leave_place(found, first, sent))
    return sent, [sentence for sentence in said if sentence]


def _leave_partners(by: Standing, found: ActivityView, sent: MultiValueDict[str, Any]) -> str:
    """Offices that have closed since, or that are out of sight, cannot help again; which they were."""
    known = {str(office.id) for office in offices(by, clock.today())} - {str(by.office.id) if by.office else ""}
    rows = [
        tuple(sent.pop(f"partner-{n}-{name}")[0] for name in _OF_PARTNER)
        for n in range(rows_sent(sent, "partner", _OF_PARTNER[0]))
    ]
    for n, row in enumerate(row for row in rows if row[0] in known):
        sent.update({f"partner-{n}-{name}": value for name, value in zip(_OF_PARTNER, row, strict=True)})
    gone = [one.office.short_name for one in selectors.offices_of(found.id) if str(one.office.id) not in known]
    return gettext("Left out, for they cannot help any more: %(names)s.") % {"names": ", ".join(gone)} if gone else ""


def _leave_place(found: ActivityView, first: date, sent: MultiValueDict[str, Any]) -> str:
    try:
        places.require_on(found.venue_unit_id, first)
    except PlaceNotOnDate as error:
        for name in _PLACE:
            sent[name] = ""
        return words(error)
    sent["venue_unit"] = sent["venue_unit_was"] = places.path_label(found.venue_unit_id, first)
    return ""
