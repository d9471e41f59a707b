"""What evidence shows: activities, groups. The one place that knows both, and so who may open a photograph, paper or article."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import Model

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Change, hidden
from nepmoi.fieldwork.activities.models import ActivityArticle, ActivityPaper, ActivityPhotograph
from nepmoi.fieldwork.activities.selectors import papers as activities
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, in_sight
from nepmoi.fieldwork.community import rules
from nepmoi.fieldwork.community.models import Group, GroupArticle, GroupPaper, GroupPhotograph
from nepmoi.fieldwork.community.selectors.groups import GroupView, by_id
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.fieldwork.evidence.errors import ArticleUnknown, PaperUnknown, PhotographUnknown
from nepmoi.fieldwork.evidence.selectors import ArticleView, PaperView, PhotographView
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import Area, area_of


@dataclass(frozen=True)
class Things:
    """The activities and the groups in the asker's sight to which a piece of evidence leads."""

    activities: tuple[ActivityView, ...] = ()
    groups: tuple[GroupView, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.activities or self.groups)

    def units(self) -> list[int | None]:
        """Where they lie."""
        of_activities = [unit for one in self.activities for unit in (one.venue_unit_id, one.host.unit_id)]
        return [*of_activities, *(one.unit_id for one in self.groups)]

    def lie_in(self, area: Area) -> bool:
        """Whether one of them lies in an area."""
        return any(map(area.holds, self.units()))


@dataclass(frozen=True)
class OpenPhotograph:
    """A photograph with what it shows, as far as the asker may know of it."""

    photograph: PhotographView
    shows: Things
    may_write: bool


@dataclass(frozen=True)
class OpenPaper:
    """A paper with what it belongs to, as far as the asker may know of it."""

    paper: PaperView
    belongs_to: Things
    may_take: bool
    may_write: bool


@dataclass(frozen=True)
class OpenArticle:
    """An article with what it is about, as far as the asker may know of it."""

    article: ArticleView
    about: Things
    may_take: bool
    may_write: bool


def open_photograph(by: Standing, uid: UUID) -> OpenPhotograph:
    """A photograph for whoever may know of something that it shows, or in whose area's tray it waits.

    Raises:
        PhotographUnknown: when there is none, or none that she may know of.
    """
    found, area = evidence.photograph(uid), area_of(by)
    links = GroupPhotograph.objects.filter(photograph=found.id)
    shows = Things(tuple(activities.shown_by(by, found.id)), _groups(by, links.values_list("group_id", flat=True)))
    waits = not found.placed and area.holds(found.office_unit_id) and may(by.role, Action.SEE_ACTIVITIES)
    if not shows and not waits:
        raise PhotographUnknown
    return OpenPhotograph(found, shows, (waits or shows.lie_in(area)) and may(by.role, Action.ADD_EVIDENCE))


def open_paper(by: Standing, uid: UUID) -> OpenPaper:
    """A paper for whoever may know of it: it belongs to something in her sight, or her area's office keeps it.

    The file may hold names, phones and signatures: it is for whoever answers for the activity or the group, or keeps the paper.

    Raises:
        PaperUnknown: when there is none, or none that she may know of.
    """
    found, area = evidence.paper(uid), area_of(by)
    links = GroupPaper.objects.filter(paper=found.id)
    owners = Things(tuple(activities.of_paper(by, found.id)), _groups(by, links.values_list("group_id", flat=True)))
    keeps = area.holds(found.office_unit_id)
    if not owners and not (keeps and may(by.role, Action.SEE_ACTIVITIES)):
        raise PaperUnknown
    here = keeps or owners.lie_in(area)
    return OpenPaper(
        paper=found,
        belongs_to=owners,
        may_take=here and may(by.role, Action.SEE_ORIGINALS),
        may_write=here and may(by.role, Action.ADD_EVIDENCE),
    )


def open_article(by: Standing, uid: UUID) -> OpenArticle:
    """An article for whoever may know of something that it is about, or in whose area it counts or is kept.

    Raises:
        ArticleUnknown: when there is none, or none that she may know of.
    """
    found, area = evidence.article(uid), area_of(by)
    links = GroupArticle.objects.filter(article=found.id)
    about = Things(tuple(activities.of_article(by, found.id)), _groups(by, links.values_list("group_id", flat=True)))
    keeps = area.holds(found.unit_id) or area.holds(found.office_unit_id)
    if not about and not (keeps and may(by.role, Action.SEE_ACTIVITIES)):
        raise ArticleUnknown
    here = keeps or about.lie_in(area)
    return OpenArticle(
        article=found,
        about=about,
        may_take=here and may(by.role, Action.SEE_ORIGINALS),
        may_write=here and may(by.role, Action.ADD_EVIDENCE),
    )


def _groups(by: Standing, ids: Iterable[int]) -> tuple[GroupView, ...]:
    """Those of some groups that the asker may know of."""
    if not may(by.role, Action.SEE_ACTIVITIES):
        return ()
    area = area_of(by)
    standing = Group.objects.filter(pk__in=set(ids), void_reason="").values_list("pk", flat=True)
    return tuple(one for one in by_id(standing).values() if area.holds(one.unit_id))


class Piece(StrEnum):
    """The kinds of evidence, as the links to them call it."""

    PHOTOGRAPH = "photograph"
    PAPER = "paper"
    ARTICLE = "article"


_LINKS: Final[Mapping[Piece, tuple[type[Model], type[Model]]]] = {
    Piece.PHOTOGRAPH: (ActivityPhotograph, GroupPhotograph),
    Piece.PAPER: (ActivityPaper, GroupPaper),
    Piece.ARTICLE: (ActivityArticle, GroupArticle),
}


def changes(by: Standing, piece: Piece, evidence_id: int, entry_ids: Collection[int]) -> list[Change]:
    """What writes said that a piece of evidence shows or is about; of what the reader may not know, only that there is some.

    Args:
        by: who asks.
        piece: what kind of evidence it is.
        evidence_id: which.
        entry_ids: the writes.
    """
    to_activities, to_groups = _LINKS[piece]
    of = {f"{piece}_id": [evidence_id]}
    activities_put = audit.changes(to_activities, rules.OF_ACTIVITY, entry_ids, of)
    groups_put = audit.changes(to_groups, rules.OF_GROUP, entry_ids, of)
    seen = in_sight(by, _keys(activities_put, "activity_id"))
    known = {one.id for one in _groups(by, _keys(groups_put, "group_id"))}
    return [
        *(change if change.links["activity_id"] in seen else hidden(change) for change in activities_put),
        *(change if change.links["group_id"] in known else hidden(change) for change in groups_put),
    ]


def _keys(changes: Iterable[Change], name: str) -> list[int]:
    return [key for change in changes if (key := change.links[name]) is not None]


def pictures_of(group_id: int) -> list[PhotographView]:
    """The photographs of a group, in the order of their days."""
    links = GroupPhotograph.objects.filter(group=group_id).values_list("photograph_id", flat=True)
    return sorted(evidence.by_id(links).values(), key=lambda one: (one.taken_on or date.max, one.id))


def papers_of(group_id: int) -> list[PaperView]:
    """The papers of a group, by their dates."""
    links = GroupPaper.objects.filter(group=group_id).values_list("paper_id", flat=True)
    return sorted(evidence.papers_by_id(links).values(), key=lambda one: (one.dated_on or date.max, one.id))


def articles_about(group_id: int) -> list[ArticleView]:
    """The press articles about a group, the latest first."""
    links = GroupArticle.objects.filter(group=group_id).values_list("article_id", flat=True)
    found = evidence.articles_by_id(links).values()
    return sorted(found, key=lambda one: (one.published_on, one.id), reverse=True)
