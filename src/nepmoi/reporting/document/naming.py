"""The names under which papers and lists are saved: plain letters only, for any office's folders."""

import re
from datetime import date
from typing import Final

from nepmoi.kernel.text import search_key

LONGEST: Final = 60
_PLACE_TYPE: Final = re.compile("^(xa|phuong|thi-tran|huyen|quan|thi-xa|thanh-pho|tinh)-(?=.)")


def plain(text: str) -> str:
    """A text in small letters of ASCII and digits, its words joined by hyphens."""
    return "-".join(re.findall("[a-z0-9]+", search_key(text)))


def plain_place(place: str) -> str:
    """The lowest unit of an address, without its type where that says no more than the name does."""
    return _PLACE_TYPE.sub("", plain(place.split(",")[0]))


def of_activity(what: str, name: str, place: str, first_day: date) -> str:
    """The name of a paper about an activity, without its ending: what it is, the activity, its place, its day.

    Args:
        what: plain, such as ``ket-qua``.
        name: the activity's; a long one is cut after a word.
        place: its address; left out where the name says it already.
        first_day: of the activity.
    """
    where, words = plain_place(place), plain(name)
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("-")[0]
    parts = [what, words, where if where not in words else "", first_day.isoformat()]
    return "-".join(part for part in parts if part)
