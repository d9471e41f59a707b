"""What evidence may be put to, activities and groups alike, and the way from it to what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from nepmoi.fieldwork.activities.rules import Wanted
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.evidence import Things
from nepmoi.kernel import clock
from nepmoi.registry.organisation.rules import Standing
from nepmoi.web.activities.links import way_up
from nepmoi.web.templatetags.nepmoi import day

# The activities to choose from: what waits longest and what comes next stand first.
ACTIVITIES: Final = 60
GROUPS: Final = 200

Links = list[tuple[str, str]]
"""A way up: addresses with their names."""


@dataclass(frozen=True)
class Offer:
    """What a piece of evidence may be put to."""

    activities: Sequence[activities.ActivityView]
    groups: Sequence[tuple[UUID, str]]

    def choices(self) -> list[tuple[str, Any]]:
        """As a field takes them: activities with their last days, then groups."""
        held = [(str(one.uid), f"{one.name} ({day(one.last_day)})") for one in self.activities]
        groups = [(str(uid), name) for uid, name in self.groups]
        several = [(gettext("Activities"), held), (gettext("Teams and clubs"), groups)]
        return [("", gettext("not chosen")), *((title, of) for title, of in several if of)]


def offered(by: Standing) -> Offer:
    """What there is in the asker's sight."""
    held = activities.in_order(by, Wanted(), today=clock.today(), rows=slice(ACTIVITIES))
    return Offer(held, community.names(by, GROUPS))


def way_to_group(group: community.GroupView) -> Links:
    """From a page of a group to the group."""
    return [
        (reverse("web:groups"), gettext("Teams and clubs")),
        (reverse("web:group", args=[group.uid]), group.name),
    ]


def above(things: Things, otherwise: Links) -> Links:
    """The way from evidence to the first thing that it shows; another one where it shows nothing."""
    if things.activities:
        return way_up(things.activities[0])
    return way_to_group(things.groups[0]) if things.groups else otherwise
