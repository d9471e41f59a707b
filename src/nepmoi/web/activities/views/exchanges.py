"""Writing down what learners brought to a course: what their groups came to, the experience that was shared."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.errors import HalfDayUnknown, WhyNeeded
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, HalfDayView, ParticipantView, PictureOf
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training import services
from nepmoi.fieldwork.training.errors import (
    ExchangeNameMissing,
    ExchangeToCome,
    MemberNotListed,
    MembersTooMany,
    PictureOfOther,
)
from nepmoi.fieldwork.training.rules import EXCHANGED, SessionForm
from nepmoi.fieldwork.training.selectors import ExchangeView
from nepmoi.kernel import clock
from nepmoi.kernel.errors import NepmoiError
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.web.activities.forms.exchanges import ExchangeForm
from nepmoi.web.activities.links import link, way_up
from nepmoi.web.mending import Differs, WhyForm, differences
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of

METHODS: Final = ["GET", "HEAD", "POST"]
MOST_TICKED: Final = 300
MOST_PICTURES: Final = 40

# Which field a service's refusal belongs to.
FIELDS: Final[Mapping[type[NepmoiError], str]] = {
    ExchangeNameMissing: "name",
    ExchangeToCome: "half_day",
    HalfDayUnknown: "half_day",
    MembersTooMany: "size",
    MemberNotListed: "members",
    PictureOfOther: "photograph",
}


@page(action=Action.TAKE_ATTENDANCE)
@require_http_methods(METHODS)
def exchange_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for a group's discussion or an experience, and enter it; then perhaps for the next group's."""
    by = standing_of(request)
    found = _activity(by, uid)
    if request.method != "POST":
        return _shown(request, found, _form(by, found, initial=_proposed(request.GET, found)))
    form = _form(by, found, request.POST)
    if form.is_valid():
        try:
            once(
                request,
                lambda: services.record_exchange(by=by, door=door_of(request), activity=uid, brought=form.brought()),
            )
        except tuple(FIELDS) as error:
            _refused(form, error)
        else:
            messages.success(request, gettext("“%(name)s” is saved.") % {"name": form.cleaned_data["name"]})
            if request.POST.get("do") == "next":
                told = form.cleaned_data
                return redirect(link("exchange_new", uid, half_day=told["half_day"], form=told["form"].value))
            return redirect(_place(found))
    return _shown(request, found, form)


@page(action=Action.TAKE_ATTENDANCE)
@require_http_methods(METHODS)
def exchange(request: HttpRequest, uid: UUID, exchange_uid: UUID) -> HttpResponse:
    """Show what was entered of a group or an experience, and write down what is mended of it."""
    by = standing_of(request)
    found = _activity(by, uid)
    lines = _lines(by, found)
    one = training.exchange(found.id, exchange_uid, lines)
    if request.method != "POST":
        return _shown(request, found, _form(by, found, view=one), one)
    form = _form(by, found, request.POST, view=one)
    if form.is_valid():
        unseen = training.unseen_members(one.id, lines)
        try:
            once(
                request,
                lambda: services.mend_exchange(
                    by=by,
                    door=door_of(request),
                    activity=uid,
                    exchange=exchange_uid,
                    brought=form.brought(unseen),
                    seen=seen_of(request),
                ),
            )
        except StaleSave as stale:
            now = training.exchange(found.id, exchange_uid, lines)
            saved = _form(by, found, view=now).initial
            return _shown(
                request,
                selectors.activity(by, uid),
                form,
                now,
                stale=words(stale),
                differs=differences(form, saved),
            )
        except tuple(FIELDS) as error:
            _refused(form, error)
        else:
            messages.success(request, gettext("“%(name)s” is saved.") % {"name": form.cleaned_data["name"]})
            return redirect(_place(found))
    return _shown(request, found, form, one)


@page(action=Action.TAKE_ATTENDANCE)
@require_http_methods(METHODS)
def exchange_void(request: HttpRequest, uid: UUID, exchange_uid: UUID) -> HttpResponse:
    """Ask why a group's discussion or an experience was entered by mistake, and take it out of the course."""
    by = standing_of(request)
    found = _activity(by, uid)
    one = training.exchange(found.id, exchange_uid, selectors.roster(by, found.id))
    form = WhyForm(request.POST if request.method == "POST" else None)
    stale = ""
    if form.is_valid():
        try:
            once(
                request,
                lambda: services.void_exchange(
                    by=by,
                    door=door_of(request),
                    activity=uid,
                    exchange=exchange_uid,
                    reason=form.cleaned_data["reason"],
                    seen=seen_of(request),
                ),
            )
        except StaleSave as error:
            stale, found = words(error), selectors.activity(by, uid)
        except WhyNeeded as error:
            form.add_error("reason", words(error))
        else:
            messages.success(request, gettext("“%(name)s” is taken out.") % {"name": one.name})
            return redirect(_place(found))
    context = {
        "way_up": way_up(found),
        "heading": gettext("Take out what was entered by mistake"),
        "subject": one.name,
        "facts": [gettext("It leaves the course's page and its paper; it and the reason stay in the history.")],
        "form": form,
        "action": reverse("web:exchange_void", args=[uid, exchange_uid]),
        "button": gettext("Take it out"),
        "seen": found.version,
        "back": reverse("web:exchange", args=[uid, exchange_uid]),
        "stale": stale,
    }
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "form/why.html", context, status=status)


def _activity(by: Standing, uid: UUID) -> ActivityView:
    found = selectors.activity(by, uid)
    require(by, Action.TAKE_ATTENDANCE, found.venue_unit_id, found.host.unit_id)
    return found


def _lines(by: Standing, found: ActivityView) -> list[ParticipantView]:
    """Who can be ticked as a member: nobody where the list is longer than anybody would look through."""
    lines = selectors.roster(by, found.id)
    return lines if len(lines) <= MOST_TICKED else []


def _pictures(found: ActivityView, view: ExchangeView | None) -> list[PictureOf]:
    """The photographs to choose from: the latest of the course, and the one that was chosen."""
    chosen = view.photograph.uid if view and view.photograph else None
    every = selectors.pictures([found.id])
    return [one for one in every[:-MOST_PICTURES] if one.photograph.uid == chosen] + every[-MOST_PICTURES:]


def _place(found: ActivityView) -> str:
    return f"{reverse('web:activity', args=[found.uid])}#exchanges"


def _form(
    by: Standing,
    found: ActivityView,
    data: Mapping[str, Any] | None = None,
    *,
    view: ExchangeView | None = None,
    initial: dict[str, str] | None = None,
) -> ExchangeForm:
    return ExchangeForm(
        data,
        slots=selectors.half_days(found.id),
        lines=_lines(by, found),
        pictures=_pictures(found, view),
        view=view,
        initial=initial,
    )


def _refused(form: ExchangeForm, error: NepmoiError) -> None:
    name = next(field for kind, field in FIELDS.items() if isinstance(error, kind))
    form.add_error(name if name in form.fields else None, words(error))


def _proposed(asked: Mapping[str, str], found: ActivityView) -> dict[str, str]:
    """What a new one most likely is: the next group of a half-day, with the question that the others had."""
    slots = selectors.half_days(found.id)
    sessions = training.timetable(found.id)
    form = next((one for one in EXCHANGED if one.value == asked.get("form")), SessionForm.GROUP_WORK)
    slot = _slot(asked, slots, [one.half_day_id for one in sessions if one.form is form])
    if slot is None:
        return {"form": form.value}
    others = [one for one in training.exchanges(found.id, []) if (one.half_day_id, one.form) == (slot.id, form)]
    put = [one.title for one in sessions if (one.half_day_id, one.form) == (slot.id, form)]
    proposed = {"form": form.value, "half_day": str(slot.uid)}
    if form is SessionForm.GROUP_WORK:
        # A record is written in the office's language.
        with translation.override("vi"):
            proposed["name"] = gettext("Group %(number)s") % {"number": len(others) + 1}
        proposed["subject"] = others[-1].subject if others else next(iter(put), "")
    return proposed


def _slot(asked: Mapping[str, str], slots: Sequence[HalfDayView], timetabled: Sequence[int]) -> HalfDayView | None:
    """The half-day that was asked for, else the latest so far in which the timetable has it, else the latest so far."""
    uid = parse_uid(asked.get("half_day", ""))
    so_far = [slot for slot in slots if slot.day <= clock.today()]
    wanted = [slot for slot in slots if slot.uid == uid]
    likely = [slot for slot in so_far if slot.id in timetabled]
    return next(iter([*wanted, *reversed(likely), *reversed(so_far)]), None)


def _shown(  # noqa: PLR0913 - the request's two, the form, what is mended, and who was first
    request: HttpRequest,
    found: ActivityView,
    form: ExchangeForm,
    one: ExchangeView | None = None,
    *,
    stale: str = "",
    differs: list[Differs] | None = None,
) -> HttpResponse:
    context = {
        "activity": found,
        "form": form,
        "exchange": one,
        "way_up": way_up(found),
        "stale": stale,
        "differs": differs,
    }
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "activities/exchange.html", context, status=status)
