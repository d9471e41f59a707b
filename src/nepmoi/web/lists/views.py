"""Looking at what the import of a list would do, settling it, importing it, taking it back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.errors import ReasonNeeded
from nepmoi.intake.rosters import selectors, services
from nepmoi.intake.rosters.errors import (
    ColumnsWithoutName,
    ListImported,
    ListNotImported,
    ListReadOtherwise,
    RowsUnanswered,
)
from nepmoi.intake.rosters.rules.choices import Line
from nepmoi.intake.rosters.rules.people import Problem, sentence
from nepmoi.intake.rosters.rules.previews import Imported, Preview, Undone
from nepmoi.kernel.quantities import grouped
from nepmoi.kernel.text import sort_key
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.web.activities.links import link, rights, way_up
from nepmoi.web.lists.choosing import Chosen, asked_of, chosen_of, written_of
from nepmoi.web.lists.settling import columns_of, field_of, kept_by, repaired_of, said_of
from nepmoi.web.pages import page, standing_of
from nepmoi.web.problems import words
from nepmoi.web.saving import door_of, once, seen_of

# Rows shown at once, and those that stay folded until they are asked for.
ROWS: Final = 100
FOUND: Final = 30
OPEN: Final = 15


@dataclass(frozen=True)
class Found:
    """A problem as the page shows it: in which cell, in words.

    Attributes:
        cell: as a spreadsheet names it; the row alone when no column is meant; empty when the whole list is.
        field: by which the cell is mended on the page; empty where that is not possible.
        proposal: what may have been meant.
        typed: what was typed and is not kept yet.
    """

    sheet: str
    cell: str
    words: str
    field: str = ""
    proposal: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Row:
    """A person of the list, with the page of the one she is linked to."""

    line: Line
    href: str


@dataclass(frozen=True)
class Left:
    """Something that an imported list leaves to settle, with where it is settled."""

    found: Found
    href: str
    place: str


@page(action=Action.SEE_PEOPLE)
@require_safe
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what the import of a list would do, or did."""
    return _page(request, standing_of(request), uid)


@page(action=Action.IMPORT_LISTS)
@require_POST
def import_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write everybody of a list into its activity, or nobody; or only turn to another part of what its page shows."""
    by, reason, chosen = standing_of(request), request.POST.get("reason", ""), chosen_of(request)
    if "turn" in request.POST:
        return _page(request, by, uid, chosen=chosen, reason=reason)
    if chosen.typed:
        shown = selectors.preview(by, uid)
        if not shown.imported_at and chosen.shows(shown) and any(said_of(chosen.typed, shown)):
            return _settled(request, by, shown, chosen, is_asked_for=False)
    try:
        done = once(
            request,
            lambda: services.import_list(
                by=by,
                door=door_of(request),
                received_list=uid,
                answers=chosen.answers,
                left_out=chosen.left_out,
                reason=reason,
                seen=seen_of(request),
                reading=chosen.reading,
                asks_all=True,
            ),
        )
    except RowsUnanswered:
        return _page(request, by, uid, chosen=chosen, is_unanswered=True, reason=reason, status=422)
    except (StaleSave, ListReadOtherwise, ListImported) as stale:
        return _page(request, by, uid, chosen=chosen, stale=words(stale), reason=reason, status=409)
    except ReasonNeeded as needed:
        return _page(request, by, uid, chosen=chosen, reason=reason, reason_error=words(needed), status=422)
    if done is not None:
        messages.success(request, _told(done))
    return redirect("web:list", uid)


@page(action=Action.IMPORT_LISTS)
@require_POST
def settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep what the office says of columns and cells, and read the list again."""
    by, chosen = standing_of(request), chosen_of(request)
    return _settled(request, by, selectors.preview(by, uid), chosen, is_asked_for=True)


def _settled(
    request: HttpRequest, by: Standing, before: Preview, chosen: Chosen, *, is_asked_for: bool
) -> HttpResponse:
    """Keep what was typed and show the list as it is read then, with the choices that a redirect would lose."""
    uid, reason = before.uid, request.POST.get("reason", "")
    columns, cells = said_of(chosen.typed, before)
    try:
        once(
            request,
            lambda: services.settle(by=by, door=door_of(request), received_list=uid, columns=columns, cells=cells),
        )
    except (ListImported, ColumnsWithoutName) as refused:
        return _page(request, by, uid, chosen=chosen, stale=words(refused), reason=reason, status=422)
    if not is_asked_for:
        messages.warning(request, gettext("The list was read again with what was typed. Look at it, then import it."))
    elif not (chosen.answers or chosen.left_out or reason):
        return redirect("web:list", uid)
    return _page(request, by, uid, chosen=replace(chosen, typed={}), reason=reason)


@page(action=Action.IMPORT_LISTS)
@require_POST
def undo_import(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back what the import of a list did, except what something else has used since."""
    by, reason = standing_of(request), request.POST.get("reason", "")
    filename = selectors.list_of_imports([uid]).get(uid, "")
    void = gettext("The import of %(filename)s was taken back") % {"filename": filename}
    try:
        done = once(
            request,
            lambda: services.undo_import(
                by=by, door=door_of(request), received_list=uid, void=void, reason=reason, seen=seen_of(request)
            ),
        )
    except (StaleSave, ListNotImported) as stale:
        return _page(request, by, uid, stale=words(stale), status=409)
    except ReasonNeeded as needed:
        return _page(request, by, uid, reason=reason, reason_error=words(needed), status=422)
    if done is not None:
        messages.success(request, _taken_back(done))
    return redirect("web:list", uid)


def _taken_back(done: Undone) -> str:
    """What undoing an import did."""
    return gettext(
        "The import was taken back: %(off)s lines left the list, %(back)s records say again what they said before, "
        "%(marks)s marks of the roll were taken back, %(void)s persons that it had made are void."
    ) % {
        "off": grouped(done.off),
        "back": grouped(done.given_back),
        "marks": grouped(done.marks),
        "void": grouped(done.void),
    }


def _told(done: Imported) -> str:
    """What an import wrote."""
    if not done.enrolled and not done.marks and not done.mended:
        return gettext("Everybody was in the list already; nothing was entered twice.")
    return gettext(
        "%(enrolled)s people were entered: %(new)s new, %(linked)s known before. %(listed)s were in the list already; "
        "%(mended)s were mended; %(marks)s marks of the roll were taken over."
    ) % {
        "enrolled": grouped(done.enrolled),
        "new": grouped(done.new_people),
        "linked": grouped(done.linked_people),
        "listed": grouped(done.already_listed),
        "mended": grouped(done.mended),
        "marks": grouped(done.marks),
    }


def _page(  # noqa: PLR0913 - what came back with a list that could not be imported
    request: HttpRequest,
    by: Standing,
    uid: UUID,
    *,
    chosen: Chosen | None = None,
    is_unanswered: bool = False,
    stale: str = "",
    reason: str = "",
    reason_error: str = "",
    status: int = 200,
) -> HttpResponse:
    chosen = chosen or chosen_of(request)
    seen = selectors.preview(by, uid, chosen.answers, chosen.left_out)
    if not chosen.shows(seen):
        # Read otherwise since the form was shown: rows are the same by their place in the file.
        chosen = chosen.read_again(seen)
        seen = selectors.preview(by, uid, chosen.answers, chosen.left_out)
    lines = sorted(seen.lines, key=lambda line: (sort_key(line.read.name), line.read.sheet, line.read.row))
    shown = Paginator(lines, ROWS).get_page(chosen.parts["page"])
    rows = list(_rows(list(shown.object_list)))
    unread = [one for one in seen.problems if not one.is_question]
    may_import = rights(by, seen.activity).send_lists
    sheets = sorted(
        {_sheet(line.read.sheet, in_tables=seen.reading.in_tables) for line in seen.lines if line.read.sheet}
    )
    problems = _part("problems", [one for one in unread if not _is_asked(one, seen)], chosen, seen)
    questions = _part("questions", [one for one in seen.problems if one.is_question], chosen, seen)
    fields = {one.field for one in (*problems, *questions)}
    context = {
        "seen": seen,
        "would": replace(seen, lines=tuple(line for line in seen.lines if not line.waits)),
        "activity": seen.activity,
        "way_up": way_up(seen.activity),
        "read": len(seen.lines),
        "fits": seen.reading.stated_count == len(seen.lines),
        "sheets": sheets,
        "page": shown,
        "columns": columns_of(seen, chosen.typed),
        "repaired": repaired_of(seen),
        "choosing": may_import and not seen.imported_at,
        "open_rows": rows[:OPEN],
        "folded_rows": rows[OPEN:],
        "left_elsewhere": sorted(chosen.left_out - {row.line.index for row in rows}),
        "typed_elsewhere": [
            (name, said) for name, said in chosen.typed.items() if name.startswith("fix-") and name not in fields
        ],
        "problems": problems,
        "questions": questions,
        **({} if seen.imported_at else asked_of(seen)),
        "left": Paginator(list(_left(seen)) if seen.imported_at else [], FOUND).get_page(request.GET.get("left")),
        "kept": list(kept_by(by, uid)) if seen.imported_at or seen.undone_at else [],
        "unanswered": seen.waiting if is_unanswered else 0,
        "reading": written_of(seen),
        "may_import": may_import,
        "needs_reason": may_import and seen.activity.confirmed_on is not None,
        "stale": stale,
        "reason": reason,
        "reason_error": reason_error,
    }
    return render(request, "lists/preview.html", context, status=status)


def _rows(lines: Sequence[Line]) -> Iterator[Row]:
    for line in lines:
        yield Row(line, link("person", line.known.uid) if line.known else "")


def _is_asked(problem: Problem, seen: Preview) -> bool:
    """Whether the page asks about the row anyway, so that it need not be told twice."""
    return problem.code == "duplicate-person" and any(
        line.asks == "twin" and (line.read.sheet, line.read.row) == (problem.sheet, problem.row) for line in seen.lines
    )


def _part(name: str, problems: Sequence[Problem], chosen: Chosen, seen: Preview) -> "Page[Found]":
    """One page of what is to be mended or looked at, with what was typed for it."""
    in_tables = seen.reading.in_tables
    several = len({line.read.sheet for line in seen.lines}) > 1
    found = [
        replace(one, typed=chosen.typed.get(one.field, ""))
        for one in _found(problems, in_tables=in_tables, several=several)
    ]
    return Paginator(found, FOUND).get_page(chosen.parts[name])


def _found(problems: Sequence[Problem], *, in_tables: bool, several: bool = True) -> Iterator[Found]:
    for problem in problems:
        cell = f"{problem.column}{problem.row}" if problem.column else str(problem.row or "")
        sheet = _sheet(problem.sheet, in_tables=in_tables) if several else ""
        yield Found(sheet, cell, sentence(problem, gettext), field_of(problem), problem.proposal or "")


def _sheet(name: str, *, in_tables: bool) -> str:
    """A sheet by its name; a table of a Word document by its number."""
    return gettext("table %(number)s") % {"number": name} if in_tables and name else name


def _left(seen: Preview) -> Iterator[Left]:
    """What is still unknown after the import: by then it is settled on the person's page, or on the course's."""
    at = {(line.read.sheet, line.read.row): line for line in seen.lines}
    course = link("activity", seen.activity.uid)
    for problem in seen.problems:
        line = at.get((problem.sheet, problem.row))
        if problem.code in _ASKED_BEFORE or (line is not None and _is_settled(problem, line)):
            continue
        [found] = _found([problem], in_tables=seen.reading.in_tables)
        if line is not None and line.known is not None and problem.code != "unit-to-be-settled":
            yield Left(found, link("person", line.known.uid), line.read.name)
        else:
            yield Left(found, course, gettext("the activity's page"))


# Answered before the import, or only told.
_ASKED_BEFORE: Final = {"duplicate-person", "maybe-same-person", "unit-became-another", "dates-differ"}
_BIRTHS: Final = {"not-a-year", "age-not-year", "births-differ"}
_SEXES: Final = {"unreadable-sex", "sex-in-both-columns", "sex-differs"}


def _is_settled(problem: Problem, line: Line) -> bool:
    """Whether what could not be read is known by now."""
    person = line.known
    if person is None:
        return False
    return (
        (problem.code in _BIRTHS and person.birth is not None)
        or (problem.code in _SEXES and person.sex is not None)
        or (problem.code == "unknown-ethnic-group" and person.ethnic_code is not None)
    )
