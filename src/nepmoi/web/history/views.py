"""The whole history of one record: every write, who, when, why, and what it changed."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Matter, RootKind
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.evidence import open_article, open_paper, open_photograph
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation.rules import Action
from nepmoi.registry.people.selectors import persons as people
from nepmoi.web.history import roots
from nepmoi.web.history.gather import Root, Written, written
from nepmoi.web.noting import note_read
from nepmoi.web.pages import page, standing_of

PAGE: Final = 10


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def activity_history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was written of a course."""
    by = standing_of(request)
    found = activities.activity(by, uid)
    return _page(request, roots.of_activity(by, found), found.name, reverse("web:activity", args=[uid]))


@page(action=Action.SEE_PEOPLE)
@require_safe
def person_history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was written of a person."""
    by = standing_of(request)
    found = people.person(by, uid)
    survivor_id = people.survivors([found.id])[found.id]
    if survivor_id != found.id:
        return redirect("web:person_history", people.by_id([survivor_id])[survivor_id].uid)
    post = people.last_posts([found.id]).get(found.id)
    note_read(request, Matter.PERSON, (RootKind.PERSON, found.id), unit_id=post.unit_id if post else None)
    return _page(request, roots.of_person(by, found), found.name, reverse("web:person", args=[uid]))


@page(action=Action.SEE_SELF)
@require_safe
def my_history(request: HttpRequest) -> HttpResponse:
    """What was written of the reader herself."""
    by = standing_of(request)
    found = None if by.actor.account_id is None else people.of_account(by.actor.account_id)
    if found is None:
        return render(request, "people/nobody.html")
    return _page(request, roots.of_person(by, found), found.name, reverse("web:me"))


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def group_history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was written of a group."""
    by = standing_of(request)
    found = community.group(by, uid)
    return _page(request, roots.of_group(by, found), found.name, reverse("web:group", args=[uid]))


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def photograph_history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was written of a photograph."""
    by = standing_of(request)
    found = open_photograph(by, uid).photograph
    return _page(
        request, roots.of_photograph(by, found), found.caption or found.filename, reverse("web:photograph", args=[uid])
    )


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def paper_history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was written of a paper."""
    by = standing_of(request)
    found = open_paper(by, uid).paper
    return _page(request, roots.of_paper(by, found), found.title, reverse("web:paper", args=[uid]))


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def article_history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was written of a press article."""
    by = standing_of(request)
    found = open_article(by, uid).article
    return _page(request, roots.of_article(by, found), found.title, reverse("web:article", args=[uid]))


@page(action=Action.SEE_PLACES)
@require_safe
def place_history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was written of a unit."""
    found = geography.by_uid(uid)
    return _page(request, roots.of_unit(found), found.name, reverse("web:place", args=[uid]))


class _Writes(Sequence[Written]):
    """A root's writes, read only as far as a page shows them."""

    def __init__(self, request: HttpRequest, root: Root) -> None:
        self._by = standing_of(request)
        self._root = root
        self._count = audit.count_of(root.kind, *root.ids)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, rows: Any) -> Any:  # noqa: ANN401 - a paginator asks for slices only
        return written(self._by, self._root, rows)


def _page(request: HttpRequest, root: Root, name: str, record_href: str) -> HttpResponse:
    shown = Paginator(_Writes(request, root), PAGE).get_page(request.GET.get("page"))
    return render(
        request, "history/history.html", {"name": name, "record_href": record_href, "page": shown, "opened": True}
    )
