"""Reading a course's timetable, its trainers, and of whom its list is made."""

from dataclasses import dataclass
from datetime import time

from django.db.models import Count

from nepmoi.fieldwork.activities.models import Participation
from nepmoi.fieldwork.training.models import Session, Trainer
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.registry.people.rules import Sex


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


@dataclass(frozen=True)
class ListPart:
    """How many lines of a course's list say the same of sex, ethnic group and unit; None is "the list does not say"."""

    sex: Sex | None
    ethnic_code: str | None
    unit_id: int | None
    count: int


def composition(activity_id: int) -> list[ListPart]:
    """Of whom a course's list is made, ethnic group and unit as written then; the counts add up to its people."""
    rows = Participation.objects.filter(activity=activity_id, void_reason="").order_by()
    groups = rows.values_list("person__sex", "ethnic_group_then__code", "unit_then_id").annotate(n=Count("pk"))
    return [ListPart(Sex(sex) if sex else None, ethnic, unit_id, n) for sex, ethnic, unit_id, n in groups]
