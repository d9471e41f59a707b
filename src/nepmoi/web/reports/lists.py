"""Lists to take away: the rows behind a figure, the people of an activity, its roll; for Excel, or as CSV."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nepmoi.core.audit.rules import Matter
from nepmoi.registry.organisation.rules import Action
from nepmoi.reporting.assemble import figure_list, listing, roll, roster
from nepmoi.reporting.document.sheets import TakenList
from nepmoi.reporting.render import csv, xlsx
from nepmoi.web.figures.forms import AskForm
from nepmoi.web.figures.views import years
from nepmoi.web.pages import page, standing_of
from nepmoi.web.reports.leaving import note, note_activity

Render = Callable[[TakenList], bytes]
WAYS: Final[Mapping[str, tuple[str, Render]]] = {
    "xlsx": (xlsx.MEDIA_TYPE, xlsx.render),
    "csv": (csv.MEDIA_TYPE, csv.render),
}


@page(action=Action.SEE_FIGURES)
@never_cache
@require_safe
def figure_rows(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """The rows behind a figure, asked for in the words of its page; what the page does not understand, it says itself."""
    form = AskForm(request.GET, code=code, years=years(request))
    if not form.is_valid():
        return redirect(f"{reverse('web:figure', args=[code])}?{request.GET.urlencode()}")
    by, asked = standing_of(request), form.cleaned_data["question"]
    taken = figure_list.gather(viewer=by, asked=asked, site=_site(request))
    answer = _file(taken, ending)
    note(request, Matter.FIGURE, taken.people, unit_id=asked.place.id if asked.place else by.area_unit_id)
    return answer


@page(action=Action.SEE_ACTIVITIES)
@never_cache
@require_safe
def activity_roster(request: HttpRequest, uid: UUID, ending: str) -> HttpResponse:
    """The people of an activity, as far as its page names them to this reader."""
    found = listing.of(standing_of(request), uid, _site(request))
    answer = _file(roster.gather(found), ending)
    note_activity(request, Matter.ROSTER, found.activity, len(found.lines))
    return answer


@page(action=Action.SEE_ACTIVITIES)
@never_cache
@require_safe
def activity_roll(request: HttpRequest, uid: UUID, ending: str) -> HttpResponse:
    """The roll of an activity, all its half-days beside each other, of the people whom this reader sees."""
    found = listing.of(standing_of(request), uid, _site(request))
    answer = _file(roll.gather(found), ending)
    note_activity(request, Matter.ROLL, found.activity, len(found.lines))
    return answer


def _site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _file(taken: TakenList, ending: str) -> HttpResponse:
    media_type, render = WAYS[ending]
    name = f'attachment; filename="{taken.stem}.{ending}"'
    return HttpResponse(render(taken), media_type, headers={"Content-Disposition": name})
