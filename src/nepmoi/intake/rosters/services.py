"""Keeping a list as it came, and making an activity's list of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, DoorKind, RootKind
from nepmoi.core.files import services as files
from nepmoi.fieldwork.activities import selectors as activities
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.services import roll
from nepmoi.fieldwork.activities.services.life import locked
from nepmoi.intake.rosters.errors import CellTooLong
from nepmoi.intake.rosters.models import ImportedRow, ReceivedList
from nepmoi.intake.rosters.rules import reading as rules
from nepmoi.intake.rosters.rules.people import Reading
from nepmoi.intake.rosters.selectors import Line, Preview, preview
from nepmoi.kernel import clock
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.people import services as people

# What the register has room for; nobody's name or post is longer, a paragraph in the wrong column is.
_LONGEST = {"name": 120, "position": 200, "unit": 200}


@dataclass(frozen=True)
class Imported:
    """What an import wrote."""

    enrolled: int
    new_people: int
    linked_people: int
    already_listed: int
    marks: int


def receive(*, by: Standing, door: Door, activity: UUID, filename: str, data: bytes) -> UUID:
    """Keep an office's file for an activity and return the received list's uid; nothing is imported yet.

    Raises:
        NotAList and the other refusals of ``rules.reading.read``: then nothing is kept.
        CellTooLong: when a name, post or unit is too long to be one; alike.
        ActivityUnknown, OutsideArea: when the activity is not the asker's to fill.
    """
    _require_room(rules.read(data, filename), filename)
    with audit.writing(by.actor, door) as w:
        row = locked(activity, by, Action.IMPORT_LISTS)
        received = ReceivedList(
            file=files.keep(data=data, media_type="application/octet-stream"),
            filename=filename[:255],
            activity=row,
            received_at=clock.now(),
        )
        received.save()
        w.touch(RootKind.LIST, received.pk)
        return received.uid


def _require_room(reading: Reading, filename: str) -> None:
    for read in reading.people:
        for name, limit in _LONGEST.items():
            if len(getattr(read, name) or "") > limit:
                raise CellTooLong(filename=filename, row=read.row, limit=limit)


def import_list(
    *, by: Standing, door: Door, received_list: UUID, reason: str = "", seen: int | None = None
) -> Imported:
    """Write all people of a received list into its activity, with the marks of its roll; all of them or none.

    The same list again, or another that names the same people, changes nothing that is there.

    Args:
        by: who imports.
        door: through what.
        received_list: which list.
        reason: needed once the activity's result is confirmed.
        seen: the activity's version when the preview was shown.

    Raises:
        ReceivedListUnknown: when there is no such list.
        RoleMayNot, OutsideArea: when its activity is not the asker's to fill.
        ReasonNeeded: when the activity was confirmed and no reason is given.
        StaleSave: when the activity was saved after version ``seen`` and the list would change it.
    """
    with audit.writing(by.actor, Door(DoorKind.IMPORT, str(received_list), door.request), reason) as w:
        row = ReceivedList.objects.select_for_update().filter(uid=received_list).first()
        shown = preview(by, received_list)
        locked(shown.activity.uid, by, Action.IMPORT_LISTS)
        assert row is not None  # noqa: S101 - preview refuses a list that is not there
        fresh = [line for line in shown.lines if line.known is None]
        made = iter(people.register(by=by, door=door, people=[_new_person(line) for line in fresh]))
        ids = [line.known.id if line.known else next(made) for line in shown.lines]
        participations = roll.enrol(
            by=by,
            door=door,
            activity=shown.activity.uid,
            enrolments=[_enrolment(person_id, line) for person_id, line in zip(ids, shown.lines, strict=True)],
            reason=reason,
            seen=seen,
        )
        _note_rows(row, shown.lines, participations)
        marks = _write_marks(by, door, shown, ids, reason)
        row.imported_at = row.imported_at or clock.now()
        audit.renew(row, RootKind.LIST)
        row.save()
        w.touch(RootKind.LIST, row.pk)
        return Imported(
            enrolled=sum(one is not None for one in participations),
            new_people=len(fresh),
            linked_people=shown.linked,
            already_listed=shown.listed,
            marks=marks,
        )


def _new_person(line: Line) -> people.NewPerson:
    read = line.read
    birth = PartialDate(read.birth_year, read.birth_month, read.birth_day) if read.birth_year else None
    return people.NewPerson(read.name, line.sex, birth, line.ethnic_code, read.phone or "")


def _enrolment(person_id: int, line: Line) -> roll.Enrolment:
    return roll.Enrolment(
        person_id=person_id,
        name_as_written=line.read.name,
        title=line.read.position or "",
        unit_id=line.unit.id if line.unit else None,
        unit_as_written=line.read.unit or "",
        ethnic_code=line.ethnic_code,
    )


def _note_rows(row: ReceivedList, lines: Sequence[Line], participations: Sequence[int | None]) -> None:
    audit.create_all(
        ImportedRow(received_list=row, participation_id=participation_id, sheet=line.read.sheet, row=line.read.row)
        for line, participation_id in zip(lines, participations, strict=True)
        if participation_id is not None
    )


def _write_marks(by: Standing, door: Door, seen: Preview, ids: Sequence[int], reason: str) -> int:
    """The roll that a list carries, for the half-days that the activity has; a mark that is there already is kept."""
    slots = {(slot.day, slot.part): slot for slot in activities.half_days(seen.activity.id)}
    roster = {line.person.id: line for line in activities.roster(by, seen.activity.id)}
    changed = 0
    for index, column in enumerate(seen.reading.half_days):
        slot = slots.get((column.on, column.part)) if column.on and column.part else None
        if slot is None:
            continue
        marks: dict[UUID, Mark | None] = {
            roster[person_id].uid: Mark(mark.value)
            for person_id, line in zip(ids, seen.lines, strict=True)
            if (mark := line.read.marks[index]) is not None
            and person_id in roster
            and slot.id not in roster[person_id].marks
        }
        changed += roll.record_attendance(
            by=by, door=door, activity=seen.activity.uid, half_day=slot.uid, marks=marks, reason=reason
        ).changed
    return changed
