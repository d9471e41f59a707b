"""Teams and clubs: their list, and the page of one."""

from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nepmoi.fieldwork.community import selectors as community
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.kernel import clock
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.rules import Action, may
from nepmoi.web.history import gather as history
from nepmoi.web.history import roots
from nepmoi.web.pages import page, standing_of

PAGE: Final = 15


@page(action=Action.SEE_ACTIVITIES)
@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """The groups of the asker's area, all or of one kind."""
    every = community.listing(standing_of(request))
    wanted = request.GET.get("kind", "")
    kind = GroupKind(wanted) if wanted in set(GroupKind) else None
    shown = Paginator([one for one in every if kind in (None, one.kind)], PAGE).get_page(request.GET.get("page"))
    paths = geography.path_labels(one.unit_id for one in shown)
    context = {
        "total": len(every),
        "cells": [(one, sum(group.kind is one for group in every)) for one in GroupKind],
        "kind": kind,
        "page": shown,
        "rows": [(one, paths[one.unit_id]) for one in shown],
    }
    return render(request, "community/groups.html", context)


@page(action=Action.SEE_ACTIVITIES)
@require_GET
def group(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One group: its place then and now, its founding as far as it is known, its members, its source."""
    by, today = standing_of(request), clock.today()
    found = community.group(by, uid)
    then, now = geography.path(found.unit_id, found.known_since), _now(found.unit_id)
    context = {
        "group": found,
        "heir": organisation.heir(found.host.id, today),
        "today": today,
        "then": then,
        "now": now,
        "moved": [unit.id for unit in then] != [unit.id for unit in now],
        "members": community.members(by, found.id),
        "sees_people": may(by.role, Action.SEE_PEOPLE),
        "nameless": None if found.members_counted is None else found.members_counted - found.members_named,
        "beside": _beside(community.listing(by), found),
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
