"""Lists to take away: the rows behind a figure, the people of an activity, its roll; for Excel, or as CSV."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Matter, RootKind
from nepmoi.registry.organisation.rules import Action
from nepmoi.reporting.assemble import figure_list, listing, roll, roster
from nepmoi.reporting.document.sheets import TakenList
from nepmoi.reporting.render import csv, xlsx
from nepmoi.web.figures.forms import AskForm
from nepmoi.web.figures.views import years
from nepmoi.web.pages import page, standing_of
from nepmoi.web.saving import door_of

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
    left = _Left(Matter.FIGURE, None, asked.place.id if asked.place else by.area_unit_id)
    return _sent(request, taken, ending, left)


@page(action=Action.SEE_ACTIVITIES)
@never_cache
@require_safe
def activity_roster(request: HttpRequest, uid: UUID, ending: str) -> HttpResponse:
    """The people of an activity, as far as its page names them to this reader."""
    found = listing.of(standing_of(request), uid, _site(request))
    return _sent(request, roster.gather(found), ending, _of_activity(Matter.ROSTER, found))


@page(action=Action.SEE_ACTIVITIES)
@never_cache
@require_safe
def activity_roll(request: HttpRequest, uid: UUID, ending: str) -> HttpResponse:
    """The roll of an activity, all its half-days beside each other, of the people whom this reader sees."""
    found = listing.of(standing_of(request), uid, _site(request))
    return _sent(request, roll.gather(found), ending, _of_activity(Matter.ROLL, found))


@dataclass(frozen=True)
class _Left:
    """Of what personal data leaves the house, and where it belongs."""

    matter: Matter
    root: tuple[RootKind, int] | None
    unit_id: int | None


def _of_activity(matter: Matter, found: listing.Listing) -> _Left:
    return _Left(matter, (RootKind.ACTIVITY, found.activity.id), found.activity.venue_unit_id)


def _site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _sent(request: HttpRequest, taken: TakenList, ending: str, left: _Left) -> HttpResponse:
    """The file; that it was taken away is noted, when it names anybody and is not only asked about."""
    media_type, render = WAYS[ending]
    file = render(taken)
    if taken.people and request.method == "GET":
        audit.note_export(
            by=standing_of(request),
            door=door_of(request),
            matter=left.matter,
            root=left.root,
            people=taken.people,
            unit_id=left.unit_id,
        )
    name = f'attachment; filename="{taken.stem}.{ending}"'
    return HttpResponse(file, media_type, headers={"Content-Disposition": name})
