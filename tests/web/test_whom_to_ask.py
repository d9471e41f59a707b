"""A refusal sends each reader to somebody whom she knows."""

from html import unescape

import pytest

from tests.cast import Cast
from tests.web.desk import page, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "stopped_clock")]


def test_a_learner_asks_the_office_of_her_course() -> None:
    said = text(page(sit("learner"), "/activities", status=403))
    assert "This is not among the tasks of the account." in said
    assert "Read the code above to the office that held the course." in said
    assert "administrator" not in said


def test_an_office_s_reader_asks_who_gives_tasks() -> None:
    said = text(page(sit("inspector"), "/activities/new", status=403))
    assert "Read the code above to the office's administrator" in unescape(said)


def test_what_is_not_there_is_asked_of_the_province(cast: Cast) -> None:
    said = text(page(sit("officer"), f"/activities/{cast.province.uid}", status=404))
    assert "Read the code above to the officer of the provincial Women's Union." in unescape(said)
