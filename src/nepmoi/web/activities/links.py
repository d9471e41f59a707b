"""Ways from the pages of activities to those of other rooms, and what the reader may do to an activity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_noop

from nepmoi.fieldwork.activities.rules import Status
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of

# Letters of a name on the way up.
LONGEST: Final = 32


def link(route: str, *args: object, **query: object) -> str:
    """The address of a page, with its conditions; nothing when this installation has no such page."""
    try:
        address = reverse(f"web:{route}", args=args)
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode(query)}" if query else address


def way_up(activity: ActivityView | None = None) -> list[tuple[str, str]]:
    """The way from a page up to the list of activities, through its activity, as short as a phone is wide."""
    way = [(reverse("web:activities"), gettext("Activities"))]
    if activity is not None:
        way.append((reverse("web:activity", args=[activity.uid]), Truncator(activity.name).chars(LONGEST)))
    return way


@dataclass(frozen=True)
class Rights:
    """What the reader may do to one activity: her role allows it, and it lies in her area.

    Attributes:
        turns: the pages on which its plan is mended or its state changed otherwise, each with what it does.
    """

    take_roll: bool
    send_lists: bool
    add_photographs: bool
    mark_held: bool
    confirm: bool
    mend_list: bool
    keep_timetable: bool
    turns: Sequence[tuple[str, str]]


def rights(by: Standing, activity: ActivityView) -> Rights:
    """What the reader may do, so that a page offers no button that is refused."""
    area = area_of(by)
    here = area.holds(activity.venue_unit_id) or area.holds(activity.host.unit_id)
    return Rights(
        take_roll=here and may(by.role, Action.TAKE_ATTENDANCE),
        send_lists=here and may(by.role, Action.IMPORT_LISTS),
        add_photographs=here and may(by.role, Action.ADD_EVIDENCE),
        mark_held=here and may(by.role, Action.WRITE_ACTIVITIES) and activity.status is Status.PLANNED,
        confirm=here and may(by.role, Action.CONFIRM_ACTIVITIES) and activity.status is Status.HELD,
        mend_list=here and may(by.role, Action.IMPORT_LISTS),
        keep_timetable=here and may(by.role, Action.WRITE_ACTIVITIES) and activity.status is not Status.CANCELLED,
        turns=[(link(route, activity.uid), gettext(label)) for route, label in turns_of(by, activity).items()]
        if here
        else [],
    )


_TURNS: Final[Mapping[Status, Mapping[str, str]]] = {
    Status.PLANNED: {
        "activity_edit": gettext_noop("Mend the plan"),
        "activity_copy": gettext_noop("Copy as a new plan"),
        "activity_repeat": gettext_noop("Plan again on further days"),
        "activity_postpone": gettext_noop("Postpone"),
        "activity_cancel": gettext_noop("Cancel"),
        "activity_void": gettext_noop("Remove, entered by mistake"),
    },
    Status.POSTPONED: {
        "activity_edit": gettext_noop("Mend the plan"),
        "activity_copy": gettext_noop("Copy as a new plan"),
        "activity_repeat": gettext_noop("Plan again on further days"),
        "activity_again": gettext_noop("Put back into the plan"),
        "activity_cancel": gettext_noop("Cancel"),
        "activity_void": gettext_noop("Remove, entered by mistake"),
    },
    Status.CANCELLED: {
        "activity_copy": gettext_noop("Copy as a new plan"),
        "activity_again": gettext_noop("Put back into the plan"),
        "activity_void": gettext_noop("Remove, entered by mistake"),
    },
    Status.HELD: {
        "activity_edit": gettext_noop("Mend the plan"),
        "activity_copy": gettext_noop("Copy as a new plan"),
        "activity_repeat": gettext_noop("Plan again on further days"),
        "activity_back": gettext_noop("Take back that it was held"),
        "activity_void": gettext_noop("Remove, entered by mistake"),
    },
    Status.CONFIRMED: {
        "activity_edit": gettext_noop("Mend the plan"),
        "activity_copy": gettext_noop("Copy as a new plan"),
        "activity_repeat": gettext_noop("Plan again on further days"),
        "activity_back": gettext_noop("Take the confirmation back"),
    },
}


def turns_of(by: Standing, activity: ActivityView) -> Mapping[str, str]:
    """The routes on which an activity's plan is mended or its state changed, as far as the reader's role allows any."""
    return _TURNS[activity.status] if may(by.role, Action.WRITE_ACTIVITIES) else {}
