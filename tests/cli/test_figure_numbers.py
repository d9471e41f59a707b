"""`nepmoi figure`: what stands beside a figure's value, and whose list is shown."""

import pytest

from nepmoi.fieldwork.activities.rules import Heads
from tests.cast import Cast
from tests.fieldwork.activities.test_counts import session

pytestmark = pytest.mark.django_db


def test_more_than_a_hundred_is_said_to_be_so(console, cast: Cast) -> None:
    session(cast, Heads(total=100, over=True), confirm=True)

    assert "“more than”: 100" in console.text("--language", "en", "figure", "heads_reached")


def test_what_is_not_counted_is_listed_when_it_is_asked_for(console, cast: Cast) -> None:
    session(cast, Heads(total=12))

    answer = console.json("figure", "heads_reached", "--of", "unconfirmed", "--json")
    assert (answer["value"], answer["unconfirmed"], [row["adds"] for row in answer["rows"]]) == (0, 12, [12])
    assert "rows" not in console.json("figure", "heads_reached", "--json")
