"""Reading a course's timetable, its trainers, and of whom its list is made."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from uuid import UUID

from django.db.models import Count

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Change, hidden
from nepmoi.fieldwork.activities.models import (
    Activity,
    ActivityArticle,
    ActivityContent,
    ActivityOffice,
    ActivityPaper,
    ActivityPhotograph,
    HalfDay,
    HeadCount,
    Participation,
    Presence,
)
from nepmoi.fieldwork.activities.rules import (
    ACTIVITY,
    ARTICLE,
    CONTENT,
    COUNTED,
    HALF_DAY,
    LISTED,
    MARKED,
    OFFICE,
    PAPER,
    PICTURE,
    Mark,
)
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, ParticipantView
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.fieldwork.training.errors import ExchangeUnknown
from nepmoi.fieldwork.training.models import Exchange, ExchangeMember, Session, Trainer
from nepmoi.fieldwork.training.rules import EXCHANGE, MEMBER, SESSION, TRAINER, SessionForm
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.registry.people.rules.likeness import PROPOSED, Together
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import doubles
from nepmoi.registry.people.selectors import persons as people


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
    rows = Session.objects.filter(
        half_day__activity=activity_id, half_day__dropped=False, dropped=False
    ).select_related("topic", "trainer")
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


def trainers(activity_id: int, sessions: Sequence[SessionView] | None = None) -> list[TrainerView]:
    """A course's trainers, as entered; ``sessions`` is its timetable, where the caller has it."""
    spoken = [session.trainer for session in (timetable(activity_id) if sessions is None else sessions)]
    rows = Trainer.objects.filter(activity=activity_id, dropped=False).order_by("pk")
    return [TrainerView(row.name, row.organisation, spoken.count(row.name)) for row in rows]


@dataclass(frozen=True)
class ExchangeView:
    """What a group came to, or an experience that was shared.

    Attributes:
        members: those of its members whom the reader may see.
        named: how many members are named, seen or not.
    """

    id: int
    uid: UUID
    half_day_id: int
    form: SessionForm
    name: str
    subject: str
    size: int | None
    result: str
    photograph: evidence.PhotographView | None
    members: tuple[ParticipantView, ...]
    named: int

    @property
    def people(self) -> int | None:
        """How many they were; None when nobody knows."""
        return self.size if self.size is not None else self.named or None

    @property
    def unseen(self) -> int:
        """How many of those who are named the reader may not see."""
        return self.named - len(self.members)


def exchanges(activity_id: int, lines: Sequence[ParticipantView]) -> list[ExchangeView]:
    """What learners brought to a course, in time.

    Args:
        activity_id: the course.
        lines: those of its list that the reader may see.
    """
    rows = list(
        Exchange.objects.filter(half_day__activity=activity_id, void_reason="").order_by(
            "half_day__day", "-half_day__part", "pk"
        )
    )
    if not rows:
        return []
    links = ExchangeMember.objects.filter(exchange__in=rows, dropped=False, participation__void_reason="")
    members: dict[int, list[int]] = defaultdict(list)
    for exchange_id, line_id in links.order_by("participation__position").values_list("exchange_id", "participation"):
        members[exchange_id].append(line_id)
    seen = {line.id: line for line in lines}
    pictures = evidence.by_id(row.photograph_id for row in rows if row.photograph_id)
    return [
        ExchangeView(
            id=row.pk,
            uid=row.uid,
            half_day_id=row.half_day_id,
            form=SessionForm(row.form),
            name=row.name,
            subject=row.subject,
            size=row.size,
            result=row.result,
            photograph=pictures.get(row.photograph_id or 0),
            members=tuple(seen[line_id] for line_id in members[row.pk] if line_id in seen),
            named=len(members[row.pk]),
        )
        for row in rows
    ]


def unseen_members(exchange_id: int, lines: Sequence[ParticipantView]) -> list[UUID]:
    """The lines of members whom the reader may not see: what she saves leaves them as they are."""
    links = ExchangeMember.objects.filter(exchange=exchange_id, dropped=False, participation__void_reason="")
    hidden_from_her = links.exclude(participation__in=[line.id for line in lines])
    return list(hidden_from_her.values_list("participation__uid", flat=True))


def exchange(activity_id: int, uid: UUID, lines: Sequence[ParticipantView]) -> ExchangeView:
    """One of what learners brought to a course.

    Raises:
        ExchangeUnknown: when the course has none of this uid, or it was made void.
    """
    found = next((one for one in exchanges(activity_id, lines) if one.uid == uid), None)
    if found is None:
        raise ExchangeUnknown
    return found


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
        *audit.changes(ExchangeMember, MEMBER, entry_ids, {"exchange__half_day__activity_id": [activity.id]}),
    ]
    return [
        *audit.changes(Activity, ACTIVITY, entry_ids, {"id": [activity.id]}),
        *audit.changes(ActivityContent, CONTENT, entry_ids, own),
        *audit.changes(ActivityOffice, OFFICE, entry_ids, own),
        *audit.changes(HalfDay, HALF_DAY, entry_ids, own),
        *audit.changes(HeadCount, COUNTED, entry_ids, own),
        *audit.changes(Trainer, TRAINER, entry_ids, own),
        *audit.changes(Session, SESSION, entry_ids, slots),
        *audit.changes(Exchange, EXCHANGE, entry_ids, slots),
        *_in_sight(by, activity, people),
        *audit.changes(ActivityPhotograph, PICTURE, entry_ids, own),
        *audit.changes(ActivityPaper, PAPER, entry_ids, own),
        *audit.changes(ActivityArticle, ARTICLE, entry_ids, own),
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


# --- Whose presences tell of two people ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Clash:
    """A half-day in which a person is marked present in two places: a slip in a roll, or two people."""

    day: date
    part: DayPart
    activity_ids: tuple[int, ...]


def clashes(person_ids: Collection[int]) -> list[Clash]:
    """The half-days in which one person, under any of her records, is marked present in more than one activity."""
    found: dict[tuple[date, str], set[int]] = defaultdict(set)
    for _, day, part, activity_id in _present(person_ids):
        found[day, part].add(activity_id)
    return [
        Clash(day, DayPart(part), tuple(sorted(there)))
        # "morning" follows "afternoon"
        for (day, part), there in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] == DayPart.AFTERNOON))
        if len(there) > 1
    ]


def both_present(one_ids: Collection[int], other_ids: Collection[int]) -> tuple[date, DayPart] | None:
    """The first half-day in which two persons are both marked present, wherever; None when there is none."""
    ones = {(day, part) for _, day, part, _ in _present(one_ids)}
    shared = ones & {(day, part) for _, day, part, _ in _present(other_ids)}
    if not shared:
        return None
    day, part = min(shared, key=lambda slot: (slot[0], slot[1] == DayPart.AFTERNOON))
    return day, DayPart(part)


def weighed(pairs: Iterable[doubles.Pair]) -> list[doubles.Pair]:
    """Pairs with what lists and rolls say against them; those against which too much speaks are left out."""
    pairs = list(pairs)
    told = together({frozenset({pair.newer.id, pair.older.id}) for pair in pairs})
    again = (
        replace(pair, likeness=pair.likeness.against(told[frozenset({pair.newer.id, pair.older.id})])) for pair in pairs
    )
    return sorted((pair for pair in again if pair.likeness.odds >= PROPOSED), key=lambda pair: -pair.likeness.odds)


def together(pairs: Collection[frozenset[int]]) -> dict[frozenset[int], Together]:
    """For pairs of persons, whether one list names both, or two rolls have them in two places on one half-day."""
    whose = people.records_of(person_id for pair in pairs for person_id in pair)
    listed: dict[int, set[int]] = defaultdict(set)
    for record_id, activity_id in _lines(whose):
        listed[whose[record_id]].add(activity_id)
    present: dict[int, set[tuple[date, str]]] = defaultdict(set)
    for record_id, day, part, _ in _present(whose):
        present[whose[record_id]].add((day, part))
    found = {}
    for pair in pairs:
        one, other = sorted(pair)
        if listed[one] & listed[other]:
            found[pair] = Together.ONE_LIST
        else:
            found[pair] = Together.TWO_PLACES if present[one] & present[other] else Together.NO
    return found


_KEYS = 900


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = list(keys)
    return (ordered[start : start + _KEYS] for start in range(0, len(ordered), _KEYS))


def _lines(person_ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    rows = Participation.objects.filter(void_reason="", activity__void_reason="")
    for ids in _chunks(person_ids):
        yield from rows.filter(person__in=ids).values_list("person_id", "activity_id")


def _present(person_ids: Iterable[int]) -> Iterator[tuple[int, date, str, int]]:
    """Person, day, part of the day and activity of every mark that says present."""
    rows = Presence.objects.filter(
        mark=Mark.PRESENT, participation__void_reason="", participation__activity__void_reason=""
    )
    columns = ("participation__person_id", "half_day__day", "half_day__part", "participation__activity_id")
    for ids in _chunks(person_ids):
        yield from rows.filter(participation__person__in=ids).values_list(*columns)
