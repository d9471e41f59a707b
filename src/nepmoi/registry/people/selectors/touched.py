"""Which persons are an area's, for asking what was written of them."""

from django.db.models import Q

from nepmoi.core.audit.rules import RootKind
from nepmoi.core.audit.selectors import Within
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.registry.people.models import Person, Post


def within(by: Standing) -> Within:
    """The persons whom the asker may open: noted in her area, or, made void, once noted there."""
    if not may(by.role, Action.SEE_PEOPLE):
        return {}
    units = area_of(by).units()
    if units is None:
        return {RootKind.PERSON: None}
    now = Post.objects.filter(unit__in=units).values("person_id")
    once = Post.history.filter(unit__in=units).values("person_id")
    rows = Person.objects.filter(Q(pk__in=now) | (~Q(void_reason="") & Q(pk__in=once)))
    return {RootKind.PERSON: rows.values("pk")}
