"""Groups, their life and their members."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.community import rules
from nepmoi.fieldwork.community.errors import (
    GroupExists,
    GroupNameMissing,
    GroupUnknown,
    IntoItself,
    NamedBeforeFounded,
    NotKeptUp,
    NotYetDay,
    StepUnknown,
    StillReceives,
)
from nepmoi.fieldwork.community.models import (
    Group,
    GroupActivity,
    GroupStep,
    MemberCount,
    Membership,
)
from nepmoi.fieldwork.community.rules import GroupKind, Step, StepKind
from nepmoi.fieldwork.community.selectors import groups as selectors
from nepmoi.kernel import clock, text
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.organisation.rules import Action, OfficeView, Standing
from nepmoi.registry.organisation.selectors import require


@dataclass(frozen=True)
class Decision:
    """A paper that sets something up; its date as far as it is known."""

    number: str = ""
    made: PartialDate | None = None
    issuer: str = ""


@dataclass(frozen=True)
class NewGroup:
    """What is known of a group; its founding may be unknown, the day for which a source first names it is not.

    Attributes:
        founding: the decision of its founding, or of its consolidation.
        is_consolidated: whether it was an older one, consolidated on ``known_since``, and not newly set up.
        members_counted: as the source counts them, with the women and those of ethnic minorities.
        counted_on: for which day; None is ``known_since``.
    """

    kind: GroupKind
    name: str
    unit_id: int
    host: OfficeView
    known_since: date
    founded: PartialDate | None = None
    members_counted: int | None = None
    source: str = ""
    founding: Decision = Decision()
    women: int | None = None
    minority: int | None = None
    is_consolidated: bool = False
    counted_on: date | None = None


def enter_group(*, by: Standing, door: Door, new: NewGroup) -> UUID:
    """Enter a team or club and return its uid.

    Raises:
        GroupNameMissing: when it has no name.
        GroupExists: when the unit has one of this name.
        NotYetDay: when it is said to be founded ahead.
        PartsExceedTotal: when its counts cannot be.
        NamedBeforeFounded, NotKeptUp: when a source names it, or its members are counted, before it was there.
    """
    require(by, Action.WRITE_ACTIVITIES, new.unit_id)
    with audit.writing(by.actor, door) as w:
        group = Group(unit_id=new.unit_id)
        _tell(group, new)
        group.save()
        if new.is_consolidated:
            step = GroupStep(group=group, kind=StepKind.CONSOLIDATED, day=new.known_since)
            _decide(step, new.founding)
            step.save()
        if new.members_counted is not None:
            rules.check_count(new.members_counted, new.women, new.minority)
            MemberCount(
                group=group,
                day=new.counted_on or new.known_since,
                total=new.members_counted,
                women=new.women,
                minority=new.minority,
                source=new.source,
            ).save()
        _check_life(group, steps_of(group))
        w.touch(RootKind.GROUP, group.pk)
        return group.uid


def _tell(group: Group, new: NewGroup) -> None:
    """Write down what is known of a group, its members aside."""
    name = text.clean(new.name)
    if not name:
        raise GroupNameMissing
    twins = Group.objects.filter(unit_id=group.unit_id, void_reason="").exclude(pk=group.pk)
    if text.search_key(name) in {text.search_key(other) for other in twins.values_list("name", flat=True)}:
        raise GroupExists(name=name)
    founded = new.founded
    require_past(new.known_since, *([founded.first_day()] if founded else []))
    if founded and new.known_since < founded.first_day():
        raise NamedBeforeFounded(founded=founded, day=new.known_since)
    group.kind, group.name, group.host_id = new.kind, name, new.host.id
    group.founded_year = founded.year if founded else None
    group.founded_month = founded.month if founded else None
    group.founded_day = founded.day if founded else None
    group.founded_by = rules.last_day(founded) if founded else None
    group.known_since, group.source = new.known_since, text.clean(new.source)
    _decide(group, Decision() if new.is_consolidated else new.founding)


def _decide(row: Group | GroupStep, decision: Decision) -> None:
    row.decision_number, row.decision_issuer = text.clean(decision.number), text.clean(decision.issuer)
    row.decision_year = decision.made.year if decision.made else None
    row.decision_month = decision.made.month if decision.made else None
    row.decision_day = decision.made.day if decision.made else None


def require_past(*days: date) -> None:
    """Refuse days that lie ahead.

    Raises:
        NotYetDay: with the first of them.
    """
    for day in days:
        if day > clock.today():
            raise NotYetDay(day=day)


def change_group(  # noqa: PLR0913 - the envelope's three, the group, what is known, and how it may be changed
    *, by: Standing, door: Door, group: UUID, told: NewGroup, reason: str = "", seen: int | None = None
) -> None:
    """Mend what is known of a group; its place stays, and members are counted by ``count_members``.

    Raises:
        GroupUnknown, GroupNameMissing, GroupExists, NotYetDay, NamedBeforeFounded: as on entering.
        StepTooEarly, FoundedTooLate: when its life or its meetings begin before its founding.
        StaleSave: when somebody saved after version ``seen``.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(by, group, Action.WRITE_ACTIVITIES, seen)
        _tell(row, told)
        _check_life(row, steps_of(row))
        save(row, w)


def locked(by: Standing, uid: UUID, action: Action, seen: int | None = None) -> Group:
    """The group under the envelope's lock, its version raised, if the asker may do this to it; call it inside an envelope.

    Raises:
        GroupUnknown: when there is none.
        RoleMayNot, OutsideArea: when it is not hers to change.
        StaleSave: when somebody saved after version ``seen``.
    """
    row = Group.objects.select_for_update().filter(uid=uid, void_reason="").first()
    if row is None:
        raise GroupUnknown
    require(by, action, row.unit_id)
    audit.renew(row, RootKind.GROUP, seen=seen)
    return row


def save(row: Group, w: audit.Write) -> None:
    """Keep a group that was changed, or of which something was."""
    row.save()
    w.touch(RootKind.GROUP, row.pk)


def since_of(row: Group) -> date:
    """From which day the group is surely there."""
    return rules.begins(row.founded_by, row.known_since)


def founded_of(row: Group) -> PartialDate | None:
    """When it was founded, as far as it is known."""
    return PartialDate(row.founded_year, row.founded_month, row.founded_day) if row.founded_year else None


def steps_of(row: Group) -> list[Step]:
    """What happened to it, in time."""
    return selectors.steps_of([row.pk])[row.pk]


def _check_life(row: Group, steps: Sequence[Step]) -> None:
    """Refuse steps that cannot have been, or that leave a meeting, a count or a merger outside the group's life."""
    since = since_of(row)
    rules.check_steps(since, steps)
    held = GroupActivity.objects.filter(group=row, activity__void_reason="").exclude(activity__status="cancelled")
    noted = Membership.objects.filter(group=row, void_reason="").values_list("noted_on", flat=True)
    counted = list(MemberCount.objects.filter(group=row).values_list("day", flat=True))
    days = [*held.values_list("activity__first_day", flat=True), *noted, *counted]
    rules.check_days(founded_of(row), since, steps, days)
    require_kept_up(since, steps, counted)
    for day, name in GroupStep.objects.filter(into=row, void_reason="").values_list("day", "group__name"):
        if not rules.is_kept_up(since, steps, day):
            raise StillReceives(name=name, day=day)


def require_kept_up(since: date, steps: Sequence[Step], days: Collection[date]) -> None:
    """Refuse days on which a group is not surely there.

    Raises:
        NotKeptUp: with the first of them.
    """
    for day in days:
        if not rules.is_kept_up(since, steps, day):
            raise NotKeptUp(day=day)


def note_step(  # noqa: PLR0913 - the envelope's three and what happened
    *,
    by: Standing,
    door: Door,
    group: UUID,
    step: Step,
    decision: Decision = Decision(),
    reason: str = "",
    into: UUID | None = None,
    seen: int | None = None,
) -> UUID:
    """Say that a group was consolidated, stopped, began again or was merged into another; return the step's uid.

    Args:
        by: who says so.
        door: through what.
        group: which.
        step: what happened, and when.
        decision: the paper that says so.
        reason: why.
        into: the group into which it was merged.
        seen: the version that the person's page showed.

    Raises:
        NotYetDay: when the day lies ahead.
        StepTooEarly, NotKeptUp, RunsAlready, MergedForGood: when the group's life cannot have been so.
        FoundedTooLate, StillReceives: when meetings, counts or mergers would lie outside it.
        IntoItself: when a merger has no other group.
        StaleSave: when somebody saved after version ``seen``.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(by, group, Action.WRITE_ACTIVITIES, seen)
        require_past(step.day)
        other = _other(row, step, into)
        _check_life(row, [*steps_of(row), step])
        made = GroupStep(group=row, kind=step.kind, day=step.day, into=other, reason=text.clean(reason))
        _decide(made, decision)
        made.save()
        save(row, w)
        return made.uid


def _other(row: Group, step: Step, into: UUID | None) -> Group | None:
    """The group into which one is merged; it must be kept up on that day."""
    if step.kind is not StepKind.MERGED:
        return None
    other = Group.objects.filter(uid=into, void_reason="").exclude(pk=row.pk).first() if into else None
    if other is None:
        raise IntoItself
    require_kept_up(since_of(other), steps_of(other), [step.day])
    return other


def take_back_step(*, by: Standing, door: Door, group: UUID, step: UUID, reason: str) -> None:
    """Make a step void that was entered by mistake.

    Raises:
        StepUnknown: when the group has none such.
        RunsAlready, NotKeptUp, StillReceives: when what came later hangs on it.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(by, group, Action.WRITE_ACTIVITIES)
        found = GroupStep.objects.filter(group=row, uid=step, void_reason="").first()
        if found is None:
            raise StepUnknown
        found.void_reason = text.clean(reason) or "-"
        found.save()
        _check_life(row, steps_of(row))
        save(row, w)


def add_members(*, by: Standing, door: Door, group: UUID, members: Sequence[tuple[int, str]], noted_on: date) -> int:
    """Name members by person id and task; who has that task already keeps it. One may hold two. Return how many are new.

    After a group began again its members are named anew.

    Raises:
        GroupUnknown: when there is no such group.
        NotYetDay, FoundedTooLate, NotKeptUp: when the group was not there on that day.
    """
    with audit.writing(by.actor, door) as w:
        row = locked(by, group, Action.WRITE_ACTIVITIES)
        require_past(noted_on)
        steps = steps_of(row)
        rules.check_days(founded_of(row), since_of(row), steps, [noted_on])
        open_ones = Membership.objects.filter(group=row, void_reason="", until=None)
        inside = {
            (one.person_id, one.role) for one in open_ones if rules.is_member(one.noted_on, one.until, steps, noted_on)
        }
        # A list without tasks says of a member nothing new.
        inside |= {(person_id, "") for person_id, _ in inside}
        said = dict.fromkeys((person_id, text.clean(role)) for person_id, role in members)
        fresh = [pair for pair in said if pair not in inside]
        audit.create_all(
            Membership(group=row, person_id=person_id, role=role, noted_on=noted_on) for person_id, role in fresh
        )
        save(row, w)
        return len(fresh)
