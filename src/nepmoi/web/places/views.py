"""Places through time, the search for them, and the picker's part of a page."""

import re
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.kernel import clock
from nepmoi.kernel.errors import Conflict, Invalid
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.geography.rules.levels import Level, UnitView
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation import services as offices
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.web.forms import read_day
from nepmoi.web.history import gather as history
from nepmoi.web.history import roots
from nepmoi.web.pages import page, standing_of
from nepmoi.web.places.forms import VillageForm
from nepmoi.web.places.picking import written
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once

PAGE: Final = 15
MOST: Final = 300
INSIDE: Final = 60

Shown = TypeVar("Shown")
_NAME = re.compile(r"[\w-]{1,60}")


@page(action=Action.SEE_PLACES)
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Search by any spelling, former name or code; without words, the asker's own area and the provinces."""
    by = standing_of(request)
    text = request.GET.get("text", "").strip()[:200]
    on = read_day(request.GET.get("on"))
    found = geography.find(text, on=on, limit=MOST) if text else []
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    own = None if by.area_unit_id is None else geography.by_id(by.area_unit_id)
    context = {
        "text": text,
        "on": on,
        "found": shown,
        "cut": len(found) == MOST,
        "lines": _lines(list(shown), on),
        "own": own,
        "provinces": [] if text else geography.provinces(),
    }
    return render(request, "places/places.html", context)


def _lines(units: list[UnitView], on: date | None) -> list[tuple[UnitView, str]]:
    """Units with what they lay in."""
    paths = geography.path_labels((unit.id for unit in units), on)
    return [(unit, paths[unit.id].partition(", ")[2]) for unit in units]


@page(action=Action.SEE_PLACES)
@require_GET
def pick(request: HttpRequest) -> HttpResponse:
    """The places that a picker's words can mean, as radio buttons; opened as a page, the search."""
    name = _plain(request.GET.get("name"), "place")
    text = request.GET.get("text", request.GET.get(name, "")).strip()[:200]
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('web:places')}?text={text}")
    level = request.GET.get("level", "")
    sent = written(
        {name: text, "on": request.GET.get("on") or request.GET.get(request.GET.get("on_name", ""), "")},
        name,
        on_name="on",
        level=Level(level) if level in set(Level) else None,
    )
    context = {"name": name, "id": _plain(request.GET.get("id"), name), "was": text, "choices": sent.choices}
    return render(request, "places/offered.html", context)


def _plain(given: str | None, otherwise: str) -> str:
    return given if given and _NAME.fullmatch(given) else otherwise


@page(action=Action.SEE_PLACES)
@require_GET
def place(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One unit: its dates, what it lay in, what it was made of, what became of it, and what lies in it."""
    return render(request, "places/place.html", _place(request, uid))


@page(action=Action.WRITE_PLACES)
@require_POST
def add_village(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Add a village to a commune of the asker's area."""
    commune = geography.by_uid(uid)
    form = VillageForm(request.POST)
    if form.is_valid():
        try:
            village = once(
                request,
                lambda: offices.add_village(
                    by=standing_of(request), door=door_of(request), parent_id=commune.id, **form.cleaned_data
                ),
            )
        except (Invalid, Conflict) as refused:
            form.add_error("name", words(refused))
        else:
            if village:
                messages.success(request, gettext("%(name)s was added.") % {"name": village.name})
            return redirect("web:place", uid)
    return render(request, "places/place.html", _place(request, uid, form), status=422)


def _place(request: HttpRequest, uid: UUID, form: VillageForm | None = None) -> dict[str, Any]:
    by, today = standing_of(request), clock.today()
    unit = geography.by_uid(uid)
    on = read_day(request.GET.get("on")) or today
    last = min(unit.valid_to or date.max, today)
    inside = geography.children(unit.id, last)
    atlas = geography.atlas()
    elsewhere = (
        [] if unit.stands_on(on) else sorted(geography.by_ids(atlas.present(unit.id, on)).values(), key=_by_name)
    )
    return {
        "unit": unit,
        "today": today,
        "on": on,
        "path": geography.path(unit.id, on)[1:],
        "path_day": on if unit.stands_on(on) else unit.valid_to or unit.valid_from,
        "elsewhere": _lines(elsewhere, on),
        "history": geography.history(unit.id),
        "last": last,
        "inside": [child for child in inside if child.level is not Level.VILLAGE],
        "villages": _paged(request, "villages", [child for child in inside if child.level is Level.VILLAGE]),
        "groups": _paged(request, "groups", _groups(by, unit.id) if may(by.role, Action.SEE_ACTIVITIES) else []),
        "figures": may(by.role, Action.SEE_FIGURES) and organisation.lies_in_area(by, unit.id),
        "form": form or (VillageForm() if _may_add(by, unit) else None),
        "entries": history.newest(by, roots.of_unit(unit)),
    }


def _paged(request: HttpRequest, name: str, found: list[Shown]) -> "Page[Shown]":
    """One page of a list that a commune may have hundreds of; the address counts each list's pages by its name."""
    return Paginator(found, INSIDE).get_page(request.GET.get(name))


def _by_name(unit: UnitView) -> tuple[str, str]:
    return unit.sort_key, unit.code


def _groups(by: Standing, unit_id: int) -> list[community.GroupView]:
    atlas = geography.atlas()
    return [group for group in community.listing(by) if atlas.lies_in(group.unit_id, unit_id)]


def _may_add(by: Standing, unit: UnitView) -> bool:
    return (
        unit.level is Level.COMMUNE
        and unit.valid_to is None
        and may(by.role, Action.WRITE_PLACES)
        and organisation.lies_in_area(by, unit.id)
    )
