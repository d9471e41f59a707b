"""Reading groups."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Change, hidden
from nepmoi.fieldwork.community.errors import GroupUnknown
from nepmoi.fieldwork.community.models import Group, Membership
from nepmoi.fieldwork.community.rules import GROUP, MEMBER, GroupKind
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.organisation.rules import Action, OfficeView, Standing, may
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.registry.organisation.selectors import by_id as offices_by_id
from nepmoi.registry.people.selectors import persons as people


@dataclass(frozen=True)
class GroupView:
    """A group as pages show it; ``members_counted`` is the source's figure, ``members_named`` how many are known by name."""

    id: int
    uid: UUID
    kind: GroupKind
    name: str
    unit_id: int
    host: OfficeView
    founded: PartialDate | None
    known_since: date
    members_counted: int | None
    members_named: int
    source: str


@dataclass(frozen=True)
class MemberView:
    """A named member."""

    person: people.PersonView
    role: str
    noted_on: date


def _views(rows: Iterable[Group]) -> list[GroupView]:
    rows = list(rows)
    hosts = offices_by_id(row.host_id for row in rows)
    named = Counter(Membership.objects.filter(group__in=rows).values_list("group_id", flat=True))
    return [
        GroupView(
            id=row.pk,
            uid=row.uid,
            kind=GroupKind(row.kind),
            name=row.name,
            unit_id=row.unit_id,
            host=hosts[row.host_id],
            founded=PartialDate(row.founded_year, row.founded_month, row.founded_day) if row.founded_year else None,
            known_since=row.known_since,
            members_counted=row.members_counted,
            members_named=named[row.pk],
            source=row.source,
        )
        for row in rows
    ]


def listing(by: Standing) -> list[GroupView]:
    """The groups in the asker's area, by kind and name."""
    if not may(by.role, Action.SEE_ACTIVITIES):
        return []
    rows = Group.objects.filter(void_reason="").order_by("kind", "name")
    inside = area_of(by).units()
    return _views(rows if inside is None else rows.filter(unit__in=inside))


def group(by: Standing, uid: UUID) -> GroupView:
    """One group.

    Raises:
        GroupUnknown: when there is none in the asker's area.
    """
    for found in listing(by):
        if found.uid == uid:
            return found
    raise GroupUnknown


def by_id(ids: Iterable[int]) -> dict[int, GroupView]:
    """Groups by their keys, for joining to rows that hold only ids."""
    return {row.id: row for row in _views(Group.objects.filter(pk__in=set(ids)))}


def members(by: Standing, group_id: int) -> list[MemberView]:
    """The named members, by given name; none for a role that may not see persons."""
    if not may(by.role, Action.SEE_PEOPLE):
        return []
    rows = list(Membership.objects.filter(group=group_id))
    known = people.by_id(row.person_id for row in rows)
    seen = [MemberView(known[row.person_id], row.role, row.noted_on) for row in rows]
    return sorted(seen, key=lambda member: member.person.sort_key)


def groups_of(person_ids: Iterable[int]) -> list[tuple[GroupView, str]]:
    """The groups that a person is a named member of, with her role in each."""
    links = dict(Membership.objects.filter(person__in=set(person_ids)).values_list("group_id", "role"))
    return [(view, links[view.id]) for view in _views(Group.objects.filter(pk__in=links, void_reason=""))]


def changes(by: Standing, group_id: int, entry_ids: Collection[int]) -> list[Change]:
    """What writes did to a group and its members; a member's name is for those who may see persons."""
    members = audit.changes(Membership, MEMBER, entry_ids, {"group_id": [group_id]})
    if not may(by.role, Action.SEE_PEOPLE):
        members = [hidden(change) for change in members]
    return [*audit.changes(Group, GROUP, entry_ids, {"id": [group_id]}), *members]
