"""Entering an office's list of groups: all of them or none, and the same list again changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door
from nepmoi.fieldwork.community.models import MemberCount
from nepmoi.fieldwork.community.selectors.groups import named
from nepmoi.fieldwork.community.services.groups import NewGroup, enter_group
from nepmoi.fieldwork.community.services.members import Heads, count_members
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require


@dataclass(frozen=True)
class Entered:
    """What a list did.

    Attributes:
        counted: groups that were there and have another number of members now.
        same: groups of which it says nothing new.
    """

    new: int
    counted: int
    same: int


def enter_list(*, by: Standing, door: Door, groups: Sequence[NewGroup], on: date) -> Entered:
    """Enter the groups of a list; one of that name and place gets its new number of members, for the list's day.

    Raises:
        GroupNameMissing, NotYetDay, PartsExceedTotal, OutsideArea: for the first row that cannot be entered; then none is.
        NotKeptUp: when a group that had stopped is counted.
    """
    require(by, Action.IMPORT_LISTS)
    with audit.writing(by.actor, door):
        new = counted = 0
        for one in groups:
            known = named(one.unit_id, one.name)
            if known is None:
                enter_group(by=by, door=door, new=one)
                new += 1
            elif one.members_counted is not None and _is_news(known, one):
                heads = Heads(one.members_counted, one.women, one.minority)
                counted += count_members(by=by, door=door, group=known, day=on, heads=heads, source=one.source)
        return Entered(new, counted, len(groups) - new - counted)


def _is_news(known: UUID, said: NewGroup) -> bool:
    last = MemberCount.objects.filter(group__uid=known).order_by("-day").first()
    if last is None or last.total != said.members_counted:
        return True
    # A list that does not count a part apart says nothing of it.
    return said.women not in (None, last.women) or said.minority not in (None, last.minority)
