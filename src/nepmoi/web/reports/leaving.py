"""What leaves the house as a file is noted: by whom, of which record, about how many people."""

from django.http import HttpRequest

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Matter, RootKind
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.web.pages import standing_of
from nepmoi.web.saving import door_of


def note_activity(request: HttpRequest, matter: Matter, activity: ActivityView, people: int) -> None:
    """Note that people of an activity left.

    Args:
        request: hers who takes them; one for the head alone takes nothing.
        matter: as what.
        activity: whose.
        people: how many; nobody is not noted.
    """
    note(request, matter, people, root=(RootKind.ACTIVITY, activity.id), unit_id=activity.venue_unit_id)


def note(
    request: HttpRequest, matter: Matter, people: int, *, unit_id: int | None, root: tuple[RootKind, int] | None = None
) -> None:
    """Note that people left who belong to a unit, of one record or gathered from many; see `note_activity`."""
    if people and request.method == "GET":
        by, door = standing_of(request), door_of(request)
        audit.note_export(by=by, door=door, matter=matter, root=root, people=people, unit_id=unit_id)
