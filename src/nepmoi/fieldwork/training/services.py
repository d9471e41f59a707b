"""Writing what makes an activity a course."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import HalfDayUnknown, ReasonNeeded, StepNotPossible, WhyNeeded
from nepmoi.fieldwork.activities.models import Activity, ActivityPhotograph, HalfDay, Participation
from nepmoi.fieldwork.activities.rules import Status
from nepmoi.fieldwork.activities.services.changing import revise
from nepmoi.fieldwork.activities.services.life import Plan, half_day_of, locked, plan
from nepmoi.fieldwork.training.errors import (
    ExchangeToCome,
    ExchangeUnknown,
    HalfDayTaught,
    MemberNotListed,
    PictureOfOther,
)
from nepmoi.fieldwork.training.models import Exchange, ExchangeMember, Session, Trainer
from nepmoi.fieldwork.training.rules import SessionForm, check_exchange, in_order
from nepmoi.fieldwork.training.selectors import both_present
from nepmoi.kernel import clock
from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.text import clean
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.people import services as people
from nepmoi.registry.people.errors import BothPresent
from nepmoi.registry.people.rules.merging import Field
from nepmoi.registry.people.selectors import persons as register
from nepmoi.registry.programme import selectors as programme

TRAINING = "training"


@dataclass(frozen=True)
class TrainerLine:
    """Who speaks, and from where."""

    name: str
    organisation: str = ""


@dataclass(frozen=True)
class SessionLine:
    """A line of the timetable."""

    day: date
    part: DayPart
    title: str
    form: SessionForm
    starts_at: time | None = None
    topic: str | None = None
    trainer: str | None = None


def open_course(
    *, by: Standing, door: Door, course: Plan, sessions: Sequence[SessionLine], trainers: Sequence[TrainerLine] = ()
) -> UUID:
    """Enter a planned course with its half-days, trainers and timetable; return the activity's uid.

    Raises:
        HalfDayUnknown: when a session lies in a half-day that the course does not have.
        and what ``activities.services.life.plan`` refuses.
    """
    with audit.writing(by.actor, door) as w:
        uid = plan(by=by, door=door, plan=course)
        activity = locked(uid, by, Action.WRITE_ACTIVITIES)
        slots = {(slot.day, DayPart(slot.part)): slot for slot in HalfDay.objects.filter(activity=activity)}
        _keep_sessions(slots, sessions, _keep_trainers(activity, trainers))
        w.touch(RootKind.ACTIVITY, activity.pk)
        return uid


def revise_course(  # noqa: PLR0913 - the envelope's three, the course, and how it may be changed
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    course: Plan,
    sessions: Sequence[SessionLine],
    trainers: Sequence[TrainerLine] = (),
    reason: str = "",
    seen: int | None = None,
) -> None:
    """Write down a course's plan anew, its timetable and its trainers with it.

    Raises:
        HalfDayUnknown: when a session lies in a half-day that the course does not have.
        HalfDayTaught: when a half-day would leave it in which group work or an experience is recorded.
        and what ``activities.services.changing.revise`` refuses.
    """
    with audit.writing(by.actor, door, reason):
        slots = revise(by=by, door=door, activity=activity, plan=course, reason=reason, seen=seen)
        row = locked(activity, by, Action.WRITE_ACTIVITIES)
        _require_kept(row)
        _keep_sessions(slots, sessions, _keep_trainers(row, trainers))


def _require_kept(activity: Activity) -> None:
    lost = Exchange.objects.filter(half_day__activity=activity, half_day__dropped=True, void_reason="")
    for one in lost.select_related("half_day").order_by("half_day__day", "-half_day__part")[:1]:
        raise HalfDayTaught(day=one.half_day.day, part=DayPart(one.half_day.part))


def keep_timetable(  # noqa: PLR0913 - the envelope's three, the timetable, and how it may be changed
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    sessions: Sequence[SessionLine],
    trainers: Sequence[TrainerLine] = (),
    reason: str = "",
    seen: int | None = None,
) -> None:
    """Write down a course's timetable and who speaks, whole, over what there was; the rest of its plan stays.

    Args:
        by: who writes.
        door: through what.
        activity: whose timetable it is.
        sessions: all its lines; those of a half-day go by their hours when each has one.
        trainers: all who speak, whether or not a line names them.
        reason: needed when a timetable is changed that stood when the result was confirmed; not for one that was missing.
        seen: the version that the person's page showed.

    Raises:
        HalfDayUnknown: when a line lies in a half-day that the course does not have.
        StepNotPossible: when the course was cancelled.
        ReasonNeeded: when a reason is needed and not given.
        StaleSave: when somebody saved after version ``seen``.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(activity, by, Action.WRITE_ACTIVITIES)
        audit.renew(row, RootKind.ACTIVITY, seen=seen)
        if row.status == Status.CANCELLED:
            raise StepNotPossible
        there = Session.objects.filter(half_day__activity=row, half_day__dropped=False, dropped=False).exists()
        if row.status == Status.CONFIRMED and there and not clean(reason):
            raise ReasonNeeded
        slots = {(slot.day, DayPart(slot.part)): slot for slot in HalfDay.objects.filter(activity=row, dropped=False)}
        _keep_sessions(slots, sessions, _keep_trainers(row, trainers))
        row.save()
        w.touch(RootKind.ACTIVITY, row.pk)


def _keep_trainers(activity: Activity, lines: Sequence[TrainerLine]) -> dict[str, Trainer]:
    """Those who speak, by name; who is not named any more is dropped."""
    known = {row.name: row for row in Trainer.objects.filter(activity=activity)}
    wanted = {line.name: line.organisation for line in lines}
    for name, organisation in wanted.items():
        row = known.setdefault(name, Trainer(activity=activity, name=name, dropped=True))
        if row.dropped or row.organisation != organisation:
            row.organisation, row.dropped = organisation, False
            row.save()
    for name, row in known.items():
        if name not in wanted and not row.dropped:
            row.dropped = True
            row.save()
    return known


def _keep_sessions(
    slots: Mapping[tuple[date, DayPart], HalfDay], lines: Sequence[SessionLine], speakers: Mapping[str, Trainer]
) -> None:
    """Write the timetable line by line over the one there was; lines that are left over are dropped."""
    if any((line.day, line.part) not in slots for line in lines):
        raise HalfDayUnknown
    topics = {topic.code: topic.id for topic in programme.topics()}
    for (day, part), slot in slots.items():
        held = list(Session.objects.filter(half_day=slot).order_by("position"))
        last = held[-1].position if held else 0
        said = in_order([line for line in lines if (line.day, line.part) == (day, part)])
        held += [Session(half_day=slot, position=last + n, dropped=True) for n in range(1, len(said) - len(held) + 1)]
        for row, line in zip(held, said, strict=False):
            _say(row, line, topics, speakers)
        for row in held[len(said) :]:
            if not row.dropped:
                row.dropped = True
                row.save()


def _say(row: Session, line: SessionLine, topics: Mapping[str, int], speakers: Mapping[str, Trainer]) -> None:
    said = {
        "starts_at": line.starts_at,
        "title": line.title,
        "form": line.form,
        "topic_id": topics[line.topic] if line.topic else None,
        "trainer_id": speakers[line.trainer].pk if line.trainer else None,
        "dropped": False,
    }
    if any(getattr(row, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(row, name, value)
        row.save()


# --- What learners bring to it ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A group's discussion, or an experience that was shared.

    Attributes:
        half_day: in which it was said.
        form: group work or experience.
        name: the group's name or number, or whose experience it is.
        subject: the question that was put, or what the experience is about.
        size: how many they were; None when nobody counted, or the members say it.
        result: as it was reported.
        photograph: one of the course's own, as of the paper that the group wrote on.
        members: lines of the course's list.
    """

    half_day: UUID
    form: SessionForm
    name: str
    subject: str = ""
    size: int | None = None
    result: str = ""
    photograph: UUID | None = None
    members: tuple[UUID, ...] = ()


def record_exchange(*, by: Standing, door: Door, activity: UUID, brought: Brought) -> UUID:
    """Write down what a group came to, or an experience that was shared, and return its uid.

    It counts in no figure, so it may be added to a confirmed course without a reason.

    Raises:
        ExchangeNameMissing, MembersTooMany: when it cannot be right.
        HalfDayUnknown, MemberNotListed, PictureOfOther: when it names what the course does not have.
        ExchangeToCome: when its half-day is still to come.
        StepNotPossible: when the course was cancelled or postponed.
    """
    check_exchange(brought.name, brought.size, len(set(brought.members)))
    with audit.writing(by.actor, door) as w:
        row = locked(activity, by, Action.TAKE_ATTENDANCE)
        audit.renew(row, RootKind.ACTIVITY)
        exchange = Exchange()
        _bring(row, exchange, brought)
        row.save()
        w.touch(RootKind.ACTIVITY, row.pk)
        return exchange.uid


def mend_exchange(  # noqa: PLR0913 - the envelope's three, which, and how it may be changed
    *, by: Standing, door: Door, activity: UUID, exchange: UUID, brought: Brought, seen: int | None = None
) -> None:
    """Write down anew what a group came to, or an experience; its earlier words stay in the history.

    Raises:
        ExchangeUnknown: when the course has none of this uid, or it was made void.
        StaleSave: when somebody saved after version ``seen``.
        and what ``record_exchange`` refuses.
    """
    check_exchange(brought.name, brought.size, len(set(brought.members)))
    with audit.writing(by.actor, door) as w:
        row = locked(activity, by, Action.TAKE_ATTENDANCE)
        audit.renew(row, RootKind.ACTIVITY, seen=seen)
        _bring(row, _exchange(row, exchange), brought)
        row.save()
        w.touch(RootKind.ACTIVITY, row.pk)


def void_exchange(  # noqa: PLR0913 - the envelope's three, which, why, and what was seen
    *, by: Standing, door: Door, activity: UUID, exchange: UUID, reason: str, seen: int | None = None
) -> None:
    """Say that group work or an experience was entered by mistake; it leaves the course and stays in the history.

    Raises:
        WhyNeeded: without a reason.
        ExchangeUnknown: when the course has none of this uid, or it was made void already.
        StaleSave: when somebody saved after version ``seen``.
    """
    why = clean(reason)
    if not why:
        raise WhyNeeded
    with audit.writing(by.actor, door, reason) as w:
        row = locked(activity, by, Action.TAKE_ATTENDANCE)
        audit.renew(row, RootKind.ACTIVITY, seen=seen)
        one = _exchange(row, exchange)
        one.void_reason = why[:300]
        one.save()
        row.save()
        w.touch(RootKind.ACTIVITY, row.pk)


def _exchange(activity: Activity, uid: UUID) -> Exchange:
    found = Exchange.objects.filter(half_day__activity=activity, uid=uid, void_reason="").first()
    if found is None:
        raise ExchangeUnknown
    return found


def _bring(activity: Activity, row: Exchange, brought: Brought) -> None:
    slot = half_day_of(activity, brought.half_day)
    if activity.status in {Status.CANCELLED, Status.POSTPONED}:
        raise StepNotPossible
    if slot.day > clock.today():
        raise ExchangeToCome(day=slot.day)
    row.half_day, row.form = slot, brought.form
    row.name, row.subject, row.size = clean(brought.name), clean(brought.subject), brought.size
    row.result = "\n".join(map(clean, brought.result.strip().splitlines()))
    row.photograph_id = _picture(activity, brought.photograph)
    row.save()
    _keep_members(activity, row, brought.members)


def _picture(activity: Activity, uid: UUID | None) -> int | None:
    if uid is None:
        return None
    shown = ActivityPhotograph.objects.filter(activity=activity, photograph__uid=uid, photograph__void_reason="")
    found = shown.values_list("photograph_id", flat=True).first()
    if found is None:
        raise PictureOfOther
    return found


def _keep_members(activity: Activity, exchange: Exchange, lines: Collection[UUID]) -> None:
    listed = Participation.objects.filter(activity=activity, uid__in=set(lines))
    wanted = set(listed.filter(void_reason="").values_list("pk", flat=True))
    if len(wanted) < len(set(lines)):
        raise MemberNotListed
    known = {row.participation_id: row for row in ExchangeMember.objects.filter(exchange=exchange)}
    for line_id in sorted(wanted):
        known.setdefault(line_id, ExchangeMember(exchange=exchange, participation_id=line_id, dropped=True))
    for line_id, row in known.items():
        if row.dropped is (line_id in wanted):
            row.dropped = not row.dropped
            row.save()


# --- Whose presences tell of two people ------------------------------------------------------------------------------


def merge_people(  # noqa: PLR0913 - the envelope's three, the two records and what is chosen of them
    *,
    by: Standing,
    door: Door,
    keep: UUID,
    other: UUID,
    taken: Collection[Field] = (),
    seen: people.Seen = (None, None),
    reason: str = "",
) -> UUID:
    """Say that two records are one person, after a look at the rolls; see ``people.services.merge``.

    Raises:
        BothPresent: when both are marked present in one half-day and the officer gives no reason.
    """
    with audit.writing(by.actor, door, reason):
        # The merger comes first: whoever was quicker is told before anything is said of rolls.
        merger = people.merge(by=by, door=door, keep=keep, other=other, taken=taken, seen=seen, reason=reason)
        one, two = (_records(by, uid) for uid in (keep, other))
        slot = both_present(one - two, two)
        if slot and not clean(reason):
            raise BothPresent(day=slot[0], part=slot[1])
        return merger


def _records(by: Standing, uid: UUID) -> frozenset[int]:
    """The records under which a person is known."""
    return register.same_as(register.person(by, uid).id)
