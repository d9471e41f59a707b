"""Reading places: the atlas and the gazetteer of this process, kept as long as no unit changes."""

import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Change, RootKind
from nepmoi.core.audit.selectors import last_seq
from nepmoi.kernel import clock
from nepmoi.registry.geography.errors import PlaceUnknown
from nepmoi.registry.geography.models import Parentage, Succession, Unit
from nepmoi.registry.geography.rules import gazetteer as rules
from nepmoi.registry.geography.rules.atlas import Atlas
from nepmoi.registry.geography.rules.gazetteer import Gazetteer, Where
from nepmoi.registry.geography.rules.levels import (
    BECAME,
    MADE_OF,
    PARENTAGE,
    UNIT,
    Doubt,
    Label,
    Level,
    ParentageFacts,
    SuccessionFacts,
    SuccessionKind,
    UnitView,
)


@dataclass(frozen=True)
class ChangeView:
    """What became of a unit, or of what it was made.

    Attributes:
        old: the unit before the day.
        new: the unit from the day on.
        day: the new unit's first day.
        source: the resolution and the pages that report it; may be empty.
        sources: how many independent ones have the pair; 0 is not said.
        doubt: why it is not sure, empty when it is.
        note: what the makers of the lists noted, in their words.
    """

    old: UnitView
    new: UnitView
    day: date
    kind: SuccessionKind
    source: str
    sources: int
    doubt: Doubt
    note: str


@dataclass(frozen=True)
class History:
    """A unit between those it was made of and those that it became."""

    unit: UnitView
    predecessors: tuple[ChangeView, ...]
    successors: tuple[ChangeView, ...]


@dataclass(frozen=True)
class _Held:
    """What one state of the tables gave."""

    state: tuple[int, UUID | None]
    gazetteer: Gazetteer
    units: tuple[UnitView, ...]

    @cached_property
    def by_id(self) -> dict[int, UnitView]:
        """All units by their ids."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def by_uid(self) -> dict[UUID, UnitView]:
        """All units by their public ids."""
        return {unit.uid: unit for unit in self.units}


@dataclass
class _Look:
    """What a block of reading stands on, from its first question on."""

    held: _Held | None = None


_lock = threading.Lock()
_held: _Held | None = None
_look: ContextVar[_Look | None] = ContextVar("look", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """For a page that only reads: the tables are asked once whether a unit was touched, not at every question.

    Within the block all answers are of one state, also those that are else read now.
    """
    token = _look.set(_look.get() or _Look())
    try:
        yield
    finally:
        _look.reset(token)


def look_again() -> None:
    """Within one look, ask anew: for facts that were read later than the places."""
    look = _look.get()
    if look and look.held and look.held.state[0] != last_seq(RootKind.UNIT):
        look.held = None


def _state() -> tuple[int, UUID | None]:
    """What tells one state of the tables from another.

    The last unit's own id is in it because a number of the feed that was rolled back is given out again.
    """
    return last_seq(RootKind.UNIT), Unit.objects.order_by("-pk").values_list("uid", flat=True).first()


def gazetteer() -> Gazetteer:
    """All units by name and code; made anew after a unit was touched.

    Each call asks the database twice whether one was: who goes through a list takes it once, before; see `one_look`.
    """
    return (_looked() or _newest()).gazetteer


def _looked() -> _Held | None:
    """What the block around the call stands on; None outside of one."""
    look = _look.get()
    if look is None:
        return None
    if look.held is None:
        look.held = _newest()
    return look.held


def _newest() -> _Held:
    global _held  # noqa: PLW0603 - one for the process; the lock guards it
    state = _state()
    held = _held
    if held is None or held.state != state:
        with _lock:
            held = _held
            if held is None or held.state != state:
                held = _held = _read(state)
    return held


def atlas() -> Atlas:
    """Where every unit lies on any day's map; as with `gazetteer`, taken once before a list."""
    return gazetteer().atlas


def _read(state: tuple[int, UUID | None]) -> _Held:
    units = [_view(row) for row in Unit.objects.values_list(*_COLUMNS).iterator(5000)]
    parentages = Parentage.objects.values_list("unit_id", "parent_id", "valid_from", "valid_to")
    successions = Succession.objects.values_list(
        "old_id", "new_id", "day", "kind", "source", "sources", "doubt", "note"
    )
    pairs = [
        SuccessionFacts(old, new, day, SuccessionKind(kind), source, sources, Doubt(doubt), note)
        for old, new, day, kind, source, sources, doubt, note in successions.iterator(5000)
    ]
    atlas = Atlas(units, (ParentageFacts(*row) for row in parentages.iterator(5000)), pairs)
    return _Held(state, Gazetteer(units, atlas), tuple(units))


_COLUMNS = (
    "id", "code", "level", "type", "name", "valid_from", "valid_to", "uid", "sort_key", "search_key",
)  # fmt: skip


def _view(row: tuple[int, str, str, str, str, date | None, date | None, UUID, str, str]) -> UnitView:
    unit_id, code, level, type_, name, first, last, uid, sort_key, search_key = row
    return UnitView(unit_id, code, Level(level), type_, name, first, last, uid, sort_key, search_key)


def by_id(unit_id: int) -> UnitView:
    """The unit with that id, read now.

    Raises:
        PlaceUnknown: when there is none.
    """
    if (unit := by_ids([unit_id]).get(unit_id)) is None:
        raise PlaceUnknown(name=str(unit_id))
    return unit


def by_uid(uid: UUID) -> UnitView:
    """The unit with that public id, read now.

    Raises:
        PlaceUnknown: when there is none.
    """
    if (unit := by_uids([uid]).get(uid)) is None:
        raise PlaceUnknown(name=str(uid))
    return unit


def by_ids(unit_ids: Iterable[int | None]) -> dict[int, UnitView]:
    """Units by their ids, in one query; what there is not is left out."""
    wanted = {unit_id for unit_id in unit_ids if unit_id is not None}
    if held := _looked():
        return {unit_id: held.by_id[unit_id] for unit_id in wanted if unit_id in held.by_id}
    return {row[0]: _view(row) for row in Unit.objects.filter(pk__in=wanted).values_list(*_COLUMNS)}


def by_uids(uids: Iterable[UUID]) -> dict[UUID, UnitView]:
    """Units by their public ids, in one query; what there is not is left out."""
    wanted = set(uids)
    if held := _looked():
        return {uid: held.by_uid[uid] for uid in wanted if uid in held.by_uid}
    return {row[7]: _view(row) for row in Unit.objects.filter(uid__in=wanted).values_list(*_COLUMNS)}


def find(
    query: str, *, on: date | None = None, level: Level | None = None, within: int | None = None, limit: int = 20
) -> list[UnitView]:
    """Units by any spelling, former name or code, the likeliest first; see `Gazetteer.find`.

    Args:
        query: a name or its beginning, with or without type and what it lay in, or a code; empty fits all.
        on: only units that stood on that day.
        level: only units of that level.
        within: only units all of which lie in that place.
        limit: at most so many.
    """
    return gazetteer().find(query, Where(on, level, within), limit=limit)


def the_one(query: str, on: date | None = None, *, level: Level | None = None, within: int | None = None) -> UnitView:
    """The unit that a full name or a code means; see `Gazetteer.the_one`.

    Args:
        query: "huyện Đồng Văn", "Lũng Cú, huyện Đồng Văn", "024".
        on: prefer the units of that day; one that is gone by then is still found.
        level: only units of that level.
        within: only units all of which lie in that place.

    Raises:
        PlaceUnknown: when nothing is called so.
        PlaceAmbiguous: when several units are.
    """
    return gazetteer().the_one(query, Where(on, level, within))


def require_on(unit_id: int, on: date) -> UnitView:
    """The unit, if it stood on a day.

    Raises:
        PlaceEnded: when it was gone by then.
        PlaceNotYet: when it came later.
        PlaceUnknown: when there is no such unit.
    """
    unit = by_id(unit_id)
    rules.check_stands(unit, on)
    return unit


def label(unit_id: int) -> Label:
    """The unit's name in a sentence, and its dates; the door has the words for them."""
    return by_id(unit_id).label


def path(unit_id: int, on: date | None = None) -> list[UnitView]:
    """The unit and what it lay in on a day (else on its last), from the lowest up."""
    return gazetteer().path(unit_id, on)


def path_label(unit_id: int, on: date | None = None) -> str:
    """As an address: "xã Lũng Cú, huyện Đồng Văn, tỉnh Hà Giang"."""
    return gazetteer().path_label(unit_id, on)


def path_labels(unit_ids: Iterable[int | None], on: date | None = None) -> dict[int, str]:
    """Addresses of many units, for a list: one look at the tables for all of them."""
    book = gazetteer()
    return {unit_id: book.path_label(unit_id, on) for unit_id in unit_ids if unit_id is not None}


def children(unit_id: int, on: date | None = None) -> list[UnitView]:
    """The units that lay directly in one on a day (without one, today or on its last day), in the order of their names."""
    book = gazetteer()
    last = book.unit(unit_id).valid_to
    day = on or min(last or date.max, clock.today())
    return book.sorted(book.atlas.children(unit_id, day))


def provinces(on: date | None = None) -> list[UnitView]:
    """The provinces and cities under the centre of a day (without one, today), in the order of their names."""
    book = gazetteer()
    day = on or clock.today()
    return [unit for unit in book.sorted(book.atlas.standing(day)) if unit.level is Level.PROVINCE]


def history(unit_id: int) -> History:
    """Of what a unit was made and what became of it, one step each way."""
    book = gazetteer()
    return History(
        book.unit(unit_id),
        tuple(_change(book, row) for row in book.atlas.predecessors(unit_id)),
        tuple(_change(book, row) for row in book.atlas.successors(unit_id)),
    )


def uncertain() -> list[ChangeView]:
    """Every succession that is not sure or that the makers of the lists noted something about, by day and name."""
    book = gazetteer()
    rows = [_change(book, row) for row in book.atlas.doubtful()]
    return sorted(rows, key=lambda row: (row.day, row.old.sort_key, row.old.code))


def _change(book: Gazetteer, row: SuccessionFacts) -> ChangeView:
    return ChangeView(
        book.unit(row.old_id), book.unit(row.new_id), row.day, row.kind, row.source, row.sources, row.doubt, row.note
    )


def changes(unit_id: int, entry_ids: Collection[int]) -> list[Change]:
    """What writes did to a unit, to what it lay in and to what it became."""
    return [
        *audit.changes(Unit, UNIT, entry_ids, {"id": [unit_id]}),
        *audit.changes(Parentage, PARENTAGE, entry_ids, {"unit_id": [unit_id]}),
        *audit.changes(Succession, BECAME, entry_ids, {"old_id": [unit_id]}),
        *audit.changes(Succession, MADE_OF, entry_ids, {"new_id": [unit_id]}),
    ]
