"""A root's writes with what each changed, as far as the reader may see it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext, ngettext

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import Change, Did, DoorKind, Reads, RootKind, is_late
from nepmoi.core.audit.selectors import EntryView
from nepmoi.intake.rosters import selectors as rosters
from nepmoi.kernel import clock
from nepmoi.kernel.ids import parse_uid
from nepmoi.kernel.quantities import grouped
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.web.history.wording import DONE, door_of, group_of, own_name, worded

NEWEST: Final = 10
FOLDED_FROM: Final = 6
MOST_LINES: Final = 200

Read = Callable[[Collection[int]], list[Change]]


@dataclass(frozen=True)
class Root:
    """Whose history it is.

    Attributes:
        kind: what it is.
        ids: under which it is recorded.
        read: what some writes did to it, as far as the reader may know.
        href: its whole history's page.
        opens_lists: whether the reader may open the lists that were imported into it.
        whole_phones: whether she may see more of a phone than its end.
    """

    kind: RootKind
    ids: tuple[int, ...]
    read: Read
    href: str
    opens_lists: bool = False
    whole_phones: bool = False


@dataclass(frozen=True)
class FieldLine:
    """A field, from what to what; before is empty for a new record, the label where the line says it all."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One record in a write."""

    name: str
    did: str
    fields: tuple[FieldLine, ...]
    source: str = ""


@dataclass(frozen=True)
class Fold:
    """The records of one kind in a write: open when they are few, one sentence with the lines behind when many.

    Attributes:
        title: what they are.
        summary: how many, and what became of them.
        list_uid: the list that they came from, for whoever may open it.
        lines: each.
        more: how many lines are left out, for the page must end.
        others: how many are about people whom the reader may not see.
    """

    title: str
    summary: str
    lines: tuple[Line, ...]
    more: int = 0
    others: int = 0
    list_uid: UUID | None = None

    @property
    def is_folded(self) -> bool:
        """Whether the lines stand behind the sentence."""
        return len(self.lines) + self.more >= FOLDED_FROM


@dataclass(frozen=True)
class Written:
    """A write as its reader reads it.

    Attributes:
        entry: who, when, through which door, why.
        office: in which office she stood that day.
        door: through what it came, in words.
        late_for: the day that it tells about, when it was written long after.
        came_by: the list's file, where it came by one.
    """

    entry: EntryView
    office: str
    door: str
    folds: tuple[Fold, ...]
    late_for: date | None = None
    came_by: str = ""


@dataclass(frozen=True)
class History:
    """Some of a root's writes, the newest first, how many there are, and where the rest is."""

    written: tuple[Written, ...] = ()
    total: int = 0
    href: str = ""


@dataclass(frozen=True)
class Context:
    """What the wording of some writes needs besides them."""

    root: Root
    offices: Mapping[tuple[int, date], str]
    files: Mapping[UUID, str]
    rows: Mapping[int, Sequence[rosters.Source]] = field(default_factory=dict)


def newest(by: Standing, root: Root) -> History:
    """What a record's own page shows: its last writes."""
    found = tuple(written(by, root, slice(NEWEST)))
    # Fewer than asked for are all there are.
    total = len(found) if len(found) < NEWEST else audit.count_of(root.kind, *root.ids)
    return History(found, total, root.href)


def written(by: Standing, root: Root, rows: slice) -> list[Written]:
    """Some of a root's writes, the newest first, each with what it changed."""
    entries = audit.entries_of(root.kind, *root.ids, rows=rows)
    by_entry: dict[int, list[Change]] = defaultdict(list)
    for change in root.read([entry.id for entry in entries]):
        by_entry[change.entry_id].append(change)
    listed = [
        change.record_id
        for changes in by_entry.values()
        for change in changes
        if not change.is_hidden and "unit_then_id" in change.links and change.did is Did.ADDED
    ]
    context = Context(root, offices_of(entries), files_of(entries), rosters.sources(listed) if listed else {})
    return [worded_write(entry, by_entry[entry.id], context, may(by.role, Action.IMPORT_LISTS)) for entry in entries]


def offices_of(entries: Sequence[EntryView]) -> dict[tuple[int, date], str]:
    """In which office each writer stood on the day of her write."""
    writers = {(entry.account_id, day_of(entry.at)) for entry in entries if entry.account_id is not None}
    found = organisation.offices_then(writers)
    return {key: office.short_name for key, office in found.items()}


def files_of(entries: Sequence[EntryView]) -> dict[UUID, str]:
    """The names of the lists by which some writes came."""
    uids = {uid for entry in entries if (uid := _list_of(entry))}
    return rosters.list_of_imports(uids) if uids else {}


def _list_of(entry: EntryView) -> UUID | None:
    return parse_uid(entry.door_detail) if entry.door == DoorKind.IMPORT else None


def day_of(at: datetime) -> date:
    """The day of an instant in Viet Nam."""
    return at.astimezone(clock.VIETNAM).date()


def worded_write(entry: EntryView, changes: Sequence[Change], context: Context, may_lists: bool) -> Written:
    """A write with what it changed, in the reader's words."""
    uid = _list_of(entry)
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        groups[group_of(change)].append(change)
    opens = uid if may_lists and context.root.opens_lists else None
    told = [change.day for change in changes if change.day and _tells(change)]
    day = min(told, default=None)
    written_on = day_of(entry.at)
    return Written(
        entry=entry,
        office=context.offices.get((entry.account_id or 0, written_on), ""),
        door=door_of(entry),
        folds=tuple(_fold(title, group, context, uid, opens) for title, group in groups.items()),
        late_for=day if day and is_late(day, written_on) else None,
        came_by=context.files.get(uid, "") if uid else "",
    )


def _tells(change: Change) -> bool:
    """Whether a write tells of something for the first time; a correction is late by its nature."""
    return change.did is Did.ADDED or any(
        one.told.reads is Reads.MARK and not one.before and one.after for one in change.differences
    )


def _fold(title: str, changes: Sequence[Change], context: Context, list_uid: UUID | None, opens: UUID | None) -> Fold:
    seen = [change for change in changes if not change.is_hidden]
    others = len(changes) - len(seen)
    is_list = bool(seen) and "unit_then_id" in seen[0].links and seen[0].did is Did.ADDED
    summary = _summary(seen, context.files.get(list_uid, "") if list_uid and is_list else "")
    return Fold(
        title=title,
        summary=summary,
        lines=tuple(_line(change, context) for change in seen[:MOST_LINES]),
        more=max(len(seen) - MOST_LINES, 0),
        others=others,
        list_uid=opens if is_list else None,
    )


def _summary(changes: Sequence[Change], file: str) -> str:
    count = len(changes)
    if file:
        return ngettext("%(count)s row of the list %(file)s", "%(count)s rows of the list %(file)s", count) % {
            "count": grouped(count),
            "file": file,
        }
    marks = Counter(
        worded(one.after, one.told.reads)
        for change in changes
        for one in change.differences
        if one.told.reads is Reads.MARK
    )
    if marks:
        return ", ".join(f"{grouped(n)} {words}" for words, n in marks.items())
    done = Counter(change.did for change in changes)
    return ", ".join(f"{grouped(n)} {gettext(DONE[did])}" for did, n in done.items())


def _line(change: Change, context: Context) -> Line:
    # What says which record it is says no more of a new one; nor does a "no", which every new record begins with.
    fields = tuple(
        FieldLine(
            # A roll's line says whose mark it is; the one field needs no name of its own.
            "" if one.told.reads is Reads.MARK else gettext(one.told.label),
            "" if change.did is Did.ADDED else _word(one.before, one.told.reads, context),
            _word(one.after, one.told.reads, context),
        )
        for one in change.differences
        if not (change.did is Did.ADDED and (one.told.name in change.record.named_by or one.after is False))
    )
    rows = context.rows.get(change.record_id, ()) if "unit_then_id" in change.links else ()
    source = "; ".join(
        gettext("%(file)s, sheet “%(sheet)s”, row %(row)s") % {"file": one.filename, "sheet": one.sheet, "row": one.row}
        for one in rows
    )
    return Line(own_name(change), gettext(DONE[change.did]), fields, source)


def _word(value: object, reads: Reads, context: Context) -> str:
    return worded(value, reads, whole_phones=context.root.whole_phones)  # type: ignore[arg-type]  # a stored value
