"""The list of activities: what waits comes first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from nepmoi.fieldwork.activities.rules import Stage, asks_roll, stage
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.kernel import clock
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.organisation.rules import Action, may
from nepmoi.registry.programme import selectors as programme
from nepmoi.registry.programme.rules import Need
from nepmoi.web.activities.badges import badge, short
from nepmoi.web.activities.forms.listing import FilterForm
from nepmoi.web.pages import page, standing_of

ROWS: Final = 15

# Cells that are always there; the others only when something stands so.
ALWAYS: Final = (Stage.OVERDUE, Stage.HELD, Stage.PLANNED, Stage.CONFIRMED)


@dataclass(frozen=True)
class Row:
    """An activity as the list draws it.

    Attributes:
        badge: the words of its state when they say more than the state.
        bar: the kind of its bar; nothing when there is nothing to show yet.
        kind: in the reader's words.
    """

    activity: ActivityView
    unit: UnitView
    stage: Stage
    badge: str
    bar: str
    kind: str

    @property
    def asks_people(self) -> bool:
        """Whether its kind asks who came."""
        return self.activity.kind.needs.people is not Need.NONE

    @property
    def asks_roll(self) -> bool:
        """Whether its roll is asked."""
        return asks_roll(self.activity.kind.needs, self.activity.people)


@dataclass(frozen=True)
class Cell:
    """How many activities stand in one state."""

    stage: Stage
    count: int

    @property
    def words(self) -> str:
        """The state in few words; nothing when its own are few."""
        return short(self.stage)


@page(action=Action.SEE_ACTIVITIES)
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """The activities in the reader's sight, by state, name, year, content and kind."""
    by, today = standing_of(request), clock.today()
    contents = [(content.code, _content(content)) for content in programme.contents()]
    kinds = [(kind.code, kind.in_language(get_language() or "")) for kind in programme.activity_kinds()]
    form = FilterForm(request.GET, years=selectors.years(by), contents=contents, kinds=kinds)
    counts = selectors.count_by_stage(by, form.wanted, today=today)
    count = counts.get(form.stage, 0) if form.stage else sum(counts.values())
    shown = Paginator(range(count), ROWS).get_page(request.GET.get("page"))
    rows = slice(max(shown.start_index() - 1, 0), shown.end_index())
    found = selectors.in_order(by, form.wanted, today=today, stage=form.stage, rows=rows)
    context = {
        "form": form,
        "cells": [Cell(one, counts.get(one, 0)) for one in Stage if one in ALWAYS or counts.get(one)],
        "total": sum(counts.values()),
        "page": shown,
        "rows": list(_rows(found, today)),
        "may_plan": may(by.role, Action.WRITE_ACTIVITIES),
        "is_filtered": bool(form.conditions or form.stage),
    }
    return render(request, "activities/list.html", context)


def _content(content: programme.Named) -> str:
    """A content in a menu: its number and as much of its name as fits."""
    name = content.in_language(get_language() or "")
    return f"{content.code.upper()} {name if len(name) <= 60 else name[:60].rpartition(' ')[0] + '…'}"


def _rows(activities: Sequence[ActivityView], today: date) -> Iterator[Row]:
    units = places.by_ids(activity.venue_unit_id for activity in activities)
    for activity in activities:
        where = stage(activity.status, activity.last_day, today)
        words = badge(activity, where, today) or short(where)
        kind = activity.kind.in_language(get_language() or "")
        yield Row(activity, units[activity.venue_unit_id], where, words, _bar(where), kind)


def _bar(where: Stage) -> str:
    if where in (Stage.HELD, Stage.CONFIRMED):
        return where.value
    return "planned" if where is Stage.PLANNED else ""
