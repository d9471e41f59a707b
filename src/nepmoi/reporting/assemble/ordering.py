"""The order of an official list: by unit, from the highest down; in a unit by rank, then by given name."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from nepmoi.fieldwork.activities.selectors.activities import ParticipantView
from nepmoi.kernel.text import search_key
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.gazetteer import Gazetteer

# How titles begin, the highest first; a longer beginning stands before one that it holds.
_RANKS: Final = (
    ("chi hoi truong", "bi thu chi bo", "truong thon", "truong ban", "truong to", "to truong"),
    ("pho bi thu", "pho chu tich", "pho truong", "pho giam doc", "pho hieu truong", "pho chu nhiem", "pho chanh"),
    ("bi thu", "chu tich", "truong", "giam doc", "hieu truong", "chu nhiem", "chanh"),
    ("uy vien", "chuyen vien", "cong chuc", "can bo", "vien chuc", "giao vien"),
)
_PLACE_OF_RANK: Final = (3, 1, 0, 2)
_OTHERS: Final = 4


def in_official_order(lines: Iterable[ParticipantView], on: date) -> list[ParticipantView]:
    """The list as an official paper has it; who is of no known unit comes last.

    Args:
        lines: the list as it was sent.
        on: the day whose units count.
    """
    book = places.gazetteer()

    def order(line: ParticipantView) -> tuple[bool, list[str], int, str]:
        return line.unit_id is None, _unit(book, line, on), rank(line.title), line.person.sort_key

    return sorted(lines, key=order)


def rank(title: str) -> int:
    """Where a title stands among others of one unit: heads, their deputies, staff, heads of villages, all others."""
    key = search_key(title)
    for starts, place in zip(_RANKS, _PLACE_OF_RANK, strict=True):
        if key.startswith(starts):
            return place
    return _OTHERS


def _unit(book: Gazetteer, line: ParticipantView, on: date) -> list[str]:
    """From the province down, so that a district's own people stand before those of its communes."""
    if line.unit_id is None:
        return [search_key(line.unit_as_written)]
    return [unit.sort_key for unit in reversed(book.path(line.unit_id, on))]
