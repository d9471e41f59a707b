"""Which activities are an area's, with their photographs, papers and articles, for asking what was written of them."""

from django.db.models import Q

from nepmoi.core.audit.rules import RootKind
from nepmoi.core.audit.selectors import Within
from nepmoi.fieldwork.activities.models import Activity, ActivityArticle, ActivityPaper, ActivityPhotograph
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of


def within(by: Standing) -> Within:
    """The activities held or hosted in the asker's area, those made void too, and what shows or tells of them.

    Who only has guests in an activity reads of them in their own records: the activity's writes are its area's.
    """
    if not may(by.role, Action.SEE_ACTIVITIES):
        return {}
    units = area_of(by).units()
    if units is None:
        return dict.fromkeys((RootKind.ACTIVITY, RootKind.PHOTOGRAPH, RootKind.PAPER, RootKind.ARTICLE))
    own = Activity.objects.filter(Q(venue_unit__in=units) | Q(host__unit__in=units)).values("pk")
    return {
        RootKind.ACTIVITY: own,
        RootKind.PHOTOGRAPH: ActivityPhotograph.objects.filter(activity__in=own).values("photograph_id"),
        RootKind.PAPER: ActivityPaper.objects.filter(activity__in=own).values("paper_id"),
        RootKind.ARTICLE: ActivityArticle.objects.filter(activity__in=own).values("article_id"),
    }
