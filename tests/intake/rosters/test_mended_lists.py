"""A list mended in its file and sent again mends what it mended; nobody is entered twice without being asked about."""

from uuid import UUID

import pytest

from nepmoi.fieldwork.activities.services import listed
from nepmoi.intake.rosters import errors, selectors
from nepmoi.registry.people.models import Person
from nepmoi.registry.people.selectors import persons as people
from tests.cast import DOOR, Cast
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


def said(cast: Cast, uid: UUID) -> list[tuple[str, str, str | None]]:
    """What the lines say of post, unit and ethnic group."""
    return [(line.title, line.unit_as_written, line.ethnic_name_then) for line in lines(cast, uid)]


def test_post_unit_and_group_that_were_blank_reach_the_line(cast: Cast) -> None:
    uid = course(cast)
    bring(cast, uid, one_sheet(HEAD, (1, "Nguyễn Thị Hoa", "Nữ", 1975, None, None, None)))
    assert said(cast, uid) == [("", "", None)]
    assert bring(cast, uid, one_sheet(HEAD, HOA)).mended == 1
    assert said(cast, uid) == [("Trưởng thôn", "Xã Hương Liên", "Kinh")]
    posts = [(post.title, post.unit_as_written) for post in people.posts([lines(cast, uid)[0].person.id])]
    assert posts == [("Trưởng thôn", "Xã Hương Liên")]


def test_a_list_changes_what_it_mended_where_the_line_is_as_first_written(cast: Cast) -> None:
    uid = course(cast)
    first = one_sheet(HEAD, HOA, PUC)
    bring(cast, uid, first)
    received = receive(cast, uid, one_sheet(HEAD, (*HOA[:5], "Bí thư chi bộ", HOA[6]), PUC))
    assert [line.mends for line in selectors.preview(cast.officer, received).lines] == [("position",), ()]
    assert import_(cast, received).mended == 1
    assert [post for post, *_ in said(cast, uid)] == ["Bí thư chi bộ", "Người có uy tín"]
    posts = [post.title for post in people.posts([lines(cast, uid)[0].person.id])]
    assert posts == ["Bí thư chi bộ"]
    before = records(OWN)
    assert bring(cast, uid, first).mended == 0
    assert records(OWN) == before


def test_what_somebody_wrote_by_hand_is_asked_about_and_kept(cast: Cast) -> None:
    uid = course(cast)
    bring(cast, uid, one_sheet(HEAD, HOA))
    [line] = lines(cast, uid)
    by_hand = listed.Said(line.name_as_written, "Chi hội phó", line.unit_id, line.unit_as_written)
    listed.mend_line(by=cast.officer, door=DOOR, activity=uid, line=line.uid, said=by_hand)
    received = receive(cast, uid, one_sheet(HEAD, (*HOA[:5], "Bí thư chi bộ", HOA[6])))
    seen = selectors.preview(cast.officer, received)
    assert [(one.code, one.facts["kept"], one.is_question) for one in seen.problems] == [
        ("line-differs", "Chi hội phó", True)
    ]
    assert import_(cast, received).mended == 0
    assert [post for post, *_ in said(cast, uid)] == ["Chi hội phó"]
