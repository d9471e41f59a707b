"""Writing down how many came without being named, by whom they were and where they came from."""

from collections.abc import Mapping, Sequence
from itertools import count, takewhile
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.errors import CountTwice, ReasonNeeded
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.fieldwork.activities.services.counted import count_heads
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.web.activities.forms.counts import CountForm
from nepmoi.web.activities.links import way_up
from nepmoi.web.forms import HouseForm
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of


class ReasonForm(HouseForm):
    """Why a confirmed result is corrected."""

    reason = forms.CharField(
        label=gettext_lazy("Why the confirmed result is corrected"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@page(action=Action.TAKE_ATTENDANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_counts(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the counts of an activity, one line more than there are, and write them down."""
    by = standing_of(request)
    found = selectors.activity(by, uid)
    require(by, Action.TAKE_ATTENDANCE, found.venue_unit_id, found.host.unit_id)
    if request.method != "POST":
        return _shown(request, found, _lines(found), ReasonForm())
    lines = _sent(request.POST)
    why = ReasonForm(request.POST)
    told = [line for line in lines if not line.says_nothing]
    # Every line is asked, so that all that is wrong is said at once.
    fine = [line.is_valid() for line in told]
    if not all([*fine, why.is_valid() or not found.confirmed_on]):
        return _shown(request, found, lines, why)
    return _save(request, by, found, lines, why)


def _save(
    request: HttpRequest, by: Standing, found: ActivityView, lines: Sequence[CountForm], why: ReasonForm
) -> HttpResponse:
    told = [line for line in lines if not line.says_nothing]
    try:
        once(
            request,
            lambda: count_heads(
                by=by,
                door=door_of(request),
                activity=found.uid,
                counts=[line.heads() for line in told],
                reason=why.cleaned_data.get("reason", "") if why.is_valid() else "",
                seen=seen_of(request),
            ),
        )
    except StaleSave as stale:
        return _shown(request, selectors.activity(by, found.uid), lines, why, stale=words(stale))
    except CountTwice as error:
        told[error.line - 1].add_error("audience", words(error))
        return _shown(request, found, lines, why)
    except ReasonNeeded as error:
        why.add_error("reason", words(error))
        return _shown(request, selectors.activity(by, found.uid), lines, why)
    messages.success(request, gettext("The numbers are saved."))
    return redirect("web:activity", found.uid)


def _lines(found: ActivityView) -> list[CountForm]:
    views = selectors.counts_of(found.id)
    return [CountForm(prefix=f"line-{n}", view=view) for n, view in enumerate([*views, None])]


def _sent(data: Mapping[str, Any]) -> list[CountForm]:
    """The lines of the page, as many as it had: all that were said, and an empty one."""
    sent = takewhile(lambda n: f"line-{n}-total" in data, count())
    return [CountForm(data, prefix=f"line-{n}") for n in sent]


def _shown(
    request: HttpRequest,
    found: ActivityView,
    lines: Sequence[CountForm],
    why: ReasonForm,
    *,
    stale: str = "",
) -> HttpResponse:
    # An empty line says nothing, and nothing is wrong with it.
    errors = [field for line in lines if line.is_bound and not line.says_nothing for field in line if field.errors]
    context = {
        "activity": found,
        "way_up": way_up(found),
        "lines": lines,
        "errors": errors,
        "why": why if found.confirmed_on else None,
        "stale": stale,
    }
    status = 409 if stale else 422 if request.method == "POST" else 200
    return render(request, "activities/counts.html", context, status=status)
