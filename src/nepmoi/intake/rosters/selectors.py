"""A list as it came, read again and held against what is known: what an import would do, before anything is written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import DoorKind
from nepmoi.core.files.selectors import view as file_view
from nepmoi.fieldwork.activities.models import Participation, Presence
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.intake.rosters.errors import ReceivedListUnknown
from nepmoi.intake.rosters.models import CellRepair, ColumnDecision, ImportedRow, ReceivedList
from nepmoi.intake.rosters.rules import mending, questions
from nepmoi.intake.rosters.rules import reading as rules
from nepmoi.intake.rosters.rules.choices import SEX, Answer, Line, answered, differing, only_once, with_fills, without
from nepmoi.intake.rosters.rules.columns import Said
from nepmoi.intake.rosters.rules.headings import Role
from nepmoi.intake.rosters.rules.matching import Entrant, Facts, Match, Place, Row, match
from nepmoi.intake.rosters.rules.people import Problem, Reading, ReadPerson
from nepmoi.intake.rosters.rules.previews import Did, Kept, Preview, Why
from nepmoi.intake.rosters.rules.whereabouts import Whereabouts, whereabouts
from nepmoi.kernel import clock
from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.text import name_key, search_key
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.registry.people.rules.likeness import Traits, clear
from nepmoi.registry.people.rules.names import Written
from nepmoi.registry.people.rules.phones import phone_key
from nepmoi.registry.people.selectors import doubles
from nepmoi.registry.people.selectors import persons as people

# More namesakes than that say nothing to whoever has to choose among them.
MOST_SHOWN = 6


def preview(
    by: Standing, uid: UUID, answers: Mapping[int, Answer] | None = None, left_out: Collection[int] = ()
) -> Preview:
    """Read a received list again and say what its import would do.

    Args:
        by: who asks.
        uid: which list.
        answers: what was said of rows, by their index; what does not answer a row is passed over.
        left_out: the rows that are not imported, by their index.

    Raises:
        ReceivedListUnknown: when there is none.
        ActivityUnknown: when its activity is not in the asker's sight.
        RoleMayNot, OutsideArea: when the activity is not hers; who only has guests in it may not read the whole list.
    """
    row = ReceivedList.objects.select_related("file", "activity").filter(uid=uid).first()
    if row is None:
        raise ReceivedListUnknown
    activity = activities.activity(by, row.activity.uid)
    require(by, Action.SEE_PEOPLE, activity.venue_unit_id, activity.host.unit_id)
    # Everybody on the list was born by then.
    said, remembered = _said(row)
    reading = rules.read(_bytes(row), row.filename, on=min(clock.today(), activity.last_day), said=said)
    units = whereabouts(
        places.gazetteer(),
        {one.unit for one in reading.people if one.unit},
        activity.first_day,
        activity.venue_unit_id,
        activity.host.unit_id,
    )
    lines, contradicted = _lines(by, row, reading, units, answers or {})
    lines = without(lines, left_out)
    half_days = {(slot.day, slot.part) for slot in activities.half_days(activity.id)}
    problems = [
        *reading.problems,
        *questions.unsettled(reading.people, units),
        *questions.become(reading.people, units),
        *questions.foreign_half_days(reading.half_days, half_days),
        *(found for line in lines if line.known for found in differing(line, line.known)),
        *contradicted,
    ]
    return Preview(
        uid=row.uid,
        filename=row.filename,
        received_at=row.received_at,
        imported_at=row.imported_at,
        undone_at=row.undone_at,
        activity=activity,
        reading=reading,
        lines=tuple(lines),
        problems=tuple(problems),
        written=ImportedRow.objects.filter(received_list=row).count(),
        remembered=remembered,
        repairs=said.cells,
        did=Did(row.new_people, row.linked_people, row.unchanged, row.mended),
    )


def _said(row: ReceivedList) -> tuple[Said, frozenset[tuple[str, int]]]:
    """What the office said of this list, and of its earlier lists; which of that was said before this one came.

    What is said after a list was imported does not change how it was read.
    """
    decisions = ColumnDecision.objects.filter(office=row.activity.host_id)
    if row.imported_at is not None:
        decisions = decisions.filter(decided_at__lte=row.imported_at)
    columns = {(one.shape, one.column): Role(one.role) for one in decisions}
    earlier = frozenset((one.shape, one.column) for one in decisions if one.decided_at < row.received_at)
    repairs = CellRepair.objects.filter(received_list=row)
    return Said(columns, {(one.sheet, one.row, one.column): one.value for one in repairs}), earlier


def _bytes(row: ReceivedList) -> bytes:
    return Path(file_view(row.file).path).read_bytes()


def _lines(
    by: Standing,
    received: ReceivedList,
    reading: Reading,
    units: Mapping[str, Whereabouts],
    answers: Mapping[int, Answer],
) -> tuple[list[Line], list[Problem]]:
    """What the import makes of each row, and where rows contradict what somebody wrote by hand into the activity's list."""
    codes = {group.name: code for code, group in people.ethnic_groups().items()}
    entries = activities.roster(by, received.activity_id)
    undone = _undone(by, received)
    roster = {one.person.id: one.person for one in (*entries, *undone)}
    entrants = _entrants(received, [*entries, *undone])
    matches = match([_row(read) for read in reading.people], entrants)
    lines = []
    for index, (read, found) in enumerate(zip(reading.people, matches, strict=True)):
        where = units[read.unit] if read.unit else Whereabouts(None, None)
        line = Line(index, read, where, codes.get(read.ethnic or ""))
        lines.append(_inside(line, found, roster))
    lines = _with_twins(lines, reading.problems)
    lines = _with_known(by, lines, roster)
    lines = [with_fills(line) for line in answered(lines, answers)]
    back = {one.person.id for one in undone}
    lines = [
        replace(line, listed=False, returns=True) if line.known and line.known.id in back else line for line in lines
    ]
    return _mended(lines, {one.person.id: one for one in entries}, entrants)


def _undone(by: Standing, received: ReceivedList) -> list[activities.ParticipantView]:
    """The lines that were taken off when an import into the activity was undone: who is named again comes back."""
    off = [line for line, _ in activities.taken_off(by, received.activity_id)]
    if not off:
        return []
    lists = ReceivedList.history.filter(
        activity=received.activity_id, undone_at__isnull=False, imported_at__isnull=True
    )
    undoing = set(lists.values_list("entry_id", flat=True))
    ids = [line.id for line in off]
    versions = Participation.history.filter(id__in=ids).order_by("history_id")
    last = dict(versions.values_list("id", "entry_id"))
    return [line for line in off if last.get(line.id) in undoing]


def _mended(
    lines: Sequence[Line], listed: Mapping[int, activities.ParticipantView], entrants: Sequence[Entrant]
) -> tuple[list[Line], list[Problem]]:
    same_file = {entrant.person_id for entrant in entrants if entrant.same_file}
    ids = [listed[line.known.id].id for line in lines if line.known and line.known.id in listed]
    by_hand = _written_by_hand(ids)
    out, problems = [], []
    for line in lines:
        there = listed.get(line.known.id) if line.known else None
        if there is None:
            out.append(line)
            continue
        written = mending.Written(
            there.title,
            there.unit_as_written,
            there.unit_id,
            there.ethnic_name_then or "",
            there.id not in by_hand,
            there.person.id in same_file,
        )
        out.append(replace(line, mends=mending.mends(line, written)))
        problems.extend(questions.contradicted(line.read, mending.contradicts(line, written)))
    return out, problems


def _written_by_hand(line_ids: Sequence[int]) -> set[int]:
    """The lines into which somebody wrote otherwise than by importing a list."""
    versions = list(Participation.history.filter(id__in=line_ids).values_list("id", "entry_id"))
    entries = audit.entries({entry for _, entry in versions})
    return {line_id for line_id, entry in versions if entries[entry].door != DoorKind.IMPORT}


def _row(read: ReadPerson) -> Row:
    sex = SEX.get(read.sex or "")
    facts = Facts(name_key(read.name), read.birth_year, sex, search_key(read.unit or ""))
    return Row(facts, (read.sheet, read.row))


def _entrants(received: ReceivedList, roster: Sequence[activities.ParticipantView]) -> list[Entrant]:
    """The lines of the activity's list, with the rows of the lists that named them."""
    named: dict[int, set[Place]] = defaultdict(set)
    same: dict[int, set[Place]] = defaultdict(set)
    rows = ImportedRow.objects.filter(received_list__activity=received.activity_id)
    for participation, file, sheet, row in rows.values_list("participation", "received_list__file", "sheet", "row"):
        named[participation].add((sheet, row))
        if file == received.file_id:
            same[participation].add((sheet, row))
    return [
        Entrant(
            line.person.id,
            Facts(
                name_key(line.name_as_written),
                line.person.birth.year if line.person.birth else None,
                line.person.sex,
                search_key(line.unit_as_written),
            ),
            frozenset(named[line.id]),
            frozenset(same[line.id]),
        )
        for line in roster
    ]


def _inside(line: Line, found: Match, roster: Mapping[int, people.PersonView]) -> Line:
    if found.person_id is not None:
        return replace(line, known=roster[found.person_id], listed=True)
    if found.rivals:
        return replace(line, asks="inside", candidates=tuple(roster[one] for one in found.rivals))
    return line


def _with_twins(lines: Sequence[Line], problems: Iterable[Problem]) -> list[Line]:
    """The rows that reading found to be the same person as an earlier one; not those who both are in the list already."""
    at = {(line.read.sheet, line.read.row): line for line in lines}
    out = list(lines)
    for problem in problems:
        if problem.code != "duplicate-person":
            continue
        later = at.get((problem.sheet, problem.row))
        first = at.get((str(problem.facts["other_sheet"]), int(str(problem.facts["other"]))))
        if later and first and not later.listed:
            out[later.index] = replace(later, asks="twin", candidates=(), twin=first.index)
    return out


def _with_known(by: Standing, lines: Sequence[Line], roster: Mapping[int, people.PersonView]) -> list[Line]:
    """Rows of people who are not in the activity's list, with whom of the register they may be and why.

    The one who is clear (``likeness.clear``) is chosen beforehand; the officer who imports confirms it or says otherwise.
    Where nobody is clear, as in a village of one surname, the only one whom name, year, sex and unit fit is linked all the
    same when nobody is there to be asked; a page asks.
    """
    asking = [line for line in lines if not line.listed and line.asks != "inside"]
    found = doubles.candidates_for(by, [_traits(line) for line in asking])
    of_row = {line.index: candidates for line, candidates in zip(asking, found, strict=True)}
    return only_once([_linked(line, of_row.get(line.index, ()), roster) for line in lines])


def _linked(line: Line, candidates: Sequence[doubles.Candidate], roster: Mapping[int, people.PersonView]) -> Line:
    likely = [one for one in candidates if one.person.id not in roster]
    if not likely or line.asks == "twin":
        return line
    sure, shown = clear(likely), likely[:MOST_SHOWN]
    fitting = [one for one in likely if one.likeness.fits_in_all_four]
    meant = sure or (fitting[0] if len(fitting) == 1 else None)
    return replace(
        line,
        known=meant.person if meant else None,
        asks="" if sure else "known",
        candidates=tuple(one.person for one in shown),
        reasons=tuple(one.likeness for one in shown),
    )


def _traits(line: Line) -> Traits:
    """What a row says of a person, as the register compares it; the unit is the one that its words name."""
    read, named = line.read, line.where.named
    return Traits(
        written=Written.of(read.name),
        sex=line.sex,
        birth=PartialDate(read.birth_year, read.birth_month, read.birth_day) if read.birth_year else None,
        ethnic_code=line.ethnic_code,
        phone_key=phone_key(read.phone or ""),
        unit_ids=frozenset({named.id}) if named else frozenset(),
    )


@dataclass(frozen=True)
class ListView:
    """A received list in a page of them."""

    uid: UUID
    filename: str
    received_at: datetime
    imported_at: datetime | None


def received(activity_id: int) -> list[ListView]:
    """The lists that came for an activity, the newest first."""
    rows = ReceivedList.objects.filter(activity=activity_id).order_by("-received_at", "-pk")
    return [ListView(row.uid, row.filename, row.received_at, row.imported_at) for row in rows]


@dataclass(frozen=True)
class Source:
    """Whereabouts in which list somebody was named."""

    list_uid: UUID
    filename: str
    sheet: str
    row: int


def sources(participation_ids: Iterable[int]) -> dict[int, list[Source]]:
    """The rows of received lists that named participations, by participation."""
    found: dict[int, list[Source]] = defaultdict(list)
    rows = ImportedRow.objects.filter(participation__in=set(participation_ids)).order_by("pk")
    for row in rows.select_related("received_list"):
        source = Source(row.received_list.uid, row.received_list.filename, row.sheet, row.row)
        found[row.participation_id].append(source)
    return dict(found)


def list_of_imports(list_uids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of received lists' files, for saying which list a write came from."""
    return dict(ReceivedList.objects.filter(uid__in=set(list_uids)).values_list("uid", "filename"))


def import_entry(received_id: int) -> int | None:
    """The write that imported a list the last time; None when none did."""
    last = None
    was_imported = False
    for version in ReceivedList.history.filter(id=received_id).order_by("history_id"):
        if version.imported_at is not None and not was_imported:
            last = version.entry_id
        was_imported = version.imported_at is not None
    return last


def kept(by: Standing, uid: UUID) -> tuple[Kept, ...]:
    """What undoing the last import of a list leaves, and why; once it is undone, what it left.

    Raises:
        ReceivedListUnknown: when there is no such list.
        ActivityUnknown, RoleMayNot, OutsideArea: when its activity is not the asker's.
    """
    row = ReceivedList.objects.select_related("activity").filter(uid=uid).first()
    if row is None:
        raise ReceivedListUnknown
    activity = activities.activity(by, row.activity.uid)
    require(by, Action.SEE_PEOPLE, activity.venue_unit_id, activity.host.unit_id)
    entry = import_entry(row.pk)
    if entry is None:
        return ()
    written = Participation.history.filter(entry_id=entry, activity_id=activity.id)
    lines = activities.participations_by_id(written.values_list("id", flat=True))
    reasons = _reasons(row, entry, list(lines))
    elsewhere = _elsewhere([line for line in lines.values() if line.id not in reasons])
    found = []
    for line in sorted(lines.values(), key=lambda line: line.position):
        why, where = reasons.get(line.id) or elsewhere.get(line.person.id) or ("", "")
        if why:
            found.append(Kept(line.id, line.person.id, line.person.uid, line.name_as_written, why, where))
    return tuple(found)


def _reasons(row: ReceivedList, entry: int, lines: list[int]) -> dict[int, tuple[Why, str]]:
    """Why lines stay: what else stands on them since the import, its own undoing aside."""
    undone = ReceivedList.history.filter(id=row.pk, undone_at__isnull=False, imported_at__isnull=True)
    own = set(undone.values_list("entry_id", flat=True))
    reasons: dict[int, tuple[Why, str]] = {}
    changed = Participation.history.filter(id__in=lines, entry_id__gt=entry).exclude(entry_id__in=own)
    reasons |= dict.fromkeys(changed.values_list("id", flat=True), ("changed", ""))
    marked = Presence.history.filter(participation__in=lines, entry_id__gt=entry).exclude(entry_id__in=own)
    reasons |= dict.fromkeys(marked.values_list("participation_id", flat=True), ("marked", ""))
    since = ImportedRow.history.filter(entry_id__gt=entry, participation__in=lines).values("id")
    others = ImportedRow.objects.filter(pk__in=since, received_list__imported_at__isnull=False)
    for other in others.exclude(received_list=row).select_related("received_list").order_by("-pk"):
        reasons[other.participation_id] = ("named", other.received_list.filename)
    return reasons


def _elsewhere(lines: Iterable[activities.ParticipantView]) -> dict[int, tuple[Why, str]]:
    """Persons who stand in another activity, too, with its name: they stay in the register."""
    wanted = {line.person.id: line.activity_id for line in lines}
    found: dict[int, int] = {}
    for line in activities.participations_of(wanted):
        if line.activity_id != wanted.get(line.person.id):
            found.setdefault(line.person.id, line.activity_id)
    names = activities.by_id(found.values())
    return {person: ("elsewhere", names[activity].name) for person, activity in found.items()}
