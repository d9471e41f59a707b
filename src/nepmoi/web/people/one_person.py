"""Who may be one person: the queue of pairs, one pair, a merger with its undoing."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from nepmoi.core.audit.errors import StaleSave
from nepmoi.core.audit.rules import Door
from nepmoi.fieldwork.training import selectors as courses
from nepmoi.fieldwork.training import services as training
from nepmoi.kernel.errors import NepmoiError
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.people import services
from nepmoi.registry.people.errors import BothPresent, MergerUndone, RecordMerged, SaidApart, WhyMissing
from nepmoi.registry.people.rules.merging import Field
from nepmoi.registry.people.selectors import doubles, mergers
from nepmoi.registry.people.selectors import persons as register
from nepmoi.registry.people.selectors.persons import PersonView
from nepmoi.web.pages import page, standing_of
from nepmoi.web.people import beside, moved
from nepmoi.web.people.reasons import weighed
from nepmoi.web.problems import status, words
from nepmoi.web.saving import door_of, once

REASON: Final = 300


@page(action=Action.MERGE_PEOPLE)
@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """The open pairs of the asker's area, the newest persons first."""
    by = standing_of(request)
    found = doubles.pairs(by, parse_uid(request.GET.get("after", "")))
    rows = [(pair, weighed(pair.likeness)) for pair in courses.weighed(found.pairs)]
    return render(request, "people/pairs.html", {"rows": rows, "found": found, "goes_on": "after" in request.GET})


@page(action=Action.MERGE_PEOPLE)
@require_safe
def pair(request: HttpRequest, uid: UUID, other_uid: UUID) -> HttpResponse:
    """Two records side by side, with what speaks for and against, and both ways to settle them."""
    by = standing_of(request)
    one, other = register.person(by, uid), register.person(by, other_uid)
    ends = register.survivors((one.id, other.id))
    now = register.by_id(ends.values())
    first, second = (now[ends[person.id]] for person in (one, other))
    if first.id == second.id:
        return redirect("web:person", first.uid)
    if {first.id, second.id} != {one.id, other.id}:
        # One of them was merged since: the pair is that of those they are counted as.
        return redirect("web:pair", first.uid, second.uid)
    return _pair(request, by, one, other)


def _pair(  # noqa: PLR0913 - the pair, and what came back with a form that was refused
    request: HttpRequest,
    by: Standing,
    one: PersonView,
    other: PersonView,
    error: NepmoiError | None = None,
    reasons: Mapping[str, str] | None = None,
) -> HttpResponse:
    older, newer = sorted((one, other), key=lambda person: person.id)
    likeness = doubles.compared(older.id, newer.id)
    told = courses.together({frozenset({older.id, newer.id})})[frozenset({older.id, newer.id})]
    context: dict[str, Any] = {
        "older": beside.side(older),
        "newer": beside.side(newer),
        "lines": beside.lines(by, older, newer),
        "chosen": {field.value for field in _taken(request)} if reasons and "one" in reasons else None,
        "why": weighed(likeness.against(told)) if likeness else None,
        "apart": mergers.apart(older.id, newer.id),
        "reasons": reasons or {},
        "both_present": courses.both_present(register.same_as(older.id), register.same_as(newer.id)),
        "refused": words(error) if error else "",
        "gone": register.by_id(register.survivors((older.id, newer.id)).values()).values()
        if isinstance(error, RecordMerged)
        else (),
    }
    return render(request, "people/pair.html", context, status=status(error).value if error else 200)


def _taken(request: HttpRequest) -> list[Field]:
    """The fields of which the later record's value was chosen."""
    return [field for field in Field if request.POST.get(f"f-{field.value}") == "newer"]


def _seen(request: HttpRequest) -> services.Seen:
    """The versions of the earlier and the later record that the page showed."""
    numbers = [request.POST.get(name, "") for name in ("seen", "seen_newer")]
    first, second = (int(number) if number.isascii() and number.isdigit() else None for number in numbers)
    return first, second


# What a page of a pair says beside its form; all other refusals have their own page.
_TOLD: Final = (RecordMerged, SaidApart, StaleSave, BothPresent, WhyMissing)


def _settle(
    request: HttpRequest,
    uid: UUID,
    other_uid: UUID,
    save: Callable[[Standing, Door, PersonView, PersonView], HttpResponse],
    says: str = "one",
) -> HttpResponse:
    """Settle a pair; a refusal is told on the pair's page, with what was entered where it was entered.

    Args:
        request: the form's.
        uid: one of the two.
        other_uid: the other.
        save: writes it.
        says: whether the form's reason says that they are ``one`` person or ``two``.
    """
    by = standing_of(request)
    one, other = register.person(by, uid), register.person(by, other_uid)
    older, newer = sorted((one, other), key=lambda person: person.id)
    try:
        return save(by, door_of(request), older, newer)
    except _TOLD as error:
        return _pair(request, by, one, other, error, {says: request.POST.get("reason", "")})


@page(action=Action.MERGE_PEOPLE)
@require_POST
def pair_merge(request: HttpRequest, uid: UUID, other_uid: UUID) -> HttpResponse:
    """Say that two records are one person: the earlier one goes on, with the fields chosen."""

    def save(by: Standing, door: Door, older: PersonView, newer: PersonView) -> HttpResponse:
        ids = register.same_as(older.id) | register.same_as(newer.id)
        before = moved.values(by, ids)
        made = once(
            request,
            lambda: training.merge_people(
                by=by,
                door=door,
                keep=older.uid,
                other=newer.uid,
                taken=_taken(request),
                seen=_seen(request),
                reason=request.POST.get("reason", "").strip()[:REASON],
            ),
        )
        if made is None:
            return redirect("web:person", older.uid)
        moved.keep(request, made, before, moved.values(by, ids))
        messages.success(request, gettext("The two records are one person now."))
        return redirect("web:merger", made)

    return _settle(request, uid, other_uid, save)


@page(action=Action.MERGE_PEOPLE)
@require_POST
def pair_apart(request: HttpRequest, uid: UUID, other_uid: UUID) -> HttpResponse:
    """Say that two records are two people, and why."""

    def save(by: Standing, door: Door, older: PersonView, newer: PersonView) -> HttpResponse:
        reason, seen = request.POST.get("reason", ""), _seen(request)
        once(
            request,
            lambda: services.say_apart(by=by, door=door, one=older.uid, other=newer.uid, reason=reason, seen=seen),
        )
        messages.success(request, gettext("These are two people; the pair is no longer offered."))
        return redirect("web:pairs")

    return _settle(request, uid, other_uid, save, says="two")


@page(action=Action.MERGE_PEOPLE)
@require_POST
def pair_again(request: HttpRequest, uid: UUID, other_uid: UUID) -> HttpResponse:
    """Take back that two records are two people."""

    def save(by: Standing, door: Door, older: PersonView, newer: PersonView) -> HttpResponse:
        once(request, lambda: services.take_back_apart(by=by, door=door, one=older.uid, other=newer.uid))
        return redirect("web:pair", older.uid, newer.uid)

    return _settle(request, uid, other_uid, save)


@page(action=Action.SEE_PEOPLE)
@require_safe
def merger(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A merger: both records as they were, what was chosen, who did it and why, which figures it changed."""
    return _merger(request, uid)


def _merger(request: HttpRequest, uid: UUID, error: NepmoiError | None = None) -> HttpResponse:
    by = standing_of(request)
    found = mergers.merger(by, uid)
    [likeness] = doubles.compared_then([(found.before, found.merged)])
    context = {
        "merger": found,
        "lines": beside.lines(by, found.before, found.merged),
        "taken": {field.value for field in found.taken},
        "why": weighed(likeness) if likeness else None,
        "moved": moved.kept(request, uid),
        "undone_by": mergers.undone_by(uid) if found.undone else None,
        "may_undo": may(by.role, Action.MERGE_PEOPLE),
        "refused": words(error) if error else "",
    }
    return render(request, "people/merger.html", context, status=status(error).value if error else 200)


@page(action=Action.MERGE_PEOPLE)
@require_POST
def merger_undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Part two records again, and say what was left as it is."""
    by = standing_of(request)
    found = mergers.merger(by, uid)
    ids = register.same_as(found.survivor.id)
    before = moved.values(by, ids)
    reason = request.POST.get("reason", "").strip()[:REASON]
    try:
        undone = once(request, lambda: services.undo_merger(by=by, door=door_of(request), merger=uid, reason=reason))
    except MergerUndone as error:
        return _merger(request, uid, error)
    if undone is not None:
        moved.keep(request, uid, before, moved.values(by, ids))
        messages.success(request, gettext("The two records stand apart again."))
        if undone.left:
            kept = ", ".join(gettext(beside.LABELS[field]) for field in undone.left)
            messages.warning(
                request,
                gettext("Left as it is, because it was changed after the merger: %(fields)s.") % {"fields": kept},
            )
    return redirect("web:merger", uid)
