"""Those who came to an activity without being named, as its pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from nepmoi.fieldwork.activities.rules import HeadCountView
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.programme import selectors as programme


@dataclass(frozen=True)
class Line:
    """A count in the reader's words.

    Attributes:
        who: whom it counts; empty when nobody says.
        unit: where they came from, where that is known.
    """

    view: HeadCountView
    who: str
    unit: UnitView | None


@dataclass(frozen=True)
class Headcount:
    """All counts of an activity.

    Attributes:
        total: the heads of those lines that say them; None when none does.
        over: how many of these are of lines that say "more than".
        unknown: how many lines do not say how many came in all.
    """

    lines: Sequence[Line]
    total: int | None
    over: int
    unknown: int


def headcount(activity: ActivityView) -> Headcount:
    """Who came to an activity without being named."""
    views = selectors.counts_of(activity.id) if activity.counts else []
    language = get_language() or ""
    names = {one.code: one.in_language(language) for one in programme.audiences()} if views else {}
    units = places.by_ids(view.unit_id for view in views)
    said = [view for view in views if view.total is not None]
    return Headcount(
        lines=[
            Line(view, names.get(view.audience, view.audience), units[view.unit_id] if view.unit_id else None)
            for view in views
        ],
        total=sum(view.total or 0 for view in said) if said else None,
        over=sum(view.total or 0 for view in said if view.over),
        unknown=len(views) - len(said),
    )
