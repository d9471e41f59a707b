"""A page of figures asks the database once what is new, and is of one state while others write."""

from contextvars import Context
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nepmoi.analytics.figures import selectors as figures
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation import services as offices
from tests import cast as company
from tests.web.desk import queries, sit


@pytest.mark.django_db
@pytest.mark.usefixtures("the_case")
def test_a_figure_and_its_list_take_few_questions() -> None:
    client = sit("tinh")
    most = {
        "/figures": 25,
        "/figures/people_trained": 27,
        "/figures/people_trained?by=commune&year=2024": 26,
        f"/figures/courses?place={geography.the_one('huyện Hương Khê').uid}": 25,
    }
    assert {address: queries(client, address) for address in most if queries(client, address) >= most[address]} == {}


@pytest.mark.django_db
def test_all_figures_of_a_look_are_of_one_state(cast: company.Cast) -> None:
    asked = figures.question(code="people_trained")
    with figures.one_look():
        before = figures.answer(asked, cast.officer)
        uid = company.course(cast, {"Hồ Thị Một": "xã Hương Liên"})
        company.held(cast.officer, uid)
        after = figures.answer(asked, cast.officer)
        assert figures.rows(asked, cast.officer).adds == (after.value or 0)
    assert (after.seq, after.value) == (before.seq, before.value)
    assert figures.answer(asked, cast.officer).value == (before.value or 0) + 1


@pytest.mark.django_db
def test_places_are_asked_once_in_a_look_and_anew_when_told(cast: company.Cast) -> None:
    with geography.one_look(), CaptureQueriesContext(connection) as sent:
        first = geography.gazetteer()
        assert geography.gazetteer() is first
        assert geography.by_id(cast.phuc_trach.unit_id or 0).name == "Xã Phúc Trạch"
    assert len(sent) == 2

    with geography.one_look():
        first = geography.gazetteer()
        # Somebody else, who does not stand in this look.
        Context().run(add_village, cast)
        assert geography.gazetteer() is first
        geography.look_again()
        assert geography.gazetteer() is not first


def add_village(cast: company.Cast) -> None:
    parent_id = cast.phuc_trach.unit_id or 0
    offices.add_village(
        by=cast.chair, door=company.DOOR, parent_id=parent_id, type="bản", name="Mới", since=date(2025, 7, 2)
    )
