"""What is due: pure, so that a test can say the day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext, ngettext

from nepmoi.fieldwork.activities.rules import Kept, Stage, Thing, lacks, stage
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.registry.organisation.rules import Action
from nepmoi.registry.programme.rules import Need, Who

SOON: Final = timedelta(days=14)


@dataclass(frozen=True)
class Due:
    """One thing to do.

    Attributes:
        activity: what it is about.
        state: how it is drawn.
        badge: how urgent it is, in words.
        todo: what is to be done.
        missing: what stands in the way, in words; empty when nothing does.
        needs: the action that the role must allow.
    """

    activity: ActivityView
    state: str
    badge: str
    todo: str
    missing: tuple[str, ...]
    needs: Action


def due(activity: ActivityView, today: date) -> Due | None:
    """What an activity asks for today; nothing when it waits for nobody."""
    match stage(activity.status, activity.last_day, today):
        case Stage.OVERDUE:
            return Due(
                activity,
                "overdue",
                _late(today - activity.last_day),
                gettext("Say that it was held"),
                (),
                Action.CONFIRM_ACTIVITIES,
            )
        case Stage.HELD:
            missing = _missing(activity)
            todo = gettext("Confirm the result") if not missing else gettext("Complete it, then confirm the result")
            return Due(activity, "held", gettext("held, not confirmed"), todo, missing, Action.CONFIRM_ACTIVITIES)
        case Stage.PLANNED if activity.first_day - today <= SOON:
            return Due(
                activity,
                "planned",
                _ahead(activity.first_day - today),
                gettext("Prepare the list") if activity.kind.needs.who is Who.LIST else gettext("Prepare the activity"),
                (),
                Action.IMPORT_LISTS,
            )
        case Stage.CONFIRMED if not activity.photographs and activity.kind.needs.photographs is not Need.NONE:
            return Due(
                activity, "unverified", gettext("no photograph"), gettext("Add a photograph"), (), Action.ADD_EVIDENCE
            )
    return None


def _missing(activity: ActivityView) -> tuple[str, ...]:
    """What the activity's kind asks for and is not there, what blocks and what only warns alike."""
    without = activity.half_days - activity.half_days_marked
    kept = Kept(activity.people, activity.counts, without, activity.photographs)
    needs = activity.kind.needs
    words = {
        Thing.PEOPLE: gettext("the list of participants")
        if needs.who is Who.LIST
        else gettext("who came, by name or in numbers"),
        Thing.ROLL: ngettext("the roll of %(count)s half-day", "the roll of %(count)s half-days", without)
        % {"count": without},
        Thing.PHOTOGRAPHS: gettext("photographs"),
    }
    return tuple(words[lack.thing] for lack in lacks(needs, kept))


def _late(by: timedelta) -> str:
    return ngettext("overdue by %(count)s day", "overdue by %(count)s days", by.days) % {"count": by.days}


def _ahead(by: timedelta) -> str:
    if by.days < 0:
        return gettext("going on")
    if by.days == 0:
        return gettext("today")
    return ngettext("in %(count)s day", "in %(count)s days", by.days) % {"count": by.days}
