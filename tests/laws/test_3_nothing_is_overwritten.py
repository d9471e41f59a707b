"""Law 3: nothing is overwritten. Each save leaves its earlier state, with who made it, when and why."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import models, transaction

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit import selectors as audit_reading
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.errors import StaleSave
from nepmoi.core.audit.models import Entry
from nepmoi.core.audit.rules import Door, DoorKind, RootKind
from nepmoi.fieldwork.activities.errors import ActivityUnknown
from nepmoi.fieldwork.activities.models import Activity, HalfDay, Participation, Presence
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, listed, pictures, roll, turns
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.fieldwork.community.services import groups as community
from nepmoi.fieldwork.evidence.services import photographs as evidence
from nepmoi.fieldwork.training import services as training
from nepmoi.registry.people import services as people
from nepmoi.registry.people.errors import SaidApart
from nepmoi.registry.people.models import Merger, Person
from nepmoi.registry.people.rules.merging import Field
from nepmoi.registry.people.selectors import persons
from tests import write_watcher
from tests.cast import CONSOLE, DOOR, MORNING, Cast, course, person, plan, unit
from tests.fieldwork.evidence.test_photographs import new as photograph
from tests.intake.rosters.importing import ROSTERS, bring, lines
from tests.intake.rosters.importing import course as empty_course

pytestmark = pytest.mark.django_db

PAGE = Door(DoorKind.PAGE, "/roll")


def kept() -> Counter[tuple[Any, ...]]:
    """Every earlier version, entry and touch."""
    found: Counter[tuple[Any, ...]] = Counter()
    for model in write_watcher.our_models():
        label = model._meta.label
        if "Historical" in label or label in {"audit.Entry", "audit.Touch"}:
            found.update((label, *row) for row in model._base_manager.values_list())
    return found


def half_days(uid: UUID) -> list[HalfDay]:
    return list(HalfDay.objects.filter(activity__uid=uid).order_by("day", "-part"))


def versions(row: models.Model) -> list[Any]:
    """A row's states, the oldest first."""
    return list(type(row).history.filter(id=row.pk).order_by("history_id"))  # type: ignore[attr-defined]


# --- A long life of records ------------------------------------------------------------------------------------------


def steps(cast: Cast) -> Iterator[Callable[[], object]]:
    """Every service that changes what is there, one after the other, on the same records."""
    uid = empty_course(cast)
    two_days = ROSTERS / "two-days.xlsx"
    yield lambda: bring(cast, uid, two_days.read_bytes(), two_days.name)
    slot = half_days(uid)[0].uid
    common: dict[str, Any] = {"by": cast.officer, "door": DOOR, "activity": uid}
    everyone = [line.uid for line in lines(cast, uid)]
    for mark in (Mark.PRESENT, Mark.ABSENT, None, Mark.EXCUSED):
        yield lambda mark=mark: roll.record_attendance(**common, half_day=slot, marks=dict.fromkeys(everyone, mark))
    one = person("Hồ Thị Thêm")
    yield lambda: roll.enrol(**common, enrolments=[roll.Enrolment(one, "Hồ Thị Thêm", "Trưởng bản")])
    yield lambda: roll.add_walk_in(**common, person=people.NewPerson("Hồ Thị Ghé"), half_day=slot)
    yield lambda: pictures.add_photographs(**common, half_day=slot, pictures=[photograph()])
    yield lambda: life.mark_held(**common)
    yield lambda: life.confirm(**common)
    yield lambda: roll.record_attendance(**common, half_day=slot, marks={everyone[0]: None}, reason="Bản ký")
    yield lambda: bring(cast, uid, two_days.read_bytes(), two_days.name, reason="Gửi lại")
    yield from mendings(cast, uid, one)
    yield lambda: people.note_posts(
        by=cast.officer, door=DOOR, posts=[people.NewPost(one, "Bí thư", None, "Bản Giàng II", date(2025, 1, 1))]
    )
    group = community.NewGroup(
        GroupKind.COMMUNICATION_TEAM, "Tổ thử", unit("xã Hương Liên"), cast.province, date(2024, 1, 1)
    )
    made: list[UUID] = []
    yield lambda: made.append(community.enter_group(by=cast.officer, door=DOOR, new=group))
    member = {"by": cast.officer, "door": DOOR, "noted_on": date(2024, 10, 23)}
    yield lambda: community.add_members(**member, group=made[0], members=[(one, "")])  # type: ignore[arg-type]


def mendings(cast: Cast, uid: UUID, person_id: int) -> Iterator[Callable[[], object]]:
    """What an officer mends of a confirmed course, its list, a person and a photograph, and takes back."""
    why: dict[str, Any] = {"by": cast.officer, "door": DOOR, "activity": uid, "reason": "Ghi nhầm"}
    found = activities.activity(cast.officer, uid)
    days = tuple((slot.day, slot.part) for slot in activities.half_days(found.id))
    said = plan(cast, name="Tên đúng", last_day=found.last_day, first_day=found.first_day, half_days=days)
    yield lambda: training.revise_course(**why, course=said, sessions=[])
    line = lines(cast, uid)[0]
    yield lambda: listed.mend_line(**why, line=line.uid, said=listed.Said("Hồ Thị Đúng", "Trưởng bản"))
    yield lambda: listed.take_off(**why, line=line.uid)
    yield lambda: listed.put_back(**why, line=line.uid)
    known = persons.by_id([person_id])[person_id]
    yield lambda: people.mend(
        by=CONSOLE, door=DOOR, person=known.uid, said=people.NewPerson("Hồ Thị Đúng Tên"), reason="Căn cước"
    )
    [picture] = activities.pictures([found.id])
    of: dict[str, Any] = {"by": cast.officer, "door": DOOR, "photograph": picture.photograph.uid}
    yield lambda: evidence.mend(**of, said=evidence.Said("Chú thích đúng"))
    yield lambda: evidence.make_void(**of, reason="Ảnh lớp khác")
    yield lambda: turns.take_back(**why)
    yield lambda: training.revise_course(**why, course=replace(said, half_days=days), sessions=[], trainers=[])
    yield lambda: turns.take_back(**why)
    yield lambda: turns.cancel(**why)
    yield lambda: turns.plan_again(**why, first_day=date(2024, 10, 29))


def test_no_step_changes_what_was_kept_before(cast: Cast) -> None:
    before = kept()
    for step in steps(cast):
        entries = Entry.objects.count()
        step()
        after = kept()
        assert not before - after, "an earlier version, entry or touch was changed or lost"
        assert Entry.objects.count() > entries
        before = after


def test_the_last_version_is_the_row_and_the_first_is_how_it_came(cast: Cast) -> None:
    for step in steps(cast):
        step()
    for model in write_watcher.versioned_models():
        for row in model._base_manager.all():
            states = versions(row)
            assert states, f"{model.__name__} {row.pk} has no version"
            assert [state.history_type for state in states] == ["+", *["~"] * (len(states) - 1)]
            columns = [field.attname for field in states[-1].tracked_fields]
            assert [getattr(states[-1], name) for name in columns] == [getattr(row, name) for name in columns]


def test_each_version_says_who_when_why_and_through_which_door(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    [line] = lines(cast, uid)
    slot = half_days(uid)[0].uid
    common: dict[str, Any] = {"by": cast.officer, "activity": uid, "half_day": slot}
    roll.record_attendance(**common, door=PAGE, marks={line.uid: Mark.ABSENT})
    roll.record_attendance(**common, door=PAGE, marks={line.uid: Mark.PRESENT}, reason="Nhầm dòng")
    first, second = versions(Presence.objects.get())
    assert (first.mark, second.mark) == ("absent", "present")
    entries = audit_reading.entries([first.entry_id, second.entry_id])
    assert [(entries[state.entry_id].by, entries[state.entry_id].reason) for state in (first, second)] == [
        (cast.officer.actor.name, ""),
        (cast.officer.actor.name, "Nhầm dòng"),
    ]
    assert {(entry.door, entry.door_detail) for entry in entries.values()} == {("page", "/roll")}
    assert first.history_date <= second.history_date
    root = activities.activity(cast.officer, uid)
    newest = audit_reading.entries_of(RootKind.ACTIVITY, root.id)
    assert [entry.id for entry in newest][:2] == [second.entry_id, first.entry_id]


def test_a_mark_taken_back_is_still_known(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    [line] = lines(cast, uid)
    slot = half_days(uid)[0].uid
    for mark in (Mark.PRESENT, None):
        roll.record_attendance(by=cast.officer, door=DOOR, activity=uid, half_day=slot, marks={line.uid: mark})
    assert [state.mark for state in versions(Presence.objects.get())] == ["present", ""]


def test_the_states_of_an_activity_are_all_there(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    marks = {lines(cast, uid)[0].uid: Mark.PRESENT}
    for slot in half_days(uid):
        roll.record_attendance(by=cast.officer, door=DOOR, activity=uid, half_day=slot.uid, marks=marks)
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    row = Activity.objects.get(uid=uid)
    assert [step.status.value for step in activities.steps(row.pk)] == ["planned", "held", "confirmed"]
    numbers = [state.version for state in versions(row)]
    assert numbers == list(range(1, len(numbers) + 1))


# --- Nothing goes past it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("save", [Person.save, lambda row: audit.create_all([row])], ids=["one", "many"])
def test_nothing_is_saved_without_an_entry(
    cast: Cast, watcher: write_watcher.Watcher, save: Callable[[Person], None]
) -> None:
    row = Person(name="Hồ Thị Lạc", name_key="", search_key="", sort_key="")
    with pytest.raises(AssertionError, match=r"outside audit\.writing"), transaction.atomic():
        save(row)
    assert not Person.objects.filter(name="Hồ Thị Lạc").exists()
    watcher.forget()


def test_what_was_saved_in_between_is_not_saved_over(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    [line] = lines(cast, uid)
    slot = half_days(uid)[0].uid
    seen = activities.activity(cast.officer, uid).version
    common: dict[str, Any] = {"door": DOOR, "activity": uid}
    roll.record_attendance(**common, by=cast.officer, half_day=slot, marks={line.uid: Mark.PRESENT}, seen=seen)
    before = kept()
    other = Mark.ABSENT
    stale: list[Callable[[], object]] = [
        lambda: roll.record_attendance(**common, by=cast.officer, half_day=slot, marks={line.uid: other}, seen=seen),
        lambda: roll.enrol(
            **common, by=cast.officer, enrolments=[roll.Enrolment(person("Hồ Hai"), "Hồ Hai")], seen=seen
        ),
        lambda: life.mark_held(**common, by=cast.officer, seen=seen),
        lambda: life.confirm(**common, by=cast.officer, seen=seen),
    ]
    for save in stale:
        with pytest.raises(StaleSave) as refused, transaction.atomic():
            save()
        assert refused.value.by == cast.officer.actor.name
    assert not before - kept()
    assert Presence.objects.get().mark == "present"


def test_a_list_that_is_sent_again_leaves_marks_as_people_corrected_them(cast: Cast) -> None:
    uid = empty_course(cast)
    data = (ROSTERS / "two-days.xlsx").read_bytes()
    bring(cast, uid, data)
    slot = half_days(uid)[0]
    marks = dict.fromkeys((line.uid for line in lines(cast, uid)), Mark.EXCUSED)
    roll.record_attendance(by=cast.officer, door=DOOR, activity=uid, half_day=slot.uid, marks=marks)
    bring(cast, uid, data)
    assert {mark.mark for mark in Presence.objects.filter(half_day=slot)} == {"excused"}


def test_what_was_written_at_the_time_stays_when_the_person_is_known_better(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    line = Participation.objects.get()
    other = life.plan(by=cast.officer, door=DOOR, plan=plan(cast))
    later = roll.Enrolment(line.person_id, "HỒ THỊ MỘT", "Chủ tịch Hội", unit("xã Hương Vĩnh"), "Hương Vĩnh", "44")
    roll.enrol(by=cast.officer, door=DOOR, activity=other, enrolments=[later])
    [same] = lines(cast, uid)
    assert (same.name_as_written, same.title, same.unit_id) == (
        line.name_as_written,
        line.title_then,
        line.unit_then_id,
    )


# --- Void, not delete ------------------------------------------------------------------------------------------------


def void(cast: Cast, row: Any, kind: RootKind, root: models.Model) -> None:
    """What a service that makes something void does."""
    with audit.writing(cast.officer.actor, DOOR, "Nhập nhầm") as w:
        row.void_reason = "Nhập nhầm"
        if row == root:
            audit.renew(row, kind)
        row.save()
        w.touch(kind, root.pk)


def count(cast: Cast) -> int:
    return figures.answer(figures.question(code="training_participations", year=2024), cast.officer).value or 0


def test_what_is_void_leaves_lists_and_figures_and_stays_in_the_records(cast: Cast) -> None:
    day = [MORNING]
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên", "Hồ Hai": "xã Hương Vĩnh"}, half_days=day)
    slot = half_days(uid)[0].uid
    marks = {line.uid: Mark.PRESENT for line in lines(cast, uid)}
    roll.record_attendance(by=cast.officer, door=DOOR, activity=uid, half_day=slot, marks=marks)
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    before = count(cast)
    root = Activity.objects.get(uid=uid)
    line = Participation.objects.filter(activity=root).first()
    void(cast, line, RootKind.ACTIVITY, root)
    assert (len(lines(cast, uid)), count(cast)) == (1, before - 1)
    void(cast, root, RootKind.ACTIVITY, root)
    assert count(cast) == before - 2
    with pytest.raises(ActivityUnknown):
        activities.activity(cast.officer, uid)
    assert (Participation.objects.filter(activity=root).count(), Presence.objects.count()) == (2, 2)
    assert [state.void_reason for state in versions(root)][-2:] == ["", "Nhập nhầm"]


def test_nothing_goes_because_something_else_went() -> None:
    """Every key of ours is PROTECT: no row of a record is deleted with another one."""
    keys = [
        f"{model.__name__}.{field.name}"
        for model in write_watcher.our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
        # Accounts' own tables of groups and permissions are Django's, and unused.
        if not (model._meta.auto_created or "Historical" in model.__name__)
    ]
    assert keys == []


# --- Two records, one person -----------------------------------------------------------------------------------------


def both(*ids: int) -> list[dict[str, Any]]:
    """What two records say, their versions aside."""
    columns = [field.attname for field in Person._meta.concrete_fields if field.name != "version"]
    return list(Person.objects.filter(pk__in=ids).order_by("pk").values(*columns))


def test_a_merger_keeps_both_records_and_its_undoing_gives_back_what_it_took(cast: Cast) -> None:
    ids = person("Hồ Hoa", 1980), person("Hồ Thị Hoa", 1981)
    one, other = (Person.objects.get(pk=pk).uid for pk in ids)
    before, history = both(*ids), kept()
    merger = people.merge(by=CONSOLE, door=DOOR, keep=one, other=other, taken=[Field.NAME], reason="Một người")
    assert history <= kept(), "what was written stays written"
    merged = both(*ids)
    assert merged[1] == before[1] | {"merged_into_id": ids[0]}, "the other record says what it said"
    assert people_of(ids[0]).name == "Hồ Thị Hoa"
    people.undo_merger(by=CONSOLE, door=DOOR, merger=merger)
    assert both(*ids) == before
    assert [version.name for version in versions(people_of(ids[0]))] == ["Hồ Hoa", "Hồ Thị Hoa", "Hồ Hoa"]
    entry = Entry.objects.get(pk=Merger.objects.get(uid=merger).made_by)
    assert (entry.reason, entry.actor_name) == ("Một người", "tests")


def people_of(pk: int) -> Person:
    return Person.objects.get(pk=pk)


def test_what_was_corrected_after_a_merger_outlives_its_undoing(cast: Cast) -> None:
    ids = person("Hồ Hoa", 1980), person("Hồ Thị Hoa", 1981)
    one, other = (Person.objects.get(pk=pk).uid for pk in ids)
    merger = people.merge(by=CONSOLE, door=DOOR, keep=one, other=other, taken=[Field.NAME, Field.BIRTH])
    with audit.writing(CONSOLE.actor, DOOR) as w:
        row = people_of(ids[0])
        row.birth_year = 1982
        audit.renew(row, RootKind.PERSON)
        row.save()
        w.touch(RootKind.PERSON, row.pk)
    undone = people.undo_merger(by=CONSOLE, door=DOOR, merger=merger)
    assert undone.left == (Field.BIRTH,)
    assert (people_of(ids[0]).name, people_of(ids[0]).birth_year) == ("Hồ Hoa", 1982)


def test_the_second_officer_at_a_pair_overwrites_nothing(cast: Cast) -> None:
    ids = person("Hồ Hoa", 1980), person("Hồ Thị Hoa", 1981)
    one, other = (Person.objects.get(pk=pk).uid for pk in ids)
    people.say_apart(by=CONSOLE, door=DOOR, one=one, other=other, reason="Hai chị em")
    state, history = both(*ids), kept()
    with pytest.raises(SaidApart):
        people.merge(by=CONSOLE, door=DOOR, keep=one, other=other)
    people.take_back_apart(by=CONSOLE, door=DOOR, one=one, other=other)
    with pytest.raises(StaleSave):
        people.merge(by=CONSOLE, door=DOOR, keep=one, other=other, seen=(1, 1))
    assert both(*ids) == state
    assert history <= kept()
