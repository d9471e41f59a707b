"""Reading a course's timetable and trainers."""

from dataclasses import dataclass
from datetime import time

from nepmoi.fieldwork.training.models import Session, Trainer
from nepmoi.fieldwork.training.rules import SessionForm


@dataclass(frozen=True)
class SessionView:
    """A line of the timetable."""

    half_day_id: int
    starts_at: time | None
    title: str
    form: SessionForm
    topic: str | None
    trainer: str | None


@dataclass(frozen=True)
class TrainerView:
    """Someone who speaks at a course, with how many sessions."""

    name: str
    organisation: str
    sessions: int


def timetable(activity_id: int) -> list[SessionView]:
    """A course's sessions in their order."""
    rows = Session.objects.filter(half_day__activity=activity_id).select_related("topic", "trainer")
    return [
        SessionView(
            row.half_day_id,
            row.starts_at,
            row.title,
            SessionForm(row.form),
            row.topic.name if row.topic else None,
            row.trainer.name if row.trainer else None,
        )
        for row in rows.order_by("half_day__day", "-half_day__part", "position")
    ]


def trainers(activity_id: int) -> list[TrainerView]:
    """A course's trainers, as entered."""
    spoken = [session.trainer for session in timetable(activity_id)]
    rows = Trainer.objects.filter(activity=activity_id).order_by("pk")
    return [TrainerView(row.name, row.organisation, spoken.count(row.name)) for row in rows]
