"""Which groups are an area's, with their photographs, papers and articles, for asking what was written of them."""

from nepmoi.core.audit.rules import RootKind
from nepmoi.core.audit.selectors import Within
from nepmoi.fieldwork.community.models import Group, GroupArticle, GroupPaper, GroupPhotograph
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of


def within(by: Standing) -> Within:
    """The groups in the asker's area, and what shows or tells of them."""
    if not may(by.role, Action.SEE_ACTIVITIES):
        return {}
    units = area_of(by).units()
    if units is None:
        return {RootKind.GROUP: None}
    own = Group.objects.filter(unit__in=units).values("pk")
    return {
        RootKind.GROUP: own,
        RootKind.PHOTOGRAPH: GroupPhotograph.objects.filter(group__in=own).values("photograph_id"),
        RootKind.PAPER: GroupPaper.objects.filter(group__in=own).values("paper_id"),
        RootKind.ARTICLE: GroupArticle.objects.filter(group__in=own).values("article_id"),
    }
