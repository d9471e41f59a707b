"""Persons: the search, the page of one, and one's own."""

from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from nepmoi.core.audit.rules import Matter, RootKind
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation.rules import Action, may
from nepmoi.registry.people.selectors import persons as register
from nepmoi.web.noting import note_read
from nepmoi.web.pages import page, standing_of
from nepmoi.web.people.file import gather
from nepmoi.web.people.same import same

PAGE: Final = 15
MOST: Final = 300


@page(action=Action.SEE_PEOPLE)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Search the persons of the asker's area by name, in any spelling."""
    text = request.GET.get("text", "").strip()[:120]
    found = register.search(standing_of(request), text, limit=MOST)
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    posts = register.last_posts(person.id for person in shown)
    units = geography.by_ids(post.unit_id for post in posts.values())
    rows = []
    for person in shown:
        post = posts.get(person.id)
        rows.append((person, post, units.get(post.unit_id or 0) if post else None))
    context = {
        "text": text,
        "page": shown,
        "rows": rows,
        "cut": len(found) == MOST,
        "may_merge": may(standing_of(request).role, Action.MERGE_PEOPLE),
    }
    return render(request, "people/people.html", context)


@page(action=Action.SEE_PEOPLE)
@require_GET
def person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One person as known now: posts through time, courses with their half-days, groups, and whence she is known."""
    by = standing_of(request)
    found = register.person(by, uid)
    survivor_id = register.survivors([found.id])[found.id]
    if survivor_id != found.id:
        # Two records of one person: the page is that of the one she is counted as.
        return redirect("web:person", register.by_id([survivor_id])[survivor_id].uid)
    file = gather(by, found)
    unit_id = next((one.unit.id for one in file.posts if one.unit), None)
    note_read(request, Matter.PERSON, (RootKind.PERSON, found.id), unit_id=unit_id)
    context = {
        "file": file,
        "same": same(by, file),
        "own": False,
        "may_open": True,
        "may_lists": may(by.role, Action.IMPORT_LISTS),
        "may_mend": may(by.role, Action.MEND_PEOPLE),
    }
    return render(request, "people/person.html", context)


@page(action=Action.SEE_SELF)
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """What is recorded of the reader herself."""
    by = standing_of(request)
    found = None if by.actor.account_id is None else register.of_account(by.actor.account_id)
    if found is None:
        return render(request, "people/nobody.html")
    may_open = may(by.role, Action.SEE_ACTIVITIES)
    context = {"file": gather(by, found), "own": True, "may_open": may_open, "may_lists": False}
    return render(request, "people/person.html", context)
