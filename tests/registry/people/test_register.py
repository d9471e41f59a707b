"""Persons are entered once, found by any spelling, and seen in their own area."""

from datetime import date

import pytest

from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.people import services
from nepmoi.registry.people.errors import BirthImpossible, EthnicGroupUnknown, NameMissing, PersonUnknown
from nepmoi.registry.people.models import Person
from nepmoi.registry.people.selectors import persons as selectors
from tests.cast import CONSOLE, DOOR, Cast, course, person, unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (services.NewPerson("  "), NameMissing),
        (services.NewPerson("Hồ Thị Mẫu", birth=PartialDate(1850)), BirthImpossible),
        (services.NewPerson("Hồ Thị Mẫu", birth=PartialDate(2999)), BirthImpossible),
        (services.NewPerson("Hồ Thị Mẫu", ethnic_code="99"), EthnicGroupUnknown),
    ],
)
def test_what_cannot_be_is_refused_and_nobody_of_the_list_is_entered(
    cast: Cast, new: services.NewPerson, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        services.register(by=CONSOLE, door=DOOR, people=[services.NewPerson("Người Trước"), new])
    assert not Person.objects.filter(name="Người Trước").exists()


def test_a_name_is_kept_as_written_and_found_in_any_spelling(cast: Cast) -> None:
    person("Nguyễn Thị Hoà")
    assert [found.name for found in selectors.search(cast.officer, "hoa")] == []  # nowhere noted, so in nobody's area
    assert [found.name for found in selectors.search(CONSOLE, "thi hoa")] == ["Nguyễn Thị Hoà"]
    assert [found.name for found in selectors.search(CONSOLE, "Thị Hòa")] == ["Nguyễn Thị Hoà"]


def test_a_person_is_seen_by_the_areas_she_was_noted_in(cast: Cast) -> None:
    course(cast, {"Hồ Thị Mẫu": "xã Hương Liên"})
    [found] = selectors.search(CONSOLE, "Hồ Thị Mẫu")
    for sees in (cast.officer, cast.chair, cast.collaborator, cast.inspector):
        assert selectors.person(sees, found.uid).name == "Hồ Thị Mẫu"
    for does_not in (cast.neighbour, cast.learner):
        with pytest.raises(PersonUnknown):
            selectors.person(does_not, found.uid)


def test_a_post_is_noted_once(cast: Cast) -> None:
    who = person("Hồ Thị Mẫu")
    post = services.NewPost(who, "Trưởng thôn", unit("xã Hương Liên", date(2024, 1, 1)), "", date(2024, 1, 1))
    assert services.note_posts(by=CONSOLE, door=DOOR, posts=[post, post]) == 1
    assert services.note_posts(by=CONSOLE, door=DOOR, posts=[post]) == 0
    assert [noted.title for noted in selectors.posts([who])] == ["Trưởng thôn"]
