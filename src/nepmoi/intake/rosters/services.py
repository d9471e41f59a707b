"""Keeping a list as it came, and making an activity's list of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, DoorKind, RootKind
from nepmoi.core.files import services as files
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import imports, roll
from nepmoi.fieldwork.activities.services.life import locked
from nepmoi.intake.rosters.errors import (
    CellTooLong,
    ColumnsWithoutName,
    ListImported,
    ListNotImported,
    RowsUnanswered,
)
from nepmoi.intake.rosters.models import CellRepair, ColumnDecision, ImportedRow, ReceivedList
from nepmoi.intake.rosters.rules import reading as rules
from nepmoi.intake.rosters.rules.choices import Answer, Line, ids_of
from nepmoi.intake.rosters.rules.columns import Cell, leaves_no_name
from nepmoi.intake.rosters.rules.headings import Role
from nepmoi.intake.rosters.rules.people import Reading
from nepmoi.intake.rosters.rules.previews import Kept, Preview
from nepmoi.intake.rosters.selectors import import_entry, kept, preview
from nepmoi.kernel import clock
from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.text import clean
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.people import services as people
from nepmoi.registry.people.selectors import taking_back

# What the register has room for; nobody's name or post is longer, a paragraph in the wrong column is.
_LONGEST = {"name": 120, "position": 200, "unit": 200}


@dataclass(frozen=True)
class Imported:
    """What an import wrote."""

    enrolled: int
    new_people: int
    linked_people: int
    already_listed: int
    mended: int
    marks: int


def receive(*, by: Standing, door: Door, activity: UUID, filename: str, data: bytes) -> UUID:
    """Keep an office's file for an activity and return the received list's uid; nothing is imported yet.

    Raises:
        NotAList and the other refusals of ``rules.reading.read``: then nothing is kept.
        CellTooLong: when a name, post or unit is too long to be one; alike.
        ActivityUnknown, OutsideArea: when the activity is not the asker's to fill.
    """
    _require_room(rules.read(data, filename, on=clock.today()), filename)
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


def settle(
    *,
    by: Standing,
    door: Door,
    received_list: UUID,
    columns: Mapping[tuple[str, int], Role],
    cells: Mapping[Cell, str],
) -> None:
    """Keep what an office says of its list before it is imported; the file stays as it came.

    What columns hold is remembered for the office's next list with the same heading.

    Args:
        by: who says it.
        door: through what.
        received_list: which list.
        columns: the roles of columns that were taken for something else, by the heading's shape and their number.
        cells: what cells that could not be read should say.

    Raises:
        ReceivedListUnknown: when there is no such list.
        ListImported: when it is imported.
        ColumnsWithoutName: when no column of a table would be the name.
        RoleMayNot, OutsideArea: when its activity is not the asker's to fill.
    """
    with audit.writing(by.actor, door) as w:
        row = ReceivedList.objects.select_for_update().filter(uid=received_list).first()
        shown = preview(by, received_list)
        activity = locked(shown.activity.uid, by, Action.IMPORT_LISTS)
        assert row is not None  # noqa: S101 - preview refuses a list that is not there
        if row.imported_at is not None:
            raise ListImported(filename=row.filename)
        if leaves_no_name(shown.reading.columns, columns):
            raise ColumnsWithoutName
        for (shape, column), role in columns.items():
            there = {"office": activity.host, "shape": shape, "column": column}
            decision = ColumnDecision.objects.filter(**there).first() or ColumnDecision(**there)
            decision.role, decision.decided_at = role.value, clock.now()
            decision.save()
        for (sheet, number, letter), value in cells.items():
            place = {"received_list": row, "sheet": sheet, "row": number, "column": letter}
            repair = CellRepair.objects.filter(**place).first() or CellRepair(**place)
            repair.value = clean(value)[: _LONGEST["unit"]]
            repair.save()
        audit.renew(row, RootKind.LIST)
        row.save()
        w.touch(RootKind.LIST, row.pk)


def import_list(  # noqa: PLR0913 - the envelope's three, the list, and what its page showed and was told
    *,
    by: Standing,
    door: Door,
    received_list: UUID,
    answers: Mapping[int, Answer] | None = None,
    left_out: Collection[int] = (),
    reason: str = "",
    seen: int | None = None,
) -> Imported:
    """Write the people of a received list into its activity, with the marks of its roll: all who are chosen, or none.

    The same list again, or another that names the same people, changes nothing that is there; a list that the office
    mended fills what was blank of the people whom it names, and what its lines still say as an earlier list said it.
    What contradicts a person's record, or what somebody wrote by hand, is asked in the preview, never overwritten.

    Args:
        by: who imports.
        door: through what.
        received_list: which list.
        answers: what was said of rows that ask, by their place in the reading.
        left_out: the rows that are not imported, alike.
        reason: needed once the activity's result is confirmed.
        seen: the activity's version when the preview was shown.

    Raises:
        ReceivedListUnknown: when there is no such list.
        RowsUnanswered: when rows may be one person and nobody said whether they are.
        RoleMayNot, OutsideArea: when its activity is not the asker's to fill.
        ReasonNeeded: when the activity was confirmed and no reason is given.
        StaleSave: when the activity was saved after version ``seen`` and the list would change it.
    """
    with audit.writing(by.actor, Door(DoorKind.IMPORT, str(received_list), door.request), reason) as w:
        row = ReceivedList.objects.select_for_update().filter(uid=received_list).first()
        shown = preview(by, received_list, answers, left_out)
        locked(shown.activity.uid, by, Action.IMPORT_LISTS)
        assert row is not None  # noqa: S101 - preview refuses a list that is not there
        if shown.open:
            raise RowsUnanswered(filename=shown.filename, rows=shown.open_rows)
        made = iter(people.register(by=by, door=door, people=[_new_person(one) for one in shown.taken if one.is_new]))
        of_row = ids_of(shown.taken, made)
        ids = [of_row[line.index] for line in shown.taken]
        enrolled = _enrol(by, door, shown, ids, (reason, seen))
        people.fill_blanks(
            by=by, door=door, people={one.known.id: _new_person(one) for one in shown.taken if one.known and one.fills}
        )
        _note_rows(by, row, shown, ids)
        marks = _write_marks(by, door, shown, ids, reason)
        _note_import(row, shown)
        w.touch(RootKind.LIST, row.pk)
        return Imported(
            enrolled=enrolled,
            new_people=shown.new,
            linked_people=shown.linked,
            already_listed=shown.listed,
            mended=shown.mended,
            marks=marks,
        )


def _enrol(by: Standing, door: Door, shown: Preview, ids: Sequence[int], how: tuple[str, int | None]) -> int:
    """Put everybody into the activity's list who is not in it, and mend the lines of the others; return how many came in."""
    reason, seen = how
    activity = shown.activity.uid
    fresh = roll.enrol(
        by=by,
        door=door,
        activity=activity,
        enrolments=[_enrolment(person_id, line) for person_id, line in zip(ids, shown.taken, strict=True)],
        reason=reason,
        seen=seen,
    )
    enrolled = sum(one is not None for one in fresh)
    back = {line.known.id for line in shown.taken if line.returns and line.known}
    # Whoever was first to write raised the version; what the page showed was held against it then.
    seen = None if enrolled else seen
    returned = imports.return_lines(by=by, door=door, activity=activity, person_ids=back, reason=reason, seen=seen)
    uids = {one.person.id: one.uid for one in activities.roster(by, shown.activity.id)}
    mended = {uids[line.known.id]: _mended(line) for line in shown.taken if line.known and line.mends}
    imports.mend_lines(
        by=by, door=door, activity=activity, lines=mended, reason=reason, seen=None if returned else seen
    )
    return enrolled + returned


def _mended(line: Line) -> imports.Mended:
    read = line.read
    return imports.Mended(
        title=read.position if "position" in line.mends else None,
        unit=(line.unit.id if line.unit else None, read.unit or "") if "unit" in line.mends else None,
        ethnic_code=line.ethnic_code if "ethnic" in line.mends else None,
    )


def _note_import(row: ReceivedList, shown: Preview) -> None:
    if row.imported_at is None:
        row.imported_at, row.undone_at = clock.now(), None
        row.new_people, row.linked_people = shown.new, shown.linked
        row.mended = shown.mended
        row.unchanged = sum(
            (line.listed or line.is_same_as_twin) and not (line.fills or line.mends) for line in shown.taken
        )
    audit.renew(row, RootKind.LIST)
    row.save()


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


def _note_rows(by: Standing, row: ReceivedList, shown: Preview, ids: Sequence[int]) -> None:
    """Say for each row which line of the activity's list it named, once: by it a mended list finds its people again."""
    lines = {one.person.id: one.id for one in activities.roster(by, shown.activity.id)}
    noted = set(
        ImportedRow.objects.filter(
            received_list__file=row.file_id, received_list__activity=row.activity_id
        ).values_list("participation", "sheet", "row")
    )
    mine = {(one.sheet, one.row): one for one in ImportedRow.objects.filter(received_list=row)}
    fresh = []
    for person_id, line in zip(ids, shown.taken, strict=True):
        place = (line.read.sheet, line.read.row)
        if person_id not in lines or (lines[person_id], *place) in noted:
            continue
        # An import that was undone and made again may say otherwise whom a row names.
        named = mine.get(place)
        if named is None:
            fresh.append(
                ImportedRow(received_list=row, participation_id=lines[person_id], sheet=place[0], row=place[1])
            )
        else:
            named.participation_id = lines[person_id]
            named.save()
    audit.create_all(fresh)


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
            for person_id, line in zip(ids, seen.taken, strict=True)
            if (mark := line.read.marks[index]) is not None
            and person_id in roster
            and slot.id not in roster[person_id].marks
        }
        changed += roll.record_attendance(
            by=by, door=door, activity=seen.activity.uid, half_day=slot.uid, marks=marks, reason=reason
        ).changed
    return changed


@dataclass(frozen=True)
class Undone:
    """What taking an import back did.

    Attributes:
        off: how many lines stand in the activity's list no more.
        given_back: how many lines and persons say again what they said before.
        marks: how many marks of the roll were taken back.
        kept: what was left, and why.
    """

    off: int
    given_back: int
    marks: int
    kept: tuple[Kept, ...]


def undo_import(  # noqa: PLR0913 - the envelope's three, the list, and how it may be changed
    *,
    by: Standing,
    door: Door,
    received_list: UUID,
    void: str,
    reason: str = "",
    seen: int | None = None,
) -> Undone:
    """Take back what the last import of a list did, except what something else has used since; all of it stays in history.

    Lines, posts and marks that it made are taken back, what it mended says again what it said before. Its list can be
    imported again; the people come back then. A person whom it made stands nowhere any more, unless something names her.

    Args:
        by: who takes it back.
        door: through what.
        received_list: which list.
        void: why a line is off the list, as its history then says, where no reason is given.
        reason: needed once the activity's result is confirmed.
        seen: the activity's version that the page showed.

    Raises:
        ReceivedListUnknown: when there is no such list.
        ListNotImported: when it is not imported, or was taken back already.
        RoleMayNot, OutsideArea: when its activity is not the asker's to fill.
        ReasonNeeded: when the activity was confirmed and no reason is given.
        StaleSave: when the activity was saved after version ``seen``.
    """
    with audit.writing(by.actor, Door(DoorKind.IMPORT, str(received_list), door.request), reason) as w:
        row = ReceivedList.objects.select_for_update().filter(uid=received_list).first()
        stays = kept(by, received_list)
        assert row is not None  # noqa: S101 - kept refuses a list that is not there
        activity = activities.by_id([row.activity_id])[row.activity_id].uid
        locked(activity, by, Action.IMPORT_LISTS)
        entry = import_entry(row.pk)
        if row.imported_at is None or entry is None:
            raise ListNotImported(filename=row.filename)
        left = {one.participation_id for one in stays if one.why != "elsewhere"}
        spared = {one.person_id for one in stays if one.why != "elsewhere"}
        given_back = _give_back_fills(by, door, entry, spared)
        _take_posts_back(by, door, entry, (row.activity_id, spared))
        done = imports.take_back(
            by=by, door=door, activity=activity, entry=entry, leave=left, void=reason or void, reason=reason, seen=seen
        )
        row.imported_at, row.undone_at = None, clock.now()
        audit.renew(row, RootKind.LIST)
        row.save()
        w.touch(RootKind.LIST, row.pk)
        return Undone(len(done.off), len(done.mended_back) + given_back, done.marks, stays)


def _give_back_fills(by: Standing, door: Door, entry: int, spared: Collection[int]) -> int:
    """Give persons whom the import filled back what was known of them before, unless they were changed since."""
    done = 0
    for was in taking_back.fills_of(entry):
        if was.person_id in spared:
            continue
        said = people.NewPerson(was.name, was.sex, was.birth, was.ethnic_code, was.phone)
        people.mend(by=by, door=door, person=was.person, said=said)
        done += 1
    return done


def _take_posts_back(by: Standing, door: Door, entry: int, where: tuple[int, Collection[int]]) -> None:
    """Take back the posts that the import noted; not those that another activity's list says, too: they were noted once."""
    activity_id, spared = where
    posts = taking_back.posts_of(entry)
    elsewhere = {
        (line.person.id, line.title, line.unit_as_written)
        for line in activities.participations_of({post.person_id for post, _ in posts})
        if line.activity_id != activity_id
    }
    for post, before in posts:
        if post.person_id in spared or (post.person_id, post.title, post.unit_as_written) in elsewhere:
            continue
        after = people.NewPost(post.person_id, before.title, before.unit_id, before.unit_as_written, before.noted_on)
        wrong = people.NewPost(post.person_id, post.title, post.unit_id, post.unit_as_written, post.noted_on)
        people.mend_post(by=by, door=door, before=wrong, after=after)
