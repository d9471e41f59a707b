"""Who may do what where, and what becomes of a closed office's records."""

from datetime import UTC, date, datetime

import pytest

from nepmoi.kernel import clock
from nepmoi.registry.organisation import selectors
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from nepmoi.registry.organisation.rules import Action, Role, may
from tests.cast import Cast, unit

pytestmark = pytest.mark.django_db
OLD = date(2024, 10, 22)


def test_an_area_holds_what_its_unit_took_over(cast: Cast) -> None:
    assert selectors.lies_in_area(cast.chair, unit("xã Hương Liên", OLD))
    assert selectors.lies_in_area(cast.officer, unit("xã Hương Liên", OLD))
    assert selectors.lies_in_area(cast.officer, unit("huyện Hương Khê"))


def test_an_area_ends_at_its_border(cast: Cast) -> None:
    assert not selectors.lies_in_area(cast.chair, unit("xã Hương Vĩnh", OLD))
    assert not selectors.lies_in_area(cast.chair, unit("huyện Hương Khê"))
    assert not selectors.lies_in_area(cast.chair, unit("tỉnh Hà Tĩnh"))
    assert not selectors.lies_in_area(cast.chair, None)


def test_role_and_area_are_both_asked(cast: Cast) -> None:
    inside = unit("xã Hương Liên", OLD)
    selectors.require(cast.chair, Action.IMPORT_LISTS, inside)
    with pytest.raises(RoleMayNot):
        selectors.require(cast.collaborator, Action.IMPORT_LISTS, inside)
    with pytest.raises(OutsideArea):
        selectors.require(cast.neighbour, Action.IMPORT_LISTS, inside)
    assert may(Role.INSPECTOR, Action.SEE_PEOPLE)
    assert not any(may(Role.INSPECTOR, action) for action in Action if not action.value.startswith("see"))


@pytest.mark.usefixtures("stopped_clock")
def test_a_closed_offices_records_pass_to_the_successor_of_its_place(cast: Cast) -> None:
    before, after = date(2025, 6, 30), date(2025, 7, 1)
    assert selectors.heir(cast.district.id, before) == cast.district
    assert selectors.heir(cast.district.id, after) == cast.province
    assert selectors.heir(cast.phuc_trach.id, after) == cast.phuc_trach


def test_a_post_at_an_office_that_closed_gives_no_standing(cast: Cast) -> None:
    account_id = cast.chair.actor.account_id
    assert account_id is not None
    with clock.stopped_at(datetime(2025, 6, 30, tzinfo=UTC)):
        assert selectors.standing(account_id) is None
    with clock.stopped_at(datetime(2025, 7, 1, tzinfo=UTC)):
        assert selectors.standing(account_id) == cast.chair
