"""Sending an office's list, looking at what its import would do, importing it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities import selectors as activities
from nepmoi.fieldwork.activities.errors import ReasonNeeded
from nepmoi.intake.rosters import selectors, services
from nepmoi.intake.rosters.rules.people import Problem, sentence
from nepmoi.kernel.errors import Invalid
from nepmoi.kernel.quantities import grouped
from nepmoi.kernel.text import sort_key
from nepmoi.registry.organisation.errors import OutsideArea
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.web.activities.links import link, rights, way_up
from nepmoi.web.lists.forms import ListForm
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of

# Rows shown at once, and those that stay folded until they are asked for.
ROWS: Final = 300
OPEN: Final = 15


@dataclass(frozen=True)
class Found:
    """A problem as the page shows it: in which cell, in words.

    Attributes:
        cell: as a spreadsheet names it; the row alone when no column is meant; empty when the whole list is.
    """

    sheet: str
    cell: str
    words: str


@dataclass(frozen=True)
class Row:
    """A person of the list, with the page of the one she is linked to."""

    line: selectors.Line
    href: str


@page(action=Action.IMPORT_LISTS)
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take an office's list for an activity; what cannot be read is refused by name and not kept."""
    by = standing_of(request)
    activity = activities.activity(by, uid)
    if not rights(by, activity).send_lists:
        raise OutsideArea
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ListForm(*sent)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            received = once(
                request,
                lambda: services.receive(
                    by=by, door=door_of(request), activity=uid, filename=file.name, data=file.read()
                ),
            )
        except Invalid as error:
            form.add_error("file", words(error))
        else:
            return redirect("web:list", received) if received else redirect("web:lists", uid)
    context = {
        "activity": activity,
        "way_up": way_up(activity),
        "form": form,
        "received": selectors.received(activity.id),
    }
    return render(request, "lists/send.html", context, status=422 if form.is_bound else 200)


@page(action=Action.SEE_PEOPLE)
@require_safe
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what the import of a list would do, or did."""
    return _page(request, standing_of(request), uid)


@page(action=Action.IMPORT_LISTS)
@require_POST
def import_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write everybody of a list into its activity, or nobody."""
    by, reason = standing_of(request), request.POST.get("reason", "")
    try:
        done = once(
            request,
            lambda: services.import_list(
                by=by, door=door_of(request), received_list=uid, reason=reason, seen=seen_of(request)
            ),
        )
    except StaleSave as stale:
        return _page(request, by, uid, stale=words(stale), status=409)
    except ReasonNeeded as needed:
        return _page(request, by, uid, reason=reason, reason_error=words(needed), status=422)
    if done is not None:
        messages.success(request, _told(done))
    return redirect("web:list", uid)


def _told(done: services.Imported) -> str:
    """What an import wrote."""
    if not done.enrolled and not done.marks:
        return gettext("Everybody was in the list already; nothing was entered twice.")
    return gettext(
        "%(enrolled)s people were entered: %(new)s new, %(linked)s known before. %(listed)s were in the list already; "
        "%(marks)s marks of the roll were taken over."
    ) % {
        "enrolled": grouped(done.enrolled),
        "new": grouped(done.new_people),
        "linked": grouped(done.linked_people),
        "listed": grouped(done.already_listed),
        "marks": grouped(done.marks),
    }


def _page(  # noqa: PLR0913 - what came back with a list that could not be imported
    request: HttpRequest,
    by: Standing,
    uid: UUID,
    *,
    stale: str = "",
    reason: str = "",
    reason_error: str = "",
    status: int = 200,
) -> HttpResponse:
    seen = selectors.preview(by, uid)
    lines = sorted(seen.lines, key=lambda line: (sort_key(line.read.name), line.read.sheet, line.read.row))
    shown = Paginator(lines, ROWS).get_page(request.GET.get("page"))
    rows = list(_rows(list(shown.object_list)))
    problems = [problem for problem in seen.problems if not problem.is_question]
    may_import = rights(by, seen.activity).send_lists
    context = {
        "seen": seen,
        "activity": seen.activity,
        "way_up": way_up(seen.activity),
        "read": len(seen.lines),
        "fits": seen.reading.stated_count == len(seen.lines),
        "sheets": sorted({line.read.sheet for line in seen.lines if line.read.sheet}),
        "page": shown,
        "open_rows": rows[:OPEN],
        "folded_rows": rows[OPEN:],
        "problems": list(_found(problems)),
        "questions": list(_found([problem for problem in seen.problems if problem.is_question])),
        "links": [row for row in _rows(lines) if row.line.known and not row.line.listed],
        "may_import": may_import,
        "needs_reason": may_import and seen.activity.confirmed_on is not None,
        "stale": stale,
        "reason": reason,
        "reason_error": reason_error,
    }
    return render(request, "lists/preview.html", context, status=status)


def _rows(lines: Sequence[selectors.Line]) -> Iterator[Row]:
    for line in lines:
        yield Row(line, link("person", line.known.uid) if line.known else "")


def _found(problems: Sequence[Problem]) -> Iterator[Found]:
    for problem in problems:
        cell = f"{problem.column}{problem.row}" if problem.column else str(problem.row or "")
        yield Found(problem.sheet, cell, sentence(problem, gettext))
