"""Reading the papers of activities."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from nepmoi.fieldwork.activities.models import ActivityPaper
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, in_sight
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.fieldwork.evidence.errors import PaperUnknown
from nepmoi.fieldwork.evidence.selectors import PaperView
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of


@dataclass(frozen=True)
class PaperOf:
    """A paper of an activity, with the half-day that it was made in, where that is known."""

    paper: PaperView
    activity_id: int
    half_day_id: int | None


@dataclass(frozen=True)
class OpenPaper:
    """A paper with the activities that the asker may know of, and whether she may take the file."""

    paper: PaperView
    belongs_to: tuple[ActivityView, ...]
    may_take: bool
    may_write: bool


def open_paper(by: Standing, uid: UUID) -> OpenPaper:
    """A paper for whoever may know of it: it belongs to an activity in her sight, or her area's office keeps it.

    The file may hold names, phones and signatures: it is for whoever answers for the activity or keeps the paper.

    Raises:
        PaperUnknown: when there is none, or none that she may know of.
    """
    found = evidence.paper(uid)
    links = ActivityPaper.objects.filter(paper=found.id).values_list("activity_id", flat=True)
    shown = in_sight(by, links)
    area = area_of(by)
    keeps = area.holds(found.office_unit_id)
    here = keeps or any(area.holds(one.venue_unit_id) or area.holds(one.host.unit_id) for one in shown.values())
    if not shown and not (keeps and may(by.role, Action.SEE_ACTIVITIES)):
        raise PaperUnknown
    return OpenPaper(
        paper=found,
        belongs_to=tuple(shown.values()),
        may_take=here and may(by.role, Action.SEE_ORIGINALS),
        may_write=here and may(by.role, Action.ADD_EVIDENCE),
    )


def papers_of(activity_ids: Iterable[int]) -> list[PaperOf]:
    """The papers of activities, by their dates."""
    links = list(ActivityPaper.objects.filter(activity__in=set(activity_ids)).order_by("paper__dated_on", "pk"))
    views = evidence.papers_by_id(link.paper_id for link in links)
    return [
        PaperOf(views[link.paper_id], link.activity_id, link.half_day_id) for link in links if link.paper_id in views
    ]
