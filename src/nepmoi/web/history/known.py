"""Records by their kinds and ids: what each is called and where it opens, for whoever may see it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community.selectors import groups
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation.rules import Standing
from nepmoi.registry.organisation.selectors import Area, area_of
from nepmoi.registry.people.selectors import persons as people
from nepmoi.web.history import roots
from nepmoi.web.history.gather import Read, Root
from nepmoi.web.templatetags.records import group_kind

KINDS: Final[Mapping[RootKind, str]] = {
    RootKind.ACTIVITY: gettext_noop("Activity"),
    RootKind.PERSON: gettext_noop("Person"),
    RootKind.GROUP: gettext_noop("Team or club"),
    RootKind.PHOTOGRAPH: gettext_noop("Photograph"),
    RootKind.PAPER: gettext_noop("Paper"),
    RootKind.ARTICLE: gettext_noop("Press article"),
    RootKind.UNIT: gettext_noop("Place"),
    RootKind.LIST: gettext_noop("List"),
    RootKind.OFFICE: gettext_noop("Office"),
    RootKind.ACCOUNT: gettext_noop("Account"),
    RootKind.PROGRAMME: gettext_noop("Programme"),
}

Key = tuple[RootKind, int]


@dataclass(frozen=True)
class Known:
    """A record as a line names it; without a name and an address for whoever may not open it, or when it is void."""

    kind: str
    name: str = ""
    href: str = ""
    root: Root | None = None


def known(by: Standing, wanted: Mapping[RootKind, Collection[int]], *, is_own: bool = False) -> dict[Key, Known]:
    """Records by kind and id, at a few statements a kind.

    Args:
        by: who reads.
        wanted: their ids by kind.
        is_own: whether they were found inside her area already, as a group's photographs that another office keeps.
    """
    area = Area(None, area_of(by).atlas) if is_own else area_of(by)
    found: dict[Key, Known] = {}
    for kind, ids in wanted.items():
        named = _NAMED[kind](by, area, ids) if ids and kind in _NAMED else {}
        unnamed = Known(gettext(KINDS[kind]))
        found |= {(kind, root_id): named.get(root_id, unnamed) for root_id in ids}
    return found


def _activities(by: Standing, _area: Area, ids: Collection[int]) -> dict[int, Known]:
    return {
        one.id: Known(one.kind.name, one.name, reverse("web:activity", args=[one.uid]), roots.of_activity(by, one))
        for one in activities.in_sight(by, ids).values()
    }


def _people(by: Standing, _area: Area, ids: Collection[int]) -> dict[int, Known]:
    seen = people.by_id(people.in_sight(by, ids))
    word = gettext(KINDS[RootKind.PERSON])
    return {one.id: Known(word, one.name, reverse("web:person", args=[one.uid])) for one in seen.values()}


def _groups(by: Standing, area: Area, ids: Collection[int]) -> dict[int, Known]:
    return {
        one.id: Known(group_kind(one.kind), one.name, reverse("web:group", args=[one.uid]), roots.of_group(by, one))
        for one in groups.by_id(ids).values()
        if area.holds(one.unit_id)
    }


def _units(_by: Standing, _area: Area, ids: Collection[int]) -> dict[int, Known]:
    return {
        one.id: Known(gettext(KINDS[RootKind.UNIT]), one.name, reverse("web:place", args=[one.uid]), roots.of_unit(one))
        for one in geography.by_ids(ids).values()
    }


def _alone(root: Root, read: Read) -> Root:
    """Evidence without what it was put to: the activity or the group in the same write tells that."""
    return replace(root, read=read)


def _photographs(by: Standing, area: Area, ids: Collection[int]) -> dict[int, Known]:
    word = gettext(KINDS[RootKind.PHOTOGRAPH])
    return {
        one.id: Known(
            word,
            one.caption or one.filename,
            reverse("web:photograph", args=[one.uid]),
            _alone(roots.of_photograph(by, one), partial(evidence.changes, one.id)),
        )
        for one in evidence.by_id(ids).values()
        if area.holds(one.office_unit_id) or area.holds(one.unit_id)
    }


def _papers(by: Standing, area: Area, ids: Collection[int]) -> dict[int, Known]:
    word = gettext(KINDS[RootKind.PAPER])
    return {
        one.id: Known(
            word,
            one.title,
            reverse("web:paper", args=[one.uid]),
            _alone(roots.of_paper(by, one), partial(evidence.paper_changes, one.id)),
        )
        for one in evidence.papers_by_id(ids).values()
        if area.holds(one.office_unit_id)
    }


def _articles(by: Standing, area: Area, ids: Collection[int]) -> dict[int, Known]:
    word = gettext(KINDS[RootKind.ARTICLE])
    return {
        one.id: Known(
            word,
            one.title,
            reverse("web:article", args=[one.uid]),
            _alone(roots.of_article(by, one), partial(evidence.article_changes, one.id)),
        )
        for one in evidence.articles_by_id(ids).values()
        if area.holds(one.office_unit_id) or area.holds(one.unit_id)
    }


_NAMED: Final[Mapping[RootKind, Callable[[Standing, Area, Collection[int]], dict[int, Known]]]] = {
    RootKind.ACTIVITY: _activities,
    RootKind.PERSON: _people,
    RootKind.GROUP: _groups,
    RootKind.UNIT: _units,
    RootKind.PHOTOGRAPH: _photographs,
    RootKind.PAPER: _papers,
    RootKind.ARTICLE: _articles,
}
