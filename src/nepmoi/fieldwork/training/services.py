"""Writing what makes an activity a course."""

from collections.abc import Sequence
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
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.organisation.rules import Action, Standing
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
