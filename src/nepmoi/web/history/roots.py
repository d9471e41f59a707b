"""What has a history, and who may read how much of it."""

from django.urls import reverse

from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.fieldwork.community.selectors import evidence as of_things
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.evidence import Piece
from nepmoi.fieldwork.community.selectors.groups import GroupView
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.fieldwork.evidence.selectors import ArticleView, PaperView, PhotographView
from nepmoi.fieldwork.training import selectors as training
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.registry.people.selectors import persons as people
from nepmoi.registry.people.selectors.persons import PersonView
from nepmoi.web.history.gather import Root


def of_activity(by: Standing, found: ActivityView) -> Root:
    """An activity, its list and its rolls; the lists themselves are for those whose area holds it."""
    area = area_of(by)
    return Root(
        kind=RootKind.ACTIVITY,
        ids=(found.id,),
        read=lambda entry_ids: training.changes(by, found, entry_ids),
        href=reverse("web:activity_history", args=[found.uid]),
        opens_lists=area.holds(found.venue_unit_id) or area.holds(found.host.unit_id),
    )


def of_person(by: Standing, found: PersonView) -> Root:
    """A person and her posts; her phone is whole for herself and for those who may see phones."""
    is_self = found.account_id is not None and found.account_id == by.actor.account_id
    ids = tuple(sorted(people.same_as(found.id)))
    return Root(
        kind=RootKind.PERSON,
        ids=ids,
        read=lambda entry_ids: people.changes(ids, entry_ids),
        href=reverse("web:my_history") if is_self else reverse("web:person_history", args=[found.uid]),
        whole_phones=is_self or may(by.role, Action.SEE_PHONES),
    )


def of_group(by: Standing, found: GroupView) -> Root:
    """A group and its members."""
    return Root(
        kind=RootKind.GROUP,
        ids=(found.id,),
        read=lambda entry_ids: community.changes(by, found.id, entry_ids),
        href=reverse("web:group_history", args=[found.uid]),
    )


def of_photograph(by: Standing, found: PhotographView) -> Root:
    """A photograph and what it shows."""
    return Root(
        kind=RootKind.PHOTOGRAPH,
        ids=(found.id,),
        read=lambda entry_ids: [
            *evidence.changes(found.id, entry_ids),
            *of_things.changes(by, Piece.PHOTOGRAPH, found.id, entry_ids),
        ],
        href=reverse("web:photograph_history", args=[found.uid]),
    )


def of_paper(by: Standing, found: PaperView) -> Root:
    """A paper and what it belongs to."""
    return Root(
        kind=RootKind.PAPER,
        ids=(found.id,),
        read=lambda entry_ids: [
            *evidence.paper_changes(found.id, entry_ids),
            *of_things.changes(by, Piece.PAPER, found.id, entry_ids),
        ],
        href=reverse("web:paper_history", args=[found.uid]),
    )


def of_article(by: Standing, found: ArticleView) -> Root:
    """A press article and what it is about."""
    return Root(
        kind=RootKind.ARTICLE,
        ids=(found.id,),
        read=lambda entry_ids: [
            *evidence.article_changes(found.id, entry_ids),
            *of_things.changes(by, Piece.ARTICLE, found.id, entry_ids),
        ],
        href=reverse("web:article_history", args=[found.uid]),
    )


def of_unit(found: UnitView) -> Root:
    """A unit, in what it lay and what it became."""
    return Root(
        kind=RootKind.UNIT,
        ids=(found.id,),
        read=lambda entry_ids: geography.changes(found.id, entry_ids),
        href=reverse("web:place_history", args=[found.uid]),
    )
