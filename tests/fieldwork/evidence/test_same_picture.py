"""The same picture is found again after Zalo, and other pictures are not taken for it."""

import io
import itertools
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from PIL import Image

from nepmoi.fieldwork.evidence.rules import ALIKE, apart, have_same_colours, look, nearest
from tests.fieldwork.evidence.drawn import scene

CASE = Path(__file__).parents[3] / "src" / "nepmoi" / "programmes" / "project8" / "case" / "pictures"

Change = Callable[[Image.Image], Image.Image]


def case() -> list[Image.Image]:
    """The demo's pictures: one drawn series, the most alike that different pictures get."""
    return [Image.open(path).convert("RGB") for path in sorted(CASE.glob("*.[jp][pn]g"))]


def packed(picture: Image.Image, quality: int, side: int) -> Image.Image:
    small = picture.copy()
    small.thumbnail((side, side))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue()))


def cropped(picture: Image.Image, share: float) -> Image.Image:
    wide, high = picture.size
    return picture.crop((int(wide * share), int(high * share), int(wide * (1 - share)), int(high * (1 - share))))


COPIES: dict[str, Change] = {
    "packed anew": lambda picture: packed(picture, 70, 5000),
    "sent through Zalo": lambda picture: packed(picture, 75, 1280),
    "made small": lambda picture: packed(picture, 50, 640),
    "a border of 1% cut off": lambda picture: packed(cropped(picture, 0.01), 75, 1280),
    "a border of 2% cut off": lambda picture: packed(cropped(picture, 0.02), 75, 1280),
}

# By their place among the pictures.
MISSED: dict[str, list[int]] = {"a border of 2% cut off": [30]}


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_is_found(copy: str) -> None:
    """Measured on the demo's 6 pictures and 30 scenes: of 36 none is missed, with a border of 2% cut off one (11 bits apart).

    A border of 4% cut off is missed in 2 of the demo's 6: that is another picture to this rule, and an officer may still say
    that it is the same.
    """
    pictures = [*case(), *(scene(number, (800, 533)) for number in range(30))]
    missed = [n for n, one in enumerate(pictures) if apart(look(one), look(COPIES[copy](one))) > ALIKE]
    assert len(pictures) == 36
    assert all(have_same_colours(one, COPIES[copy](one)) for one in pictures)
    assert missed == MISSED.get(copy, [])


def test_other_pictures_are_not_taken_for_it() -> None:
    """Measured: none among the 15 pairs of the drawn series, none among 1,770 pairs of 60 scenes.

    The classroom drawn twice with another banner (4 bits apart) is told apart by the banner's colour alone.
    """
    drawn = [apart(look(one), look(other)) for one, other in itertools.combinations(case(), 2)]
    assert len(drawn) == 15
    assert sum(distance <= ALIKE for distance in drawn) == 1
    both = [(one, other) for one, other in itertools.combinations(case(), 2) if apart(look(one), look(other)) <= ALIKE]
    assert not any(have_same_colours(one, other) for one, other in both)
    scenes = [look(scene(number, (200, 133))) for number in range(60)]
    assert sum(apart(one, other) <= ALIKE for one, other in itertools.combinations(scenes, 2)) == 0


def test_a_look_fits_a_column_and_ten_thousand_are_searched_at_once() -> None:
    looks = [look(scene(number, (90, 60))) for number in range(20)]
    assert all(-(2**63) <= one < 2**63 for one in looks)
    assert min(looks) < 0 < max(looks)
    many = [(number, looks[number % 20] ^ number) for number in range(10_000)]
    began = perf_counter()
    found = nearest(looks[0], many)
    assert perf_counter() - began < 0.5
    assert found[0] == (0, 0)
    assert [distance for _, distance in found] == sorted(distance for _, distance in found)
