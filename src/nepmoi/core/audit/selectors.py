"""Reading the audit: who wrote what, and how far the feed has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from nepmoi.core.audit.models import Counter, Entry, Touch
from nepmoi.core.audit.rules import RootKind


@dataclass(frozen=True)
class EntryView:
    """One write as a reader sees it."""

    id: int
    uid: UUID
    at: datetime
    by: str
    door: str
    door_detail: str
    reason: str


def _view(entry: Entry) -> EntryView:
    return EntryView(entry.pk, entry.uid, entry.at, entry.actor_name, entry.door, entry.door_detail, entry.reason)


def entries_of(kind: RootKind, root_id: int, limit: int = 50) -> list[EntryView]:
    """The writes that changed a root, newest first."""
    touched = Touch.objects.filter(kind=kind, root_id=root_id).values("entry_id")
    return [_view(entry) for entry in Entry.objects.filter(pk__in=touched).order_by("-seq")[:limit]]


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
