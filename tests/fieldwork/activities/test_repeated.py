"""A plan that comes again: each further one is an activity of its own."""

from datetime import date

import pytest

from nepmoi.fieldwork.activities import errors
from nepmoi.fieldwork.activities.models import Activity
from nepmoi.fieldwork.activities.rules import Every, Part, Status, further_days
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services.repeated import repeat
from nepmoi.registry.geography.errors import PlaceNotOnDate
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from tests.cast import DOOR, Cast, course


@pytest.mark.parametrize(
    ("first", "every", "until", "days"),
    [
        (date(2025, 1, 31), Every.MONTH, date(2025, 4, 30), [date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30)]),
        (date(2025, 11, 5), Every.MONTH, date(2026, 1, 5), [date(2025, 12, 5), date(2026, 1, 5)]),
        (date(2025, 11, 5), Every.WEEK, date(2025, 11, 18), [date(2025, 11, 12)]),
        (date(2025, 11, 5), Every.FORTNIGHT, date(2025, 12, 3), [date(2025, 11, 19), date(2025, 12, 3)]),
        (date(2025, 11, 5), Every.MONTH, date(2025, 11, 5), []),
    ],
)
def test_the_days_on_which_something_comes_again(first: date, every: Every, until: date, days: list[date]) -> None:
    assert further_days(first, every, until) == days


@pytest.mark.django_db
def test_a_plan_comes_again_with_its_half_days_and_helpers_but_without_its_list(cast: Cast) -> None:
    partners = {cast.district.id: (Part.PARTNER, "Cho mượn hội trường")}
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"}, partners=partners)
    made = repeat(by=cast.officer, door=DOOR, activity=uid, every=Every.MONTH, until=date(2024, 12, 31))
    again = [selectors.activity(cast.officer, one) for one in made]
    assert [one.first_day for one in again] == [date(2024, 11, 22), date(2024, 12, 22)]
    for one in again:
        assert (one.status, one.people, one.half_days) == (Status.PLANNED, 0, 2)
        assert [content.code for content in one.contents] == ["nd4"]
        assert {slot.day for slot in selectors.half_days(one.id)} == {one.first_day}
        [helper] = selectors.offices_of(one.id)
        assert (helper.office.id, helper.task) == (cast.district.id, "Cho mượn hội trường")


@pytest.mark.django_db
def test_what_cannot_come_again_is_refused_whole(cast: Cast) -> None:
    uid = course(cast, {})
    told = {"by": cast.officer, "door": DOOR, "activity": uid}
    with pytest.raises(errors.NoFurtherDay):
        repeat(**told, every=Every.MONTH, until=date(2024, 11, 1))  # type: ignore[arg-type]
    with pytest.raises(errors.TooManyDays):
        repeat(**told, every=Every.WEEK, until=date(2027, 1, 1))  # type: ignore[arg-type]
    # The district is gone from 1 July 2025.
    with pytest.raises(PlaceNotOnDate):
        repeat(**told, every=Every.MONTH, until=date(2025, 8, 1))  # type: ignore[arg-type]
    for by, refusal in ((cast.inspector, RoleMayNot), (cast.neighbour, OutsideArea)):
        with pytest.raises(refusal):
            repeat(by=by, door=DOOR, activity=uid, every=Every.MONTH, until=date(2024, 12, 31))
    assert Activity.objects.count() == 1
