"""From plan to confirmed result."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import (
    ActivityNameMissing,
    ActivityUnknown,
    CodeUnknown,
    DaysTurned,
    HalfDayOutside,
    HalfDayUnknown,
    NobodyWritten,
    NothingToConfirm,
    NotYetHeld,
    PhotographsMissing,
    RollMissing,
    StepNotPossible,
)
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
from nepmoi.fieldwork.activities.rules import Kept, Part, Status, Thing, lacks, may_become
from nepmoi.kernel import clock, text
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import Action, OfficeView, Standing
from nepmoi.registry.organisation.selectors import require, require_open
from nepmoi.registry.programme import selectors as programme
from nepmoi.registry.programme.rules import Who


@dataclass(frozen=True)
class Plan:
    """What an office writes down before an activity."""

    kind: str
    name: str
    first_day: date
    last_day: date
    venue: str
    venue_unit_id: int
    host: OfficeView
    contents: tuple[str, ...]
    half_days: tuple[tuple[date, DayPart], ...] = ()
    partners: Mapping[int, tuple[Part, str]] = field(default_factory=dict)
    opened_by: str = ""
    source: str = ""


def plan(*, by: Standing, door: Door, plan: Plan) -> UUID:
    """Enter an activity as planned and return its uid.

    Raises:
        ActivityNameMissing, DaysTurned, HalfDayOutside, CodeUnknown: when the plan cannot be right.
        PlaceNotOnDate: when the venue's unit did not exist on the first day.
        OfficeClosed: when the host had closed by then.
        OutsideArea: when neither the venue nor the host lies in the asker's area.
    """
    require(by, Action.WRITE_ACTIVITIES, plan.venue_unit_id, plan.host.unit_id)
    check(plan, host_id=plan.host.id)
    with audit.writing(by.actor, door) as w:
        activity = Activity(
            kind_id=_id_of(programme.activity_kinds(), plan.kind),
            name=text.clean(plan.name),
            search_key=text.search_key(plan.name),
            status=Status.PLANNED,
            first_day=plan.first_day,
            last_day=plan.last_day,
            venue=plan.venue,
            venue_unit_id=plan.venue_unit_id,
            host_id=plan.host.id,
            opened_by=plan.opened_by,
            source=plan.source,
        )
        activity.save()
        for content_id in sorted(ids_of(programme.contents(), plan.contents)):
            ActivityContent(activity=activity, content_id=content_id).save()
        for office_id, (part, task) in plan.partners.items():
            ActivityOffice(activity=activity, office_id=office_id, part=part, task=task).save()
        for day, part_of_day in plan.half_days:
            HalfDay(activity=activity, day=day, part=part_of_day).save()
        w.touch(RootKind.ACTIVITY, activity.pk)
        return activity.uid


def check(plan: Plan, *, host_id: int) -> None:
    """Refuse a plan that cannot be right.

    Raises:
        ActivityNameMissing, DaysTurned, HalfDayOutside: when it says too little, or two things that do not fit.
        PlaceNotOnDate, OfficeClosed: when its venue or its host did not stand on the first day.
    """
    if not text.clean(plan.name):
        raise ActivityNameMissing
    if plan.last_day < plan.first_day:
        raise DaysTurned(first=plan.first_day, last=plan.last_day)
    for day, _ in plan.half_days:
        if not plan.first_day <= day <= plan.last_day:
            raise HalfDayOutside(day=day, first=plan.first_day, last=plan.last_day)
    places.require_on(plan.venue_unit_id, plan.first_day)
    require_open(host_id, plan.first_day)


def _id_of(parts: Iterable[programme.Named], code: str) -> int:
    for part in parts:
        if part.code == code:
            return part.id
    raise CodeUnknown(given=code)


def ids_of(parts: Iterable[programme.Named], codes: Iterable[str]) -> set[int]:
    """The keys of parts of the programme by their codes.

    Raises:
        CodeUnknown: when there is none of a code.
    """
    known = list(parts)
    return {_id_of(known, code) for code in codes}


def locked(uid: UUID, by: Standing, action: Action) -> Activity:
    """The activity under the envelope's lock, if the asker may do this to it; call it inside an envelope.

    Raises:
        ActivityUnknown: when there is none.
        RoleMayNot, OutsideArea: when it is not hers to change.
    """
    activity = Activity.objects.select_for_update().filter(uid=uid, void_reason="").first()
    if activity is None:
        raise ActivityUnknown
    require(by, action, activity.venue_unit_id, activity.host.unit_id)
    return activity


def half_day_of(activity: Activity, uid: UUID) -> HalfDay:
    """One of an activity's half-days.

    Raises:
        HalfDayUnknown: when the activity has no such half-day.
    """
    slot = HalfDay.objects.filter(activity=activity, uid=uid, dropped=False).first()
    if slot is None:
        raise HalfDayUnknown
    return slot


def counted_in(activity: Activity, unit_id: int | None) -> int:
    """The unit in which somebody of an activity's list is counted.

    Of somebody whose unit nobody wrote down, the area of the office whose list it is is the lowest sure place.
    """
    return unit_id or activity.host.unit_id or activity.venue_unit_id


def mark_held(*, by: Standing, door: Door, activity: UUID, seen: int | None = None) -> None:
    """Say that a planned activity took place, on its last day or later.

    Raises:
        NotYetHeld: before its last day.
        StepNotPossible: when it is not planned.
        StaleSave: when somebody saved after version ``seen``.
    """
    with audit.writing(by.actor, door) as w:
        row = locked(activity, by, Action.WRITE_ACTIVITIES)
        audit.renew(row, RootKind.ACTIVITY, seen=seen)
        if not may_become(Status(row.status), Status.HELD):
            raise StepNotPossible
        if clock.today() < row.last_day:
            raise NotYetHeld(last=row.last_day)
        row.status = Status.HELD
        row.save()
        w.touch(RootKind.ACTIVITY, row.pk)


def confirm(*, by: Standing, door: Door, activity: UUID, seen: int | None = None) -> None:
    """Confirm the result of a held activity; from now on it counts.

    Raises:
        NothingToConfirm, NobodyWritten: when nothing says who came, and its kind needs it.
        RollMissing: when a half-day has no mark at all, and its kind needs one.
        PhotographsMissing: when no photograph shows it, and its kind needs one.
        StepNotPossible: when it is not held.
        StaleSave: when somebody saved after version ``seen``.
    """
    with audit.writing(by.actor, door) as w:
        row = locked(activity, by, Action.CONFIRM_ACTIVITIES)
        audit.renew(row, RootKind.ACTIVITY, seen=seen)
        if not may_become(Status(row.status), Status.CONFIRMED):
            raise StepNotPossible
        _require_complete(row)
        row.status = Status.CONFIRMED
        row.confirmed_on = clock.today()
        row.save()
        w.touch(RootKind.ACTIVITY, row.pk)


def _require_complete(activity: Activity) -> None:
    """Refuse what confirming waits for, by what the activity's kind needs."""
    needs = programme.kind_view(activity.kind).needs
    marked = Presence.objects.filter(half_day__activity=activity, participation__void_reason="")
    slots = HalfDay.objects.filter(activity=activity, dropped=False)
    unmarked = slots.exclude(pk__in=marked.exclude(mark="").values("half_day")).order_by("day", "-part")
    kept = Kept(
        listed=Participation.objects.filter(activity=activity, void_reason="").count(),
        counts=HeadCount.objects.filter(activity=activity, dropped=False).count(),
        unmarked=unmarked.count(),
        photographs=ActivityPhotograph.objects.filter(activity=activity, photograph__void_reason="").count(),
    )
    for lack in lacks(needs, kept):
        if not lack.blocks:
            continue
        match lack.thing:
            case Thing.PEOPLE:
                raise NothingToConfirm if needs.who is Who.LIST else NobodyWritten
            case Thing.ROLL:
                missing = unmarked[0]
                raise RollMissing(day=missing.day, part=DayPart(missing.part))
            case Thing.PHOTOGRAPHS:
                raise PhotographsMissing
