"""The lists of an activity: sending several at once, seeing all of them side by side, importing those that ask nothing."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.errors import ReasonNeeded
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.intake.rosters import selectors, services
from nepmoi.intake.rosters.rules.previews import Imported
from nepmoi.intake.rosters.rules.tray import Came
from nepmoi.kernel.ids import parse_uid
from nepmoi.kernel.quantities import grouped
from nepmoi.registry.organisation.errors import OutsideArea
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.web.activities.links import rights, way_up
from nepmoi.web.lists.forms import ListForm
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of

TWICE: Final = 15


@page(action=Action.IMPORT_LISTS)
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take offices' lists for an activity, each as a list of its own; what cannot be read is refused by name and not kept."""
    by = standing_of(request)
    activity = _activity(by, uid)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ListForm(*sent)
    came: Sequence[Came] = ()
    if form.is_valid():
        pasted = sum(one.filename.startswith(gettext("pasted list")) for one in selectors.received(activity.id))
        files = form.sent(pasted)
        given = [(name, data) for _, name, data in files]
        done = once(request, lambda: services.take_in(by=by, door=door_of(request), activity=uid, lists=given))
        if done is None:
            return redirect("web:lists", uid)
        came = done
        for (field, _, _), one in zip(files, came, strict=True):
            if one.refused:
                form.add_error(field, words(one.refused))
        if not form.errors:
            return _arrived(request, uid, came)
    return _page(request, by, activity, form=form, came=came, status=422 if form.is_bound else 200)


def _activity(by: Standing, uid: UUID) -> ActivityView:
    activity = activities.activity(by, uid)
    if not rights(by, activity).send_lists:
        raise OutsideArea
    return activity


def _arrived(request: HttpRequest, uid: UUID, came: Sequence[Came]) -> HttpResponse:
    """Say what became of the files and go to the one list, or to all of them."""
    for one in came:
        if one.is_again:
            messages.info(request, _again(one))
    if len(came) == 1 and came[0].uid:
        return redirect("web:list", came[0].uid)
    fresh = sum(not one.is_again for one in came)
    if fresh:
        said = ngettext("%(count)s list came and was read.", "%(count)s lists came and were read.", fresh)
        messages.success(request, said % {"count": grouped(fresh)})
    return redirect("web:lists", uid)


def _again(one: Came) -> str:
    return gettext("%(filename)s came before, byte for byte. It was not read again.") % {"filename": one.filename}


@page(action=Action.IMPORT_LISTS)
@require_POST
def import_ready(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Import all lists that the page showed as asking nothing; each can be taken back by itself."""
    by, reason = standing_of(request), request.POST.get("reason", "")
    activity = _activity(by, uid)
    said = {parse_uid(uid) for uid in request.POST.getlist("list")}
    wanted = [one.uid for one in reversed(selectors.received(activity.id)) if one.uid in said]
    try:
        done = once(
            request,
            lambda: services.import_ready(
                by=by, door=door_of(request), lists=wanted, reason=reason, seen=seen_of(request)
            ),
        )
    except StaleSave as stale:
        return _page(request, by, _activity(by, uid), stale=words(stale), reason=reason, status=409)
    except ReasonNeeded as needed:
        return _page(request, by, activity, reason=reason, reason_error=words(needed), status=422)
    if done is not None:
        _tell(request, [one for one in done.values() if one], sum(one is None for one in done.values()))
    return redirect("web:lists", uid)


def _tell(request: HttpRequest, done: Sequence[Imported], waiting: int) -> None:
    if done:
        said = gettext(
            "%(lists)s lists were imported: %(enrolled)s people were entered, %(new)s of them new; %(listed)s were in the "
            "list already."
        )
        numbers = {
            "lists": grouped(len(done)),
            "enrolled": grouped(sum(one.enrolled for one in done)),
            "new": grouped(sum(one.new_people for one in done)),
            "listed": grouped(sum(one.already_listed for one in done)),
        }
        messages.success(request, said % numbers)
    if waiting:
        said = ngettext(
            "%(count)s list was passed over: it asks something by now, or was imported meanwhile.",
            "%(count)s lists were passed over: they ask something by now, or were imported meanwhile.",
            waiting,
        )
        messages.warning(request, said % {"count": grouped(waiting)})


def _page(  # noqa: PLR0913 - what came back with a form that could not be done
    request: HttpRequest,
    by: Standing,
    activity: ActivityView,
    *,
    form: ListForm | None = None,
    came: Sequence[Came] = (),
    stale: str = "",
    reason: str = "",
    reason_error: str = "",
    status: int = 200,
) -> HttpResponse:
    tray = selectors.tray(by, activity.uid)
    context = {
        "activity": activity,
        "way_up": way_up(activity),
        "form": form or ListForm(),
        "tray": tray,
        "rows": [(one, words(one.refusal) if one.refusal else "") for one in tray.lists],
        "came": [(one, _again(one) if one.is_again else "") for one in came],
        "twice": Paginator(tray.twice, TWICE).get_page(request.GET.get("twice")),
        "needs_reason": activity.confirmed_on is not None,
        "stale": stale,
        "reason": reason,
        "reason_error": reason_error,
    }
    return render(request, "lists/send.html", context, status=status)
