"""Which records of a register are held against which rows: the few that can be meant, not all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nepmoi.registry.people.rules.likeness import Traits
from nepmoi.registry.people.rules.names import habits, sound, surname_key

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


def given_of(traits: Traits) -> str:
    """The sound of the last word of a name."""
    return sound(traits.written.search_key.rpartition(" ")[2])[:40]


def blocks(rows: Iterable[Traits]) -> list[Block]:
    """What must be fetched to know everybody whom one of the rows may mean; each given name once."""
    years: dict[str, set[int]] = defaultdict(set)
    whole: set[str] = set()
    for row in rows:
        given = given_of(row)
        if row.birth is None:
            whole.add(given)
        else:
            years[given] |= {row.birth.year - 1, row.birth.year, row.birth.year + 1}
    some = [Block(given, frozenset(wanted)) for given, wanted in years.items() if given not in whole]
    return [*some, *(Block(given, None) for given in sorted(whole))]


class Pool:
    """Fetched records, found again by what a row says.

    Args:
        records: by the record's id.
    """

    def __init__(self, records: Mapping[int, Traits]) -> None:
        self._records = records
        self._by_given: dict[str, list[int]] = defaultdict(list)
        self._by_surname: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_phone: dict[str, list[int]] = defaultdict(list)
        for record_id, traits in records.items():
            given, surname = given_of(traits), _surname(traits)
            self._by_given[given].append(record_id)
            # A surname that is written by its first letters may be any that begins so.
            self._by_surname[given, "" if len(surname) <= _INITIALS else surname].append(record_id)
            if traits.phone_key:
                self._by_phone[traits.phone_key].append(record_id)

    def meant_by(self, row: Traits) -> Iterator[int]:
        """The records whose name and year may be the row's, or whose phone and name."""
        given, surname = given_of(row), _surname(row)
        if len(surname) <= _INITIALS:
            near = self._by_given.get(given, [])
        else:
            near = [*self._by_surname.get((given, surname), ()), *self._by_surname.get((given, ""), ())]
        known = self._by_phone.get(row.phone_key, []) if row.phone_key else []
        for record_id in dict.fromkeys([*(one for one in near if self._is_of_age(row, one)), *known]):
            if habits(row.written, self._records[record_id].written) is not None:
                yield record_id

    def _is_of_age(self, row: Traits, record_id: int) -> bool:
        birth = self._records[record_id].birth
        return row.birth is None or birth is None or abs(row.birth.year - birth.year) <= 1


def _surname(traits: Traits) -> str:
    return sound(surname_key(traits.written.search_key))
