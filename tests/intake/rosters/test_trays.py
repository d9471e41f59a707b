"""Several lists for one activity: each on its own, all side by side, nobody entered twice."""

import pytest

from nepmoi.core.audit.errors import AlreadySaved
from nepmoi.core.audit.models import Entry
from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.intake.rosters import selectors, services
from nepmoi.intake.rosters.errors import ListReadOtherwise, NotAList, RowsUnanswered
from nepmoi.intake.rosters.models import ReceivedList
from nepmoi.intake.rosters.rules.headings import Role
from nepmoi.intake.rosters.rules.tray import Came, State, Tray
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.people.models import Person
from tests.cast import DOOR, Cast
from tests.intake.rosters.importing import course, import_, lines, receive, records
from tests.intake.rosters.papers import HEAD, HOA, PUC, one_sheet
from tests.intake.rosters.test_undone_imports import undo

pytestmark = pytest.mark.django_db

BA = (3, "Hồ Thị Ba", "Nữ", 1980, "Chứt", "Người dân", "Xã Hương Liên")
BA_ELSEWHERE = (1, "Hồ Thị Ba", "Nữ", 1980, "Chứt", "Chi hội trưởng", "Xã Hương Vĩnh")
LAN = (2, "Trần Thị Lan", "Nữ", 1985, "Kinh", "Người dân", "Xã Hương Vĩnh")
LIEN, VINH = one_sheet(HEAD, HOA, PUC, BA), one_sheet(HEAD, BA_ELSEWHERE, LAN)
TWINS = one_sheet(HEAD, LAN, LAN)


def take_in(cast: Cast, uid, *lists: tuple[str, bytes]) -> tuple[Came, ...]:
    return services.take_in(by=cast.officer, door=DOOR, activity=uid, lists=lists)


def tray(cast: Cast, uid) -> Tray:
    return selectors.tray(cast.officer, uid)


def test_each_file_is_a_list_of_its_own_and_a_bad_one_keeps_none_out(cast: Cast) -> None:
    uid = course(cast)
    came = take_in(cast, uid, ("lien.xlsx", LIEN), ("anh.xlsx", b"\x89PNG no list"), ("vinh.xlsx", VINH))
    assert [(one.filename, one.is_again, type(one.refused)) for one in came] == [
        ("lien.xlsx", False, type(None)),
        ("anh.xlsx", False, type(came[1].refused)),
        ("vinh.xlsx", False, type(None)),
    ]
    assert isinstance(came[1].refused, NotAList)
    assert came[1].uid is None
    assert [one.filename for one in tray(cast, uid).lists] == ["vinh.xlsx", "lien.xlsx"]
    assert Entry.objects.filter(door=DOOR.kind).latest("pk").seq is not None


def test_only_refused_files_write_nothing(cast: Cast) -> None:
    uid = course(cast)
    before = records()
    [came] = take_in(cast, uid, ("anh.xlsx", b"\x89PNG no list"))
    assert came.refused is not None
    assert records() == before


def test_the_same_bytes_are_told_and_read_once(cast: Cast) -> None:
    uid = course(cast)
    first, second = take_in(cast, uid, ("lien.xlsx", LIEN), ("ban sao.xlsx", LIEN))
    [third] = take_in(cast, uid, ("lien.xlsx", LIEN))
    assert [one.is_again for one in (first, second, third)] == [False, True, True]
    assert first.uid == second.uid == third.uid
    assert ReceivedList.objects.count() == 1
    # Another activity's list is its own.
    assert not take_in(cast, course(cast, name="Lớp khác"), ("lien.xlsx", LIEN))[0].is_again


def test_lists_stand_side_by_side_with_their_states(cast: Cast) -> None:
    uid = course(cast)
    lien, _, _ = take_in(cast, uid, ("lien.xlsx", LIEN), ("vinh.xlsx", VINH), ("doi.xlsx", TWINS))
    found = tray(cast, uid)
    told = {one.filename: (one.state, len(one.people or ()), one.new, one.asks) for one in found.lists}
    assert told == {
        "lien.xlsx": (State.READY, 3, 3, 0),
        "vinh.xlsx": (State.READY, 2, 2, 0),
        "doi.xlsx": (State.ASKS, 2, 1, 1),
    }
    # Lan of two lists is one, and her list asks about her second row itself; Ba of two communes may be two.
    assert found.people == 6
    assert [(one.name, one.said, len(one.rows)) for one in found.twice] == [
        ("Hồ Thị Ba", "asks", 2),
        ("Trần Thị Lan", "one", 2),
    ]
    assert lien.uid is not None
    import_(cast, lien.uid)
    assert {one.filename: one.state for one in tray(cast, uid).lists}["lien.xlsx"] is State.IMPORTED
    assert {one.filename: one.state for one in tray(cast, uid).lists}["vinh.xlsx"] is State.ASKS
    undo(cast, lien.uid)
    [again] = [one for one in tray(cast, uid).lists if one.filename == "lien.xlsx"]
    assert (again.state, again.undone_at is None, again.new) == (State.READY, False, 0)
    assert again not in tray(cast, uid).ready, "what was taken back is not imported again unasked"


def test_one_press_imports_what_asks_nothing_and_each_is_undone_by_itself(cast: Cast) -> None:
    uid = course(cast)
    other = one_sheet(HEAD, LAN, (9, "Lê Thị Mơ", "Nữ", 1990, "Kinh", "Người dân", "Xã Hương Vĩnh"))
    came = take_in(cast, uid, ("lien.xlsx", LIEN), ("mo.xlsx", other), ("doi.xlsx", TWINS))
    ready = [one.uid for one in reversed(tray(cast, uid).ready)]
    door = Door(DoorKind.PAGE, "/", new_uid())
    done = services.import_ready(by=cast.officer, door=door, lists=ready)
    assert [one and one.enrolled for one in done.values()] == [3, 2]
    with pytest.raises(AlreadySaved):
        services.import_ready(by=cast.officer, door=door, lists=ready)
    assert len(lines(cast, uid)) == 5
    first = came[0].uid
    assert first is not None
    assert undo(cast, first).off == 3
    assert [line.name_as_written for line in lines(cast, uid)] == ["Trần Thị Lan", "Lê Thị Mơ"]


def test_who_stands_in_two_is_asked_about_once_and_not_entered_twice(cast: Cast) -> None:
    uid = course(cast)
    lien, vinh = take_in(cast, uid, ("lien.xlsx", LIEN), ("vinh.xlsx", VINH))
    assert lien.uid is not None and vinh.uid is not None  # noqa: PT018 - both for the type checker
    done = services.import_ready(by=cast.officer, door=DOOR, lists=[lien.uid, vinh.uid])
    # By the time of the second the first has entered a namesake of the same year from another commune.
    assert [one and one.enrolled for one in done.values()] == [3, None]
    seen = selectors.preview(cast.officer, vinh.uid)
    assert [(line.read.name, line.asks) for line in seen.lines] == [("Hồ Thị Ba", "inside"), ("Trần Thị Lan", "")]
    with pytest.raises(RowsUnanswered):
        import_(cast, vinh.uid)
    assert import_(cast, vinh.uid, answers={0: "same"}).enrolled == 1
    assert (len(lines(cast, uid)), Person.objects.count()) == (4, 4)
    assert ([one.said for one in tray(cast, uid).twice], tray(cast, uid).people) == (["one"], 4)


def test_whom_the_office_says_to_be_two_are_two(cast: Cast) -> None:
    uid = course(cast)
    for name, data in (("lien.xlsx", LIEN), ("vinh.xlsx", VINH)):
        import_(cast, receive(cast, uid, data, name), answers={0: "new"})
    assert ([one.said for one in tray(cast, uid).twice], tray(cast, uid).people) == (["two"], 5)


def test_a_list_read_otherwise_meanwhile_is_not_imported_as_it_was_shown(cast: Cast) -> None:
    uid = course(cast)
    received = receive(cast, uid, LIEN)
    seen = selectors.preview(cast.officer, received)
    column = next(one for one in seen.reading.columns if one.role == Role.POSITION)
    settle = {"columns": {(column.shape, column.index): Role.OTHER}, "cells": {}}
    other = receive(cast, course(cast, name="Lớp khác"), one_sheet(HEAD, HOA))
    services.settle(by=cast.officer, door=DOOR, received_list=other, **settle)
    assert selectors.preview(cast.officer, received).fingerprint != seen.fingerprint
    before = records()
    with pytest.raises(ListReadOtherwise):
        import_(cast, received, reading=seen.fingerprint)
    assert records() == before
    import_(cast, received, reading=selectors.preview(cast.officer, received).fingerprint)
    assert {line.title for line in lines(cast, uid)} == {""}


def test_a_file_is_read_once_for_all_that_is_done_with_it(cast: Cast) -> None:
    uid = course(cast)
    received = receive(cast, uid, LIEN)
    selectors.read_once.cache_clear()
    selectors.preview(cast.officer, received)
    selectors.tray(cast.officer, uid)
    import_(cast, received)
    selectors.preview(cast.officer, received)
    undo(cast, received)
    assert selectors.read_once.cache_info().misses == 1


def test_a_slip_of_the_year_in_another_communes_list_is_asked_about(cast: Cast) -> None:
    uid = course(cast)
    heading = (*HEAD, "Điện thoại")
    mo = (1, "Lê Thị Mơ", "Nữ", 1990, "Kinh", "Người dân", "Xã Hương Vĩnh", "0912000111")
    import_(cast, receive(cast, uid, one_sheet(heading, mo)))
    second = receive(cast, uid, one_sheet(heading, (*mo[:3], 1991, *mo[4:])))
    [line] = selectors.preview(cast.officer, second).lines
    assert (line.asks, [one.name for one in line.candidates]) == ("inside", ["Lê Thị Mơ"])
    assert (import_(cast, second, answers={0: "same"}).enrolled, len(lines(cast, uid))) == (0, 1)


def test_whoever_asks_as_one_of_the_register_asks_as_one_of_the_list(cast: Cast) -> None:
    mo = ("Đàm Thị Mơ", "Nữ", 1982, "Kinh", "Người dân", "Xã Hương Vĩnh")
    slip = ("Đàm Thị Mơ", "Nữ", 1981, "Kinh", "Người dân", "Xã Hương Liên")
    first, second = course(cast), course(cast, name="Lớp sau")
    import_(cast, receive(cast, first, one_sheet(HEAD, (1, *mo))))
    # In another row: who stands in her very row asks for that reason.
    beside = one_sheet(HEAD, HOA, (2, *slip))
    asked = [selectors.preview(cast.officer, receive(cast, uid, beside)).lines[1] for uid in (second, first)]
    assert [line.asks for line in asked] == ["known", "inside"]
    assert {one.name for line in asked for one in line.candidates} == {"Đàm Thị Mơ"}
