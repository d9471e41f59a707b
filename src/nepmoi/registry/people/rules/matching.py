"""Which records of a register are held against which rows: the few that can be meant, not all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nepmoi.registry.people.rules.likeness import Traits
from nepmoi.registry.people.rules.names import Written, given_of, habits, sound, surname_key

_INITIALS = 2


@dataclass(frozen=True)
class Block:
    """The persons of one given name, as it sounds.

    Attributes:
        given_key: the name.
        years: of birth, with those before and after; None asks for all, for a row that gives no year.
    """

    given_key: str
    years: frozenset[int] | None


def blocks(rows: Iterable[Traits]) -> list[Block]:
    """What must be fetched to know everybody whom one of the rows may mean; each given name once."""
    years: dict[str, set[int]] = defaultdict(set)
    whole: set[str] = set()
    for row in rows:
        given = given_of(row.written.search_key)
        if row.birth is None:
            whole.add(given)
        else:
            years[given] |= {row.birth.year - 1, row.birth.year, row.birth.year + 1}
    some = [Block(given, frozenset(wanted)) for given, wanted in years.items() if given not in whole]
    return [*some, *(Block(given, None) for given in sorted(whole))]


class Known(NamedTuple):
    """As much of a record as it takes to find it again."""

    id: int
    name_key: str
    search_key: str
    year: int | None
    phone_key: str


_Years = dict[int | None, list[int]]


class Pool:
    """Fetched records, found again by what a row says; each name is looked at once, however many bear it."""

    def __init__(self, records: Iterable[Known]) -> None:
        self._names: dict[str, dict[str, dict[Written, _Years]]] = defaultdict(lambda: defaultdict(dict))
        self._phones: dict[str, list[tuple[Written, int]]] = defaultdict(list)
        written: dict[tuple[str, str], Written] = {}
        for record in records:
            keys = (record.name_key, record.search_key)
            name = written.get(keys) or written.setdefault(keys, Written(*keys))
            group = self._names[given_of(name.search_key)][_surname(name)]
            group.setdefault(name, {}).setdefault(record.year, []).append(record.id)
            if record.phone_key:
                self._phones[record.phone_key].append((name, record.id))

    def meant_by(self, row: Traits) -> Iterator[int]:
        """The records whose name and year may be the row's, or whose phone and name."""
        found: dict[int, None] = {}
        for name, years in self._near(row.written):
            wanted = list(years) if row.birth is None else [year for year in _around(row.birth.year) if year in years]
            if wanted and habits(row.written, name) is not None:
                found.update(dict.fromkeys(one for year in wanted for one in years[year]))
        for name, record_id in self._phones.get(row.phone_key, ()) if row.phone_key else ():
            if habits(row.written, name) is not None:
                found[record_id] = None
        return iter(found)

    def _near(self, name: Written) -> Iterator[tuple[Written, _Years]]:
        """The names of the same given name that may have the same surname."""
        surname, groups = _surname(name), self._names.get(given_of(name.search_key), {})
        for other, names in groups.items():
            # A surname that is written by its first letters may be any that begins so.
            if other == surname or min(len(other), len(surname)) <= _INITIALS:
                yield from names.items()


def _around(year: int) -> tuple[int | None, ...]:
    return (year - 1, year, year + 1, None)


def _surname(name: Written) -> str:
    return sound(surname_key(name.search_key))
