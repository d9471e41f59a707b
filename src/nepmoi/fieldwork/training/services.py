"""Writing what makes an activity a course."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import HalfDayUnknown
from nepmoi.fieldwork.activities.models import HalfDay
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
        speakers = {}
        for line in trainers:
            speakers[line.name] = Trainer(activity=activity, name=line.name, organisation=line.organisation)
            speakers[line.name].save()
        topics = {topic.code: topic.id for topic in programme.topics()}
        slots = {(slot.day, slot.part): slot for slot in HalfDay.objects.filter(activity=activity)}
        for position, session in enumerate(sessions, start=1):
            slot = slots.get((session.day, session.part))
            if slot is None:
                raise HalfDayUnknown
            Session(
                half_day=slot,
                position=position,
                starts_at=session.starts_at,
                title=session.title,
                form=session.form,
                topic_id=topics[session.topic] if session.topic else None,
                trainer=speakers[session.trainer] if session.trainer else None,
            ).save()
        w.touch(RootKind.ACTIVITY, activity.pk)
        return uid


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
