"""Who takes part, and who was there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import AlreadyInActivity, NotInActivity, ReasonNeeded
from nepmoi.fieldwork.activities.models import Activity, HalfDay, Participation, Presence
from nepmoi.fieldwork.activities.rules import Mark, Status
from nepmoi.fieldwork.activities.services.life import counted_in, half_day_of, locked
from nepmoi.kernel import text
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.people import services as people
from nepmoi.registry.people.models import EthnicGroup


@dataclass(frozen=True)
class Enrolment:
    """A person as the office's list of the time describes her."""

    person_id: int
    name_as_written: str
    title: str = ""
    unit_id: int | None = None
    unit_as_written: str = ""
    ethnic_code: str | None = None
    walk_in: bool = False


def enrol(  # noqa: PLR0913 - the envelope's three, the list, and how it may be changed
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    enrolments: Sequence[Enrolment],
    reason: str = "",
    seen: int | None = None,
) -> list[int | None]:
    """Put persons into an activity's list.

    Args:
        by: who has the list.
        door: through what.
        activity: whose list it is.
        enrolments: the persons, in the list's order.
        reason: needed once the result is confirmed.
        seen: the version that the person's page showed.

    Returns:
        For each enrolment, in order, the id of her participation; None for one who is in the list already, so that
        the same list a second time changes nothing.

    Raises:
        ReasonNeeded: when the activity was confirmed and no reason is given.
        StaleSave: when somebody saved after version ``seen``.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(activity, by, Action.TAKE_ATTENDANCE)
        inside = set(Participation.objects.filter(activity=row).values_list("person_id", flat=True))
        fresh: dict[int, Participation] = {}
        position = Participation.objects.filter(activity=row).aggregate(last=Max("position"))["last"] or 0
        groups = dict(EthnicGroup.objects.values_list("code", "pk"))
        for new in enrolments:
            if new.person_id in inside or new.person_id in fresh:
                continue
            position += 1
            fresh[new.person_id] = _participation(row, position, new, groups)
        if fresh:
            correct(row, reason, seen)
            audit.create_all(fresh.values())
            people.note_posts(by=by, door=door, posts=[post_of(row, line) for line in fresh.values()])
            w.touch(RootKind.ACTIVITY, row.pk)
        ids = {person_id: participation.pk for person_id, participation in fresh.items()}
        return [ids.pop(new.person_id, None) for new in enrolments]


def _participation(activity: Activity, position: int, new: Enrolment, groups: Mapping[str, int]) -> Participation:
    return Participation(
        activity=activity,
        person_id=new.person_id,
        position=position,
        name_as_written=new.name_as_written,
        title_then=new.title,
        unit_then_id=counted_in(activity, new.unit_id),
        unit_as_written=new.unit_as_written,
        ethnic_group_then_id=groups.get(new.ethnic_code) if new.ethnic_code else None,
        walk_in=new.walk_in,
    )


def post_of(activity: Activity, line: Participation) -> people.NewPost:
    """What a line of a list says that its person is, and where; where she is counted, she is seen."""
    return people.NewPost(line.person_id, line.title_then, line.unit_then_id, line.unit_as_written, activity.first_day)


def correct(activity: Activity, reason: str, seen: int | None = None) -> None:
    """Raise the root's version; a confirmed result is changed only with a reason. Call it inside an envelope.

    Raises:
        ReasonNeeded: when the activity was confirmed and no reason is given.
        StaleSave: when somebody saved after version ``seen``.
    """
    if activity.status == Status.CONFIRMED and not text.clean(reason):
        raise ReasonNeeded
    audit.renew(activity, RootKind.ACTIVITY, seen=seen)
    activity.save()


def add_walk_in(  # noqa: PLR0913 - who, where and what she is
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    person: people.NewPerson,
    title: str = "",
    unit_id: int | None = None,
    unit_as_written: str = "",
    half_day: UUID | None = None,
    reason: str = "",
) -> int:
    """Enter somebody who came without being in the list, as a new person, and return her participation's id.

    Args:
        by: who holds the roll.
        door: through what.
        activity: to what she came.
        person: who she is.
        title: what she is, in her words.
        unit_id: where from; None when no unit is meant for certain.
        unit_as_written: where from, in her words.
        half_day: in which she is present, when she came to one.
        reason: needed once the result is confirmed.

    Raises:
        NameMissing, BirthImpossible: when the person cannot be entered so.
        AlreadyInActivity: when somebody of the same name, birth and sex is in the list.
    """
    with audit.writing(by.actor, door, reason):
        key = text.name_key(person.name)
        twin = Participation.objects.filter(
            activity__uid=activity,
            void_reason="",
            person__name_key=key,
            person__birth_year=person.birth.year if person.birth else None,
            person__sex=person.sex or "",
        )
        if twin.exists():
            raise AlreadyInActivity(name=text.clean(person.name))
        [person_id] = people.register(by=by, door=door, people=[person])
        enrolment = Enrolment(
            person_id, text.clean(person.name), title, unit_id, unit_as_written, person.ethnic_code, walk_in=True
        )
        [participation_id] = enrol(by=by, door=door, activity=activity, enrolments=[enrolment], reason=reason)
        assert participation_id is not None  # noqa: S101 - a person made here is in no list
        if half_day is not None:
            uid = Participation.objects.values_list("uid", flat=True).get(pk=participation_id)
            marks = {uid: Mark.PRESENT}
            record_attendance(by=by, door=door, activity=activity, half_day=half_day, marks=marks, reason=reason)
        return participation_id


@dataclass(frozen=True)
class Recorded:
    """What a saved roll changed and now says."""

    changed: int
    present: int
    excused: int
    absent: int
    unknown: int


def record_attendance(  # noqa: PLR0913 - the envelope's three and the roll's three
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    half_day: UUID,
    marks: Mapping[UUID, Mark | None],
    reason: str = "",
    seen: int | None = None,
) -> Recorded:
    """Write marks of one half-day.

    Args:
        by: who holds the roll.
        door: through what.
        activity: whose half-day it is.
        half_day: which.
        marks: by participation; None takes a mark back to unknown; who is not named keeps hers.
        reason: needed once the result is confirmed.
        seen: the version that the person's page showed; marks that change nothing are never stale.

    Raises:
        HalfDayUnknown: when the activity has no such half-day.
        NotInActivity: when a mark is for somebody who is not in the list.
        ReasonNeeded: when a confirmed result would change without a reason.
        StaleSave: when somebody saved after version ``seen``.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(activity, by, Action.TAKE_ATTENDANCE)
        slot = half_day_of(row, half_day)
        listed = dict(Participation.objects.filter(activity=row, void_reason="").values_list("uid", "pk"))
        if not marks.keys() <= listed.keys():
            raise NotInActivity
        held = {presence.participation_id: presence for presence in Presence.objects.filter(half_day=slot)}
        changed = _write_marks(slot, {listed[uid]: mark for uid, mark in marks.items()}, held)
        if changed:
            correct(row, reason, seen)
            w.touch(RootKind.ACTIVITY, row.pk)
        return _recorded(slot, len(listed), changed)


def _write_marks(slot: HalfDay, marks: Mapping[int, Mark | None], held: Mapping[int, Presence]) -> int:
    fresh, changed = [], []
    for participation_id, mark in marks.items():
        presence = held.get(participation_id)
        if presence is None:
            if mark is not None:
                fresh.append(Presence(half_day=slot, participation_id=participation_id, mark=mark))
        elif presence.mark != (mark or ""):
            presence.mark = mark or ""
            changed.append(presence)
    audit.create_all(fresh)
    audit.save_all(changed, ["mark"])
    return len(changed) + len(fresh)


def _recorded(slot: HalfDay, people_listed: int, changed: int) -> Recorded:
    marks = list(Presence.objects.filter(half_day=slot, participation__void_reason="").values_list("mark", flat=True))
    counts = {mark: marks.count(mark) for mark in Mark}
    return Recorded(
        changed, counts[Mark.PRESENT], counts[Mark.EXCUSED], counts[Mark.ABSENT], people_listed - sum(counts.values())
    )
