"""Members of a group: named in a task from day to day, or counted for a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door
from nepmoi.fieldwork.community import rules
from nepmoi.fieldwork.community.errors import EndsBeforeItBegan, MembershipUnknown
from nepmoi.fieldwork.community.models import Group, MemberCount, Membership
from nepmoi.fieldwork.community.services.groups import (
    add_members,
    locked,
    require_kept_up,
    require_past,
    save,
    since_of,
    steps_of,
)
from nepmoi.kernel import text
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.people import services as people


def name_newcomer(  # noqa: PLR0913 - the envelope's three and who does what since when
    *, by: Standing, door: Door, group: UUID, person: people.NewPerson, role: str, noted_on: date
) -> int:
    """Name a member whom nobody entered before, as a new person of the group's place; return her id.

    Raises:
        NameMissing, BirthImpossible: when the person cannot be entered so.
        GroupUnknown, NotYetDay, FoundedTooLate, NotKeptUp: as for any member.
    """
    with audit.writing(by.actor, door):
        unit_id = locked(by, group, Action.WRITE_ACTIVITIES).unit_id
        [person_id] = people.register(by=by, door=door, people=[person])
        post = people.NewPost(person_id, text.clean(role), unit_id, places.by_id(unit_id).name, noted_on)
        people.note_posts(by=by, door=door, posts=[post])
        add_members(by=by, door=door, group=group, members=[(person_id, role)], noted_on=noted_on)
        return person_id


@dataclass(frozen=True)
class Task:
    """Which task of whom."""

    person_id: int
    role: str
    noted_on: date


def end_membership(  # noqa: PLR0913 - the envelope's three and which task of whom ends when
    *, by: Standing, door: Door, group: UUID, task: Task, until: date, reason: str = ""
) -> None:
    """Say that a member no longer has a task, from a day on.

    Raises:
        MembershipUnknown: when she has no such task.
        NotYetDay: when the day lies ahead.
        EndsBeforeItBegan: when it is not after the day on which she is noted.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(by, group, Action.WRITE_ACTIVITIES)
        found = _membership(row, task)
        require_past(until)
        if until <= task.noted_on:
            raise EndsBeforeItBegan(since=task.noted_on, until=until)
        found.until = until
        found.save()
        save(row, w)


def take_back_membership(*, by: Standing, door: Door, group: UUID, task: Task, reason: str) -> None:
    """Make a task void that was entered by mistake.

    Raises:
        MembershipUnknown: when she has no such task.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(by, group, Action.WRITE_ACTIVITIES)
        found = _membership(row, task)
        found.void_reason = text.clean(reason) or "-"
        found.save()
        save(row, w)


def _membership(row: Group, task: Task) -> Membership:
    found = Membership.objects.filter(
        group=row, person_id=task.person_id, role=task.role, noted_on=task.noted_on, void_reason="", until=None
    ).first()
    if found is None:
        raise MembershipUnknown
    return found


@dataclass(frozen=True)
class Heads:
    """How many members a source counts; the parts may be unknown."""

    total: int
    women: int | None = None
    minority: int | None = None


def count_members(  # noqa: PLR0913 - the envelope's three and what a source says for a day
    *, by: Standing, door: Door, group: UUID, day: date, heads: Heads, source: str = "", reason: str = ""
) -> bool:
    """Write down how many members there were on a day; a second figure for the day mends the first.

    Returns:
        Whether anything changed.

    Raises:
        PartsExceedTotal: when a part is larger than the whole.
        NotYetDay, NotKeptUp, FoundedTooLate: when the group was not there on that day.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(by, group, Action.WRITE_ACTIVITIES)
        rules.check_count(heads.total, heads.women, heads.minority)
        require_past(day)
        require_kept_up(since_of(row), steps_of(row), [day])
        found = MemberCount.objects.filter(group=row, day=day).first() or MemberCount(group=row, day=day)
        said = (heads.total, heads.women, heads.minority, text.clean(source))
        if found.pk and (found.total, found.women, found.minority, found.source) == said:
            return False
        found.total, found.women, found.minority, found.source = said
        found.save()
        save(row, w)
        return True
