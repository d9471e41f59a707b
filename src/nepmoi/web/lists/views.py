"""Sending an office's list, looking at what its import would do, importing it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.errors import ReasonNeeded
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.intake.rosters import selectors, services
from nepmoi.intake.rosters.errors import ColumnsWithoutName, ListImported, ListNotImported
from nepmoi.intake.rosters.rules.choices import Answer, Line
from nepmoi.intake.rosters.rules.people import Problem, sentence
from nepmoi.intake.rosters.rules.previews import Preview
from nepmoi.kernel.errors import Invalid
from nepmoi.kernel.ids import parse_uid
from nepmoi.kernel.quantities import grouped
from nepmoi.kernel.text import sort_key
from nepmoi.registry.organisation.errors import OutsideArea
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.people.selectors.persons import PersonView
from nepmoi.web.activities.links import link, rights, way_up
from nepmoi.web.lists.forms import ListForm
from nepmoi.web.lists.settling import columns_of, field_of, kept_by, left_out_of, repaired_of, said_of
from nepmoi.web.pages import page, standing_of
from nepmoi.web.people.reasons import Weighed, weighed
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
    """

    sheet: str
    cell: str
    words: str
    field: str = ""
    proposal: str = ""


@dataclass(frozen=True)
class Row:
    """A person of the list, with the page of the one she is linked to."""

    line: Line
    href: str


@dataclass(frozen=True)
class Option:
    """One thing that may be said of a row that asks.

    Attributes:
        value: as the form sends it.
        person: whom it links to, with her page; None makes a new person or says that two rows are one.
        why: what speaks for her and against her.
    """

    value: str
    words: str
    is_chosen: bool
    person: PersonView | None = None
    href: str = ""
    why: Weighed | None = None


@dataclass(frozen=True)
class Asked:
    """A row that asks who it is, with the row beside which it has to be looked at."""

    line: Line
    twin: Line | None
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Left:
    """Something that an imported list leaves to settle, with where it is settled."""

    found: Found
    href: str
    place: str


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
        filename, data = form.sent()
        try:
            sent_list = once(
                request,
                lambda: services.receive(by=by, door=door_of(request), activity=uid, filename=filename, data=data),
            )
        except Invalid as error:
            form.add_error("file", words(error))
        else:
            return redirect("web:list", sent_list) if sent_list else redirect("web:lists", uid)
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
    by, reason, answers = standing_of(request), request.POST.get("reason", ""), answers_of(request.POST)
    left_out = left_out_of(request.POST)
    shown = selectors.preview(by, uid, answers, left_out)
    waiting = [line for line in shown.taken if line.asks and line.answer is None]
    back: dict[str, Any] = {"answers": answers, "left_out": left_out}
    if waiting:
        return _page(request, by, uid, unanswered=len(waiting), reason=reason, status=422, **back)
    try:
        done = once(
            request,
            lambda: services.import_list(
                by=by,
                door=door_of(request),
                received_list=uid,
                answers=answers,
                left_out=left_out,
                reason=reason,
                seen=seen_of(request),
            ),
        )
    except StaleSave as stale:
        return _page(request, by, uid, stale=words(stale), status=409, **back)
    except ReasonNeeded as needed:
        return _page(request, by, uid, reason=reason, reason_error=words(needed), status=422, **back)
    if done is not None:
        messages.success(request, _told(done))
    return redirect("web:list", uid)


@page(action=Action.IMPORT_LISTS)
@require_POST
def settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep what the office says of columns and cells, and read the list again."""
    by = standing_of(request)
    columns, cells = said_of(request.POST, selectors.preview(by, uid))
    try:
        once(
            request,
            lambda: services.settle(by=by, door=door_of(request), received_list=uid, columns=columns, cells=cells),
        )
    except (ListImported, ColumnsWithoutName) as refused:
        return _page(request, by, uid, stale=words(refused), status=422)
    return redirect("web:list", uid)


@page(action=Action.IMPORT_LISTS)
@require_POST
def undo_import(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back what the import of a list did, except what something else has used since."""
    by, reason = standing_of(request), request.POST.get("reason", "")
    filename = selectors.preview(by, uid).filename
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


def _taken_back(done: services.Undone) -> str:
    """What undoing an import did."""
    return gettext(
        "The import was taken back: %(off)s lines left the list, %(back)s records say again what they said before, "
        "%(marks)s marks of the roll were taken back."
    ) % {"off": grouped(done.off), "back": grouped(done.given_back), "marks": grouped(done.marks)}


def _told(done: services.Imported) -> str:
    """What an import wrote."""
    if not done.enrolled and not done.marks and not done.mended:
        return gettext("Everybody was in the list already; nothing was entered twice.")
    return gettext(
        "%(enrolled)s people were entered: %(new)s new, %(linked)s known before. %(listed)s were in the list already, "
        "%(mended)s of them mended; %(marks)s marks of the roll were taken over."
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
    answers: Mapping[int, Answer] | None = None,
    left_out: Collection[int] = (),
    unanswered: int = 0,
    stale: str = "",
    reason: str = "",
    reason_error: str = "",
    status: int = 200,
) -> HttpResponse:
    seen = selectors.preview(by, uid, answers, left_out)
    lines = sorted(seen.lines, key=lambda line: (sort_key(line.read.name), line.read.sheet, line.read.row))
    shown = Paginator(lines, ROWS).get_page(request.GET.get("page"))
    rows = list(_rows(list(shown.object_list)))
    problems = [one for one in seen.problems if not one.is_question and not _is_asked(one, seen)]
    may_import = rights(by, seen.activity).send_lists
    sheets = sorted(
        {_sheet(line.read.sheet, in_tables=seen.reading.in_tables) for line in seen.lines if line.read.sheet}
    )
    context = {
        "seen": seen,
        "activity": seen.activity,
        "way_up": way_up(seen.activity),
        "read": len(seen.lines),
        "fits": seen.reading.stated_count == len(seen.lines),
        "sheets": sheets,
        "page": shown,
        "columns": columns_of(seen),
        "repaired": repaired_of(seen),
        "choosing": may_import and not seen.imported_at,
        "open_rows": rows[:OPEN],
        "folded_rows": rows[OPEN:],
        "problems": _found_page(request, "problems", problems, several=len(sheets) > 1, of=seen),
        "questions": _found_page(
            request,
            "questions",
            [problem for problem in seen.problems if problem.is_question],
            several=len(sheets) > 1,
            of=seen,
        ),
        "asked": []
        if seen.imported_at
        else [_asked(line, seen.lines) for line in seen.lines if line.candidates or line.asks],
        "left": Paginator(list(_left(seen)) if seen.imported_at else [], FOUND).get_page(request.GET.get("left")),
        "kept": list(kept_by(by, uid)) if seen.imported_at or seen.undone_at else [],
        "unanswered": unanswered,
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


def _found_page(
    request: HttpRequest, name: str, problems: Sequence[Problem], *, several: bool, of: Preview
) -> "Page[Found]":
    """One page of what is to be mended or looked at; the address counts each list's pages by its name."""
    found = list(_found(problems, in_tables=of.reading.in_tables, several=several))
    return Paginator(found, FOUND).get_page(request.GET.get(name))


def _found(problems: Sequence[Problem], *, in_tables: bool, several: bool = True) -> Iterator[Found]:
    for problem in problems:
        cell = f"{problem.column}{problem.row}" if problem.column else str(problem.row or "")
        sheet = _sheet(problem.sheet, in_tables=in_tables) if several else ""
        yield Found(sheet, cell, sentence(problem, gettext), field_of(problem), problem.proposal or "")


def _sheet(name: str, *, in_tables: bool) -> str:
    """A sheet by its name; a table of a Word document by its number."""
    return gettext("table %(number)s") % {"number": name} if in_tables and name else name


def answers_of(sent: Mapping[str, Any]) -> dict[int, Answer]:
    """What a form says of rows; what says nothing readable is no answer."""
    answers: dict[int, Answer] = {}
    for name, said in sent.items():
        index = name.removeprefix("row-")
        if index == name or not (index.isascii() and index.isdecimal()):
            continue
        if said == "new" or said == "same":
            answers[int(index)] = said
        elif uid := parse_uid(said):
            answers[int(index)] = uid
    return answers


def _asked(line: Line, lines: Sequence[Line]) -> Asked:
    if line.asks == "twin" and line.twin is not None:
        said = (("same", gettext("One person, named twice")), ("new", gettext("Two people")))
        options = tuple(Option(value, label, line.answer == value) for value, label in said)
        return Asked(line, lines[line.twin], options)
    linked = line.known.uid if line.known and (line.answer or not line.asks) else None
    # Who stands in the activity's list already is asked about without reasons.
    whys = [*map(weighed, line.reasons), *[None] * len(line.candidates)]
    people = tuple(
        Option(str(one.uid), gettext("This person"), one.uid == linked, one, link("person", one.uid), why)
        for one, why in zip(line.candidates, whys, strict=False)
    )
    return Asked(line, None, (*people, Option("new", gettext("A new person"), line.answer == "new")))


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
            yield Left(found, course, gettext("the course's page"))


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
