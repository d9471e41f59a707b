"""Mending a course's list: its lines one by one, those that were taken off it, and putting them back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.errors import LineUnknown, ReasonNeeded, WhyNeeded
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, ParticipantView
from nepmoi.fieldwork.activities.services import listed as services
from nepmoi.kernel.errors import NepmoiError
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import require
from nepmoi.registry.people.errors import NameMissing
from nepmoi.registry.people.selectors import persons as people
from nepmoi.web.activities.forms.mending import LineForm
from nepmoi.web.activities.links import way_up
from nepmoi.web.mending import Differs, WhyForm, differences, unit_words
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of

PAGE: Final = 50

FIELDS: Final[Mapping[type[NepmoiError], str]] = {
    NameMissing: "name_as_written",
    ReasonNeeded: "reason",
    WhyNeeded: "reason",
}


@page(action=Action.IMPORT_LISTS)
@require_safe
def lines(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A course's list as it was given, each line with the way to mend it, and those that were taken off."""
    by = standing_of(request)
    found = _activity(by, uid)
    shown = Paginator(selectors.roster(by, found.id), PAGE).get_page(request.GET.get("page"))
    off = selectors.taken_off(by, found.id)
    units = places.by_ids([*(line.unit_id for line in shown), *(line.unit_id for line, _ in off)])
    context = {
        "activity": found,
        "way_up": way_up(found),
        "page": shown,
        "lines": [(line, units.get(line.unit_id or 0)) for line in shown],
        "off": [(line, units.get(line.unit_id or 0), reason) for line, reason in off],
    }
    return render(request, "activities/lines.html", context)


@page(action=Action.IMPORT_LISTS)
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Ask what a line should say, and write it down."""
    by = standing_of(request)
    found = _activity(by, uid)
    one = _line(selectors.roster(by, found.id), line_uid)
    asks_phone = may(by.role, Action.SEE_PHONES) and one.person.id in people.in_sight(by, [one.person.id])
    data = request.POST if request.method == "POST" else None
    form = LineForm(data, activity=found, asks_phone=asks_phone, initial=_said(one))
    if form.is_valid():
        try:
            once(request, lambda: _mend(request, by, found, one, form))
        except StaleSave as stale:
            now = _line(selectors.roster(by, found.id), line_uid)
            return _asked(request, by, now, form, stale=words(stale), differs=differences(form, _said(now)))
        except (NameMissing, ReasonNeeded) as error:
            form.add_error(FIELDS[type(error)], words(error))
        else:
            messages.success(request, gettext("The line is mended."))
            return redirect("web:lines", uid)
    return _asked(request, by, one, form)


def _mend(request: HttpRequest, by: Standing, found: ActivityView, one: ParticipantView, form: LineForm) -> None:
    told = form.cleaned_data
    unit_id = told["unit"].id if told["unit"] else None
    # The list's own words stay for as long as they mean the same unit.
    written = one.unit_as_written if unit_id == one.unit_id else unit_words(form, "unit")
    services.mend_line(
        by=by,
        door=door_of(request),
        activity=found.uid,
        line=one.uid,
        said=services.Said(told["name_as_written"], told["title"], unit_id, written, told.get("phone")),
        reason=told.get("reason", ""),
        seen=seen_of(request),
    )


def _asked(  # noqa: PLR0913 - the request's three, the form, and who was first
    request: HttpRequest,
    by: Standing,
    one: ParticipantView,
    form: LineForm,
    *,
    stale: str = "",
    differs: list[Differs] | None = None,
) -> HttpResponse:
    found = selectors.by_id([one.activity_id])[one.activity_id]
    context = {
        "activity": found,
        "line": one,
        "way_up": way_up(found),
        "form": form,
        "counts": _counts(found, one),
        "may_open": one.person.id in people.in_sight(by, [one.person.id]),
        "stale": stale,
        "differs": differs,
    }
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "activities/line.html", context, status=status)


def _said(one: ParticipantView) -> dict[str, Any]:
    unit = places.by_id(one.unit_id) if one.unit_id is not None else one.unit_as_written
    return {
        "name_as_written": one.name_as_written,
        "title": one.title,
        "unit": unit,
        "phone": one.person.phone,
    }


def _counts(found: ActivityView, one: ParticipantView) -> str:
    """What of the figures hangs on a line."""
    present = sum(mark is Mark.PRESENT for mark in one.marks.values())
    if not found.confirmed_on or not present:
        return ""
    told = ngettext(
        "The line counts as one participation and %(count)s presence by half-day, at the unit that it names.",
        "The line counts as one participation and %(count)s presences by half-day, at the unit that it names.",
        present,
    )
    return told % {"count": present}


@dataclass(frozen=True)
class _Move:
    """Taking a line off, or putting it back."""

    save: Callable[..., None]
    heading: str
    done: str
    facts: list[str]


@page(action=Action.IMPORT_LISTS)
@require_http_methods(["GET", "HEAD", "POST"])
def line_off(request: HttpRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Ask why a line is taken off the list, and take it off."""
    by = standing_of(request)
    found = _activity(by, uid)
    one = _line(selectors.roster(by, found.id), line_uid)
    facts = [gettext("The person keeps her record and her other activities; her marks stay with the line.")]
    if told := _counts(found, one):
        facts = [told, gettext("These leave all figures."), *facts]
    move = _Move(services.take_off, gettext("Take off the list"), gettext("%(name)s is taken off the list."), facts)
    return _moved(request, by, found, one, move)


@page(action=Action.IMPORT_LISTS)
@require_http_methods(["GET", "HEAD", "POST"])
def line_back(request: HttpRequest, uid: UUID, line_uid: UUID) -> HttpResponse:
    """Ask why a line that was taken off is put back, and put it back."""
    by = standing_of(request)
    found = _activity(by, uid)
    one = _line([line for line, _ in selectors.taken_off(by, found.id)], line_uid)
    facts = [gettext("Her marks of the rolls come back with the line.")]
    move = _Move(services.put_back, gettext("Put back into the list"), gettext("%(name)s is in the list again."), facts)
    return _moved(request, by, found, one, move)


def _moved(request: HttpRequest, by: Standing, found: ActivityView, one: ParticipantView, move: _Move) -> HttpResponse:
    form = WhyForm(request.POST if request.method == "POST" else None)
    stale = ""
    if form.is_valid():
        try:
            once(
                request,
                lambda: move.save(
                    by=by,
                    door=door_of(request),
                    activity=found.uid,
                    line=one.uid,
                    reason=form.cleaned_data["reason"],
                    seen=seen_of(request),
                ),
            )
        except StaleSave as error:
            stale, found = words(error), selectors.activity(by, found.uid)
        except WhyNeeded as error:
            form.add_error("reason", words(error))
        else:
            messages.success(request, move.done % {"name": one.name_as_written})
            return redirect("web:lines", found.uid)
    context = {
        "way_up": [*way_up(found), (reverse("web:lines", args=[found.uid]), gettext("List"))],
        "heading": move.heading,
        "subject": f"{one.name_as_written} · {found.name}",
        "facts": move.facts,
        "form": form,
        "action": request.path,
        "button": move.heading,
        "seen": found.version,
        "back": reverse("web:lines", args=[found.uid]),
        "stale": stale,
    }
    return render(request, "form/why.html", context, status=409 if stale else 422 if form.is_bound else 200)


def _activity(by: Standing, uid: UUID) -> ActivityView:
    found = selectors.activity(by, uid)
    require(by, Action.IMPORT_LISTS, found.venue_unit_id, found.host.unit_id)
    return found


def _line(among: list[ParticipantView], uid: UUID) -> ParticipantView:
    for one in among:
        if one.uid == uid:
            return one
    raise LineUnknown
