"""Reading groups, their life and members."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Change, hidden
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community import rules
from nepmoi.fieldwork.community.errors import GroupUnknown
from nepmoi.fieldwork.community.models import (
    Decided,
    Equipment,
    Group,
    GroupActivity,
    GroupArticle,
    GroupPaper,
    GroupPhotograph,
    GroupStep,
    MemberCount,
    Membership,
)
from nepmoi.fieldwork.community.rules import EquipmentState, GroupKind, Life, State, Step, StepKind
from nepmoi.kernel import clock
from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.text import search_key
from nepmoi.registry.organisation.rules import Action, OfficeView, Standing, may
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.registry.organisation.selectors import by_id as offices_by_id
from nepmoi.registry.people.selectors import persons as people


@dataclass(frozen=True)
class DecisionView:
    """A paper: its number, its date as far as it is known, who issued it."""

    number: str
    made: PartialDate | None
    issuer: str

    def __bool__(self) -> bool:
        """Whether anything of it is known."""
        return bool(self.number or self.made or self.issuer)


@dataclass(frozen=True)
class CountView:
    """How many members a source counts for a day; None is unknown."""

    day: date
    total: int
    women: int | None
    minority: int | None
    source: str


@dataclass(frozen=True)
class GroupView:
    """A group as pages show it.

    Attributes:
        since: from which day it is surely there.
        state: today.
        is_consolidated: whether it was an older one that was consolidated, and not newly set up.
        lives: when it was kept up.
        counted: the newest figure of a source; ``members_counted`` is its total.
        members_named: how many persons are known by name and members today.
    """

    id: int
    uid: UUID
    version: int
    kind: GroupKind
    name: str
    unit_id: int
    host: OfficeView
    founded: PartialDate | None
    founding: DecisionView
    known_since: date
    since: date
    state: State
    is_consolidated: bool
    lives: tuple[Life, ...]
    counted: CountView | None
    members_counted: int | None
    members_named: int
    source: str


@dataclass(frozen=True)
class MemberView:
    """A named member in one task, and until when."""

    person: people.PersonView
    role: str
    noted_on: date
    until: date | None


@dataclass(frozen=True)
class StepView:
    """Something that happened to a group."""

    uid: UUID
    kind: StepKind
    day: date
    into: GroupView | None
    reason: str
    decision: DecisionView


@dataclass(frozen=True)
class EquipmentView:
    """What a group was given."""

    uid: UUID
    what: str
    number: int | None
    source: str
    received_on: date | None
    state: EquipmentState


def _decision(row: Decided) -> DecisionView:
    year = row.decision_year
    made = PartialDate(year, row.decision_month, row.decision_day) if year else None
    return DecisionView(row.decision_number, made, row.decision_issuer)


def steps_of(group_ids: Iterable[int]) -> dict[int, list[Step]]:
    """What happened to groups after their founding, in time; an empty list for one to which nothing did."""
    found: dict[int, list[Step]] = {group_id: [] for group_id in group_ids}
    rows = GroupStep.objects.filter(group__in=found, void_reason="").order_by("day", "pk")
    for group_id, kind, day in rows.values_list("group_id", "kind", "day"):
        found[group_id].append(Step(StepKind(kind), day))
    return found


def _named(steps: Mapping[int, Sequence[Step]], on: date) -> dict[int, set[int]]:
    """The persons who are named members of groups on a day, each once, those merged into her included."""
    rows = Membership.objects.filter(group__in=steps, void_reason="", noted_on__lte=on)
    pairs = [
        (row.group_id, row.person_id)
        for row in rows
        if rules.is_member(row.noted_on, row.until, steps[row.group_id], on)
    ]
    ends = people.survivors(person_id for _, person_id in pairs)
    found: dict[int, set[int]] = defaultdict(set)
    for group_id, person_id in pairs:
        found[group_id].add(ends[person_id])
    return found


def _views(rows: Iterable[Group]) -> list[GroupView]:
    rows = list(rows)
    ids, today = [row.pk for row in rows], clock.today()
    hosts = offices_by_id(row.host_id for row in rows)
    steps = steps_of(ids)
    named = _named(steps, today)
    counts = {one.group_id: _count(one) for one in MemberCount.objects.filter(group__in=ids).order_by("day")}
    return [
        _view(row, hosts[row.host_id], steps[row.pk], counts.get(row.pk), len(named[row.pk]), today) for row in rows
    ]


def _view(  # noqa: PLR0913 - what was fetched for many at once
    row: Group, host: OfficeView, steps: Sequence[Step], counted: CountView | None, named: int, today: date
) -> GroupView:
    since = rules.begins(row.founded_by, row.known_since)
    return GroupView(
        id=row.pk,
        uid=row.uid,
        version=row.version,
        kind=GroupKind(row.kind),
        name=row.name,
        unit_id=row.unit_id,
        host=host,
        founded=PartialDate(row.founded_year, row.founded_month, row.founded_day) if row.founded_year else None,
        founding=_decision(row),
        known_since=row.known_since,
        since=since,
        state=rules.state(since, steps, today),
        is_consolidated=any(step.kind is StepKind.CONSOLIDATED and step.day <= since for step in steps),
        lives=tuple(rules.lives(since, steps)),
        counted=counted,
        members_counted=counted.total if counted else None,
        members_named=named,
        source=row.source,
    )


def _count(row: MemberCount) -> CountView:
    return CountView(row.day, row.total, row.women, row.minority, row.source)


def listing(by: Standing) -> list[GroupView]:
    """The groups in the asker's area, by kind and name."""
    if not may(by.role, Action.SEE_ACTIVITIES):
        return []
    rows = Group.objects.filter(void_reason="").order_by("kind", "name")
    inside = area_of(by).units()
    return _views(rows if inside is None else rows.filter(unit__in=inside))


def names(by: Standing, limit: int) -> list[tuple[UUID, str]]:
    """The groups in the asker's area by name, to choose one from."""
    if not may(by.role, Action.SEE_ACTIVITIES):
        return []
    rows, inside = Group.objects.filter(void_reason=""), area_of(by).units()
    here = rows if inside is None else rows.filter(unit__in=inside)
    return list(here.order_by("name", "pk").values_list("uid", "name")[:limit])


def group(by: Standing, uid: UUID) -> GroupView:
    """One group.

    Raises:
        GroupUnknown: when there is none in the asker's area.
    """
    row = Group.objects.filter(uid=uid, void_reason="").first() if may(by.role, Action.SEE_ACTIVITIES) else None
    if row is None or not area_of(by).holds(row.unit_id):
        raise GroupUnknown
    return _views([row])[0]


def by_id(ids: Iterable[int]) -> dict[int, GroupView]:
    """Groups by their keys, for joining to rows that hold only ids."""
    return {row.id: row for row in _views(Group.objects.filter(pk__in=set(ids)))}


def named(unit_id: int, name: str) -> UUID | None:
    """The group of that name in a unit, in any spelling."""
    key = search_key(name)
    rows = Group.objects.filter(unit=unit_id, void_reason="").values_list("uid", "name")
    return next((uid for uid, other in rows if search_key(other) == key), None)


def members(by: Standing, group_id: int) -> list[MemberView]:
    """The named members, those of today first, by given name; none for a role that may not see persons."""
    if not may(by.role, Action.SEE_PEOPLE):
        return []
    rows = list(Membership.objects.filter(group=group_id, void_reason=""))
    known = people.by_id(row.person_id for row in rows)
    steps, today = steps_of([group_id])[group_id], clock.today()
    seen = [
        MemberView(known[row.person_id], row.role, row.noted_on, rules.member_until(row.noted_on, row.until, steps))
        for row in rows
    ]
    return sorted(
        seen,
        key=lambda one: (
            one.until is not None and one.until <= today,
            one.person.sort_key,
            one.person.id,
            one.noted_on,
        ),
    )


def counts(group_id: int) -> list[CountView]:
    """What sources counted, the newest first."""
    return [_count(row) for row in MemberCount.objects.filter(group=group_id).order_by("-day")]


def steps(group_id: int) -> list[StepView]:
    """What happened to a group after its founding, in time."""
    rows = list(GroupStep.objects.filter(group=group_id, void_reason="").order_by("day", "pk"))
    others = by_id(row.into_id for row in rows if row.into_id) if any(row.into_id for row in rows) else {}
    return [
        StepView(row.uid, StepKind(row.kind), row.day, others.get(row.into_id or 0), row.reason, _decision(row))
        for row in rows
    ]


def meetings(by: Standing, group_id: int) -> list[activities.ActivityView]:
    """A group's meetings in the asker's sight, the newest first."""
    ids = GroupActivity.objects.filter(group=group_id).values_list("activity_id", flat=True)
    held = activities.in_sight(by, ids)
    return sorted(held.values(), key=lambda one: (one.last_day, one.id), reverse=True)


def equipment(group_id: int) -> list[EquipmentView]:
    """What a group was given, the newest first."""
    rows = Equipment.objects.filter(group=group_id).order_by("-received_on", "-pk")
    return [
        EquipmentView(row.uid, row.what, row.number, row.source, row.received_on, EquipmentState(row.state))
        for row in rows
    ]


def groups_of(person_ids: Iterable[int]) -> list[tuple[GroupView, str]]:
    """The groups that a person is or was a named member of, with her task in each, the newest."""
    rows = Membership.objects.filter(person__in=set(person_ids), void_reason="").order_by("noted_on", "pk")
    links = dict(rows.values_list("group_id", "role"))
    return [(view, links[view.id]) for view in _views(Group.objects.filter(pk__in=links, void_reason=""))]


def changes(by: Standing, group_id: int, entry_ids: Collection[int]) -> list[Change]:
    """What writes did to a group, its life, members and things; a member's name is for those who may see persons."""
    of = {"group_id": [group_id]}
    members = audit.changes(Membership, rules.MEMBER, entry_ids, of)
    if not may(by.role, Action.SEE_PEOPLE):
        members = [hidden(change) for change in members]
    return [
        *audit.changes(Group, rules.GROUP, entry_ids, {"id": [group_id]}),
        *audit.changes(GroupStep, rules.STEP, entry_ids, of),
        *members,
        *audit.changes(MemberCount, rules.COUNT, entry_ids, of),
        *audit.changes(GroupActivity, rules.MEETING, entry_ids, of),
        *audit.changes(Equipment, rules.EQUIPMENT, entry_ids, of),
        *audit.changes(GroupPhotograph, rules.PICTURE, entry_ids, of),
        *audit.changes(GroupPaper, rules.PAPER, entry_ids, of),
        *audit.changes(GroupArticle, rules.ARTICLE, entry_ids, of),
    ]
