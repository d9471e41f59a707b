"""An activity that is written down afterwards, at one go: what it was, who came, its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door
from nepmoi.fieldwork.activities.rules import Heads
from nepmoi.fieldwork.activities.services import life
from nepmoi.fieldwork.activities.services.counted import count_heads
from nepmoi.fieldwork.activities.services.pictures import add_photographs
from nepmoi.fieldwork.evidence.services.photographs import NewPhotograph
from nepmoi.registry.organisation.rules import Standing


@dataclass(frozen=True)
class Report:
    """What is told of an activity that took place."""

    plan: life.Plan
    counts: Sequence[Heads] = ()
    pictures: Sequence[NewPhotograph] = ()


def report(*, by: Standing, door: Door, told: Report, confirm: bool) -> UUID:
    """Write an activity down as held, with its counts and pictures, all of it or nothing; return its uid.

    Args:
        by: who tells it.
        door: through what.
        told: all that is told.
        confirm: whether its result is confirmed at once, so that it counts.

    Raises:
        NotYetHeld: when its last day is still to come.
        and what ``life.plan``, ``count_heads``, ``add_photographs`` and ``life.confirm`` refuse.
    """
    with audit.writing(by.actor, door):
        uid = life.plan(by=by, door=door, plan=told.plan)
        life.mark_held(by=by, door=door, activity=uid)
        if told.counts:
            count_heads(by=by, door=door, activity=uid, counts=told.counts)
        if told.pictures:
            add_photographs(by=by, door=door, activity=uid, half_day=None, pictures=told.pictures)
        if confirm:
            life.confirm(by=by, door=door, activity=uid)
        return uid
