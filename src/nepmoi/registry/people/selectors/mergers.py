"""Mergers and what they chose, and pairs that were said to be two people."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.selectors import EntryView
from nepmoi.registry.organisation.rules import Standing
from nepmoi.registry.people.errors import MergerUnknown, PersonUnknown
from nepmoi.registry.people.models import Apart, EthnicGroup, Merger, Person
from nepmoi.registry.people.rules.merging import COLUMNS, Field
from nepmoi.registry.people.selectors.persons import PersonView, by_id, person, survivors, view


@dataclass(frozen=True)
class MergerView:
    """A merger as pages show it.

    Attributes:
        survivor: whom both records are counted as, as known now.
        merged: the other record, as it was written.
        before: what the survivor's own record said before.
        taken: the fields that the survivor took over from the other.
        entry: who merged them, when, why.
    """

    uid: UUID
    survivor: PersonView
    merged: PersonView
    before: PersonView
    taken: frozenset[Field]
    entry: EntryView
    undone: bool


@dataclass(frozen=True)
class ApartView:
    """Two persons said to be two people."""

    first: PersonView
    second: PersonView
    reason: str
    entry: EntryView | None


def merger(by: Standing, uid: UUID) -> MergerView:
    """One merger, for who may see the person.

    Raises:
        MergerUnknown: when there is none, or its survivor is none in the asker's area.
    """
    found = Merger.objects.filter(uid=uid).first()
    if found is None:
        raise MergerUnknown
    [seen] = _views([found])
    try:
        person(by, seen.survivor.uid)
    except PersonUnknown:
        raise MergerUnknown from None
    return seen


def mergers_into(person_ids: Collection[int]) -> list[MergerView]:
    """The mergers that stand among a person's records, the newest first."""
    rows = Merger.objects.filter(survivor__in=person_ids, merged__in=person_ids, undone=False)
    return _views(rows.order_by("-pk"))


def _views(rows: Iterable[Merger]) -> list[MergerView]:
    rows = list(rows)
    entries = audit.entries(row.made_by for row in rows)
    known = by_id([key for row in rows for key in (row.survivor_id, row.merged_id)])
    states = around(rows)
    return [
        MergerView(
            uid=row.uid,
            survivor=known[row.survivor_id],
            merged=known[row.merged_id],
            before=view(states[row.pk][0]),
            taken=frozenset(
                field for field in Field if said(states[row.pk][0], field) != said(states[row.pk][1], field)
            ),
            entry=entries[row.made_by],
            undone=row.undone,
        )
        for row in rows
    ]


def around(rows: Collection[Merger]) -> dict[int, tuple[Person, Person]]:
    """What the survivor's record said before each of some mergers and right after it, by the mergers' keys."""
    versions: dict[int, list[Any]] = defaultdict(list)
    for version in Person.history.filter(id__in={row.survivor_id for row in rows}).order_by("history_id"):
        versions[version.id].append(version)
    groups = EthnicGroup.objects.in_bulk({one.ethnic_group_id for some in versions.values() for one in some} - {None})
    found = {}
    for row in rows:
        mine = versions[row.survivor_id]
        after = max(index for index, one in enumerate(mine) if one.entry_id == row.made_by)
        before, then = mine[after - 1].instance, mine[after].instance
        # A version names its group by the key alone.
        before.ethnic_group = groups.get(before.ethnic_group_id)
        found[row.pk] = before, then
    return found


def said(record: Person, field: Field) -> tuple[object, ...]:
    """What a record says in a field."""
    return tuple(getattr(record, column) for column in COLUMNS[field])


def standing_merger(merged_id: int) -> EntryView | None:
    """Who merged a record into another, and when; None for one that stands for herself."""
    made_by = Merger.objects.filter(merged=merged_id, undone=False).values_list("made_by", flat=True).first()
    return None if made_by is None else audit.entries([made_by])[made_by]


def undone_by(uid: UUID) -> EntryView | None:
    """Who undid a merger, and when."""
    last = Merger.history.filter(uid=uid, undone=True).order_by("history_id").first()
    return audit.entries([last.entry_id])[last.entry_id] if last else None


def apart(one_id: int, other_id: int) -> ApartView | None:
    """What was said of two persons, under these records or others of theirs; None when nobody said that they are two."""
    found = [one for one in aparts_of([one_id]) if other_id in {one.first.id, one.second.id}]
    return found[0] if found else None


def aparts_of(person_ids: Collection[int]) -> list[ApartView]:
    """Whom a person was said not to be, both as they are counted now."""
    rows = list(Apart.objects.filter(taken_back=False).order_by("pk"))
    ends = survivors(key for row in rows for key in (row.first_id, row.second_id))
    wanted = set(person_ids)
    mine = [row for row in rows if wanted & {ends[row.first_id], ends[row.second_id]}]
    known = by_id(ends[key] for row in mine for key in (row.first_id, row.second_id))
    versions = Apart.history.filter(id__in=[row.pk for row in mine]).order_by("history_id")
    last = dict(versions.values_list("id", "entry_id"))
    entries = audit.entries(last.values())
    return [
        ApartView(known[ends[row.first_id]], known[ends[row.second_id]], row.reason, entries.get(last[row.pk]))
        for row in mine
    ]


def of_pair(one_ids: Collection[int], other_ids: Collection[int]) -> Q:
    """The condition for what was said of any record of one person and any of the other."""
    return Q(first__in=one_ids, second__in=other_ids) | Q(first__in=other_ids, second__in=one_ids)
