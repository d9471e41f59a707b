"""What the processes of ``worker`` do, and how they look at what is there afterwards."""

import io
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
from django.core.management import call_command
from django.db import connections, transaction

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.errors import AlreadySaved
from nepmoi.core.audit.models import Counter as Seq
from nepmoi.core.audit.models import Entry, Touch
from nepmoi.core.audit.rules import Door, DoorKind, RootKind
from nepmoi.core.files.models import StoredFile
from nepmoi.core.files.selectors import view as file_view
from nepmoi.fieldwork.activities.models import Activity, HalfDay, Participation, Presence
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.fieldwork.training import services as training
from nepmoi.intake.rosters import services as rosters
from nepmoi.intake.rosters.models import ImportedRow, ReceivedList
from nepmoi.registry.organisation.models import Office
from nepmoi.registry.organisation.selectors import console, view
from nepmoi.registry.people import services as people
from nepmoi.registry.people.models import Merger, Person
from nepmoi.registry.people.rules.merging import Field
from tests import cast as company
from tests import write_watcher
from tests.intake.rosters.importing import FOUR, ROSTERS, SECOND
from tests.system.killing import points

CODES = ("courses", "people_trained", "training_participations", "half_day_presences", "women_trained")
BY = console("processes")
LEARNERS = 12

# --- Jobs ------------------------------------------------------------------------------------------------------------


def prepare() -> None:
    """Tables, and the small cast."""
    call_command("migrate", verbosity=0, interactive=False)


def assemble() -> None:
    company.assemble()


def office() -> Any:
    return view(Office.objects.get(name="Hội LHPN tỉnh Hà Tĩnh"))


def course(number: int = 0) -> dict[str, Any]:
    """A confirmed course of four half-days with some people, all of them present."""
    where = company.unit("xã Hương Liên", SECOND)
    plan = life.Plan(
        kind="training",
        name=f"Lớp {number}",
        first_day=FOUR[0][0],
        last_day=SECOND,
        venue="",
        venue_unit_id=company.unit("huyện Hương Khê"),
        host=office(),
        contents=("nd4",),
        half_days=FOUR,
    )
    with audit.writing(BY.actor, company.DOOR):
        uid = life.plan(by=BY, door=company.DOOR, plan=plan)
        made = [people.NewPerson(f"Hồ Thị {number} {place}", company.Sex.FEMALE) for place in range(LEARNERS)]
        ids = people.register(by=BY, door=company.DOOR, people=made)
        enrolments = [
            roll.Enrolment(person_id, one.name, "", where, "xã Hương Liên", "01")
            for person_id, one in zip(ids, made, strict=True)
        ]
        roll.enrol(by=BY, door=company.DOOR, activity=uid, enrolments=enrolments)
        for slot in HalfDay.objects.filter(activity__uid=uid):
            call(uid, slot.uid, Mark.PRESENT)
        life.mark_held(by=BY, door=company.DOOR, activity=uid)
        life.confirm(by=BY, door=company.DOOR, activity=uid)
    slots = HalfDay.objects.filter(activity__uid=uid).order_by("day", "-part")
    return {"course": str(uid), "half_days": [str(slot.uid) for slot in slots]}


def call(activity: UUID, half_day: UUID, mark: Mark, request: UUID | None = None) -> int:
    """The roll of one half-day: everybody the same."""
    listed = Participation.objects.filter(activity__uid=activity).values_list("uid", flat=True)
    door = Door(DoorKind.PAGE, "/roll", request)
    marks: dict[UUID, Mark | None] = dict.fromkeys(listed, mark)
    return roll.record_attendance(
        by=BY, door=door, activity=activity, half_day=half_day, marks=marks, reason="Bản ký"
    ).changed


def two_days(word: str) -> bytes:
    """An office's list with the roll of two days, of people nobody knows yet."""
    book = openpyxl.load_workbook(ROSTERS / "two-days.xlsx")
    for sheet in book:
        top = next(row for row in sheet.iter_rows() if any("tên" in str(cell.value) for cell in row))
        column = next(cell.column for cell in top if "tên" in str(cell.value))
        for (cell,) in sheet.iter_rows(min_row=top[0].row + 1, min_col=column, max_col=column):
            if cell.value:
                cell.value = f"{cell.value} {word}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def receive(course: str, word: str) -> str:
    return str(
        rosters.receive(by=BY, door=company.DOOR, activity=UUID(course), filename="ds.xlsx", data=two_days(word))
    )


def import_list(received: str, kill: int | None = None) -> dict[str, Any]:
    with points(kill) as found:
        done = rosters.import_list(by=BY, door=company.DOOR, received_list=UUID(received), reason="Bổ sung")
    return {"points": found.passed, "enrolled": done.enrolled, "marks": done.marks}


def receive_killed(course: str, word: str, kill: int | None = None) -> dict[str, Any]:
    with points(kill) as found:
        receive(course, word)
    return {"points": found.passed}


def call_roll(course: str, half_day: str, mark: str, request: str, kill: int | None = None) -> dict[str, Any]:
    with points(kill) as found:
        try:
            call(UUID(course), UUID(half_day), Mark(mark), UUID(request))
        except AlreadySaved:
            return {"points": found.passed, "again": True}
    return {"points": found.passed, "again": False}


def records(course: str) -> list[str]:
    """Two of a course's records, the earlier first."""
    found = Participation.objects.filter(activity__uid=course).order_by("person_id")
    return [str(uid) for uid in found.values_list("person__uid", flat=True)[:2]]


def merge(keep: str, other: str, kill: int | None = None) -> dict[str, Any]:
    with points(kill) as found:
        uids = {"keep": UUID(keep), "other": UUID(other)}
        training.merge_people(by=BY, door=company.DOOR, **uids, taken=list(Field), reason="Một người")
    return {"points": found.passed}


def part(other: str) -> None:
    merger = Merger.objects.get(merged__uid=other, undone=False).uid
    people.undo_merger(by=BY, door=company.DOOR, merger=merger)


def one_person(keep: str, other: str) -> list[bool]:
    """What says that two records are one: the other's link, the survivor's name, the merger's row."""
    kept, merged = (Person.objects.get(uid=uid) for uid in (keep, other))
    return [
        merged.merged_into_id == kept.pk,
        kept.name == merged.name,
        Merger.objects.filter(survivor=kept, merged=merged, undone=False).exists(),
    ]


def refresh(kill: int | None = None) -> dict[str, Any]:
    with points(kill, duckdb=True) as found:
        figures.prepare()
    return {"points": found.passed}


# --- What is there afterwards ----------------------------------------------------------------------------------------


def look(course: str = "", received: str = "") -> dict[str, Any]:
    """How much of a course and of a list is there."""
    listed = Participation.objects.filter(activity__uid=course) if course else Participation.objects.none()
    held = Presence.objects.filter(half_day__activity__uid=course) if course else Presence.objects.none()
    lists = ReceivedList.objects.filter(uid=received) if received else ReceivedList.objects.none()
    return {
        "people": Person.objects.count(),
        "lines": listed.count(),
        "marks": dict(Counter(f"{slot}:{mark}" for slot, mark in held.values_list("half_day__uid", "mark"))),
        "lists": ReceivedList.objects.filter(activity__uid=course).count() if course else 0,
        "rows": ImportedRow.objects.filter(received_list__in=lists).count(),
        "imported": any(one.imported_at for one in lists),
    }


def problems() -> list[str]:
    """What is wrong with the records as a whole: the feed, the versions, the files, the figures."""
    found = []
    entries = list(Entry.objects.order_by("seq").values_list("seq", flat=True))
    if entries != list(range(1, len(entries) + 1)):
        found.append(f"the feed has gaps: {entries[:5]}…{entries[-5:]}")
    if Seq.objects.get().value != len(entries):
        found.append("the counter is not the last number")
    if Touch.objects.exclude(seq__lte=len(entries)).exists():
        found.append("a touch without an entry")
    rooms = {"people", "activities", "rosters", "evidence", "community"}
    for model in write_watcher.versioned_models():
        if model._meta.app_label in rooms:
            found += [f"{model.__name__} {line}" for line in write_watcher._compare(model)]
    found += [f"file {row.sha256[:8]} is not whole" for row in StoredFile.objects.all() if not _whole(row)]
    return found + [said for said in [wrong_figures()] if said]


def wrong_figures() -> str:
    """Nothing when the figures are those of a plain recount."""
    ours, theirs = recount(), answers()
    return "" if ours == theirs else f"figures {theirs}, recounted {ours}"


def _whole(row: StoredFile) -> bool:
    path = file_view(row).path
    return path.exists() and path.stat().st_size == row.size


def answers() -> dict[str, list[int]]:
    """The figures that the product gives."""
    found = {}
    for code in CODES:
        answer = figures.answer(figures.question(code=code, map=date(2024, 12, 31)), BY)
        found[code] = [answer.value or 0, answer.unknown, answer.unconfirmed]
    return found


def recount() -> dict[str, list[int]]:
    """The same figures counted by hand from the records."""
    marks: dict[tuple[int, int], str] = {}
    for line, slot, mark in Presence.objects.values_list("participation_id", "half_day_id", "mark"):
        marks[line, slot] = mark
    counts = {code: Counter3() for code in CODES}
    into = dict(Person.objects.values_list("pk", "merged_into_id"))
    sex = dict(Person.objects.values_list("pk", "sex"))

    def whose(record: int) -> int:
        return record if (end := into[record]) is None else whose(end)

    for activity in Activity.objects.filter(void_reason="", kind__code="training", status__in=("held", "confirmed")):
        slots = list(HalfDay.objects.filter(activity=activity).values_list("pk", flat=True))
        counts["courses"].add(activity.pk, activity.status, fits=True)
        lines = Participation.objects.filter(activity=activity, void_reason="")
        for line in lines:
            own = [marks.get((line.pk, slot), "") for slot in slots]
            there = "present" in own if any(own) else None
            human = whose(line.person_id)
            woman = {"female": True, "male": False}.get(sex[human])
            counts["people_trained"].add(human, activity.status, fits=there)
            counts["training_participations"].add((activity.pk, human), activity.status, fits=there)
            both = False if False in {there, woman} else None if None in {there, woman} else True
            counts["women_trained"].add(human, activity.status, fits=both)
            for slot, mark in zip(slots, own, strict=True):
                fits = mark == "present" if mark else None
                counts["half_day_presences"].add((slot, human), activity.status, fits=fits)
    return {code: count.figures() for code, count in counts.items()}


class Counter3:
    """Things that count once: surely, perhaps, or once they are confirmed."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, bool], set[Any]] = {}

    def add(self, key: object, status: str, *, fits: bool | None) -> None:
        if fits is not False:
            self._found.setdefault((status, fits is None), set()).add(key)

    def figures(self) -> list[int]:
        sure, maybe, held = (
            self._found.get(kind, set()) for kind in (("confirmed", False), ("confirmed", True), ("held", False))
        )
        return [len(sure), len(maybe - sure), len(held)]


# --- Several at once -------------------------------------------------------------------------------------------------


def together(barrier: Barrier | None) -> None:
    """Begin when all the others are ready, too."""
    if barrier:
        connections["default"].ensure_connection()
        barrier.wait(60)


def write_many(course: str, half_day: str, times: int, start: int, barrier: Barrier | None = None) -> int:
    """Turn everybody's mark back and forth."""
    together(barrier)
    done = 0
    for number in range(start, start + times):
        done += bool(call(UUID(course), UUID(half_day), (Mark.PRESENT, Mark.ABSENT)[number % 2]))
    return done


def enter_many(times: int, start: int, barrier: Barrier | None = None) -> int:
    """New people, one write each."""
    together(barrier)
    for number in range(start, start + times):
        people.register(by=BY, door=company.DOOR, people=[people.NewPerson(f"Hồ Thị Nhiều {number}")])
    return times


def same_form(request: str, barrier: Barrier | None = None) -> str:
    together(barrier)
    try:
        with audit.writing(BY.actor, Door(DoorKind.PAGE, "/form", UUID(request))) as w:
            time.sleep(0.05)
            w.touch(RootKind.PROGRAMME, 0)
    except AlreadySaved:
        return "already saved"
    return "saved"


def follow(writes: int, barrier: Barrier | None = None) -> dict[str, Any]:
    """Read the feed until all writes are in it; what was below a number when it was seen may never change afterwards."""
    asked = figures.question(code="half_day_presences", map=date(2024, 12, 31))
    figures.answer(asked, BY)
    end = Seq.objects.get().value + writes
    together(barrier)
    seen: list[tuple[int, list[int]]] = []
    faults = []
    until = time.monotonic() + 60
    while time.monotonic() < until and (not seen or seen[-1][0] < end):
        with transaction.atomic(using="snapshot"):
            last = Seq.objects.using("snapshot").get().value
            numbers = Entry.objects.using("snapshot").filter(seq__lte=last).order_by("seq")
            below = list(numbers.values_list("pk", flat=True))
        if len(below) != last:
            faults.append(f"saw number {last} and {len(below)} writes")
        seen.append((last, below))
        if len(seen) % 5 == 0 and (knows := figures.answer(asked, BY).seq) < last:
            faults.append(f"the figure knows of {knows}, the feed stood at {last}")
    final = list(Entry.objects.order_by("seq").values_list("pk", flat=True))
    faults += [f"below {last} something came later" for last, below in seen if final[:last] != below]
    return {"faults": faults, "end": seen[-1][0] - end, "numbers": len({last for last, _ in seen})}


def hold_commit(course: str, half_day: str, mark: str, file: str) -> int:
    """Save a roll, and come to the commit only when a file is there; say by another that all is written but that."""
    connection = connections["default"]
    commit = connection._commit

    def late() -> None:
        Path(file + ".written").touch()
        while not Path(file).exists():
            time.sleep(0.01)
        commit()

    connection.ensure_connection()
    connection._commit = late  # type: ignore[method-assign]
    return call(UUID(course), UUID(half_day), Mark(mark))


def stay(folder: str) -> dict[str, Any]:
    """Answer, wait until the replica's folder was taken away, and answer again."""
    before = answers()
    Path(folder, "answered").touch()
    while not Path(folder, "removed").exists():
        time.sleep(0.01)
    return {"before": before, "after": answers(), "recount": recount()}


JOBS: dict[str, Callable[..., Any]] = {
    job.__name__: job
    for job in (
        prepare,
        assemble,
        course,
        receive,
        receive_killed,
        import_list,
        call_roll,
        records,
        merge,
        part,
        one_person,
        refresh,
        look,
        problems,
        wrong_figures,
        answers,
        recount,
        write_many,
        enter_many,
        same_form,
        follow,
        hold_commit,
        stay,
    )
}
