"""Reading the audit: who wrote what, and how far the feed has come."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Model, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from nepmoi.core.audit.models import Counter, Entry, Reading, Touch
from nepmoi.core.audit.rules import Change, Deed, Did, Difference, Matter, Record, RootKind


@dataclass(frozen=True)
class EntryView:
    """One write as a reader sees it."""

    id: int
    uid: UUID
    at: datetime
    by: str
    account_id: int | None
    door: str
    door_detail: str
    reason: str


def _view(entry: Entry) -> EntryView:
    return EntryView(
        id=entry.pk,
        uid=entry.uid,
        at=entry.at,
        by=entry.actor_name,
        account_id=entry.account_id,
        door=entry.door,
        door_detail=entry.door_detail,
        reason=entry.reason,
    )


def entries_of(kind: RootKind, *root_ids: int, rows: slice = slice(50)) -> list[EntryView]:
    """The writes that changed a root, newest first.

    Args:
        kind: what it is.
        root_ids: under which it is recorded; more than one for a person whose records were merged.
        rows: which of them.
    """
    touched = Touch.objects.filter(kind=kind, root_id__in=root_ids).values("entry_id")
    return [_view(entry) for entry in Entry.objects.filter(pk__in=touched).order_by("-seq")[rows]]


def was_saved(account_id: int, request: UUID) -> bool:
    """Whether what an account sent under an id of its own was saved, though the answer may have been lost."""
    return Entry.objects.filter(account_id=account_id, request=request).exists()


def count_of(kind: RootKind, *root_ids: int) -> int:
    """How many writes changed a root."""
    return Touch.objects.filter(kind=kind, root_id__in=root_ids).values("entry_id").distinct().count()


def changes(
    model: type[Model], record: Record, entry_ids: Collection[int], owned_by: Mapping[str, Collection[int]] | Q
) -> list[Change]:
    """What some writes did to a root's records of one kind, in the order in which they were made.

    Args:
        model: a model with versions.
        record: which of its fields are shown.
        entry_ids: the writes.
        owned_by: a field of the model and the keys in it that make a record the root's, or a condition that does.
    """
    own = owned_by if isinstance(owned_by, Q) else Q(**{f"{name}__in": list(keys) for name, keys in owned_by.items()})
    path = next(iter(owned_by)) if isinstance(owned_by, Mapping) and len(owned_by) == 1 else ""
    look = _look.get()
    if look is not None and path and look.entry_ids.issuperset(entry_ids):
        rows = look.rows(model, record, path, frozenset(owned_by[path]))  # type: ignore[index]  # a path is of a mapping
    else:
        rows = _versions(model, record, own, entry_ids, path)
    made: list[dict[str, Any]] = []
    before: dict[int, dict[str, Any]] = {}
    last: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row["entry_id"] in entry_ids:
            made.append(row)
            if row["id"] in last:
                before[row["history_id"]] = last[row["id"]]
        last[row["id"]] = row
    steps: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in made:
        steps[row["entry_id"], row["id"]].append(row)
    told = (_change(record, before.get(step[0]["history_id"]), step, path) for step in steps.values())
    return [change for change in told if change.differences or change.did is not Did.CHANGED]


def _versions(
    model: type[Model], record: Record, own: Q, entry_ids: Collection[int], path: str
) -> list[dict[str, Any]]:
    """All versions of what some writes wrote, for the one before each: one statement, and few rows are written often."""
    versions = model.history  # type: ignore[attr-defined]  # given by Versions
    names = {told.name for told in record.told} | {*record.named_by, *record.links} | ({record.day, path} - {""})
    columns = ("id", "history_id", "history_type", "entry_id", *sorted(names - {"id"}))
    written = versions.filter(own, entry_id__in=list(entry_ids))
    return list(versions.filter(id__in=written.values("id")).order_by("history_id").values(*columns))


@dataclass
class _Look:
    """The versions that a page of many roots was told of: one statement a kind of record, not one a root."""

    entry_ids: frozenset[int]
    known: dict[tuple[type[Model], str, str], list[dict[str, Any]]] = field(default_factory=dict)

    def rows(self, model: type[Model], record: Record, path: str, keys: frozenset[int]) -> list[dict[str, Any]]:
        """The versions of those records that belonged to one of the roots."""
        key = (model, record.label, path)
        if key not in self.known:
            self.known[key] = _versions(model, record, Q(), self.entry_ids, path)
        ids = {row["id"] for row in self.known[key] if row[path] in keys and row["entry_id"] in self.entry_ids}
        return [row for row in self.known[key] if row["id"] in ids]


_look: ContextVar[_Look | None] = ContextVar("look", default=None)


@contextmanager
def many_roots(entry_ids: Iterable[int]) -> Iterator[None]:
    """Ask what some writes did to many roots at the price of one: inside, ``changes`` reads each kind of record once."""
    token = _look.set(_Look(frozenset(entry_ids)))
    try:
        yield
    finally:
        _look.reset(token)


def _change(record: Record, before: dict[str, Any] | None, rows: list[dict[str, Any]], path: str) -> Change:
    """One record through one write, which may have saved it more than once."""
    last = rows[-1]
    is_gone = last["history_type"] == "-"
    did = Did.REMOVED if is_gone else Did.ADDED if rows[0]["history_type"] == "+" else Did.CHANGED
    old, new = before or {}, {} if is_gone else last
    pairs = ((told, old.get(told.name), new.get(told.name)) for told in record.told)
    day: date | None = last[record.day] if record.day else None
    return Change(
        entry_id=last["entry_id"],
        record=record,
        record_id=last["id"],
        did=did,
        names=tuple(last[name] for name in record.named_by),
        differences=tuple(Difference(*pair) for pair in pairs if _known(pair[1]) != _known(pair[2])),
        day=day,
        links={name: last[name] for name in record.links},
        owner_id=last[path] if path else None,
    )


def _known(value: object) -> object:
    """A value, with one sign for nothing: a text that is empty; 0 and No are something."""
    return None if value == "" else value


def entries(ids: Iterable[int]) -> dict[int, EntryView]:
    """Writes by the ids that versions carry."""
    return {entry.pk: _view(entry) for entry in Entry.objects.filter(pk__in=set(ids))}


def last_seq(kind: RootKind | None = None) -> int:
    """The newest number of the feed, or of one kind of root; 0 when nothing was written."""
    if kind is None:
        return Counter.objects.filter(pk=1).values_list("value", flat=True).first() or 0
    return Touch.objects.filter(kind=kind).aggregate(last=Max("seq"))["last"] or 0


def last_entry(using: str = "default") -> tuple[int, str]:
    """The number and the id of the newest write; 0 and nothing before the first.

    Args:
        using: the database alias, so that a snapshot can be asked.
    """
    newest = Entry.objects.using(using).filter(seq__isnull=False).order_by("-seq").values_list("seq", "uid").first()
    return (newest[0] or 0, str(newest[1])) if newest else (0, "")


def entry_uid(seq: int, using: str = "default") -> str:
    """The id of the write with a number; nothing when this database has none of that number."""
    uid = Entry.objects.using(using).filter(seq=seq).values_list("uid", flat=True).first()
    return str(uid) if uid else ""


def touched_since(seq: int, using: str = "default") -> dict[RootKind, set[int]]:
    """The roots that writes after a number changed, by kind."""
    touched: dict[RootKind, set[int]] = {}
    rows = Touch.objects.using(using).filter(seq__gt=seq).values_list("kind", "root_id")
    for kind, root_id in rows.iterator(chunk_size=10_000):
        touched.setdefault(RootKind(kind), set()).add(root_id)
    return touched


# --- What was written in an area, whatever it changed ----------------------------------------------------------------

# The ids of the roots of one kind in an area, asked by the statement itself; None for all of them.
Ids = QuerySet[Any, Any] | Collection[int] | None
# The roots of an area by kind; a kind that is left out has none that may be shown.
Within = Mapping[RootKind, Ids]
# How many roots of one kind an entry names; of an import that made hundreds of persons the rest is a number.
MOST_ROOTS: int = 5


@dataclass(frozen=True)
class Wanted:
    """What of a feed is looked for.

    Attributes:
        kind: only what changed such a root.
        account_id: only hers.
        since: not before this instant.
        until: before this instant.
        before: only what is older than this entry or reading; where the page before ended.
    """

    kind: RootKind | None = None
    account_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: UUID | None = None


@dataclass(frozen=True)
class Told:
    """A write of a feed.

    Attributes:
        entry: who, when, why, through which door.
        roots: what it changed inside the area: by kind the first ids, and how many there are.
    """

    entry: EntryView
    roots: Mapping[RootKind, tuple[tuple[int, ...], int]]


def feed(within: Iterable[Within], wanted: Wanted, limit: int) -> list[Told]:
    """The writes that changed something inside an area, the newest first, each with what it changed there.

    Args:
        within: the roots of the area, as each room says them; nothing outside them is named.
        wanted: which writes.
        limit: how many.
    """
    touches = Touch.objects.filter(_inside(within))
    found = touches.filter(kind=wanted.kind) if wanted.kind else touches
    if wanted.account_id is not None:
        found = found.filter(entry__account_id=wanted.account_id)
    if wanted.since is not None:
        found = found.filter(entry__at__gte=wanted.since)
    if wanted.until is not None:
        found = found.filter(entry__at__lt=wanted.until)
    if wanted.before is not None:
        found = found.filter(seq__lt=Entry.objects.filter(uid=wanted.before).values("seq"))
    seqs = list(found.order_by("-seq").values_list("seq", flat=True).distinct()[:limit])
    roots: dict[int, dict[RootKind, tuple[tuple[int, ...], int]]] = defaultdict(dict)
    for seq, kind, root_id, place, count in _named(touches.filter(seq__in=seqs)):
        ids, _ = roots[seq].get(RootKind(kind), ((), 0)) if place > 1 else ((), 0)
        roots[seq][RootKind(kind)] = (*ids, root_id), count
    rows = Entry.objects.filter(seq__in=seqs).order_by("-seq")
    return [Told(_view(row), roots[row.seq or 0]) for row in rows]


def _inside(within: Iterable[Within]) -> Q:
    inside = Q(pk__in=[])
    for roots in within:
        for kind, ids in roots.items():
            inside |= Q(kind=kind) if ids is None else Q(kind=kind, root_id__in=ids)
    return inside


def _named(touches: "QuerySet[Touch]") -> "QuerySet[Any, Any]":
    kinds = [F("seq"), F("kind")]
    counted = touches.annotate(
        place=Window(RowNumber(), partition_by=kinds, order_by=F("pk").asc()),
        count=Window(Count("pk"), partition_by=kinds),
    )
    named = counted.filter(place__lte=MOST_ROOTS).order_by("seq", "kind", "place")
    return named.values_list("seq", "kind", "root_id", "place", "count")


# --- Who read and exported personal data -----------------------------------------------------------------------------


@dataclass(frozen=True)
class ReadingView:
    """Personal data that somebody read or exported; ids, which the door joins with names for whoever may see them."""

    uid: UUID
    at: datetime
    account_id: int | None
    role: str
    office_id: int | None
    door: str
    door_detail: str
    deed: Deed
    matter: Matter
    root: tuple[RootKind, int] | None
    people: int


@dataclass(frozen=True)
class Readers:
    """An area by its units and by its offices."""

    units: Collection[int]
    offices: Collection[int]


def readings(within: Readers | None, wanted: Wanted, deed: Deed | None, limit: int) -> list[ReadingView]:
    """Who read or exported personal data, the newest first.

    Args:
        within: an area: what belongs to it, and what its own offices looked at; None for all.
        wanted: which of them.
        deed: only readings, or only exports.
        limit: how many.
    """
    found = Reading.objects.all()
    if within is not None:
        found = found.filter(Q(unit_id__in=within.units) | Q(office_id__in=within.offices))
    if deed is not None:
        found = found.filter(deed=deed)
    if wanted.kind is not None:
        found = found.filter(root_kind=wanted.kind)
    if wanted.account_id is not None:
        found = found.filter(account_id=wanted.account_id)
    if wanted.since is not None:
        found = found.filter(at__gte=wanted.since)
    if wanted.until is not None:
        found = found.filter(at__lt=wanted.until)
    if wanted.before is not None:
        found = found.filter(pk__lt=Reading.objects.filter(uid=wanted.before).values("pk"))
    return [_reading(row) for row in found.order_by("-pk")[:limit]]


def _reading(row: Reading) -> ReadingView:
    return ReadingView(
        uid=row.uid,
        at=row.at,
        account_id=row.account_id,
        role=row.role,
        office_id=row.office_id,
        door=row.door,
        door_detail=row.door_detail,
        deed=Deed(row.deed),
        matter=Matter(row.matter),
        root=(RootKind(row.root_kind), row.root_id) if row.root_kind and row.root_id is not None else None,
        people=row.people,
    )
