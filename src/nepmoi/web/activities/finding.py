"""Finding people in a course's list by their written names."""

from collections.abc import Sequence

from nepmoi.fieldwork.activities.selectors.activities import ParticipantView
from nepmoi.kernel.text import search_key


def named(lines: Sequence[ParticipantView], text: str) -> list[ParticipantView]:
    """Those in whose written name every sought word occurs, with or without marks."""
    sought = search_key(text).split()
    return [line for line in lines if all(word in search_key(line.name_as_written) for word in sought)]
