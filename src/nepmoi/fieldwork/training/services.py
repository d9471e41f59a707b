"""Writing what makes an activity a course."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import HalfDayUnknown
from nepmoi.fieldwork.activities.models import Activity, HalfDay
from nepmoi.fieldwork.activities.services.changing import revise
from nepmoi.fieldwork.activities.services.life import Plan, locked, plan
from nepmoi.fieldwork.training.models import Session, Trainer
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.fieldwork.training.selectors import both_present
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
        and what ``activities.services.changing.revise`` refuses.
    """
    with audit.writing(by.actor, door, reason):
        slots = revise(by=by, door=door, activity=activity, plan=course, reason=reason, seen=seen)
        row = locked(activity, by, Action.WRITE_ACTIVITIES)
        _keep_sessions(slots, sessions, _keep_trainers(row, trainers))


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
        said = [line for line in lines if (line.day, line.part) == (day, part)]
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
