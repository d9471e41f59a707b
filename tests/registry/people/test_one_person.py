"""Two records become one person and two again; what is settled is settled once, and every step can be followed."""

from datetime import date
from uuid import UUID

import pytest

from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.training import services as training
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.organisation.errors import RoleMayNot
from nepmoi.registry.people import services as people
from nepmoi.registry.people.errors import (
    BothPresent,
    MergerUndone,
    MergerUnknown,
    PersonUnknown,
    RecordMerged,
    SaidApart,
    SamePerson,
    WhyMissing,
)
from nepmoi.registry.people.models import Person
from nepmoi.registry.people.rules.likeness import clear
from nepmoi.registry.people.rules.merging import Field
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import doubles, mergers
from nepmoi.registry.people.selectors import persons as register
from tests.cast import CONSOLE, DOOR, Cast, course, held, unit

pytestmark = pytest.mark.django_db
DAY = date(2024, 10, 22)


def entered(name: str, birth: str = "1980", place: str = "xã Hương Liên", **more: object) -> UUID:
    """Somebody of the register with a post in a unit of October 2024."""
    known = PartialDate.parse(birth) if birth else None
    new = people.NewPerson(name, **({"sex": Sex.FEMALE, "birth": known} | more))  # type: ignore[arg-type]
    [made] = people.register(by=CONSOLE, door=DOOR, people=[new])
    if place:
        post = people.NewPost(made, "Hội viên", unit(place, DAY), place, DAY)
        people.note_posts(by=CONSOLE, door=DOOR, posts=[post])
    return register.by_id([made])[made].uid


def row(uid: UUID) -> Person:
    return Person.objects.get(uid=uid)


def merge(cast: Cast, keep: UUID, other: UUID, *taken: Field, **more: object) -> UUID:
    return training.merge_people(by=cast.chair, door=DOOR, keep=keep, other=other, taken=taken, **more)  # type: ignore[arg-type]


def test_the_survivor_takes_over_what_was_chosen_and_the_other_stays_as_written(cast: Cast) -> None:
    keep, other = entered("Hồ Hoa"), entered("Hồ Thị Hoa", "12/06/1980", ethnic_code="44", phone="01682345678")
    was = row(other)
    uid = merge(cast, keep, other, Field.NAME, Field.BIRTH, Field.PHONE)
    survivor, merged = row(keep), row(other)
    assert (survivor.name, survivor.search_key, survivor.given_key) == ("Hồ Thị Hoa", "ho thi hoa", "hoa")
    assert (survivor.birth_year, survivor.birth_month, survivor.birth_day) == (1980, 6, 12)
    assert (survivor.phone, survivor.phone_key, survivor.ethnic_group) == ("01682345678", "0382345678", None)
    assert merged.merged_into_id == survivor.pk
    assert (merged.name, merged.birth_day, merged.phone) == (was.name, was.birth_day, was.phone)
    seen = mergers.merger(cast.chair, uid)
    assert (seen.before.name, seen.merged.name, seen.taken) == (
        "Hồ Hoa",
        "Hồ Thị Hoa",
        frozenset({Field.NAME, Field.BIRTH, Field.PHONE}),
    )
    assert [one.uid for one in mergers.mergers_into(register.same_as(survivor.pk))] == [uid]


def test_undone_both_are_as_before_except_what_was_changed_since(cast: Cast) -> None:
    keep, other = entered("Hồ Hoa"), entered("Hồ Thị Hoa", "12/06/1980")
    uid = merge(cast, keep, other, Field.NAME, Field.BIRTH)
    rename(keep, "Hồ Thị Hòa")
    late = people.NewPost(row(keep).pk, "Tổ trưởng", unit("xã Hương Liên", DAY), "", date(2025, 1, 1))
    people.note_posts(by=CONSOLE, door=DOOR, posts=[late])
    undone = people.undo_merger(by=cast.chair, door=DOOR, merger=uid)
    assert (undone.survivor, undone.merged, undone.left) == (keep, other, (Field.NAME,))
    assert (row(keep).name, row(keep).birth_month) == ("Hồ Thị Hòa", None)
    assert row(other).merged_into_id is None
    assert [post.title for post in register.posts([row(keep).pk])] == ["Tổ trưởng", "Hội viên"]
    assert mergers.mergers_into(register.same_as(row(keep).pk)) == []
    with pytest.raises(MergerUndone):
        people.undo_merger(by=cast.officer, door=DOOR, merger=uid)


def rename(uid: UUID, name: str) -> None:
    """What a correction of a name writes."""
    from nepmoi.core.audit import services as audit  # noqa: PLC0415 - nothing else here writes past the services
    from nepmoi.core.audit.rules import RootKind  # noqa: PLC0415

    with audit.writing(CONSOLE.actor, DOOR) as w:
        person = row(uid)
        person.name = name
        audit.renew(person, RootKind.PERSON)
        person.save()
        w.touch(RootKind.PERSON, person.pk)


def test_merged_ones_are_merged_on_and_parted_one_by_one(cast: Cast) -> None:
    one, two, three = (entered("Hồ Thị Hoa") for _ in range(3))
    first = merge(cast, one, two)
    second = merge(cast, three, one)
    ids = {uid: row(uid).pk for uid in (one, two, three)}
    assert set(register.survivors(ids.values()).values()) == {ids[three]}
    people.undo_merger(by=cast.chair, door=DOOR, merger=first)
    assert register.survivors(ids.values()) == {ids[one]: ids[three], ids[two]: ids[two], ids[three]: ids[three]}
    people.undo_merger(by=cast.chair, door=DOOR, merger=second)
    assert register.survivors(ids.values()) == {pk: pk for pk in ids.values()}


def test_no_ring_and_no_record_twice(cast: Cast) -> None:
    one, two, three = (entered("Hồ Thị Hoa") for _ in range(3))
    merge(cast, one, two)
    for keep, other in ((two, one), (one, two), (two, three), (three, two)):
        with pytest.raises(RecordMerged) as refused:
            merge(cast, keep, other)
        assert (refused.value.name, refused.value.into, refused.value.by) == ("Hồ Thị Hoa", "Hồ Thị Hoa", "chair (mẫu)")
    with pytest.raises(SamePerson):
        merge(cast, one, one)


def test_who_is_second_at_a_pair_is_told_what_the_first_did(cast: Cast) -> None:
    one, two = entered("Hồ Thị Hoa"), entered("Hồ Hoa")
    seen = (row(one).version, row(two).version)
    people.say_apart(by=cast.officer, door=DOOR, one=one, other=two, reason="Hai chị em", seen=seen)
    with pytest.raises(SaidApart) as refused:
        merge(cast, one, two, seen=seen)
    assert (refused.value.by, refused.value.because) == ("officer (mẫu)", "Hai chị em")
    people.take_back_apart(by=cast.officer, door=DOOR, one=two, other=one)
    with pytest.raises(StaleSave):
        merge(cast, one, two, seen=seen)
    merge(cast, one, two, seen=(row(one).version, row(two).version))
    with pytest.raises(RecordMerged):
        people.say_apart(by=cast.officer, door=DOOR, one=one, other=two, reason="Không phải")


def test_two_people_need_a_reason_and_leave_the_queue(cast: Cast) -> None:
    one, two = entered("Hồ Thị Hoa"), entered("Hồ Thị Hoa")
    names = [{pair.newer.uid, pair.older.uid} for pair in doubles.pairs(cast.chair).pairs]
    assert {one, two} in names
    with pytest.raises(WhyMissing):
        people.say_apart(by=cast.chair, door=DOOR, one=one, other=two, reason="  ")
    people.say_apart(by=cast.chair, door=DOOR, one=two, other=one, reason="Hai nhà")
    assert doubles.pairs(cast.chair).pairs == ()
    her = register.by_id([row(one).pk])[row(one).pk]
    assert [pair.older.uid for pair in doubles.doubles_of(cast.chair, her)] == [two]
    assert doubles.doubles_of(cast.chair, her, [row(two).pk]) == []
    said = mergers.apart(row(one).pk, row(two).pk)
    assert said is not None
    assert (said.reason, said.first.uid, said.second.uid) == ("Hai nhà", one, two)
    # Whoever is merged into one of the two is not the other either.
    three = entered("Hồ Hoa")
    merge(cast, three, one)
    assert [{pair.newer.uid, pair.older.uid} for pair in doubles.pairs(cast.chair).pairs] == []
    people.take_back_apart(by=cast.chair, door=DOOR, one=three, other=two)
    assert [{pair.newer.uid, pair.older.uid} for pair in doubles.pairs(cast.chair).pairs] == [{three, two}]


def test_only_officers_merge_and_only_whom_they_may_see(cast: Cast) -> None:
    one, two = entered("Hồ Thị Hoa"), entered("Hồ Thị Hoa")
    for by in (cast.collaborator, cast.inspector, cast.learner):
        with pytest.raises(RoleMayNot):
            people.merge(by=by, door=DOOR, keep=one, other=two)
        with pytest.raises(RoleMayNot):
            people.say_apart(by=by, door=DOOR, one=one, other=two, reason="Không")
    with pytest.raises(PersonUnknown):
        people.merge(by=cast.neighbour, door=DOOR, keep=one, other=two)
    uid = merge(cast, one, two)
    with pytest.raises(MergerUnknown):
        people.undo_merger(by=cast.neighbour, door=DOOR, merger=uid)
    assert doubles.pairs(cast.neighbour).looked == 0


def test_both_present_in_one_half_day_needs_a_reason(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Hoa": "xã Hương Liên"})
    other = course(cast, {"Hồ Thị Hoa ": "xã Hương Liên"}, name="Lớp khác")
    for one in (uid, other):
        held(cast.officer, one)
    keep, merged = (found.uid for found in Person.objects.filter(search_key="ho thi hoa").order_by("pk"))
    with pytest.raises(BothPresent) as refused:
        merge(cast, keep, merged)
    assert (refused.value.day, refused.value.part) == (DAY, "morning")
    assert row(merged).merged_into_id is None, "nothing of it is kept"
    merge(cast, keep, merged, reason="Ghi nhầm ở lớp khác")
    assert row(merged).merged_into_id == row(keep).pk


# --- Candidates ------------------------------------------------------------------------------------------------------


def test_a_row_means_a_known_person_with_reasons_or_nobody(cast: Cast) -> None:
    keep = entered("Nguyễn Thị Hoà", "1980")
    entered("Nguyễn Thị Hoà", "1990")
    traits = list(doubles.traits_of([row(keep).pk]).values())
    [found] = doubles.candidates_for(cast.chair, traits)
    assert [one.person.uid for one in found] == [keep]
    assert clear(found) is found[0]
    assert doubles.candidates_for(cast.neighbour, traits) == [()]
    assert doubles.candidates_for(cast.learner, traits) == [()]


def test_a_merged_record_still_finds_whom_she_is(cast: Cast) -> None:
    keep, other = entered("Hồ Thị Hoa", "1980"), entered("Hồ Hoa", "1981")
    [before] = doubles.traits_of([row(other).pk]).values()
    merge(cast, keep, other)
    [found] = doubles.candidates_for(cast.chair, [before])
    assert [one.person.uid for one in found] == [keep]


def test_the_commune_of_today_is_the_place_of_the_communes_it_was_made_of(cast: Cast) -> None:
    keep = entered("Nguyễn Thị Hoà", "1980", "xã Hương Liên")
    other = entered("Nguyễn Thị Hòa", "1980", "")
    today, written = date(2025, 8, 1), "xã Phúc Trạch"
    post = people.NewPost(row(other).pk, "Hội viên", unit(written, today), written, today)
    people.note_posts(by=CONSOLE, door=DOOR, posts=[post])
    found = doubles.compared(row(keep).pk, row(other).pk)
    assert found is not None
    assert "unit_commune" in {reason.because for reason in found.reasons}


def test_in_a_village_of_one_surname_nothing_is_preselected(cast: Cast) -> None:
    for name in ("Hồ Thị Lan", "Hồ Thị Mai", "Hồ Văn Nam", "Hồ Văn Bình"):
        entered(name)
    keep = entered("Hồ Thị Hoa", "12/06/1980")
    traits = list(doubles.traits_of([row(keep).pk]).values())
    [found] = doubles.candidates_for(cast.chair, traits)
    assert found[0].crowded
    assert clear(found) is None


def test_the_queue_goes_on_where_it_stopped_and_names_each_pair_once(cast: Cast) -> None:
    for number in range(6):
        entered(f"Trần Thị {'Hoa Lan Mai'.split()[number % 3]}")
    seen, after, looked = [], None, 0
    while True:
        some = doubles.pairs(cast.chair, after, size=2)
        seen += [frozenset({pair.newer.name, pair.older.name}) for pair in some.pairs]
        looked += some.looked
        if (after := some.after) is None:
            break
    assert looked == 6
    assert sorted(map(sorted, seen)) == [["Trần Thị Hoa"], ["Trần Thị Lan"], ["Trần Thị Mai"]]
