"""Two photographs that look alike, side by side; and what else a photograph shows."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from nepmoi.fieldwork.activities.errors import ActivityUnknown
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.fieldwork.activities.services import pictures
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.fieldwork.evidence.errors import PhotographUnknown
from nepmoi.fieldwork.evidence.selectors import PhotographView
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.web.evidence.forms import ShowsForm
from nepmoi.web.evidence.tray import offered
from nepmoi.web.pages import page, standing_of
from nepmoi.web.saving import door_of, once


@dataclass(frozen=True)
class Pair:
    """An older photograph with what it shows."""

    photograph: PhotographView
    shows: list[ActivityView]
    is_same_file: bool


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def photograph_alike(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a photograph beside the older ones that may be the same; write down which it is."""
    by = standing_of(request)
    found, shows = activities.picture(by, uid)
    older = parse_uid(request.POST.get("older", ""))
    if request.method == "POST" and older is not None:
        activities.picture(by, older)
        if request.POST.get("is") == "same":
            once(request, lambda: _same(request, by, uid, older))
            messages.success(request, gettext("The older photograph now shows what both showed."))
            return redirect("web:photograph", older)
        once(request, lambda: pictures.say_other(by=by, door=door_of(request), photograph=uid, other=older))
        messages.success(request, gettext("They are two photographs. Nobody is asked again."))
        return redirect("web:photograph_alike", uid)
    context = {"photograph": found, "shows": shows, "pairs": _pairs(by, found)}
    return render(request, "evidence/alike.html", context, status=422 if request.method == "POST" else 200)


@page(action=Action.ADD_EVIDENCE)
@require_POST
def photograph_shows(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that a photograph shows one more activity."""
    by = standing_of(request)
    activities.picture(by, uid)
    form = ShowsForm(request.POST, activities=offered(by))
    if not form.is_valid():
        messages.error(request, gettext("No activity was chosen."))
        return redirect("web:photograph", uid)
    activity = form.cleaned_data["activity"]
    once(
        request,
        lambda: pictures.put_to_activity(by=by, door=door_of(request), photograph=uid, activity=activity),
    )
    return redirect("web:photograph", uid)


def _same(request: HttpRequest, by: Standing, uid: UUID, older: UUID) -> None:
    reason = gettext("It is the same picture as an older photograph.")
    pictures.say_same(by=by, door=door_of(request), photograph=uid, older=older, reason=reason)


def _pairs(by: Standing, found: PhotographView) -> list[Pair]:
    """The older ones that the asker may see."""
    pairs = []
    for one in evidence.alike(area_of(by), [found.id]).get(found.id, []):
        try:
            photograph, shows = activities.picture(by, one.photograph.uid)
        except (ActivityUnknown, PhotographUnknown):
            continue
        pairs.append(Pair(photograph, shows, one.is_same_file))
    return pairs
