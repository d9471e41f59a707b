"""Two photographs that look alike, side by side; and what else a photograph shows."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from nepmoi.fieldwork.community.selectors.evidence import Things, open_photograph
from nepmoi.fieldwork.community.services import evidence as services
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.fieldwork.evidence.errors import PhotographUnknown
from nepmoi.fieldwork.evidence.selectors import PhotographView
from nepmoi.fieldwork.evidence.services import photographs
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.web.evidence.forms import ShowsForm
from nepmoi.web.evidence.things import offered
from nepmoi.web.pages import page, standing_of
from nepmoi.web.saving import door_of, once


@dataclass(frozen=True)
class Pair:
    """An older photograph with what it shows."""

    photograph: PhotographView
    shows: Things
    is_same_file: bool


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def photograph_alike(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a photograph beside the older ones that may be the same; write down which it is."""
    by = standing_of(request)
    opened = open_photograph(by, uid)
    found, shows = opened.photograph, opened.shows
    older = parse_uid(request.POST.get("older", ""))
    if request.method == "POST" and older is not None:
        open_photograph(by, older)
        if request.POST.get("is") == "same":
            once(request, lambda: _same(request, by, uid, older))
            messages.success(request, gettext("The older photograph now shows what both showed."))
            return redirect("web:photograph", older)
        once(request, lambda: photographs.tell_apart(by=by, door=door_of(request), photograph=uid, other=older))
        messages.success(request, gettext("They are two photographs. Nobody is asked again."))
        return redirect("web:photograph_alike", uid)
    context = {"photograph": found, "shows": shows, "pairs": _pairs(by, found)}
    return render(request, "evidence/alike.html", context, status=422 if request.method == "POST" else 200)


@page(action=Action.ADD_EVIDENCE)
@require_POST
def photograph_shows(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that a photograph shows one more activity or group."""
    by = standing_of(request)
    open_photograph(by, uid)
    form = ShowsForm(request.POST, offer=offered(by))
    if not form.is_valid():
        messages.error(request, gettext("Nothing was chosen."))
        return redirect("web:photograph", uid)
    shows = form.cleaned_data["activity"]
    once(request, lambda: services.put_photograph(by=by, door=door_of(request), photograph=uid, shows=shows))
    return redirect("web:photograph", uid)


def _same(request: HttpRequest, by: Standing, uid: UUID, older: UUID) -> None:
    reason = gettext("It is the same picture as an older photograph.")
    services.say_same(by=by, door=door_of(request), photograph=uid, older=older, reason=reason)


def _pairs(by: Standing, found: PhotographView) -> list[Pair]:
    """The older ones that the asker may see."""
    pairs = []
    for one in evidence.alike(area_of(by), [found.id]).get(found.id, []):
        try:
            older = open_photograph(by, one.photograph.uid)
        except PhotographUnknown:
            continue
        pairs.append(Pair(older.photograph, older.shows, one.is_same_file))
    return pairs
