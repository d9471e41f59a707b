"""By which level a figure shows its places of itself."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.analytics.figures.answers import Part
from nepmoi.analytics.figures.selectors import Answer
from nepmoi.analytics.indicators.definition import Words
from nepmoi.web.figures.parts import MOST_PARTS, split_table
from nepmoi.web.figures.views import MOST_PLACES, by_place

NOWHERE = Part("not-assignable", Words.name("nowhere"), 3)


def places(number: int, *others: Part) -> tuple[Part, ...]:
    return (*(Part(str(n), Words.name(str(n)), 1) for n in range(number)), *others)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("parts", "level"),
    [
        ({"commune": places(MOST_PLACES, NOWHERE)}, "commune"),
        ({"commune": ()}, "commune"),
        ({"commune": places(MOST_PLACES + 1), "district": places(13)}, "district"),
        ({"commune": places(3321), "district": (NOWHERE,), "province": places(34)}, "province"),
        ({"commune": places(10_035), "district": places(696), "province": places(63)}, "province"),
    ],
)
def test_it_is_the_lowest_whose_places_fit_a_page(parts: Mapping[str, tuple[Part, ...]], level: str) -> None:
    asked = figures.question(code="people_trained")

    def ask(by: str) -> Answer:
        return Answer(asked, 1, 0, 0, 0, 0, parts[by], 0)

    assert by_place(ask).parts is parts[level]


@pytest.mark.django_db
def test_parts_that_are_too_many_for_a_page_stand_on_the_pages_after() -> None:
    asked = figures.question(code="people_trained", by="commune")
    answer = Answer(asked, 250, 0, 0, 0, 0, places(250), 0)

    pages = [split_table(answer, number) for number in (1, 2, 3)]

    assert [len(one.bars) for one in pages] == [MOST_PARTS, MOST_PARTS, 50]
    assert [sum(bar.value or 0 for bar in one.bars) + one.elsewhere for one in pages] == [250] * 3
    assert [bar.label for one in pages for bar in one.bars] == [part.label.vi for part in answer.parts]


@pytest.mark.django_db
def test_the_part_that_is_open_is_on_the_page_that_is_shown() -> None:
    asked = replace(figures.question(code="people_trained", by="commune"), part="205")
    table = split_table(Answer(asked, 250, 0, 0, 0, 0, places(250), 0))

    assert [bar.label for bar in table.bars if bar.is_open] == ["205"]
