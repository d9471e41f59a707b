"""The words on the badge of an activity's state, where they say more or less than the state's own."""

from datetime import date

from django.utils.translation import gettext, ngettext, pgettext

from nepmoi.fieldwork.activities.rules import Stage
from nepmoi.fieldwork.activities.selectors.activities import ActivityView


def badge(activity: ActivityView, where: Stage, today: date) -> str:
    """The words of a state that has a number of days; nothing when its own words are enough."""
    if where is Stage.OVERDUE:
        days = (today - activity.last_day).days
        return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days}
    if where is Stage.PLANNED:
        days = (activity.first_day - today).days
        if days <= 0:
            return gettext("Under way")
        return ngettext("In %(days)s day", "In %(days)s days", days) % {"days": days}
    return ""


def short(where: Stage) -> str:
    """A state's words where there is no room for all of them; nothing when its own are short."""
    return pgettext("short", "confirmed") if where is Stage.CONFIRMED else ""
