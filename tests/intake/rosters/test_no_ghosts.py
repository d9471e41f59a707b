"""An undone import leaves nobody in the register whom it alone made: she is void until something names her again."""

import pytest

from nepmoi.fieldwork.activities.services import listed
from nepmoi.fieldwork.community.services import groups
from nepmoi.intake.rosters import selectors
from nepmoi.registry.organisation.selectors import console
from nepmoi.registry.people import services as register
from nepmoi.registry.people.errors import PersonVoid
from nepmoi.registry.people.models import Person
from nepmoi.registry.people.selectors import doubles
from nepmoi.registry.people.selectors import persons as people
from tests.cast import DOOR, Cast, person
from tests.intake.rosters.importing import bring, course, import_, lines
from tests.intake.rosters.papers import HEAD, HOA, PUC, one_sheet
from tests.intake.rosters.test_undone_imports import BA, imported, undo
from tests.web.community.groups import SINCE, entered

pytestmark = pytest.mark.django_db


def void(*names: str) -> bool:
    """Whether just these records are void."""
    return sorted(Person.objects.exclude(void_reason="").values_list("name", flat=True)) == sorted(names)


def test_whom_it_made_is_void_and_comes_back_with_it(cast: Cast) -> None:
    uid = course(cast)
    received = imported(cast, uid)
    made = {line.name_as_written: line.person.uid for line in lines(cast, uid)}
    done = undo(cast, received)
    assert (done.void, done.kept) == (3, ())
    assert void(*made)
    assert Person.objects.count() == 3
    again = import_(cast, received)
    assert (again.new_people, again.enrolled, Person.objects.count()) == (0, 3, 3)
    assert void()
    assert {line.name_as_written: line.person.uid for line in lines(cast, uid)} == made
    assert undo(cast, received).void == 3


def test_a_void_record_is_found_and_proposed_nowhere_but_opens(cast: Cast) -> None:
    uid = course(cast)
    received = imported(cast, uid)
    ba = next(line.person for line in lines(cast, uid) if line.name_as_written == "Hồ Thị Ba")
    undo(cast, received)
    everywhere = console()
    assert people.search(everywhere, "Hồ Thị Ba") == []
    assert doubles.pairs(everywhere).looked == 0
    assert doubles.candidates_for(everywhere, list(doubles.traits_of([ba.id]).values())) == [()]
    assert people.person(cast.officer, ba.uid).void_reason == "Rút lại lượt nhập"
    with pytest.raises(PersonVoid):
        register.mend(by=cast.officer, door=DOOR, person=ba.uid, said=register.NewPerson("Hồ Thị Bà"))
    # Another course's list makes her anew: nobody is offered to whom she might be linked.
    assert bring(cast, course(cast, name="Lớp khác"), one_sheet(HEAD, BA)).new_people == 1


def test_who_was_known_before_stays(cast: Cast) -> None:
    bring(cast, course(cast, name="Lớp trước"), one_sheet(HEAD, HOA))
    uid = course(cast)
    done = undo(cast, imported(cast, uid))
    assert [(one.name, one.why, one.where) for one in done.kept] == [("Nguyễn Thị Hoa", "elsewhere", "Lớp trước")]
    assert done.void == 2
    assert void("Hồ Púc", "Hồ Thị Ba")


def test_the_last_of_two_imports_that_is_undone_leaves_nobody(cast: Cast) -> None:
    first, second = course(cast), course(cast, name="Lớp khác")
    one, other = imported(cast, first, one_sheet(HEAD, HOA)), imported(cast, second, one_sheet(HEAD, HOA))
    assert Person.objects.count() == 1
    assert undo(cast, one).void == 0
    assert undo(cast, other).void == 1


def test_what_has_used_her_since_is_said(cast: Cast) -> None:
    uid = course(cast)
    received = imported(cast, uid)
    hoa, puc, ba = (line.person for line in lines(cast, uid))
    register.mend(by=cast.officer, door=DOOR, person=hoa.uid, said=register.NewPerson("Nguyễn Thị Hoa Mai"))
    [another] = (one.uid for one in people.by_id([person("Hồ Thị Púc")]).values())
    register.say_apart(by=console(), door=DOOR, one=puc.uid, other=another, reason="Hai người")
    groups.add_members(by=cast.officer, door=DOOR, group=entered(cast), members=[(ba.id, "")], noted_on=SINCE)
    told = [("Nguyễn Thị Hoa", "written"), ("Hồ Púc", "paired"), ("Hồ Thị Ba", "used")]
    assert [(one.name, one.why) for one in selectors.kept(cast.officer, received)] == told
    done = undo(cast, received)
    assert ([(one.name, one.why) for one in done.kept], done.off, done.void) == (told, 3, 0)
    assert [(one.name, one.why) for one in selectors.kept(cast.officer, received)] == told
    assert void()


def test_a_line_put_back_by_hand_brings_her_back(cast: Cast) -> None:
    uid = course(cast)
    received = imported(cast, uid, one_sheet(HEAD, HOA, PUC))
    line = lines(cast, uid)[0]
    posts = people.posts([line.person.id])
    undo(cast, received)
    listed.put_back(by=cast.officer, door=DOOR, activity=uid, line=line.uid, reason="Có đến")
    assert void("Hồ Púc")
    assert people.posts([line.person.id]) == posts
    assert [one.name for one in people.search(cast.officer, "Nguyễn Thị Hoa")] == ["Nguyễn Thị Hoa"]
