"""By which level a figure shows its places of itself."""

from collections.abc import Mapping

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.analytics.figures.answers import Part
from nepmoi.analytics.figures.selectors import Answer
from nepmoi.analytics.indicators.definition import Words
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
        return Answer(asked, 1, 0, 0, 0, parts[by], 0)

    assert by_place(ask).parts is parts[level]
