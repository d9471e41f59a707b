"""Before anything is written, the preview says what an import would do: who is new, who is known, who is listed."""

import json

import pytest

from nepmoi.fieldwork.activities.errors import ActivityUnknown
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import roll
from nepmoi.intake.rosters import selectors
from nepmoi.intake.rosters.errors import ReceivedListUnknown
from nepmoi.intake.rosters.rules.choices import SEX
from nepmoi.intake.rosters.rules.people import sentence
from nepmoi.kernel.dates import PartialDate
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.organisation.errors import OutsideArea
from nepmoi.registry.people import services as people
from nepmoi.registry.people.rules.persons import Sex
from tests.cast import DOOR, Cast, unit
from tests.intake.rosters.importing import FIRST, ROSTERS, bring, course, import_, lines, receive, records
from tests.intake.rosters.papers import HEAD, HOA, PUC, one_sheet

pytestmark = pytest.mark.django_db

LAYOUTS = ("huong-khe-45.xlsx", "by-commune.xlsx", "two-days.xlsx", "word-table.docx")


def known(cast: Cast, name: str = "Nguyễn Thị Hoa", year: int | None = 1975, sex: Sex | None = Sex.FEMALE) -> int:
    """Somebody of xã Hương Liên from another course."""
    birth = PartialDate(year) if year else None
    [made] = people.register(by=cast.officer, door=DOOR, people=[people.NewPerson(name, sex, birth, "01")])
    there = unit("xã Hương Liên", FIRST)
    enrolment = roll.Enrolment(made, name, "Trưởng thôn", there, "Xã Hương Liên", "01")
    roll.enrol(by=cast.officer, door=DOOR, activity=course(cast), enrolments=[enrolment])
    return made


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_preview_says_what_the_import_then_does(cast: Cast, name: str) -> None:
    truth = json.loads((ROSTERS / name).with_suffix(".json").read_text(encoding="utf-8"))["people"]
    uid = course(cast)
    received = receive(cast, uid, (ROSTERS / name).read_bytes(), name)
    seen = selectors.preview(cast.officer, received)
    assert (seen.new, seen.linked, seen.listed, seen.problems) == (len(truth), 0, 0, ())
    assert (seen.filename, seen.imported_at, seen.activity.uid) == (name, None, uid)
    done = import_(cast, received)
    assert (done.new_people, done.linked_people, done.already_listed, done.enrolled) == (len(truth), 0, 0, len(truth))
    listed = lines(cast, uid)
    assert [(line.name_as_written, line.title, line.unit_as_written) for line in listed] == [
        (person["name"], person.get("position") or "", person["unit"] or "") for person in truth
    ]
    assert [
        (line.person.sex, line.person.birth and line.person.birth.year, line.person.ethnic_name) for line in listed
    ] == [(SEX.get(person["sex"]), person["birth_year"], person["ethnic"]) for person in truth]
    assert None not in {line.unit_id for line in listed}
    again = selectors.preview(cast.officer, received)
    assert (again.new, again.linked, again.listed) == (0, 0, len(truth))
    assert again.imported_at is not None


def test_a_preview_writes_nothing(cast: Cast) -> None:
    received = receive(cast, course(cast), one_sheet(HEAD, HOA, PUC))
    before = records()
    assert selectors.preview(cast.officer, received).new == 2
    assert records() == before


def test_whom_all_four_fit_is_linked(cast: Cast) -> None:
    made = known(cast)
    uid = course(cast)
    received = receive(cast, uid, one_sheet(HEAD, HOA, PUC))
    hoa, puc = selectors.preview(cast.officer, received).lines
    assert hoa.known is not None
    assert (hoa.known.id, hoa.listed, puc.known) == (made, False, None)
    done = import_(cast, received)
    assert (done.new_people, done.linked_people) == (1, 1)
    assert lines(cast, uid)[0].person.id == made


@pytest.mark.parametrize("spelling", ["NGUYỄN THỊ HOA", "nguyễn  thị hoa", "Nguyễn Thị Hoa"])
def test_a_name_is_known_however_it_is_typed(cast: Cast, spelling: str) -> None:
    made = known(cast)
    row = (1, spelling, "Nữ", 1975, "Kinh", "Trưởng thôn", "Hương Liên")
    [line] = selectors.preview(cast.officer, receive(cast, course(cast), one_sheet(HEAD, row))).lines
    assert line.known is not None
    assert line.known.id == made


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Nguyễn Thị Hòa"},
        {"year": 1976},
        {"year": None},
        {"sex": Sex.MALE},
    ],
)
def test_one_fact_that_differs_makes_another_person(cast: Cast, facts: dict[str, object]) -> None:
    known(cast, **facts)  # type: ignore[arg-type]
    [line] = selectors.preview(cast.officer, receive(cast, course(cast), one_sheet(HEAD, HOA))).lines
    assert line.known is None


@pytest.mark.parametrize(
    "row",
    [
        (1, "Nguyễn Thị Hoa", "Nữ", 1975, "Kinh", "Trưởng thôn", "Xã Hương Vĩnh"),
        (1, "Nguyễn Thị Hoa", "Nữ", 1975, "Kinh", "Trưởng thôn", "Xã Không Có"),
        (1, "Nguyễn Thị Hoa", "Nữ", 1975, "Kinh", "Trưởng thôn", None),
        (1, "Nguyễn Thị Hoa", "Nữ", None, "Kinh", "Trưởng thôn", "Xã Hương Liên"),
    ],
)
def test_a_row_that_says_too_little_or_something_else_is_nobody_for_certain(
    cast: Cast, row: tuple[object, ...]
) -> None:
    known(cast)
    [line] = selectors.preview(cast.officer, receive(cast, course(cast), one_sheet(HEAD, row))).lines
    assert line.known is None


@pytest.mark.parametrize("name", ["Nguyễn Thị Hoa", "nguyen thi hoa", "Nguyễn Hoa"])
def test_one_clear_person_is_chosen_beforehand_though_a_field_is_blank(cast: Cast, name: str) -> None:
    made = known(cast)
    row = (1, name, None, 1975, "Kinh", "Trưởng thôn", "Xã Hương Liên")
    [line] = selectors.preview(cast.officer, receive(cast, course(cast), one_sheet(HEAD, row))).lines
    assert (line.known.id if line.known else None, line.asks) == (made, "")
    assert line.reasons[0].reasons[0].because.value == "name"


def test_other_marks_are_asked_about_and_nobody_is_chosen(cast: Cast) -> None:
    made = known(cast, name="Nguyễn Thị Hòa")
    [line] = selectors.preview(cast.officer, receive(cast, course(cast), one_sheet(HEAD, HOA))).lines
    assert (line.known, line.asks, [one.id for one in line.candidates]) == (None, "known", [made])


def test_whom_two_known_people_fit_is_neither(cast: Cast) -> None:
    known(cast)
    known(cast)
    uid = course(cast)
    received = receive(cast, uid, one_sheet(HEAD, HOA))
    [line] = selectors.preview(cast.officer, received).lines
    assert line.known is None
    assert import_(cast, received).new_people == 1


def test_two_rows_that_fit_one_known_person_are_both_left_unlinked(cast: Cast) -> None:
    known(cast)
    seen = selectors.preview(cast.officer, receive(cast, course(cast), one_sheet(HEAD, HOA, PUC, (3, *HOA[1:]))))
    assert [line.known for line in seen.lines] == [None, None, None]
    [twice] = [problem for problem in seen.problems if problem.code == "duplicate-person"]
    assert (twice.row, "Nguyễn Thị Hoa" in sentence(twice)) == (4, True)


def test_an_unknown_unit_keeps_its_words(cast: Cast) -> None:
    uid = course(cast)
    received = receive(cast, uid, one_sheet(HEAD, HOA, (2, *PUC[1:6], "Xã Không Có")))
    seen = selectors.preview(cast.officer, received)
    assert [line.where.named is None for line in seen.lines] == [False, True]
    [problem] = seen.problems
    assert (problem.code, problem.row, problem.value) == ("unit-to-be-settled", 3, "Xã Không Có")
    assert "Xã Không Có" in sentence(problem)
    import_(cast, received)
    line = lines(cast, uid)[1]
    # Nobody is lost: until it is settled, she counts in the area of the office whose list it is.
    assert (line.unit_id, line.unit_as_written) == (cast.province.unit_id, "Xã Không Có")


def test_a_former_unit_counts_in_what_it_became(cast: Cast) -> None:
    later = course(cast, first_day=FIRST.replace(year=2025), last_day=FIRST.replace(year=2025), half_days=(),
                   venue_unit_id=unit("xã Phúc Trạch", FIRST.replace(year=2025)))  # fmt: skip
    district = (3, "Hồ Thị Huyện", "Nữ", 1980, "Kinh", "Chuyên viên", "Huyện Hương Khê")
    seen = selectors.preview(cast.officer, receive(cast, later, one_sheet(HEAD, HOA, PUC, district)))
    assert [line.unit and line.unit.name for line in seen.lines] == ["Xã Phúc Trạch", "Xã Phúc Trạch", "Tỉnh Hà Tĩnh"]
    assert [problem.code for problem in seen.problems] == ["unit-became-another"] * 2
    assert "Xã Phúc Trạch" in sentence(seen.problems[0])


def test_a_preview_is_for_whose_course_it_is(cast: Cast) -> None:
    """The neighbour knows of the course through her guest; the list of all the others is not hers to read."""
    uid = course(cast)
    guest = (3, "Hồ Thị Khách", "Nữ", 1980, "Kinh", "Trưởng thôn", "Xã Hương Xuân")
    received = receive(cast, uid, one_sheet(HEAD, HOA, PUC, guest))
    with pytest.raises(ReceivedListUnknown):
        selectors.preview(cast.officer, new_uid())
    with pytest.raises(ActivityUnknown):
        selectors.preview(cast.neighbour, received)
    import_(cast, received)
    assert len(lines(cast, uid)) == 3
    with pytest.raises(OutsideArea):
        selectors.preview(cast.neighbour, received)
    with pytest.raises(ActivityUnknown):
        selectors.preview(cast.learner, received)


def test_the_lists_of_an_activity(cast: Cast) -> None:
    uid = course(cast)
    bring(cast, uid, one_sheet(HEAD, HOA), "một.xlsx")
    receive(cast, uid, one_sheet(HEAD, PUC), "hai.xlsx")
    activity_id = activities.activity(cast.officer, uid).id
    assert [(one.filename, one.imported_at is None) for one in selectors.received(activity_id)] == [
        ("hai.xlsx", True),
        ("một.xlsx", False),
    ]
    [line] = lines(cast, uid)
    [source] = selectors.sources([line.id])[line.id]
    assert (source.filename, source.sheet, source.row) == ("một.xlsx", "Danh sách", 2)
