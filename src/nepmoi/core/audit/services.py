"""The write envelope.

Every write of the system is one service function inside::

    with audit.writing(by, door, reason) as w:
        person.save()
        w.touch(RootKind.PERSON, person.pk)

The block is the transaction. Its entry says who, when, why and through which door; each saved row of a versioned model
leaves its earlier state with the entry's id; last, one gap-free number orders the entry among all others.

Beside it, who read or exported personal data is noted. That changes no record, so it has no entry and no number::

    audit.note_reading(by=standing, door=door, matter=Matter.PERSON, root=(RootKind.PERSON, person.pk), people=1)
"""

import logging
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from django.db import OperationalError, connection, models, transaction
from simple_history.models import HistoricalRecords

from nepmoi.core.audit.errors import AlreadySaved, StaleSave
from nepmoi.core.audit.models import Counter, Entry, Reading, Touch
from nepmoi.core.audit.rules import Actor, Deed, Door, Matter, Reader, RootKind
from nepmoi.kernel import clock

_log = logging.getLogger(__name__)

_current: ContextVar["Write | None"] = ContextVar("current_write", default=None)


class Write:
    """A write in progress."""

    def __init__(self, entry: Entry) -> None:
        self.entry_id: int = entry.pk
        self._entry = entry
        self._touched: dict[tuple[RootKind, int], None] = {}

    def touch(self, kind: RootKind, root_id: int) -> None:
        """Say that a root changed, so that every replica fetches it again."""
        self._touched[kind, root_id] = None

    def touch_all(self, kind: RootKind, root_ids: Iterable[int]) -> None:
        """Say it of many roots."""
        self._touched.update(dict.fromkeys((kind, root_id) for root_id in root_ids))

    def close(self) -> None:
        """Take the next number and write the touches: the last thing before the commit."""
        counter = _locked_counter()
        counter.value += 1
        counter.save()
        self._entry.seq = counter.value
        self._entry.save()
        Touch.objects.bulk_create(
            (
                Touch(entry=self._entry, seq=counter.value, kind=kind, root_id=root_id)
                for kind, root_id in self._touched
            ),
            batch_size=5000,
        )


def _locked_counter() -> Counter:
    """The counter's row; its lock is held until the commit, so numbers are given out in the order of commits."""
    counter = Counter.objects.select_for_update().filter(pk=1).first()
    if counter is None:  # the first writes of all may come at once, and only one of them makes the row
        Counter.objects.get_or_create(pk=1)
        counter = Counter.objects.select_for_update().get(pk=1)
    return counter


@contextmanager
def writing(by: Actor, door: Door, reason: str = "") -> Iterator[Write]:
    """Open the write envelope; a service called inside another one joins the outer envelope.

    Args:
        by: who acts.
        door: through what; its ``request`` makes a form that is sent twice count once.
        reason: why, in the actor's words; may be empty.

    Raises:
        AlreadySaved: when a form with the same request id was saved before.
    """
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        write = Write(_entry(by, door, reason))
        token = _current.set(write)
        try:
            yield write
        finally:
            _current.reset(token)
        write.close()


@contextmanager
def together() -> Iterator[None]:
    """Keep several writes, each with its own entry, or none of them."""
    with transaction.atomic():
        yield


def _entry(by: Actor, door: Door, reason: str) -> Entry:
    said: dict[str, Any] = {
        "at": clock.now(),
        "account_id": by.account_id,
        "actor_name": by.name,
        "door": door.kind,
        "door_detail": door.detail[:300],
        "reason": reason,
    }
    if door.request is None:
        return Entry.objects.create(**said)
    # On PostgreSQL the same form may arrive twice at once; the second one waits here until the first is saved.
    entry, is_new = Entry.objects.get_or_create(request=door.request, defaults=said)
    if not is_new:
        raise AlreadySaved(at=entry.at)
    return entry


class Root(Protocol):
    """A record with a version number, which grows with each save."""

    pk: Any
    version: int


def renew(root: Root, kind: RootKind, *, seen: int | None = None) -> None:
    """Raise a root's version before it is saved again.

    Args:
        root: the row, read under the envelope's lock.
        kind: what it is.
        seen: the version that the person's page showed; None when nobody looked at it first, as in an import.

    Raises:
        StaleSave: when somebody saved in between.
    """
    if seen is not None and seen != root.version:
        last = (
            Entry.objects.filter(pk__in=Touch.objects.filter(kind=kind, root_id=root.pk).values("entry_id"))
            .order_by("-seq")
            .first()
        )
        raise StaleSave(by=last.actor_name if last else "", at=last.at if last else clock.now())
    root.version += 1


class Versions(HistoricalRecords):  # type: ignore[misc]  # simple-history carries no types
    """Earlier states of a model's rows, each with the entry that made it; writing outside an envelope is a bug."""

    def get_extra_fields(self, model: type[models.Model], fields: dict[str, Any]) -> dict[str, Any]:
        """Simple-history's columns with ``entry_id`` in place of its own user and reason."""
        extra: dict[str, Any] = super().get_extra_fields(model, fields)
        for name in ("history_user", "history_change_reason"):
            extra.pop(name)
        return extra | {"entry_id": models.BigIntegerField(db_index=True)}

    def create_historical_record(self, instance: models.Model, history_type: str, using: str | None = None) -> None:
        """Write down the row as it now is, under the entry of the open envelope."""
        write = _current.get()
        assert write is not None, f"{type(instance).__name__} was saved outside audit.writing"  # noqa: S101 - a bug, not a refusal
        row = {field.attname: getattr(instance, field.attname) for field in self.fields_included(instance)}
        history = getattr(instance, self.manager_name).model
        history(history_date=clock.now(), history_type=history_type, entry_id=write.entry_id, **row).save(using=using)


def create_all(rows: Iterable[models.Model]) -> None:
    """Insert many new rows of one versioned model in few statements, each with its first version.

    Call it inside an envelope; rows get their ids.
    """
    rows = list(rows)
    if rows:
        made = type(rows[0]).objects.bulk_create(rows, batch_size=_AT_ONCE)  # type: ignore[attr-defined]  # every model of the records has it
        _keep_versions(made, "+")


def save_all(rows: Iterable[models.Model], fields: Collection[str]) -> None:
    """Save some fields of many rows of one versioned model in few statements, each with its next version.

    Call it inside an envelope.
    """
    rows = list(rows)
    if rows:
        type(rows[0]).objects.bulk_update(rows, fields, batch_size=_AT_ONCE)  # type: ignore[attr-defined]  # every model of the records has it
        _keep_versions(rows, "~")


_AT_ONCE = 500


def _keep_versions(rows: Sequence[models.Model], kind: str) -> None:
    """Write down many rows of one model as they now are, under the entry of the open envelope."""
    write = _current.get()
    assert write is not None, "rows were written outside audit.writing"  # noqa: S101 - a bug, not a refusal
    history = type(rows[0]).history.model  # type: ignore[attr-defined]  # given by Versions
    now = clock.now()
    history.objects.bulk_create(
        [
            history(
                history_date=now,
                history_type=kind,
                entry_id=write.entry_id,
                **{field.attname: getattr(row, field.attname) for field in history.tracked_fields},
            )
            for row in rows
        ],
        batch_size=_AT_ONCE,
    )


# Readings that found the database busy with a long write; the next one takes them along.
_waiting: deque[Reading] = deque(maxlen=10_000)
# How long a page waits for its reading to be noted, on SQLite, where one writes at a time.
_PATIENCE_MS = 250


def note_reading(  # noqa: PLR0913 - keywords only: who, through what, and what it was
    *,
    by: Reader,
    door: Door,
    matter: Matter,
    root: tuple[RootKind, int] | None = None,
    people: int = 1,
    unit_id: int | None = None,
) -> None:
    """Note that somebody looked at personal data. It never makes a page fail, nor wait for long.

    Args:
        by: who looks, as what, from which office.
        door: through what; its detail is an address without its query, for that may hold a name.
        matter: what she looks at.
        root: of which record it is; None for what is gathered from many, as a figure's rows.
        people: about how many persons it is.
        unit_id: where it belongs, so that whoever answers for that place can see who looked.
    """
    _note(by, door, Reading(deed=Deed.READ, matter=matter, **_of(root), people=people, unit_id=unit_id))


def note_export(  # noqa: PLR0913 - keywords only: who, through what, and what it was
    *,
    by: Reader,
    door: Door,
    matter: Matter,
    root: tuple[RootKind, int] | None = None,
    people: int = 1,
    unit_id: int | None = None,
) -> None:
    """Note that personal data left the system as a file; the arguments are those of ``note_reading``."""
    _note(by, door, Reading(deed=Deed.EXPORTED, matter=matter, **_of(root), people=people, unit_id=unit_id))


def _of(root: tuple[RootKind, int] | None) -> dict[str, Any]:
    return {"root_kind": root[0], "root_id": root[1]} if root else {"root_kind": "", "root_id": None}


def _note(by: Reader, door: Door, reading: Reading) -> None:
    reading.at = clock.now()
    reading.account_id = by.actor.account_id
    reading.role = by.role
    reading.office_id = by.office.id if by.office else None
    reading.door, reading.door_detail = door.kind, door.detail[:300]
    # Inside other work, which may be given up, those of others go on waiting.
    rows = [reading] if connection.in_atomic_block else [*_taken(), reading]
    try:
        with _impatient():
            # One row needs no transaction of its own; many are kept whole or not at all.
            reading.save(force_insert=True) if rows == [reading] else Reading.objects.bulk_create(rows)
    except OperationalError:
        if connection.in_atomic_block:
            raise  # the work around it is lost as well, and its caller must know
        _waiting.extend(rows)
        _log.warning("The database was busy; %s readings wait for the next one.", len(rows))


def _taken() -> Iterator[Reading]:
    """Those that wait; each is taken by one thread only."""
    while _waiting:
        try:
            yield _waiting.popleft()
        except IndexError:  # another thread was faster
            return


@contextmanager
def _impatient() -> Iterator[None]:
    """Wait for another's write less long than a write of one's own would."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    usual = connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000
    connection.connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}").close()
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {int(usual)}").close()
