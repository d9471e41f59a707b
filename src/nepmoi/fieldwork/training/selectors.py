"""Reading a course's timetable, its trainers, and of whom its list is made."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from django.db.models import Count

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Change, hidden
from nepmoi.fieldwork.activities.models import (
    Activity,
    ActivityContent,
    ActivityOffice,
    ActivityPhotograph,
    HalfDay,
    Participation,
    Presence,
)
from nepmoi.fieldwork.activities.rules import ACTIVITY, CONTENT, HALF_DAY, LISTED, MARKED, OFFICE, PICTURE
from nepmoi.fieldwork.activities.selectors import ActivityView
from nepmoi.fieldwork.training.models import Session, Trainer
from nepmoi.fieldwork.training.rules import SESSION, TRAINER, SessionForm
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.registry.people.rules.persons import Sex


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


def changes(by: Standing, activity: ActivityView, entry_ids: Collection[int]) -> list[Change]:
    """What writes did to a course: its facts, its list and rolls, its timetable, its pictures.

    As in the list itself, who only has guests in it is told of her own people; of the others she learns that there were some.

    Args:
        by: who asks.
        activity: in her sight.
        entry_ids: the writes.
    """
    own = {"activity_id": [activity.id]}
    slots = {"half_day__activity_id": [activity.id]}
    people = [
        *audit.changes(Participation, LISTED, entry_ids, own),
        *audit.changes(Presence, MARKED, entry_ids, slots),
    ]
    return [
        *audit.changes(Activity, ACTIVITY, entry_ids, {"id": [activity.id]}),
        *audit.changes(ActivityContent, CONTENT, entry_ids, own),
        *audit.changes(ActivityOffice, OFFICE, entry_ids, own),
        *audit.changes(HalfDay, HALF_DAY, entry_ids, own),
        *audit.changes(Trainer, TRAINER, entry_ids, own),
        *audit.changes(Session, SESSION, entry_ids, slots),
        *_in_sight(by, activity, people),
        *audit.changes(ActivityPhotograph, PICTURE, entry_ids, own),
    ]


def _in_sight(by: Standing, activity: ActivityView, people: list[Change]) -> list[Change]:
    area = area_of(by)
    sees = may(by.role, Action.SEE_PEOPLE)
    if sees and (area.holds(activity.venue_unit_id) or area.holds(activity.host.unit_id)):
        return people
    inside = area.units()

    def is_own(change: Change) -> bool:
        [unit_id] = [key for name, key in change.links.items() if name.endswith("unit_then_id")]
        return inside is None or unit_id in inside

    return [change if sees and is_own(change) else hidden(change) for change in people]
