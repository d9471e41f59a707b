"""Reading the papers of activities, and what the press says of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from nepmoi.fieldwork.activities.models import ActivityArticle, ActivityPaper, ActivityPhotograph
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, in_sight
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.fieldwork.evidence.selectors import ArticleView, PaperView
from nepmoi.registry.organisation.rules import Standing


@dataclass(frozen=True)
class PaperOf:
    """A paper of an activity, with the half-day that it was made in, where that is known."""

    paper: PaperView
    activity_id: int
    half_day_id: int | None


def papers_of(activity_ids: Iterable[int]) -> list[PaperOf]:
    """The papers of activities, by their dates."""
    links = list(ActivityPaper.objects.filter(activity__in=set(activity_ids)).order_by("paper__dated_on", "pk"))
    views = evidence.papers_by_id(link.paper_id for link in links)
    return [
        PaperOf(views[link.paper_id], link.activity_id, link.half_day_id) for link in links if link.paper_id in views
    ]


def articles_about(activity_id: int) -> list[ArticleView]:
    """The press articles about an activity, the latest first."""
    links = ActivityArticle.objects.filter(activity=activity_id).values_list("article_id", flat=True)
    found = evidence.articles_by_id(links).values()
    return sorted(found, key=lambda one: (one.published_on, one.id), reverse=True)


def shown_by(by: Standing, photograph_id: int) -> list[ActivityView]:
    """The activities in the asker's sight that a photograph shows."""
    links = ActivityPhotograph.objects.filter(photograph=photograph_id).values_list("activity_id", flat=True)
    return list(in_sight(by, links).values())


def of_paper(by: Standing, paper_id: int) -> list[ActivityView]:
    """The activities in the asker's sight that a paper belongs to."""
    links = ActivityPaper.objects.filter(paper=paper_id).values_list("activity_id", flat=True)
    return list(in_sight(by, links).values())


def of_article(by: Standing, article_id: int) -> list[ActivityView]:
    """The activities in the asker's sight that an article is about."""
    links = ActivityArticle.objects.filter(article=article_id).values_list("activity_id", flat=True)
    return list(in_sight(by, links).values())
