"""When an activity turns out otherwise: postponed, cancelled, planned again, taken back, entered by mistake."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.decorators.http import require_http_methods

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.errors import DaysMarked, WhyNeeded
from nepmoi.fieldwork.activities.rules import Status
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.fieldwork.activities.services import turns
from nepmoi.kernel.errors import NepmoiError
from nepmoi.kernel.quantities import grouped
from nepmoi.registry.geography.errors import PlaceNotOnDate
from nepmoi.registry.organisation.errors import OfficeClosed
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.web.activities.counts import counted
from nepmoi.web.activities.forms.mending import AgainForm, NewDayForm
from nepmoi.web.activities.links import turns_of, way_up
from nepmoi.web.mending import WhyForm
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of

METHODS: Final = ["GET", "HEAD", "POST"]

PEOPLE: Final = "people_trained"
PRESENCES: Final = "half_day_presences"
HEADS: Final = "heads_reached"


@dataclass(frozen=True)
class Turn:
    """A way in which an activity turns out.

    Attributes:
        route: of its page.
        save: the service.
        form: what it asks.
        heading: what is done; a message id.
        done: what is said when it is done; a message id.
        facts: what follows from it; message ids.
        leaves: whether the activity has no page afterwards.
    """

    route: str
    save: Callable[..., object]
    form: type[WhyForm]
    heading: str
    done: str
    facts: Sequence[str]
    leaves: bool = False


POSTPONE: Final = Turn(
    "activity_postpone",
    turns.postpone,
    NewDayForm,
    gettext_noop("Postpone the activity"),
    gettext_noop("The activity is put off."),
    [
        gettext_noop("With a new day the activity stays planned, on the new days; without one it waits as postponed."),
        gettext_noop("Its list, its timetable and its trainers stay."),
    ],
)
CANCEL: Final = Turn(
    "activity_cancel",
    turns.cancel,
    WhyForm,
    gettext_noop("Cancel the activity"),
    gettext_noop("The activity is cancelled."),
    [
        gettext_noop("The activity stays in the list as cancelled and counts in no figure."),
        gettext_noop("It can be put back into the plan."),
    ],
)
AGAIN: Final = Turn(
    "activity_again",
    turns.plan_again,
    AgainForm,
    gettext_noop("Put the activity back into the plan"),
    gettext_noop("The activity is planned again."),
    [],
)
UNHELD: Final = Turn(
    "activity_back",
    turns.take_back,
    WhyForm,
    gettext_noop("Take back that it was held"),
    gettext_noop("The activity is planned again."),
    [gettext_noop("The rolls that were taken stay as they are.")],
)
UNCONFIRMED: Final = Turn(
    "activity_back",
    turns.take_back,
    WhyForm,
    gettext_noop("Take the confirmation back"),
    gettext_noop("The confirmation is taken back. The activity counts in no figure until it is confirmed again."),
    [gettext_noop("The activity is held, its list and rolls stay, and they can be corrected without a reason.")],
)
VOID: Final = Turn(
    "activity_void",
    turns.make_void,
    WhyForm,
    gettext_noop("Remove an activity that was entered by mistake"),
    gettext_noop("The activity is removed from lists and figures. Its records are kept."),
    [
        gettext_noop("The activity, its list and its rolls leave all lists and figures; nothing of them is deleted."),
        gettext_noop("An activity that will not take place is better cancelled: then it can still be found."),
    ],
    leaves=True,
)

# Which field a service's refusal belongs to; all others are refused by their own page.
FIELDS: Final[Mapping[type[NepmoiError], str | None]] = {
    WhyNeeded: "reason",
    DaysMarked: None,
    PlaceNotOnDate: "first_day",
    OfficeClosed: "first_day",
}


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(METHODS)
def activity_postpone(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put a planned activity off."""
    return _turn(request, uid, POSTPONE)


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(METHODS)
def activity_cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that an activity will not take place."""
    return _turn(request, uid, CANCEL)


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(METHODS)
def activity_again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put a postponed or cancelled activity back into the plan."""
    return _turn(request, uid, AGAIN)


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(METHODS)
def activity_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back that an activity was confirmed, or that it was held."""
    found = selectors.activity(standing_of(request), uid)
    return _turn(request, uid, UNCONFIRMED if found.status is Status.CONFIRMED else UNHELD)


@page(action=Action.WRITE_ACTIVITIES)
@require_http_methods(METHODS)
def activity_void(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take an activity that was entered by mistake out of lists and figures."""
    return _turn(request, uid, VOID)


def _turn(request: HttpRequest, uid: UUID, turn: Turn) -> HttpResponse:
    by = standing_of(request)
    found = selectors.activity(by, uid)
    require(by, Action.WRITE_ACTIVITIES, found.venue_unit_id, found.host.unit_id)
    if request.method != "POST":
        if turn.route not in turns_of(by, found):
            # Nothing of the kind can be done now: the activity's page says where it stands.
            return redirect("web:activity", uid)
        return _asked(request, by, found, turn, turn.form(initial={"first_day": found.first_day}))
    form = turn.form(request.POST)
    if not form.is_valid():
        return _asked(request, by, found, turn, form)
    try:
        once(
            request,
            lambda: turn.save(by=by, door=door_of(request), activity=uid, seen=seen_of(request), **form.cleaned_data),
        )
    except StaleSave as stale:
        return _asked(request, by, selectors.activity(by, uid), turn, form, stale=words(stale))
    except tuple(FIELDS) as error:
        form.add_error(next(name for kind, name in FIELDS.items() if isinstance(error, kind)), words(error))
        return _asked(request, by, found, turn, form)
    messages.success(request, gettext(turn.done))
    return redirect("web:activities") if turn.leaves else redirect("web:activity", uid)


def _asked(  # noqa: PLR0913 - the request's three, the form, and who was first
    request: HttpRequest, by: Standing, found: ActivityView, turn: Turn, form: WhyForm, *, stale: str = ""
) -> HttpResponse:
    if not form.is_bound and turn.form is NewDayForm:
        form.initial.pop("first_day", None)
    status = gettext(found.status.value)
    context: dict[str, Any] = {
        "way_up": way_up(found),
        "heading": gettext(turn.heading),
        "subject": found.name,
        "facts": [*_counting(by, found), *map(gettext, turn.facts)],
        "form": form,
        "action": reverse(f"web:{turn.route}", args=[found.uid]),
        "button": gettext(turn.heading),
        "seen": found.version,
        "back": reverse("web:activity", args=[found.uid]),
        "stale": stale and f"{stale} {gettext('The activity is now: %(state)s.') % {'state': status}}",
    }
    code = 409 if stale else 422 if form.is_bound else 200
    return render(request, "form/why.html", context, status=code)


def _counting(by: Standing, found: ActivityView) -> list[str]:
    """What leaves the figures with an activity that counts."""
    figures = {code: one.value for code, one in counted(by, found, PEOPLE, PRESENCES, HEADS).items()}
    told = []
    if people := figures.get(PEOPLE):
        words = gettext(
            "The activity counts now as %(people)s people and %(presences)s presences by half-day; these leave all figures."
        )
        told.append(words % {"people": grouped(people), "presences": grouped(figures.get(PRESENCES) or 0)})
    if heads := figures.get(HEADS):
        words = ngettext(
            "%(heads)s attendance without a name leaves all figures.",
            "%(heads)s attendances without names leave all figures.",
            heads,
        )
        told.append(words % {"heads": grouped(heads)})
    return told
