"""Law 6: missing is not zero; who came without a unit is not lost to the figures of places."""

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.fieldwork.activities.services import roll
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.organisation.selectors import console
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import persons as people
from nepmoi.registry.people.services import NewPerson
from tests.cast import DOOR, Cast, course, held, person


@pytest.mark.django_db
def test_who_came_without_a_unit_is_counted_in_the_area_of_the_office_that_wrote_her_down(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"}, host=cast.district)
    new = NewPerson("Hồ Thị Hai", Sex.FEMALE, PartialDate(1990), "44")
    roll.add_walk_in(by=cast.officer, door=DOOR, activity=uid, person=new)
    listed = roll.Enrolment(person("Hồ Thị Ba"), "Hồ Thị Ba")
    roll.enrol(by=cast.officer, door=DOOR, activity=uid, enrolments=[listed])
    held(cast.officer, uid)
    asked = figures.question(code="people_trained", place="huyện Hương Khê", year=2024, by="commune")
    found = figures.answer(asked, console())
    assert found.value == 3
    assert {part.label.en: part.value for part in found.parts} == {
        "Xã Hương Liên": 1,
        "Commune not determined (huyện Hương Khê)": 2,
    }


@pytest.mark.django_db
def test_who_came_without_a_unit_is_seen_where_she_is_counted(cast: Cast) -> None:
    uid = course(cast, {}, host=cast.district)
    new = NewPerson("Hồ Thị Hai", Sex.FEMALE, PartialDate(1990), "44")
    roll.add_walk_in(by=cast.officer, door=DOOR, activity=uid, person=new)
    assert [one.name for one in people.search(cast.officer, "Hồ Thị Hai")] == ["Hồ Thị Hai"]
    assert people.search(cast.chair, "Hồ Thị Hai") == []
