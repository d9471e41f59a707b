"""One screen on a telephone: what took place this evening, how many came, two photographs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from nepmoi.core.files.services import forget_pieces
from nepmoi.fieldwork.activities.rules import Kept, lacks
from nepmoi.fieldwork.activities.services.reported import Report, report
from nepmoi.fieldwork.evidence.errors import NotAPicture, PictureTooLarge
from nepmoi.kernel import clock
from nepmoi.kernel.errors import NepmoiError
from nepmoi.kernel.quantities import grouped
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.errors import PlaceNotOnDate
from nepmoi.registry.organisation.errors import NoStanding, OfficeClosed, OutsideArea
from nepmoi.registry.organisation.rules import Action, OfficeView, Standing, may
from nepmoi.registry.organisation.selectors import lies_in_area
from nepmoi.web.activities.forms.reporting import GONE, USUAL, ReportForm, Waiting, keep_pictures, pictures
from nepmoi.web.activities.links import way_up
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once

# Which field a service's refusal belongs to.
FIELDS: dict[type[NepmoiError], str] = {
    PlaceNotOnDate: "venue_unit",
    OutsideArea: "venue_unit",
    OfficeClosed: "day",
    NotAPicture: "pictures",
    PictureTooLarge: "pictures",
    **dict.fromkeys(GONE, "pictures"),
}


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_report(request: HttpRequest) -> HttpResponse:
    """Ask what took place and how many came, and write it down as held; confirmed, too, where nothing stands in the way."""
    by = standing_of(request)
    if by.office is None:
        raise NoStanding
    may_confirm = may(by.role, Action.CONFIRM_ACTIVITIES)
    if request.method != "POST":
        return _shown(request, ReportForm(may_confirm=may_confirm, initial=_usual(by.office)), [])
    form = ReportForm(request.POST, request.FILES, may_confirm=may_confirm)
    if form.is_valid():
        done = _saved(request, by, by.office, form)
        if done is not None:
            return done
    return _shown(request, form, keep_pictures(form, request.FILES.getlist("pictures"), by.actor.account_id or 0))


def _usual(office: OfficeView) -> dict[str, object]:
    """What stands in the form before anything is said: the office's own place, today, a communication session."""
    place = places.by_id(office.unit_id) if office.unit_id else None
    return {"venue_unit": place, "day": clock.today(), "kind": USUAL, "confirm": True}


def _shown(request: HttpRequest, form: ReportForm, kept: list[Waiting]) -> HttpResponse:
    context = {"form": form, "kept": kept, "way_up": way_up()}
    return render(request, "activities/report.html", context, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, by: Standing, host: OfficeView, form: ReportForm) -> HttpResponse | None:
    """Save; a refusal is written beside the field that it is about, and nothing is answered."""
    account_id = by.actor.account_id or 0
    unit_id = form.cleaned_data["venue_unit"].id
    in_the_way = False
    try:
        shots = pictures(form, account_id, unit_id if lies_in_area(by, unit_id) else None)
        in_the_way = _waits(form, len(shots))
        confirm = bool(form.cleaned_data.get("confirm")) and not in_the_way
        told = Report(form.plan(host), form.counts(), shots)
        uid = once(request, lambda: report(by=by, door=door_of(request), told=told, confirm=confirm))
    except tuple(FIELDS) as error:
        form.add_error(next(name for kind, name in FIELDS.items() if isinstance(error, kind)), words(error))
        return None
    for one in form.kept:
        forget_pieces(account_id=account_id, upload=one.uid)
    if uid is None:
        return redirect("web:activities")
    return _told(request, uid, form, confirmed=confirm)


def _waits(form: ReportForm, shots: int) -> bool:
    """Whether the kind's result needs something that is not there yet."""
    kind = form.kinds[form.cleaned_data["kind"]]
    kept = Kept(listed=0, counts=len(form.counts()), unmarked=0, photographs=shots)
    return any(lack.blocks for lack in lacks(kind.needs, kept))


def _told(request: HttpRequest, uid: UUID, form: ReportForm, *, confirmed: bool) -> HttpResponse:
    """Say what counts now, or what is still waited for."""
    heads = form.cleaned_data["total"]
    if confirmed:
        number = gettext("an unknown number") if heads is None else grouped(heads)
        messages.success(
            request,
            gettext("Saved and confirmed: one activity and %(number)s attendances without names count in figures now.")
            % {"number": number},
        )
    else:
        messages.success(request, gettext("Saved as held. It counts once its result is confirmed."))
    return redirect("web:activity", uid)
