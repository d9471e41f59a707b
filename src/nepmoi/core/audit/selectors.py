"""Reading the audit: who wrote what, and how far the feed has come."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Model

from nepmoi.core.audit.models import Counter, Entry, Touch
from nepmoi.core.audit.rules import Change, Did, Difference, Record, RootKind


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
    model: type[Model], record: Record, entry_ids: Collection[int], owned_by: Mapping[str, Collection[int]]
) -> list[Change]:
    """What some writes did to a root's records of one kind, in the order in which they were made.

    Args:
        model: a model with versions.
        record: which of its fields are shown.
        entry_ids: the writes.
        owned_by: a field of the model and the keys in it that make a record the root's.
    """
    versions = model.history  # type: ignore[attr-defined]  # given by Versions
    names = {told.name for told in record.told} | {*record.named_by, *record.links} | ({record.day} - {""})
    columns = ("id", "history_id", "history_type", "entry_id", *sorted(names))
    wanted = {f"{name}__in": list(keys) for name, keys in owned_by.items()}
    made = list(versions.filter(entry_id__in=list(entry_ids), **wanted).order_by("history_id").values(*columns))
    before = _earlier(versions, {row["id"] for row in made if row["history_type"] != "+"}, columns)
    steps: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in made:
        steps[row["entry_id"], row["id"]].append(row)
    told = (_change(record, before.get(rows[0]["history_id"]), rows) for rows in steps.values())
    return [change for change in told if change.differences or change.did is not Did.CHANGED]


def _earlier(versions: Any, ids: Collection[int], columns: tuple[str, ...]) -> dict[int, dict[str, Any]]:  # noqa: ANN401 - simple-history carries no types
    """For each later version of some records the one before it, by the later one's key."""
    found: dict[int, dict[str, Any]] = {}
    last: dict[int, dict[str, Any]] = {}
    if not ids:
        return found
    for row in versions.filter(id__in=list(ids)).order_by("history_id").values(*columns):
        if row["id"] in last:
            found[row["history_id"]] = last[row["id"]]
        last[row["id"]] = row
    return found


def _change(record: Record, before: dict[str, Any] | None, rows: list[dict[str, Any]]) -> Change:
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
