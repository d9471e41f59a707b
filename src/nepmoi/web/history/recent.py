"""What was written of late in the reader's area, whatever it changed: each write with its records and its words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext, ngettext

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Change, RootKind
from nepmoi.core.audit.selectors import Told, Wanted
from nepmoi.fieldwork.activities.selectors import touched as activities
from nepmoi.fieldwork.community.selectors import touched as groups
from nepmoi.fieldwork.evidence import selectors as evidence
from nepmoi.kernel.quantities import grouped
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import area_of
from nepmoi.registry.people.selectors import persons as people
from nepmoi.registry.people.selectors import touched as persons
from nepmoi.web.history.gather import Context, Fold, Root, Written, day_of, files_of, offices_of, worded_write
from nepmoi.web.history.known import KINDS, Key, Known, known

# From so many records of a kind on, a write tells their names only; their own pages say the rest.
MANY: Final = 3
# What a page names; the other kinds are the system's own set-up, which whoever answers for the whole country sees.
SHOWN: Final = (
    RootKind.ACTIVITY,
    RootKind.PERSON,
    RootKind.GROUP,
    RootKind.PHOTOGRAPH,
    RootKind.PAPER,
    RootKind.ARTICLE,
    RootKind.UNIT,
)


@dataclass(frozen=True)
class Part:
    """One record in a write, and what happened to it."""

    known: Known
    folds: tuple[Fold, ...]

    @property
    def is_elsewhere(self) -> bool:
        """Whether all that happened to it is about what the reader may not see, as another area's group on a photograph."""
        return not any(fold.lines or fold.others for fold in self.folds)


@dataclass(frozen=True)
class Many:
    """Records of one kind in one write, too many to say of each what happened to it.

    Attributes:
        kind: what they are.
        named: the first of them.
        more: how many are not named, in words.
    """

    kind: str
    named: tuple[Known, ...]
    more: str


@dataclass(frozen=True)
class Recent:
    """A write as a line of the page: of few records what happened to each, of many their names."""

    written: Written
    parts: tuple[Part, ...]
    many: tuple[Many, ...]

    @property
    def day(self) -> date:
        """On which it was written."""
        return day_of(self.written.entry.at)


def within(by: Standing) -> list[audit.Within]:
    """The records of the reader's area, as each room says them."""
    area = area_of(by)
    units = area.units()
    if units is None:
        return [dict.fromkeys(RootKind)]
    return [
        activities.within(by),
        groups.within(by),
        evidence.within(area),
        persons.within(by),
        {RootKind.UNIT: units},
    ]


def recent(by: Standing, wanted: Wanted, limit: int) -> list[Recent]:
    """Some of the area's writes, the newest first; the statements do not grow with them."""
    told = audit.feed(within(by), wanted, limit)
    ids: dict[RootKind, set[int]] = defaultdict(set)
    for one in told:
        for kind, (named, _) in one.roots.items():
            ids[kind].update(named)
    records = known(by, ids, is_own=True)
    entries = [one.entry for one in told]
    changes = _changes(told, records)
    offices, files = offices_of(entries), files_of(entries)
    may_lists, phones = may(by.role, Action.IMPORT_LISTS), may(by.role, Action.SEE_PHONES)

    def context(record: Known) -> Context:
        root = record.root or Root(RootKind.PERSON, (), lambda _: [], record.href, whole_phones=phones)
        return Context(root, offices, files)

    found = []
    for one in told:
        few = [(kind, root_id) for kind in RootKind for root_id in _few(one, kind)]
        head = worded_write(one.entry, (), context(Known("")), may_lists)
        worded = [
            (records[key], worded_write(one.entry, changes[one.entry.id, key], context(records[key]), may_lists))
            for key in few
        ]
        days = [write.late_for for _, write in worded if write.late_for]
        told_of = tuple(Part(record, write.folds) for record, write in worded)
        # That a photograph was put to a group is said of the group.
        parts = tuple(part for part in told_of if not part.is_elsewhere) or told_of
        found.append(Recent(replace(head, late_for=min(days, default=None)), parts, _many(one, records)))
    return found


def _few(one: Told, kind: RootKind) -> tuple[int, ...]:
    """The records of a kind of which the page says what happened to each."""
    named, count = one.roots.get(kind, ((), 0))
    return named if count < MANY else ()


def _many(one: Told, records: Mapping[Key, Known]) -> tuple[Many, ...]:
    found = []
    for kind, (named, count) in one.roots.items():
        if count >= MANY:
            shown = tuple(records[kind, root_id] for root_id in named if records[kind, root_id].href)
            more = _more(kind, count - len(shown)) if count > len(shown) else ""
            found.append(Many(gettext(KINDS[kind]), shown, more))
    return tuple(found)


def _more(kind: RootKind, count: int) -> str:
    if kind is RootKind.PERSON:
        return ngettext("and %(count)s more person", "and %(count)s more people", count) % {"count": grouped(count)}
    return ngettext("and %(count)s more record", "and %(count)s more records", count) % {"count": grouped(count)}


def _changes(told: Sequence[Told], records: Mapping[Key, Known]) -> Mapping[tuple[int, Key], list[Change]]:
    """What each write did to each record that the page names."""
    found: dict[tuple[int, Key], list[Change]] = defaultdict(list)
    writes: dict[Key, list[int]] = defaultdict(list)
    for one in told:
        for kind in one.roots:
            for root_id in _few(one, kind):
                writes[kind, root_id].append(one.entry.id)
    with audit.many_roots(one.entry.id for one in told):
        for key, entry_ids in writes.items():
            root = records[key].root
            for change in root.read(entry_ids) if root else ():
                found[change.entry_id, key].append(change)
    for key, change in _of_people(writes, records):
        found[change.entry_id, key].append(change)
    return found


def _of_people(writes: Mapping[Key, Collection[int]], records: Mapping[Key, Known]) -> Iterable[tuple[Key, Change]]:
    """What was done to all persons of the page, asked for at once."""
    shown = [key for key in writes if key[0] is RootKind.PERSON and records[key].href]
    entries = {entry_id for key in shown for entry_id in writes[key]}
    for change in people.changes({root_id for _, root_id in shown}, entries) if shown else ():
        # What is about two persons, as that they are not one, is told of the first.
        own = [key for key in shown if change.owner_id in (None, key[1]) and change.entry_id in writes[key]]
        if own:
            yield own[0], change
