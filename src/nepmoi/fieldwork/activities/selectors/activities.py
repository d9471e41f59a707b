"""Reading activities, their lists and rolls."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from nepmoi.core.audit import selectors as audit
from nepmoi.fieldwork.activities.errors import ActivityUnknown
from nepmoi.fieldwork.activities.models import (
    Activity,
    ActivityContent,
    ActivityOffice,
    ActivityPhotograph,
    HalfDay,
    HeadCount,
    Participation,
    Presence,
)
from nepmoi.fieldwork.activities.rules import HeadCountView, Involved, Mark, Part, Stage, Status, Step, Wanted
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.text import search_key
from nepmoi.registry.organisation.rules import Action, OfficeView, Standing, may
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.registry.organisation.selectors import view as office_view
from nepmoi.registry.people.selectors import persons as people
from nepmoi.registry.programme import selectors as programme


@dataclass(frozen=True)
class HalfDayView:
    """A half-day and how far its roll is."""

    id: int
    uid: UUID
    day: date
    part: DayPart
    present: int
    excused: int
    absent: int


@dataclass(frozen=True)
class ActivityView:
    """An activity as pages and papers show it."""

    id: int
    uid: UUID
    version: int
    kind: programme.KindView
    name: str
    status: Status
    first_day: date
    last_day: date
    venue: str
    venue_unit_id: int
    host: OfficeView
    opened_by: str
    source: str
    confirmed_on: date | None
    contents: tuple[programme.ContentView, ...]
    people: int
    half_days: int
    half_days_marked: int
    counts: int
    heads: int | None
    photographs: int


@dataclass(frozen=True)
class ParticipantView:
    """A line of an activity's list: as written at the time, with the person as known now, and her marks by half-day."""

    id: int
    uid: UUID
    activity_id: int
    position: int
    person: people.PersonView
    name_as_written: str
    title: str
    unit_id: int | None
    unit_as_written: str
    ethnic_name_then: str | None
    walk_in: bool
    marks: Mapping[int, Mark]


def visible(by: Standing) -> QuerySet[Activity]:
    """Activities that the asker may know of: hosted or held in her area, or with people of it."""
    rows = Activity.objects.filter(void_reason="")
    if not may(by.role, Action.SEE_ACTIVITIES):
        return rows.none()
    inside = area_of(by).units()
    if inside is None:
        return rows
    guests = Participation.objects.filter(unit_then__in=inside, void_reason="").values("activity_id")
    return rows.filter(Q(venue_unit__in=inside) | Q(host__unit__in=inside) | Q(pk__in=guests))


def in_order(
    by: Standing, wanted: Wanted, *, today: date, stage: Stage | None = None, rows: slice = slice(None)
) -> list[ActivityView]:
    """Activities in the asker's sight: what waits longest first, then what comes soonest, then what is done, latest first."""
    found = _wanted(by, wanted).annotate(rank=_rank(today))
    if stage is not None:
        found = found.filter(rank=_RANKS.index(stage))
    waiting = Case(When(rank__lt=_RANKS.index(Stage.CONFIRMED), then=F("last_day")))
    ordered = found.order_by("rank", waiting.asc(nulls_last=True), "-last_day", "-pk")
    # The keys alone are sorted: whole rows are many times as wide, and all but a few are thrown away.
    ids = list(ordered.values_list("pk", flat=True)[rows])
    held = by_id(ids)
    return [held[activity_id] for activity_id in ids]


def count_by_stage(by: Standing, wanted: Wanted, *, today: date) -> dict[Stage, int]:
    """How many of the wanted activities stand where today; a stage without any is left out."""
    counts = _wanted(by, wanted).annotate(rank=_rank(today)).order_by().values_list("rank").annotate(n=Count("pk"))
    return {_RANKS[rank]: n for rank, n in counts}


def years(by: Standing) -> list[int]:
    """The years in which activities in the asker's sight ended, the latest first."""
    days = visible(by).order_by().values_list("last_day", flat=True).distinct()
    return sorted({day.year for day in days}, reverse=True)


_RANKS = tuple(Stage)


def _rank(today: date) -> Case:
    """The place of an activity's stage in the order of the list."""
    overdue = When(status=Status.PLANNED, last_day__lt=today, then=Value(_RANKS.index(Stage.OVERDUE)))
    others = [When(status=status, then=Value(_RANKS.index(Stage(status.value)))) for status in Status]
    return Case(overdue, *others, output_field=IntegerField())


def _wanted(by: Standing, wanted: Wanted) -> QuerySet[Activity]:
    rows = visible(by)
    if key := search_key(wanted.text):
        rows = rows.filter(search_key__contains=key)
    if wanted.year is not None:
        rows = rows.filter(last_day__year=wanted.year)
    if wanted.content:
        serving = ActivityContent.objects.filter(content__code=wanted.content, dropped=False).values("activity_id")
        rows = rows.filter(pk__in=serving)
    return rows.filter(kind__code=wanted.kind) if wanted.kind else rows


def steps(activity_id: int) -> list[Step]:
    """The states that an activity went through, in time."""
    versions = Activity.history.filter(id=activity_id).order_by("history_id").values_list("status", "entry_id")
    firsts: dict[str, int] = {}
    for status, entry_id in versions:
        firsts.setdefault(status, entry_id)
    entries = audit.entries(firsts.values())
    return [Step(Status(status), entries[entry].at, entries[entry].by) for status, entry in firsts.items()]


def activity(by: Standing, uid: UUID) -> ActivityView:
    """One activity.

    Raises:
        ActivityUnknown: when there is none in the asker's sight.
    """
    rows = _views(visible(by).filter(uid=uid))
    if not rows:
        raise ActivityUnknown
    return rows[0]


def id_of(uid: UUID) -> int:
    """The key of an activity, in whoever's sight.

    Raises:
        ActivityUnknown: when there is none.
    """
    found = Activity.objects.filter(uid=uid, void_reason="").values_list("pk", flat=True).first()
    if found is None:
        raise ActivityUnknown
    return found


def by_id(ids: Iterable[int]) -> dict[int, ActivityView]:
    """Activities by their keys, for joining to rows that hold only ids."""
    return {row.id: row for row in _views(Activity.objects.filter(pk__in=set(ids)))}


def in_sight(by: Standing, ids: Iterable[int]) -> dict[int, ActivityView]:
    """Those of some activities that the asker may know of, by their keys."""
    return {row.id: row for row in _views(visible(by).filter(pk__in=set(ids)))}


def without_photographs(by: Standing, limit: int) -> list[ActivityView]:
    """Confirmed activities in the asker's sight that no photograph shows, the latest first."""
    shown = ActivityPhotograph.objects.filter(photograph__void_reason="").values("activity_id")
    rows = visible(by).filter(status=Status.CONFIRMED).exclude(pk__in=shown)
    return _views(rows.order_by("-last_day", "-pk")[:limit])


def _views(rows: QuerySet[Activity]) -> list[ActivityView]:
    found = list(_counted(rows.select_related("kind", "host")))
    contents: dict[int, list[programme.ContentView]] = defaultdict(list)
    links = ActivityContent.objects.filter(activity__in=[row.pk for row in found], dropped=False)
    for link in links.select_related("content").order_by("content__number"):
        contents[link.activity_id].append(programme.content_view(link.content))
    return [
        ActivityView(
            id=row.pk,
            uid=row.uid,
            version=row.version,
            kind=programme.kind_view(row.kind),
            name=row.name,
            status=Status(row.status),
            first_day=row.first_day,
            last_day=row.last_day,
            venue=row.venue,
            venue_unit_id=row.venue_unit_id,
            host=office_view(row.host),
            opened_by=row.opened_by,
            source=row.source,
            confirmed_on=row.confirmed_on,
            contents=tuple(contents[row.pk]),
            people=row.listed,
            half_days=row.slots,
            half_days_marked=row.marked,
            counts=row.counts,
            heads=row.heads,
            photographs=row.pictures,
        )
        for row in found
    ]


def _counted(rows: QuerySet[Activity]) -> "QuerySet[Any]":
    """Activities with how many of everything belong to each, in their own statement."""
    mine = {"activity": OuterRef("pk")}
    heads = HeadCount.objects.filter(**mine, dropped=False).order_by().values("activity")
    marked = Presence.objects.filter(
        half_day__activity=OuterRef("pk"), half_day__dropped=False, participation__void_reason=""
    )
    slots = marked.exclude(mark="").order_by().values("half_day__activity")
    return rows.annotate(
        listed=_count(Participation.objects.filter(**mine, void_reason="")),
        slots=_count(HalfDay.objects.filter(**mine, dropped=False)),
        marked=Coalesce(Subquery(slots.annotate(n=Count("half_day", distinct=True)).values("n")), 0),
        counts=_count(HeadCount.objects.filter(**mine, dropped=False)),
        heads=Subquery(heads.annotate(n=Sum("total")).values("n")),
        pictures=_count(ActivityPhotograph.objects.filter(**mine, photograph__void_reason="")),
    )


def _count(rows: "QuerySet[Any]") -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("activity").annotate(n=Count("pk")).values("n")), 0)


def half_days_of(activity_ids: Iterable[int]) -> dict[int, list[HalfDayView]]:
    """The half-days of activities in time, each with its marks counted."""
    ids = set(activity_ids)
    marks: dict[tuple[int, str], int] = {}
    rows = Presence.objects.filter(half_day__activity__in=ids, participation__void_reason="")
    for half_day_id, mark, n in rows.order_by().values_list("half_day_id", "mark").annotate(n=Count("pk")):
        marks[half_day_id, mark] = n
    found: dict[int, list[HalfDayView]] = defaultdict(list)
    # "morning" follows "afternoon"
    for slot in HalfDay.objects.filter(activity__in=ids, dropped=False).order_by("day", "-part"):
        counts = (marks.get((slot.pk, mark), 0) for mark in (Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT))
        found[slot.activity_id].append(HalfDayView(slot.pk, slot.uid, slot.day, DayPart(slot.part), *counts))
    return dict(found)


def half_days(activity_id: int) -> list[HalfDayView]:
    """One activity's half-days."""
    return half_days_of([activity_id]).get(activity_id, [])


def roster(by: Standing, activity_id: int) -> list[ParticipantView]:
    """An activity's list, in the office's order: whole for whose area it is held in, else her own people only."""
    return _participants(_listed(by, activity_id).filter(void_reason=""))


def _listed(by: Standing, activity_id: int) -> QuerySet[Participation]:
    rows = Participation.objects.filter(activity=activity_id).order_by("position")
    if not may(by.role, Action.SEE_PEOPLE):
        return rows.none()
    inside = area_of(by).units()
    if inside is None:
        return rows
    return rows.filter(
        Q(activity__venue_unit__in=inside) | Q(activity__host__unit__in=inside) | Q(unit_then__in=inside)
    )


def taken_off(by: Standing, activity_id: int) -> list[tuple[ParticipantView, str]]:
    """The lines that were taken off an activity's list, each with the reason; as many as ``roster`` would show."""
    rows = _listed(by, activity_id).exclude(void_reason="")
    return list(zip(_participants(rows), rows.values_list("void_reason", flat=True), strict=True))


def participations_by_id(ids: Iterable[int]) -> dict[int, ParticipantView]:
    """Lines of lists by their keys, for joining to rows that hold only ids."""
    return {row.id: row for row in _participants(Participation.objects.filter(pk__in=set(ids)))}


def participations_of(person_ids: Iterable[int]) -> list[ParticipantView]:
    """All activities' lines of a person, and of those merged into her; the latest first."""
    rows = Participation.objects.filter(person__in=set(person_ids), void_reason="", activity__void_reason="")
    return _participants(rows.order_by("-activity__last_day", "-pk"))


def _participants(rows: QuerySet[Participation]) -> list[ParticipantView]:
    found = list(rows.select_related("ethnic_group_then", "person__ethnic_group"))
    marks: dict[int, dict[int, Mark]] = defaultdict(dict)
    held = Presence.objects.filter(participation__in=[row.pk for row in found]).exclude(mark="")
    for participation_id, half_day_id, mark in held.values_list("participation_id", "half_day_id", "mark"):
        marks[participation_id][half_day_id] = Mark(mark)
    return [
        ParticipantView(
            id=row.pk,
            uid=row.uid,
            activity_id=row.activity_id,
            position=row.position,
            person=people.view(row.person),
            name_as_written=row.name_as_written,
            title=row.title_then,
            unit_id=row.unit_then_id,
            unit_as_written=row.unit_as_written,
            ethnic_name_then=row.ethnic_group_then.name if row.ethnic_group_then else None,
            walk_in=row.walk_in,
            marks=marks.get(row.pk, {}),
        )
        for row in found
    ]


def counts_of(activity_id: int) -> list[HeadCountView]:
    """Who came to an activity without being named, in the order of its page."""
    rows = HeadCount.objects.filter(activity=activity_id, dropped=False).select_related("audience")
    return [row.view for row in rows.order_by("position")]


@dataclass(frozen=True)
class PictureOf:
    """A photograph with the half-day that it shows, where that is known."""

    photograph: evidence.PhotographView
    activity_id: int
    half_day_id: int | None


def pictures(activity_ids: Iterable[int]) -> list[PictureOf]:
    """The photographs of activities, in the order of their days."""
    links = ActivityPhotograph.objects.filter(activity__in=set(activity_ids)).order_by("pk")
    return sorted(_pictures(links), key=lambda picture: picture.photograph.taken_on or date.max)


def recent_pictures(by: Standing, limit: int) -> list[PictureOf]:
    """The latest photographs of activities in the asker's sight."""
    links = ActivityPhotograph.objects.filter(activity__in=visible(by), photograph__void_reason="")
    return _pictures(links.order_by(F("photograph__taken_on").desc(nulls_last=True), "-pk")[:limit])


def _pictures(links: QuerySet[ActivityPhotograph]) -> list[PictureOf]:
    found = list(links)
    views = evidence.by_id(link.photograph_id for link in found)
    return [
        PictureOf(views[link.photograph_id], link.activity_id, link.half_day_id)
        for link in found
        if link.photograph_id in views
    ]


def offices_of(activity_id: int, dropped: Iterable[bool] = (False,)) -> list[Involved]:
    """The offices that organise or help, besides the host; with True in ``dropped`` those that did once."""
    links = ActivityOffice.objects.filter(activity=activity_id, dropped__in=dropped).select_related("office")
    return [Involved(office_view(link.office), Part(link.part), link.task) for link in links.order_by("part", "pk")]
