"""Two written names that may be one person's, and by which habits of lists they differ.

Names are compared word by word in the order in which they are written, so that names of other peoples (``H'Rin Niê``, surname
last) are compared as any other. What is not explained by a habit below is another name.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from nepmoi.kernel.text import name_key, search_key

# What most women's and many men's names have in the middle; lists of minorities leave it out as often as not.
_FILLERS = frozenset({"thi", "van"})
_I_AND_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_FEW_LETTERS = 2
# How initials are mistaken for one another in speech: tr and ch, s and x, d, gi and r in the north, l and n in the delta.
_SOUNDS = (("tr", "ch"), ("s", "x"), ("gi", "d"), ("r", "d"))


class NameHabit(StrEnum):
    """Why one name stands in two spellings: `BARE` is a name that lost all its marks, `MARKS` one that has others."""

    BARE = "bare"
    MARKS = "marks"
    SPELLING = "spelling"
    FILLER = "filler"
    INITIALS = "initials"
    SOUND = "sound"


@dataclass(frozen=True)
class Written:
    """A name by its keys: as written, and without marks."""

    name_key: str
    search_key: str

    @classmethod
    def of(cls, name: str) -> "Written":
        """The keys of a name."""
        return cls(name_key(name), search_key(name))


def given_key(name: str) -> str:
    """The sound of the given name, the last word: what two spellings of one name surely share."""
    return given_of(search_key(name))


def given_of(plain: str) -> str:
    """The same of a name that is without marks already."""
    return sound(plain.rpartition(" ")[2])[:40]


def surname_key(plain: str) -> str:
    """The first word of a name without marks."""
    return plain.partition(" ")[0]


@lru_cache(maxsize=8192)
def sound(plain: str) -> str:
    """How a word without marks is heard where initials are not told apart: i for y, and one letter for each of `_SOUNDS`."""
    word = plain.translate(_I_AND_Y)
    for written, heard in _SOUNDS:
        if word.startswith(written) and len(word) > len(written):
            return heard + word[len(written) :]
    is_n = word.startswith("n") and not word.startswith(("ng", "nh"))
    return "l" + word[1:] if is_n and len(word) > 1 else word


def habits(one: Written, other: Written) -> frozenset[NameHabit] | None:
    """By which habits two names differ: none for the same written name, None for two names."""
    found = _habits(one, other)
    if found and NameHabit.MARKS in found and (one.name_key.isascii() or other.name_key.isascii()):
        return found - {NameHabit.MARKS} | {NameHabit.BARE}
    return found


def _habits(one: Written, other: Written) -> frozenset[NameHabit] | None:
    if one.search_key == other.search_key:
        return frozenset() if one.name_key == other.name_key else frozenset({NameHabit.MARKS})
    if one.search_key.replace(" ", "") == other.search_key.replace(" ", ""):
        return frozenset({NameHabit.MARKS})  # H'Rin, H Rin and Hrin
    pairs = _aligned(_words(one), _words(other))
    if pairs is None:
        return None
    found: set[NameHabit] = set() if len(_words(one)) == len(_words(other)) else {NameHabit.FILLER}
    for (left, plain_left), (right, plain_right) in reversed(pairs):
        habit = _differing(plain_left, plain_right)
        if habit is None:
            return None
        found |= habit
        if left.translate(_I_AND_Y) != right.translate(_I_AND_Y) and NameHabit.INITIALS not in habit:
            found.add(NameHabit.MARKS)
    # Where a word is only heard alike, its marks say nothing more.
    return frozenset(found - {NameHabit.MARKS} if NameHabit.SOUND in found else found)


Words = tuple[tuple[str, str], ...]


@lru_cache(maxsize=65536)
def _words(written: Written) -> Words:
    """The name's words, each with its marks and without."""
    marked = [word for word in re.split(r"[^\w']+", written.name_key) if word.strip("'")]
    plain = written.search_key.split()
    # Where the two do not go together word by word, the marks are left out of it.
    return tuple(zip(marked if len(marked) == len(plain) else plain, plain, strict=True))


def _aligned(one: Words, other: Words) -> list[tuple[tuple[str, str], tuple[str, str]]] | None:
    """The words beside each other, fillers that only one has left out; None when other words are missing."""
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    extra = len(longer) - len(shorter)
    kept = []
    for index, word in enumerate(longer):
        if extra and 0 < index < len(longer) - 1 and word[1] in _FILLERS:
            extra -= 1
        else:
            kept.append(word)
    return None if extra else list(zip(kept, shorter, strict=True))


def _differing(one: str, other: str) -> set[NameHabit] | None:
    if one == other:
        return set()
    if one.translate(_I_AND_Y) == other.translate(_I_AND_Y):
        return {NameHabit.SPELLING}
    short, long = sorted((one, other), key=len)
    if len(short) <= _FEW_LETTERS < len(long) and long.startswith(short):
        return {NameHabit.INITIALS}
    return {NameHabit.SOUND} if sound(one) == sound(other) else None
