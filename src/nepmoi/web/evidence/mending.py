"""Mending what is said of a photograph, and taking one out."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.community.selectors.evidence import Things, open_photograph
from nepmoi.fieldwork.evidence.errors import CaptionMissing, VoidReasonMissing
from nepmoi.fieldwork.evidence.rules import DaySource, Ground
from nepmoi.fieldwork.evidence.selectors import PhotographView
from nepmoi.fieldwork.evidence.services import photographs
from nepmoi.fieldwork.evidence.services.photographs import Said
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation.errors import OutsideArea
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.web.evidence.things import Links, above
from nepmoi.web.evidence.tray import way_to_tray
from nepmoi.web.forms import DayField, HouseForm
from nepmoi.web.mending import Differs, WhyForm, differences
from nepmoi.web.pages import page, standing_of
from nepmoi.web.places.picking import PlaceField
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of


class PhotographForm(HouseForm):
    """What an inspector asks of a photograph."""

    caption = forms.CharField(
        label=gettext_lazy("Caption"),
        help_text=gettext_lazy("Who does what, where."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    taken_on = DayField(label=gettext_lazy("Taken on"), required=False)
    day_unknown = forms.BooleanField(label=gettext_lazy("Nobody knows the day"), required=False)
    unit = PlaceField(label=gettext_lazy("Place"), on_field="taken_on", required=False)
    author = forms.CharField(label=gettext_lazy("Taken by"), required=False, max_length=120)
    ground = forms.TypedChoiceField(
        label=gettext_lazy("May it be shown outside the office?"),
        widget=forms.RadioSelect,
        required=False,
        coerce=Ground,
        empty_value=None,
    )
    shows_children = forms.TypedChoiceField(
        label=gettext_lazy("Does it show children (under 16)?"),
        help_text=gettext_lazy("A child's photograph is never shown outside without consent."),
        widget=forms.RadioSelect,
        required=False,
        coerce=lambda value: value == "yes",
        empty_value=None,
        choices=[("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")), ("", gettext_lazy("Not known"))],
    )

    def __init__(self, *args: Any, is_drawn: bool, **options: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **options)
        grounds = [
            (Ground.CONSENT.value, gettext("Yes, those shown have agreed")),
            (Ground.PUBLIC_EVENT.value, gettext("Yes, it was a public event")),
            ("", gettext("Not asked yet")),
        ]
        if is_drawn:
            grounds.insert(0, (Ground.DRAWN.value, gettext("Yes, it is drawn and shows nobody")))
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]  # a choice field


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def photograph_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask what is said of a photograph, and write it down."""
    by = standing_of(request)
    found, shows = _found(by, uid)
    data = request.POST if request.method == "POST" else None
    form = PhotographForm(data, is_drawn=found.ground is Ground.DRAWN, initial=_said(found))
    if form.is_valid():
        try:
            once(request, lambda: _mend(request, by, uid, form))
        except StaleSave as stale:
            now, _ = _found(by, uid)
            return _asked(request, now, shows, form, stale=words(stale), differs=differences(form, _said(now)))
        except CaptionMissing as error:
            form.add_error("caption", words(error))
        except OutsideArea as error:
            form.add_error("unit", words(error))
        else:
            messages.success(request, gettext("What is said of the photograph is mended."))
            return redirect("web:photograph", uid)
    return _asked(request, found, shows, form)


def _mend(request: HttpRequest, by: Standing, uid: UUID, form: PhotographForm) -> None:
    told = form.cleaned_data
    said = Said(
        caption=told["caption"],
        taken_on=told["taken_on"],
        unit_id=told["unit"].id if told["unit"] else None,
        author=told["author"],
        ground=told["ground"],
        shows_children=told["shows_children"],
        day_unknown=told["day_unknown"],
    )
    photographs.mend(by=by, door=door_of(request), photograph=uid, said=said, seen=seen_of(request))


def _asked(  # noqa: PLR0913 - the request's three, the form, and who was first
    request: HttpRequest,
    found: PhotographView,
    shows: Things,
    form: PhotographForm,
    *,
    stale: str = "",
    differs: list[Differs] | None = None,
) -> HttpResponse:
    context = {
        "photograph": found,
        "way_up": _way_up(found, shows),
        "form": form,
        "stale": stale,
        "differs": differs,
    }
    return render(request, "evidence/edit.html", context, status=409 if stale else 422 if form.is_bound else 200)


@page(action=Action.ADD_EVIDENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def photograph_void(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask why a photograph is taken out, and take it out of pages and figures."""
    by = standing_of(request)
    found, shows = _found(by, uid)
    form = WhyForm(request.POST if request.method == "POST" else None)
    stale = ""
    if form.is_valid():
        try:
            once(
                request,
                lambda: photographs.make_void(
                    by=by,
                    door=door_of(request),
                    photograph=uid,
                    reason=form.cleaned_data["reason"],
                    seen=seen_of(request),
                ),
            )
        except StaleSave as error:
            stale, (found, shows) = words(error), _found(by, uid)
        except VoidReasonMissing as error:
            form.add_error("reason", words(error))
        else:
            messages.success(request, gettext("The photograph is taken out. The file itself is kept."))
            return redirect(_way_up(found, shows)[0][0])
    context = {
        "way_up": _way_up(found, shows),
        "heading": gettext("Take the photograph out"),
        "subject": found.caption or found.filename,
        "facts": [
            gettext("It leaves all pages, papers and figures; the file and what was said of it are kept."),
            *_last_evidence(shows),
        ],
        "form": form,
        "action": reverse("web:photograph_void", args=[uid]),
        "button": gettext("Take the photograph out"),
        "seen": found.version,
        "back": reverse("web:photograph", args=[uid]),
        "stale": stale,
    }
    return render(request, "form/why.html", context, status=409 if stale else 422 if form.is_bound else 200)


def _last_evidence(shows: Things) -> list[str]:
    """Which activities lose their only photograph; of a group none is needed."""
    words_of = gettext("%(name)s has no other photograph and counts no longer as an activity with evidence.")
    return [words_of % {"name": one.name} for one in shows.activities if one.photographs == 1]


def _found(by: Standing, uid: UUID) -> tuple[PhotographView, Things]:
    opened = open_photograph(by, uid)
    if not opened.may_write:
        raise OutsideArea
    return opened.photograph, opened.shows


def _said(found: PhotographView) -> dict[str, Any]:
    return {
        "caption": found.caption,
        "taken_on": found.taken_on,
        "day_unknown": found.day_source is DaySource.UNKNOWN,
        "unit": None if found.unit_id is None else geography.by_id(found.unit_id),
        "author": found.author,
        "ground": found.ground.value if found.ground else "",
        "shows_children": {True: "yes", False: "no", None: ""}[found.shows_children],
    }


def _way_up(found: PhotographView, shows: Things) -> Links:
    return [
        above(shows, [way_to_tray()])[-1],
        (reverse("web:photograph", args=[found.uid]), gettext("Photograph")),
    ]
