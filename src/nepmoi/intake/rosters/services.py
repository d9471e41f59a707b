"""Keeping a list as it came, and making an activity's list of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID, uuid5

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.errors import AlreadySaved
from nepmoi.core.audit.rules import Door, DoorKind, RootKind
from nepmoi.core.files import services as files
from nepmoi.fieldwork.activities.models import Activity
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import imports, roll
from nepmoi.fieldwork.activities.services.life import locked
from nepmoi.intake.rosters.errors import (
    ColumnsWithoutName,
    ListImported,
    ListNotImported,
    ListReadOtherwise,
    RowsUnanswered,
)
from nepmoi.intake.rosters.models import CellRepair, ColumnDecision, ImportedRow, ReceivedList
from nepmoi.intake.rosters.rules import reading as rules
from nepmoi.intake.rosters.rules.choices import Answer, ids_of
from nepmoi.intake.rosters.rules.columns import Cell, leaves_no_name
from nepmoi.intake.rosters.rules.entering import LONGEST, enrolment, line_mended, new_person, require_room
from nepmoi.intake.rosters.rules.headings import Role
from nepmoi.intake.rosters.rules.previews import Imported, Preview, Undone
from nepmoi.intake.rosters.rules.tray import Came
from nepmoi.intake.rosters.selectors import came_before, ghosts, import_entry, kept, preview
from nepmoi.kernel import clock
from nepmoi.kernel.errors import Invalid
from nepmoi.kernel.text import clean
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.people import services as people
from nepmoi.registry.people.selectors import taking_back


def receive(*, by: Standing, door: Door, activity: UUID, filename: str, data: bytes) -> UUID:
    """Keep an office's file for an activity and return the received list's uid; nothing is imported yet.

    Raises:
        NotAList and the other refusals of ``rules.reading.read``: then nothing is kept.
        CellTooLong: when a name, post or unit is too long to be one; alike.
        ActivityUnknown, OutsideArea: when the activity is not the asker's to fill.
    """
    require_room(rules.read(data, filename, on=clock.today()), filename)
    with audit.writing(by.actor, door) as w:
        return _keep(w, locked(activity, by, Action.IMPORT_LISTS), filename, data)


def take_in(*, by: Standing, door: Door, activity: UUID, lists: Sequence[tuple[str, bytes]]) -> tuple[Came, ...]:
    """Keep several files for an activity, each as a list of its own; one that is refused keeps none of the others out.

    Raises:
        ActivityUnknown, OutsideArea: when the activity is not the asker's to fill.
    """
    of = activities.activity(by, activity).id
    before = {data: came_before(of, data) for _, data in lists}
    fresh: dict[bytes, str] = {}
    refused: dict[bytes, Invalid] = {}
    for filename, data in lists:
        if before[data] is None and data not in {*fresh, *refused}:
            try:
                require_room(rules.read(data, filename, on=clock.today()), filename)
                fresh[data] = filename
            except Invalid as error:
                refused[data] = error
    uids = {data: known.uid for data, known in before.items() if known}
    first = {data: index for index, (_, data) in reversed([*enumerate(lists)])}
    came = [
        Came(name, data in uids or first[data] != index, refused.get(data)) for index, (name, data) in enumerate(lists)
    ]
    if fresh:
        with audit.writing(by.actor, door) as w:
            row = locked(activity, by, Action.IMPORT_LISTS)
            uids |= {data: _keep(w, row, filename, data) for data, filename in fresh.items()}
    return tuple(replace(one, uid=uids.get(data)) for one, (_, data) in zip(came, lists, strict=True))


def _keep(w: audit.Write, activity: Activity, filename: str, data: bytes) -> UUID:
    received = ReceivedList(
        file=files.keep(data=data, media_type="application/octet-stream"),
        filename=filename[:255],
        activity=activity,
        received_at=clock.now(),
    )
    received.save()
    w.touch(RootKind.LIST, received.pk)
    return received.uid


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
            repair.value = clean(value)[: LONGEST["unit"]]
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
    reading: str = "",
    asks_all: bool = False,
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
        reading: the fingerprint of the reading that was shown, whose rows ``answers`` and ``left_out`` count.
        asks_all: a page imports: refuse also rows that only a page asks about, and a list that is imported.

    Raises:
        ReceivedListUnknown: when there is no such list.
        ListImported: with ``asks_all``, when it is imported.
        ListReadOtherwise: when somebody said meanwhile what its columns or cells hold.
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
        if asks_all and row.imported_at is not None:
            raise ListImported(filename=row.filename)
        if reading and reading != shown.fingerprint:
            raise ListReadOtherwise(filename=shown.filename)
        if shown.open or (asks_all and shown.waiting):
            raise RowsUnanswered(filename=shown.filename, rows=shown.open_rows)
        made = iter(people.register(by=by, door=door, people=[new_person(one) for one in shown.taken if one.is_new]))
        of_row = ids_of(shown.taken, made)
        ids = [of_row[line.index] for line in shown.taken]
        enrolled = _enrol(by, door, shown, ids, (reason, seen))
        people.fill_blanks(
            by=by, door=door, people={one.known.id: new_person(one) for one in shown.taken if one.known and one.fills}
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


def import_ready(
    *, by: Standing, door: Door, lists: Sequence[UUID], reason: str = "", seen: int | None = None
) -> dict[UUID, Imported | None]:
    """Import several lists that ask nothing, one after the other; each is a write of its own, whole or nothing.

    Who stands in two of them is entered with the first. A list that asks something by then, for somebody may stand in the
    one before, is passed over (None), and so is one that is imported already.

    Raises:
        AlreadySaved: when the press was sent before, and there is nothing left of it to do.
        ReceivedListUnknown, RoleMayNot, OutsideArea, ReasonNeeded, StaleSave: as for one list.
    """
    done: dict[UUID, Imported | None] = {}
    again: AlreadySaved | None = None
    for uid in lists:
        own = replace(door, request=uuid5(door.request, str(uid)) if door.request else None)
        first = None if any(done.values()) else seen
        try:
            done[uid] = import_list(by=by, door=own, received_list=uid, reason=reason, seen=first, asks_all=True)
        except (RowsUnanswered, ListImported):
            done[uid] = None
        except AlreadySaved as error:
            again = error
    if again and not any(done.values()):
        raise again
    return done


def _enrol(by: Standing, door: Door, shown: Preview, ids: Sequence[int], how: tuple[str, int | None]) -> int:
    """Put everybody into the activity's list who is not in it, and mend the lines of the others; return how many came in."""
    reason, seen = how
    activity = shown.activity.uid
    fresh = roll.enrol(
        by=by,
        door=door,
        activity=activity,
        enrolments=[enrolment(person_id, line) for person_id, line in zip(ids, shown.taken, strict=True)],
        reason=reason,
        seen=seen,
    )
    enrolled = sum(one is not None for one in fresh)
    back = {line.known.id for line in shown.taken if line.returns and line.known}
    # Whoever was first to write raised the version; what the page showed was held against it then.
    seen = None if enrolled else seen
    returned = imports.return_lines(by=by, door=door, activity=activity, person_ids=back, reason=reason, seen=seen)
    uids = {one.person.id: one.uid for one in activities.roster(by, shown.activity.id)}
    mended = {uids[line.known.id]: line_mended(line) for line in shown.taken if line.known and line.mends}
    imports.mend_lines(
        by=by, door=door, activity=activity, lines=mended, reason=reason, seen=None if returned else seen
    )
    return enrolled + returned


def _note_import(row: ReceivedList, shown: Preview) -> None:
    if row.imported_at is None:
        row.imported_at, row.undone_at = clock.now(), None
        row.new_people, row.linked_people = shown.new, shown.linked
        row.mended, row.unchanged = shown.mended, shown.unchanged
    audit.renew(row, RootKind.LIST)
    row.save()


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
        said = zip(ids, (line.read.marks[index] for line in seen.taken), strict=True)
        marks: dict[UUID, Mark | None] = {
            roster[person_id].uid: Mark(mark.value)
            for person_id, mark in said
            if mark is not None and person_id in roster and slot.id not in roster[person_id].marks
        }
        changed += roll.record_attendance(
            by=by, door=door, activity=seen.activity.uid, half_day=slot.uid, marks=marks, reason=reason
        ).changed
    return changed


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
    imported again; the people come back then. Whom imports alone made and nothing else names is void until then.

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
        left = {one.participation_id for one in stays if one.keeps_line}
        spared = {one.person_id for one in stays if one.keeps_line}
        given_back = _give_back_fills(by, door, entry, spared)
        _take_posts_back(by, door, entry, (row.activity_id, spared))
        done = imports.take_back(
            by=by, door=door, activity=activity, entry=entry, leave=left, void=reason or void, reason=reason, seen=seen
        )
        void_people = ghosts([line.person.id for line in activities.participations_by_id(done.off).values()])
        people.set_void(by=by, door=door, people=void_people, reason=reason or void)
        row.imported_at, row.undone_at = None, clock.now()
        audit.renew(row, RootKind.LIST)
        row.save()
        w.touch(RootKind.LIST, row.pk)
        return Undone(len(done.off), len(done.mended_back) + given_back, done.marks, len(void_people), stays)


def _give_back_fills(by: Standing, door: Door, entry: int, spared: Collection[int]) -> int:
    """Give persons whom the import filled back what was known of them before, unless they were changed since."""
    fills = [was for was in taking_back.fills_of(entry) if was.person_id not in spared]
    for was in fills:
        said = people.NewPerson(was.name, was.sex, was.birth, was.ethnic_code, was.phone)
        people.mend(by=by, door=door, person=was.person, said=said)
    return len(fills)


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
