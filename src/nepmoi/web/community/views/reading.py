"""Teams and clubs: their list, and the page of one."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nepmoi.fieldwork.community.rules import GroupKind, State
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.evidence import articles_about, papers_of, pictures_of
from nepmoi.fieldwork.evidence.rules import PaperKind
from nepmoi.kernel import clock
from nepmoi.kernel.text import search_key
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.rules import Action, may
from nepmoi.web.community.forms.groups import FilterForm
from nepmoi.web.history import gather as history
from nepmoi.web.history import roots
from nepmoi.web.pages import page, standing_of

PAGE: Final = 15
MEMBERS: Final = 60
PICTURES: Final = 12
ALWAYS: Final = frozenset({GroupKind.COMMUNICATION_TEAM, GroupKind.LEADERS_CLUB})
BADGES: Final[Mapping[State, str]] = {
    State.KEPT_UP: "active",
    State.STOPPED: "stopped",
    State.MERGED: "stopped",
    State.NOT_YET: "planned",
}


@page(action=Action.SEE_ACTIVITIES)
@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """The groups of the asker's area, all or those that a filter leaves."""
    by = standing_of(request)
    every = community.listing(by)
    form = FilterForm(request.GET)
    asked = form.cleaned_data
    fitting = [one for one in every if _fits(one, asked)]
    kind = asked.get("kind")
    shown = Paginator([one for one in fitting if kind in (None, one.kind)], PAGE).get_page(request.GET.get("page"))
    paths = geography.path_labels(one.unit_id for one in shown)
    kinds = [(one, sum(group.kind is one for group in fitting)) for one in GroupKind]
    context = {
        "total": len(fitting),
        # The two that every commune has stay in sight; the others once there are some.
        "cells": [(one, count) for one, count in kinds if count or one in ALWAYS or one is kind],
        "kind": kind,
        "form": form,
        "is_empty": not every,
        "page": shown,
        "rows": [(one, paths[one.unit_id]) for one in shown],
        "may_write": may(by.role, Action.WRITE_ACTIVITIES),
    }
    return render(request, "community/groups.html", context)


def _fits(group: community.GroupView, asked: Mapping[str, Any]) -> bool:
    """Whether a group is of the state, the place and the name that are asked for."""
    words, state, place = search_key(asked.get("q") or ""), asked.get("state"), asked.get("place")
    if words not in search_key(group.name) or state not in (None, group.state):
        return False
    return place is None or geography.atlas().lies_in(group.unit_id, place.id)


@page(action=Action.SEE_ACTIVITIES)
@require_GET
def group(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One group: its place then and now, its life, its members through time, its meetings, its equipment, its source."""
    by, today = standing_of(request), clock.today()
    found = community.group(by, uid)
    then, now = geography.path(found.unit_id, found.since), _now(found.unit_id)
    on_page = Paginator(community.members(by, found.id), MEMBERS).get_page(request.GET.get("members"))
    named = found.members_named
    context = {
        "group": found,
        "state": BADGES[found.state],
        "heir": organisation.heir(found.host.id, today),
        "today": today,
        "then": then,
        "now": now,
        "moved": [unit.id for unit in then] != [unit.id for unit in now],
        "member_page": on_page,
        "members": [one for one in on_page if one.until is None or one.until > today],
        "former": [one for one in on_page if one.until is not None and one.until <= today],
        "sees_people": may(by.role, Action.SEE_PEOPLE),
        "nameless": None if found.members_counted is None else found.members_counted - named,
        "counts": community.counts(found.id),
        "steps": community.steps(found.id),
        "meetings": community.meetings(by, found.id),
        "equipment": community.equipment(found.id),
        "pictures": Paginator([{"photograph": one} for one in pictures_of(found.id)], PICTURES).get_page(
            request.GET.get("pictures")
        ),
        "papers": (papers := papers_of(found.id)),
        "has_decision": any(one.kind is PaperKind.DECISION for one in papers),
        "articles": articles_about(found.id),
        "may_add": may(by.role, Action.ADD_EVIDENCE),
        "may_write": may(by.role, Action.WRITE_ACTIVITIES),
        "beside": Paginator(_beside(community.listing(by), found), MEMBERS).get_page(request.GET.get("beside")),
        "entries": history.newest(by, roots.of_group(by, found)),
    }
    return render(request, "community/group.html", context)


def _now(unit_id: int) -> list[UnitView]:
    """What holds a unit today, from the lowest up; nothing when the unit is gone and one heir is not sure."""
    today = clock.today()
    holder = geography.atlas().place(unit_id, today, geography.by_id(unit_id).level)
    return [] if holder is None else geography.path(holder, today)


def _beside(every: list[community.GroupView], found: community.GroupView) -> list[community.GroupView]:
    """The other groups of the same commune of today."""
    atlas, today = geography.atlas(), clock.today()
    commune = atlas.place(found.unit_id, today, "commune")
    if commune is None:
        return []
    return [one for one in every if one.id != found.id and atlas.place(one.unit_id, today, "commune") == commune]
