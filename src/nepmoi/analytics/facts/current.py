"""Brings the process's replica up to date before it is read."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction

from nepmoi.analytics.engine.replica import Broken, Opening, Reader, Replica, Stand, Update
from nepmoi.analytics.engine.tables import PLACE_PATHS, STAR
from nepmoi.analytics.facts.exports import EXPORTS, FINGERPRINT, Export
from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import RootKind
from nepmoi.registry.geography import selectors as geography

Progress = Callable[[int, int], None]
"""Told how many roots are done, of how many."""

_SNAPSHOT = "snapshot"
_BATCH = 1000

_replicas: dict[Path, Replica] = {}
_opening = threading.Lock()


@contextmanager
def reading(maps: Collection[date], progress: Progress | None = None) -> Iterator[Reader]:
    """One unmoving state of the facts that holds every write that was acknowledged before this call.

    Args:
        maps: the stretches of time, each by its first day, whose maps the statements use.
        progress: told of longer work.
    """
    replica = own()
    with replica.mutex:
        try:
            opening = _up_to_date(replica, maps, progress)
        except Broken:
            # Torn, or taken away under our feet: all of it can be made again.
            replica.renew()
            opening = _up_to_date(replica, maps, progress)
    with opening as reader:
        yield reader


def own() -> Replica:
    """The replica of this process and data folder."""
    folder = Path(settings.REPLICA_ROOT)
    with _opening:
        if folder not in _replicas:
            _replicas[folder] = Replica(folder)
        return _replicas[folder]


def _up_to_date(replica: Replica, maps: Collection[date], progress: Progress | None) -> Opening:
    if not replica.is_there():
        replica.renew()
    refresh(replica, progress)
    _draw(replica, maps)
    return replica.reader()


def refresh(replica: Replica, progress: Progress | None = None) -> None:
    """Bring a replica to the last write; make it anew when it does not fit the database."""
    with transaction.atomic(using=_SNAPSHOT):
        seq, entry = audit.last_entry(using=_SNAPSHOT)
        target = Stand(seq, entry, FINGERPRINT)
        stand = replica.stand()
        if stand == target:
            return
        with replica.updating() as update:
            if stand is None or not _fits(stand, target):
                _rebuild(update, progress)
            else:
                _catch_up(update, stand.seq, progress)
            update.stand_at(target)


def _fits(stand: Stand, target: Stand) -> bool:
    """Whether the feed of this database passed the replica's stand: else it is another one, or an older copy."""
    return stand.exporter == target.exporter and audit.entry_uid(stand.seq, using=_SNAPSHOT) == stand.entry


def _rebuild(update: Update, progress: Progress | None) -> None:
    update.begin(STAR)
    work = [(export, _ids(export.roots)) for export in EXPORTS]
    _fetch(update, work, progress, anew=True)


def _catch_up(update: Update, seq: int, progress: Progress | None) -> None:
    touched = audit.touched_since(seq, using=_SNAPSHOT)
    if RootKind.UNIT in touched:
        update.empty(PLACE_PATHS)
    _fetch(update, [(export, _roots(export, touched)) for export in EXPORTS], progress, anew=False)


def _roots(export: Export, touched: dict[RootKind, set[int]]) -> list[int]:
    """The roots whose rows may have changed: what was touched, and what hangs on it."""
    roots: set[int] = set()
    for kind, query in export.touched_by.items():
        for ids in _batches(sorted(touched.get(kind, ()))):
            roots.update(_ids(query, ids))
    return sorted(roots)


def _fetch(
    update: Update, work: Sequence[tuple[Export, Sequence[int]]], progress: Progress | None, *, anew: bool
) -> None:
    done, total = 0, sum(len(roots) for _, roots in work)
    for export, roots in work:
        for ids in _batches(roots):
            for table, select in export.selects.items():
                rows = _rows(select, ids)
                if anew:
                    update.add(table, rows)
                else:
                    update.replace(table, ids, rows)
            done += len(ids)
            if progress:
                progress(done, total)


def _draw(replica: Replica, maps: Collection[date]) -> None:
    """Write down the paths of the maps that are not there yet."""
    for day in maps:
        if replica.has(PLACE_PATHS, day):
            continue
        paths = [(day.isoformat(), path.level, path.unit_id, path.place_id) for path in geography.atlas().paths(day)]
        with replica.updating() as update:
            update.replace(PLACE_PATHS, [day], paths)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))


def _ids(query: str, ids: Sequence[int] = ()) -> list[int]:
    return [row[0] for row in _rows(query, ids)]


def _rows(query: str, ids: Sequence[int] = ()) -> list[tuple[Any, ...]]:
    # The ids are our own whole numbers; written out, because SQLite takes only so many parameters.
    with connections[_SNAPSHOT].cursor() as cursor:
        cursor.execute(query.replace("{ids}", ",".join(map(str, ids))))
        return list(cursor.fetchall())
