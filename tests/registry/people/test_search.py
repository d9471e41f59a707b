"""Who is called exactly so comes before those in whose name it only stands."""

import pytest

from nepmoi.registry.people.selectors import persons
from tests.cast import CONSOLE, Cast, person

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [one.name for one in persons.search(CONSOLE, text)]


def test_an_exact_given_name_comes_first_then_those_that_begin_so_then_the_rest(cast: Cast) -> None:
    for name in ("Lê Hoàng Anh", "Hoa Văn Tý", "Vi Khoa", "Hồ Thị Hoa", "Trần Thị Hoài", "An Thị Hòa"):
        person(name)
    assert found("hoa") == ["Hồ Thị Hoa", "An Thị Hòa", "Hoa Văn Tý", "Lê Hoàng Anh", "Trần Thị Hoài", "Vi Khoa"]


def test_a_whole_name_comes_before_longer_ones(cast: Cast) -> None:
    for name in ("Bùi Hồ Thị Hoa", "Hồ Thị Hoa", "Hồ Thị Hoan"):
        person(name)
    assert found("Hồ Thị Hoa") == ["Hồ Thị Hoa", "Bùi Hồ Thị Hoa", "Hồ Thị Hoan"]
