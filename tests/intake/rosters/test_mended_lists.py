"""A list mended in its file and sent again mends what it mended; nobody is entered twice without being asked about."""

import pytest

from nepmoi.intake.rosters import errors, selectors
from nepmoi.registry.people.models import Person
from tests.cast import Cast
from tests.intake.rosters.importing import bring, course, import_, lines, receive, records
from tests.intake.rosters.papers import HEAD, HOA, PUC, one_sheet

pytestmark = pytest.mark.django_db

OWN = ("rosters", "audit", "files")
BLANK = (1, "Nguyễn Thị Hoa", None, None, "Kinh", "Trưởng thôn", "Xã Hương Liên")
TWICE = one_sheet(HEAD, HOA, (2, *HOA[1:]))


def test_a_blank_that_the_office_filled_is_filled(cast: Cast) -> None:
    uid = course(cast)
    bring(cast, uid, one_sheet(HEAD, BLANK, PUC))
    done = bring(cast, uid, one_sheet(HEAD, HOA, PUC))
    assert (done.new_people, done.enrolled, done.already_listed, done.mended) == (0, 0, 2, 1)
    hoa = lines(cast, uid)[0].person
    assert (hoa.sex, hoa.birth and hoa.birth.year, Person.objects.count()) == ("female", 1975, 2)
    before = records(OWN)
    assert bring(cast, uid, one_sheet(HEAD, HOA, PUC)).mended == 0
    assert records(OWN) == before


def test_a_blank_in_a_later_list_takes_nothing_away(cast: Cast) -> None:
    uid = course(cast)
    bring(cast, uid, one_sheet(HEAD, HOA))
    before = records(OWN)
    assert bring(cast, uid, one_sheet(HEAD, BLANK)).already_listed == 1
    assert records(OWN) == before


def test_a_contradiction_is_asked_and_overwrites_nothing(cast: Cast) -> None:
    uid = course(cast)
    bring(cast, uid, one_sheet(HEAD, HOA))
    received = receive(cast, uid, one_sheet(HEAD, (*HOA[:3], 1957, *HOA[4:])))
    [line] = selectors.preview(cast.officer, received).open
    assert (line.asks, len(line.candidates)) == ("inside", 1)
    with pytest.raises(errors.RowsUnanswered):
        import_(cast, received)
    seen = selectors.preview(cast.officer, received, {0: "same"})
    assert [problem.code for problem in seen.problems] == ["row-differs"]
    assert import_(cast, received, answers={0: "same"}).new_people == 0
    [kept] = lines(cast, uid)
    assert kept.person.birth is not None
    assert kept.person.birth.year == 1975
    assert selectors.preview(cast.officer, received).open == ()


def test_two_namesakes_in_the_course_are_asked_about(cast: Cast) -> None:
    uid = course(cast)
    bring(cast, uid, one_sheet(HEAD, HOA, (2, *HOA[1:3], 1980, *HOA[4:])))
    received = receive(cast, uid, one_sheet(HEAD, PUC, (2, "Hồ Thị Ba", *HOA[2:]), (3, *HOA[1:3], None, *HOA[4:])))
    [line] = selectors.preview(cast.officer, received).open
    assert (line.asks, len(line.candidates)) == ("inside", 2)
    chosen = line.candidates[1].uid
    assert import_(cast, received, answers={line.index: chosen}).new_people == 2
    assert len(lines(cast, uid)) == 4


@pytest.mark.parametrize(("answer", "people"), [("same", 1), ("new", 2)])
def test_a_person_twice_is_one_or_two_as_the_office_says(cast: Cast, answer: str, people: int) -> None:
    uid = course(cast)
    received = receive(cast, uid, TWICE)
    [line] = selectors.preview(cast.officer, received).open
    assert (line.asks, line.twin, line.read.row) == ("twin", 0, 3)
    with pytest.raises(errors.RowsUnanswered) as refused:
        import_(cast, received)
    assert (refused.value.rows, Person.objects.count()) == ("3 (2)", 0)
    assert import_(cast, received, answers={1: answer}).enrolled == people
    before = records(OWN)
    assert selectors.preview(cast.officer, receive(cast, uid, TWICE)).open == ()
    assert bring(cast, uid, TWICE).enrolled == 0
    assert records(OWN) == before


def test_whom_the_register_knows_alike_is_offered(cast: Cast) -> None:
    other, uid = course(cast), course(cast)
    bring(cast, other, one_sheet(HEAD, BLANK))
    received = receive(cast, uid, one_sheet(HEAD, HOA))
    [line] = selectors.preview(cast.officer, received).lines
    assert (line.asks, line.known, len(line.candidates)) == ("known", None, 1)
    done = import_(cast, received, answers={0: line.candidates[0].uid})
    assert (done.new_people, done.linked_people, Person.objects.count()) == (0, 1, 1)


def test_a_link_that_was_proposed_can_be_refused(cast: Cast) -> None:
    bring(cast, course(cast), one_sheet(HEAD, HOA))
    received = receive(cast, course(cast), one_sheet(HEAD, HOA))
    assert selectors.preview(cast.officer, received).linked == 1
    assert import_(cast, received, answers={0: "new"}).new_people == 1
