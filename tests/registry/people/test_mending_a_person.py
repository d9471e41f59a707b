"""A person's record is mended: what can be found by it follows, what lists said at the time stays."""

from typing import Any
from uuid import UUID

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.errors import StaleSave
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.organisation.errors import RoleMayNot
from nepmoi.registry.people import services
from nepmoi.registry.people.errors import BirthImpossible, EthnicGroupUnknown, NameMissing, PersonUnknown
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.registry.people.selectors import persons as selectors
from tests.cast import CONSOLE, DOOR, Cast, course, held

pytestmark = pytest.mark.django_db


def one(cast: Cast) -> tuple[UUID, activities.ParticipantView]:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    held(cast.officer, uid)
    [line] = activities.roster(CONSOLE, activities.activity(CONSOLE, uid).id)
    return uid, line


def mend(cast: Cast, person: UUID, said: services.NewPerson, **more: Any) -> None:
    services.mend(**({"by": cast.officer, "door": DOOR, "person": person, "said": said} | more))


def women() -> int | None:
    return figures.answer(figures.question(code="women_trained", year=2024), CONSOLE).value


def test_what_is_known_is_mended_and_figures_follow(cast: Cast) -> None:
    activity, line = one(cast)
    assert women() == 1
    said = services.NewPerson("Đỗ Văn  Mốt", Sex.MALE, PartialDate(1981, 6), "44", "0912345678")
    mend(cast, line.person.uid, said, reason="Theo căn cước")
    found = selectors.person(cast.officer, line.person.uid)
    assert (found.name, found.sex, found.birth, found.ethnic_code, found.phone, found.version) == (
        "Đỗ Văn Mốt",
        Sex.MALE,
        PartialDate(1981, 6),
        "44",
        "0912345678",
        2,
    )
    assert women() == 0
    assert [person.uid for person in selectors.search(cast.officer, "do van mot")] == [found.uid]
    assert selectors.search(cast.officer, "Hồ Thị Một") == []
    [same] = activities.roster(CONSOLE, activities.activity(CONSOLE, activity).id)
    assert (same.name_as_written, same.ethnic_name_then) == ("Hồ Thị Một", "Kinh")
    assert audit.entries_of(RootKind.PERSON, found.id)[0].reason == "Theo căn cước"


def test_what_is_not_known_can_be_taken_back(cast: Cast) -> None:
    _, line = one(cast)
    mend(cast, line.person.uid, services.NewPerson("Hồ Thị Một"))
    found = selectors.person(cast.officer, line.person.uid)
    assert (found.sex, found.birth, found.ethnic_code, found.phone) == (None, None, None, "")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (services.NewPerson(" "), NameMissing),
        (services.NewPerson("Hồ Thị Một", birth=PartialDate(2999)), BirthImpossible),
        (services.NewPerson("Hồ Thị Một", ethnic_code="99"), EthnicGroupUnknown),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, said: services.NewPerson, refusal: type[Exception]) -> None:
    _, line = one(cast)
    with pytest.raises(refusal):
        mend(cast, line.person.uid, said)
    assert selectors.person(cast.officer, line.person.uid) == line.person


def test_role_area_and_time_decide_who_mends(cast: Cast) -> None:
    _, line = one(cast)
    said = services.NewPerson("Hồ Thị Khác")
    for by, refusal in (
        (cast.collaborator, RoleMayNot),
        (cast.inspector, RoleMayNot),
        (cast.learner, RoleMayNot),
        (cast.neighbour, PersonUnknown),
    ):
        with pytest.raises(refusal):
            mend(cast, line.person.uid, said, by=by)
    with pytest.raises(StaleSave):
        mend(cast, line.person.uid, said, seen=9)
    mend(cast, line.person.uid, said, by=cast.chair, seen=1)
    assert selectors.person(cast.officer, line.person.uid).name == "Hồ Thị Khác"
