"""Names of places: the type before them, and the keys by which they are sorted and found."""

import re
from functools import lru_cache
from typing import NamedTuple

from nepmoi.kernel import text
from nepmoi.registry.geography.rules.levels import Level

TYPES: dict[Level, tuple[str, ...]] = {
    Level.PROVINCE: ("tỉnh", "thành phố"),
    Level.DISTRICT: ("quận", "huyện", "thị xã", "thành phố"),
    Level.COMMUNE: ("phường", "xã", "thị trấn", "đặc khu"),
    Level.VILLAGE: (
        "thôn", "bản", "làng", "buôn", "bon", "plei", "ấp", "sóc", "phum", "xóm", "khối", "khóm", "khu",
        "khu phố", "tổ dân phố", "tiểu khu",
    ),
}  # fmt: skip

_ABBREVIATED = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "tdp": "tổ dân phố",
    "h": "huyện",
    "q": "quận",
    "p": "phường",
    "x": "xã",
    "t": "tỉnh",
}
# One letter counts only before a full stop: "X. Lũng Cú"; "TP Vinh" goes without.
_SHORT = re.compile(r"(?:(tp|tx|tt|tdp)[. ]|(h|q|p|x|t)\.)\s*(?=\S)", re.IGNORECASE)
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


class Split(NamedTuple):
    """A name in its two parts; the type is empty when none was written."""

    type: str
    bare: str


def _by_length(words: set[str]) -> list[tuple[str, str]]:
    """Types with their search keys, longest first: "thị trấn" before "thị"."""
    return sorted(((word, text.search_key(word)) for word in words), key=lambda pair: -len(pair[1]))


_ALL_TYPES = {word for words in TYPES.values() for word in words}
_KEYED = {level: _by_length(set(words)) for level, words in TYPES.items()}
_ANY = _by_length(_ALL_TYPES)


@lru_cache(maxsize=1 << 15)
def split(name: str, level: Level | None = None) -> Split:
    """Part a name from the type before it, however that is spelt ("Thị Xã", "huyen", "TP.").

    Args:
        name: as written.
        level: only this level's types count; None for all.
    """
    name = text.clean(name)
    if short := _SHORT.match(name):
        word = _ABBREVIATED[(short[1] or short[2]).lower()]
        if level is None or word in TYPES[level]:
            return Split(word, name[short.end() :])
    words = name.split(" ")
    for word, key in _ANY if level is None else _KEYED[level]:
        count = key.count(" ") + 1
        if len(words) > count and text.search_key(" ".join(words[:count])) == key:
            return Split(_as_meant(" ".join(words[:count]), word, key), " ".join(words[count:]))
    return Split("", name)


def _as_meant(written: str, word: str, key: str) -> str:
    """Types that differ only by their marks ("bản", "bon" do not, "ban" does) keep the written marks."""
    lower = text.place_tones(written.lower())
    return lower if lower in _ALL_TYPES and text.search_key(lower) == key else word


def without_zeros(bare: str) -> str:
    """A number as people write it: "02" is "2"."""
    return _ZEROS.sub("", bare)


def place_key(bare: str) -> str:
    """By what a name is found: no marks, no case, no leading zeros ("Phường 01" is "Phường 1")."""
    return without_zeros(text.search_key(bare))


def place_sort_key(bare: str) -> str:
    """By what places are sorted: Vietnamese order from left to right, numbers by their size."""
    return text.order_key(bare)


def exact_key(bare: str) -> str:
    """A name with its marks, tones in their place, without case and leading zeros."""
    return without_zeros(text.place_tones(text.clean(bare)).lower())


def full_name(type_: str, bare: str) -> str:
    """Type and name as an office writes them: "Thị xã Chũ"."""
    return f"{type_[:1].upper()}{type_[1:]} {bare}"
