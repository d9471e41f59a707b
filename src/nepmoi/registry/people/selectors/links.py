"""Which records were merged into which: asked of the database once a page."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from nepmoi.registry.people.models import Person


class Links:
    """Whom each merged record is counted as: the end of its chain of mergers."""

    def __init__(self, merged_into: Mapping[int, int]) -> None:
        self._ends = {start: _end(start, merged_into) for start in merged_into}

    def end(self, person_id: int) -> int:
        """The record that one is counted as: itself, unless it was merged."""
        return self._ends.get(person_id, person_id)

    def records_of(self, person_ids: Iterable[int]) -> dict[int, int]:
        """The records of many persons, those merged into them included: whose each is, by the record's id."""
        wanted = set(person_ids)
        return {one: one for one in wanted} | {start: end for start, end in self._ends.items() if end in wanted}


def _end(person_id: int, merged_into: Mapping[int, int]) -> int:
    while (following := merged_into.get(person_id)) is not None:
        person_id = following
    return person_id


@dataclass
class _Look:
    """What a block of reading stands on, from its first question on."""

    links: Links | None = None


_look: ContextVar[_Look | None] = ContextVar("links", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """For a page that only reads: who is who is asked once, and is the same in all that it says."""
    token = _look.set(_look.get() or _Look())
    try:
        yield
    finally:
        _look.reset(token)


def links() -> Links:
    """The mergers as they stand now, or as they stood when the page around the call first asked."""
    look = _look.get()
    if look is None:
        return _read()
    if look.links is None:
        look.links = _read()
    return look.links


def _read() -> Links:
    rows = Person.objects.filter(merged_into__isnull=False).order_by()
    return Links(dict(rows.values_list("pk", "merged_into_id")))
