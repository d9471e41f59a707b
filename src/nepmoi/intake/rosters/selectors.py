"""A list as it came, read again and held against what is known: what an import would do, before anything is written."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import DoorKind
from nepmoi.core.files.models import StoredFile
from nepmoi.core.files.selectors import view as file_view
from nepmoi.fieldwork.activities.models import Participation, Presence
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.intake.rosters.errors import ReceivedListUnknown
from nepmoi.intake.rosters.models import CellRepair, ColumnDecision, ImportedRow, ReceivedList
from nepmoi.intake.rosters.rules import linking, questions
from nepmoi.intake.rosters.rules import reading as reader
from nepmoi.intake.rosters.rules import tray as rules
from nepmoi.intake.rosters.rules.choices import Answer, Line, answered, differing, only_once, with_fills, without
from nepmoi.intake.rosters.rules.columns import Cell, Said
from nepmoi.intake.rosters.rules.headings import Role
from nepmoi.intake.rosters.rules.matching import Match, Place, match
from nepmoi.intake.rosters.rules.people import Problem, Reading
from nepmoi.intake.rosters.rules.previews import Did, Kept, Preview, Why
from nepmoi.intake.rosters.rules.tray import InTray, ListView, Tray
from nepmoi.intake.rosters.rules.whereabouts import Whereabouts, whereabouts
from nepmoi.kernel import clock
from nepmoi.kernel.errors import Invalid
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.registry.people.selectors import doubles, taking_back
from nepmoi.registry.people.selectors import persons as people

# So many readings stay at hand: a list is looked at, imported and shown again in several requests.
READINGS = 32


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
    activity = _activity(by, row.activity.uid)
    [(said, remembered)] = _said([row])
    reading = _read(row, said, activity)
    [(lines, contradicted, units)] = _held(by, activity, [(row, reading)], answers or {})
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


def _activity(by: Standing, uid: UUID) -> activities.ActivityView:
    """An activity whose lists the asker may read whole."""
    activity = activities.activity(by, uid)
    require(by, Action.SEE_PEOPLE, activity.venue_unit_id, activity.host.unit_id)
    return activity


def tray(by: Standing, activity_uid: UUID) -> Tray:
    """All lists that came for an activity, side by side, held against what is known in one go.

    Raises:
        ActivityUnknown, RoleMayNot, OutsideArea: as for one list.
    """
    activity = _activity(by, activity_uid)
    rows = list(
        ReceivedList.objects.select_related("file", "activity")
        .filter(activity=activity.id)
        .order_by("-received_at", "-pk")
    )
    readings: dict[int, Reading] = {}
    refused: dict[int, Invalid] = {}
    for row, (said, _) in zip(rows, _said(rows), strict=True):
        try:
            readings[row.pk] = _read(row, said, activity)
        except Invalid as error:
            refused[row.pk] = error
    waiting = [(row, readings[row.pk]) for row in rows if row.imported_at is None and row.pk in readings]
    lines = {row.pk: held[0] for (row, _), held in zip(waiting, _held(by, activity, waiting, {}), strict=True)}
    entered: dict[int, dict[Place, int]] = defaultdict(dict)
    for one in ImportedRow.objects.filter(
        received_list__activity=activity.id, received_list__imported_at__isnull=False
    ):
        entered[one.received_list_id][one.sheet, one.row] = one.participation_id
    found = [(row.pk, _in_tray(row, readings.get(row.pk), lines.get(row.pk), refused.get(row.pk))) for row in rows]
    return rules.tray([replace(one, entered=entered[key]) for key, one in found])


def _in_tray(row: ReceivedList, reading: Reading | None, lines: Sequence[Line] | None, why: Invalid | None) -> InTray:
    found = InTray(
        uid=row.uid,
        filename=row.filename,
        received_at=row.received_at,
        imported_at=row.imported_at,
        undone_at=row.undone_at,
        people=reading.people if reading else None,
        new=row.new_people,
        linked=row.linked_people,
        listed=row.unchanged + row.mended,
        unread=sum(not one.is_question for one in reading.problems) if reading else 0,
        refusal=why,
    )
    return found if lines is None else rules.weighed(found, lines)


def _said(rows: Sequence[ReceivedList]) -> list[tuple[Said, frozenset[tuple[str, int]]]]:
    """What the office said of each list of one activity, and of its earlier lists; which of that was said before it came.

    What is said after a list was imported does not change how it was read.
    """
    office = rows[0].activity.host_id if rows else None
    decisions = list(ColumnDecision.objects.filter(office=office)) if rows else []
    cells: dict[int, dict[Cell, str]] = defaultdict(dict)
    for one in CellRepair.objects.filter(received_list__in=rows):
        cells[one.received_list_id][one.sheet, one.row, one.column] = one.value
    found = []
    for row in rows:
        valid = [one for one in decisions if row.imported_at is None or one.decided_at <= row.imported_at]
        columns = {(one.shape, one.column): Role(one.role) for one in valid}
        earlier = frozenset((one.shape, one.column) for one in valid if one.decided_at < row.received_at)
        found.append((Said(columns, cells[row.pk]), earlier))
    return found


def _read(row: ReceivedList, said: Said, activity: activities.ActivityView) -> Reading:
    # Everybody on the list was born by then.
    on = min(clock.today(), activity.last_day)
    return read_once(row.file.sha256, row.filename, on, tuple(said.columns.items()), tuple(said.cells.items()))


@lru_cache(maxsize=READINGS)
def read_once(
    sha256: str,
    filename: str,
    on: date,
    columns: tuple[tuple[tuple[str, int], Role], ...],
    cells: tuple[tuple[Cell, str], ...],
) -> Reading:
    """Read a kept file; the same bytes of which the same was said are read once, for they cannot say anything else."""
    kept_file = StoredFile.objects.get(sha256=sha256)
    data = Path(file_view(kept_file).path).read_bytes()
    return reader.read(data, filename, on=on, said=Said(dict(columns), dict(cells)))


def _held(
    by: Standing,
    activity: activities.ActivityView,
    lists: Sequence[tuple[ReceivedList, Reading]],
    answers: Mapping[int, Answer],
) -> list[tuple[list[Line], list[Problem], Mapping[str, Whereabouts]]]:
    """What the import makes of each row of each list, where rows contradict what somebody wrote by hand, and where units lie.

    Everything is fetched once for all of the lists.
    """
    if not lists:
        return []
    units = whereabouts(
        places.gazetteer(),
        {one.unit for _, reading in lists for one in reading.people if one.unit},
        activity.first_day,
        activity.venue_unit_id,
        activity.host.unit_id,
    )
    codes = {group.name: code for code, group in people.ethnic_groups().items()}
    entries = activities.roster(by, activity.id)
    undone = _undone(by, activity.id)
    roster = {one.person.id: one.person for one in (*entries, *undone)}
    named = _named(activity.id)
    by_hand = _written_by_hand([line.id for line in entries])
    entrants = [linking.entrants_of([*entries, *undone], named, row.file_id) for row, _ in lists]
    several = [
        _inside(reading, match([linking.row_of(read) for read in reading.people], there), (units, codes, roster))
        for (_, reading), there in zip(lists, entrants, strict=True)
    ]
    back = {one.person.id for one in undone}
    found = []
    for lines, there in zip(_with_known(by, several, roster), entrants, strict=True):
        filled = [with_fills(line) for line in answered(lines, answers)]
        returning = [
            replace(line, listed=False, returns=True) if line.known and line.known.id in back else line
            for line in filled
        ]
        found.append((*linking.mended(returning, entries, by_hand, there), units))
    return found


def _inside(
    reading: Reading,
    matches: Sequence[Match],
    known: tuple[Mapping[str, Whereabouts], Mapping[str, str], Mapping[int, people.PersonView]],
) -> list[Line]:
    units, codes, roster = known
    lines = []
    for index, (read, found) in enumerate(zip(reading.people, matches, strict=True)):
        where = units[read.unit] if read.unit else Whereabouts(None, None)
        lines.append(linking.inside(Line(index, read, where, codes.get(read.ethnic or "")), found, roster))
    return linking.with_twins(lines, reading.problems)


def _undone(by: Standing, activity_id: int) -> list[activities.ParticipantView]:
    """The lines that were taken off when an import into the activity was undone: who is named again comes back."""
    if not (off := [line for line, _ in activities.taken_off(by, activity_id)]):
        return []
    lists = ReceivedList.history.filter(activity=activity_id, undone_at__isnull=False, imported_at__isnull=True)
    undoing = set(lists.values_list("entry_id", flat=True))
    ids = [line.id for line in off]
    versions = Participation.history.filter(id__in=ids).order_by("history_id")
    last = dict(versions.values_list("id", "entry_id"))
    return [line for line in off if last.get(line.id) in undoing]


def _written_by_hand(line_ids: Sequence[int]) -> frozenset[int]:
    """The lines into which somebody wrote otherwise than by importing a list."""
    versions = list(Participation.history.filter(id__in=line_ids).values_list("id", "entry_id"))
    entries = audit.entries({entry for _, entry in versions})
    return frozenset(line_id for line_id, entry in versions if entries[entry].door != DoorKind.IMPORT)


def _named(activity_id: int) -> linking.Named:
    named: dict[int, list[tuple[int, Place]]] = defaultdict(list)
    rows = ImportedRow.objects.filter(received_list__activity=activity_id)
    for participation, file, sheet, row in rows.values_list("participation", "received_list__file", "sheet", "row"):
        named[participation].append((file, (sheet, row)))
    return named


def _with_known(
    by: Standing, lists: Sequence[Sequence[Line]], roster: Mapping[int, people.PersonView]
) -> list[list[Line]]:
    """The rows of people who are not in the activity's list, each with whom of the register she may be."""
    asking = [line for lines in lists for line in lines if not line.listed and line.asks != "inside"]
    found = dict(
        zip(map(id, asking), doubles.candidates_for(by, [linking.traits_of(line) for line in asking]), strict=True)
    )
    weighed = []
    for lines in lists:
        taken = {line.known.id for line in lines if line.known and line.listed}
        weighed.append(only_once([linking.linked(line, found.get(id(line), ()), roster, taken) for line in lines]))
    return weighed


def received(activity_id: int) -> list[ListView]:
    """The lists that came for an activity, the newest first."""
    rows = ReceivedList.objects.filter(activity=activity_id).order_by("-received_at", "-pk")
    return list(map(_view, rows))


def _view(row: ReceivedList) -> ListView:
    return ListView(row.uid, row.filename, row.received_at, row.imported_at, row.undone_at)


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
    if (entry := import_entry(row.pk)) is None:
        return ()
    written = Participation.history.filter(entry_id=entry, activity_id=activity.id)
    lines = activities.participations_by_id(written.values_list("id", flat=True))
    reasons = _reasons(row, entry, list(lines))
    before = Participation.history.filter(id__in=list(lines), entry_id__lt=entry).order_by("history_id")
    # Whom the import only mended stood in the list before, and stays there.
    stood = {one for one, void in dict(before.values_list("id", "void_reason")).items() if not void}
    going = [line for line in lines.values() if line.id not in stood | reasons.keys()]
    elsewhere = _elsewhere(going)
    made = taking_back.made_by_imports({line.person.id for line in going} - elsewhere.keys(), lines=Participation)
    stays: dict[int, tuple[Why, str]] = {one: (why, "") for one, why in made.items() if why}
    found = []
    for line in sorted(lines.values(), key=lambda line: line.position):
        why, where = reasons.get(line.id) or elsewhere.get(line.person.id) or stays.get(line.person.id) or ("", "")
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


def ghosts(person_ids: Collection[int]) -> list[int]:
    """Of persons who left a list those whom only imports made, whom nothing else names, and who stand in no list any more."""
    standing = {line.person.id for line in activities.participations_of(person_ids)}
    made = taking_back.made_by_imports(set(person_ids) - standing, lines=Participation)
    return sorted(one for one, why in made.items() if not why)


def came_before(activity_id: int, data: bytes) -> ListView | None:
    """The list of an activity that came with the very same bytes; None when none did."""
    sha256 = hashlib.sha256(data).hexdigest()
    row = ReceivedList.objects.filter(activity=activity_id, file__sha256=sha256).order_by("pk").first()
    return _view(row) if row else None
