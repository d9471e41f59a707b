"""Whether two records may be one person: reasons that add up, each of which can be read out.

Each reason weighs so many bits, after Fellegi and Sunter: the binary logarithm of how much more often two records of one person
agree (or differ) so than two records of two people do. Bits add up. What is unknown on either side adds nothing. At the end the
register is held against it: among N people somebody else is N times as likely, so log2(N + 300) bits come off (300 stand for those
whom no list has named yet). What is left are the odds: 0 is one to one, 5 is 32 to one.

What the numbers stand on, in the order of `Because`:

* A name: log2((N + 300) / (namesakes + 3)), at most 12. A name that two hundred bear says 9 bits less the common prior, one
  that nobody else bears says more than any other field; it is capped because a list may carry a slip that looks like a rare name.
  Namesakes are counted by letters alone, so that a name without any mark (an old telephone, Zalo) is only seldom somebody else's (1);
  where both names have their marks and these differ, they are two names in seven cases of eight (3). A habit of spelling takes off
  what it makes more likely by chance: i for y two names (1), a filler left out three or four (2), initials and sounds thirty
  and more (5).
* Birth: over some forty years of age a year agrees by chance in one pair of forty (5 bits), with the month in one of 480 (8.5), the
  whole day in one of 15,000 (13); day and month changed over are chance in half as many (9). A year apart is as often a year
  counted from conception as somebody else (0.5). The same year with another day is neither (0). Other years: ten bits against.
  The first of January stands for "day unknown" in many papers and counts as the year alone.
* Sex: two of three in these lists are women, so that agreement says little (0.5); a slip is seldom (-7).
* Ethnic group: a minority agrees in one pair of four or more (2), Kinh in nearly all (0); a group is written wrongly in one of ten (-3).
* Unit: of a province's hundred communes one agrees by chance in a hundred pairs (6), a village in some five hundred (8);
  a neighbouring unit, of which the same successor was made, or the former district, is a little more than chance (1); the rest of the
  province less (-1), another province much less (-5): people marry and move.
* Phone: nearly proof, but families and offices share one (9). Another phone says little (-0.5): people change them.
* Both in one office's list, which names everybody once: twelve bits against; both present in one half-day at two places: fourteen.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from math import log2
from typing import Protocol, TypeVar

from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.people.rules.names import NameHabit, Written, habits
from nepmoi.registry.people.rules.persons import Sex, is_minority

PROPOSED = 0.0
"""From these odds on, in bits, a pair is shown: one to one."""
STRONG = 5.0
"""From these on it is called strong, and one may be preselected: 32 to one."""
FAIR = 3.0
MARGIN = 3.0
"""By so much the preselected one must stand before the next."""
CROWD = 5
"""Fewer known people than this are no crowd."""

_UNSEEN = 300
_SMOOTH = 3
_NAME_MOST = 12.0


class Because(StrEnum):
    """A reason for or against."""

    NAME = "name"
    NAME_BARE = "name_bare"
    NAME_MARKS = "name_marks"
    NAME_SPELLING = "name_spelling"
    NAME_FILLER = "name_filler"
    NAME_INITIALS = "name_initials"
    NAME_SOUND = "name_sound"
    BIRTH_DAY = "birth_day"
    BIRTH_MONTH = "birth_month"
    BIRTH_YEAR = "birth_year"
    BIRTH_TURNED = "birth_turned"
    BIRTH_NEAR = "birth_near"
    BIRTH_OTHER_DAY = "birth_other_day"
    BIRTH_OTHER = "birth_other"
    SEX_SAME = "sex_same"
    SEX_OTHER = "sex_other"
    ETHNIC_SAME = "ethnic_same"
    ETHNIC_OTHER = "ethnic_other"
    UNIT_VILLAGE = "unit_village"
    UNIT_COMMUNE = "unit_commune"
    UNIT_DISTRICT = "unit_district"
    UNIT_NEIGHBOUR = "unit_neighbour"
    UNIT_PROVINCE = "unit_province"
    UNIT_APART = "unit_apart"
    PHONE_SAME = "phone_same"
    PHONE_OTHER = "phone_other"
    ONE_LIST = "one_list"
    TWO_PLACES = "two_places"


_BITS: dict[Because, float] = {
    Because.NAME_BARE: -1,
    Because.NAME_MARKS: -3,
    Because.NAME_SPELLING: -1,
    Because.NAME_FILLER: -2,
    Because.NAME_INITIALS: -5,
    Because.NAME_SOUND: -5,
    Because.BIRTH_DAY: 13,
    Because.BIRTH_MONTH: 8.5,
    Because.BIRTH_YEAR: 5,
    Because.BIRTH_TURNED: 9,
    Because.BIRTH_NEAR: 0.5,
    Because.BIRTH_OTHER_DAY: 0,
    Because.BIRTH_OTHER: -10,
    Because.SEX_SAME: 0.5,
    Because.SEX_OTHER: -7,
    Because.ETHNIC_SAME: 2,
    Because.ETHNIC_OTHER: -3,
    Because.UNIT_VILLAGE: 8,
    Because.UNIT_COMMUNE: 6,
    # Those who are of the district itself, its officials, are no more than those of a commune.
    Because.UNIT_DISTRICT: 6,
    Because.UNIT_NEIGHBOUR: 1,
    Because.UNIT_PROVINCE: -1,
    Because.UNIT_APART: -5,
    Because.PHONE_SAME: 9,
    Because.PHONE_OTHER: -0.5,
    Because.ONE_LIST: -12,
    Because.TWO_PLACES: -14,
}
_HABITS = {
    NameHabit.BARE: Because.NAME_BARE,
    NameHabit.MARKS: Because.NAME_MARKS,
    NameHabit.SPELLING: Because.NAME_SPELLING,
    NameHabit.FILLER: Because.NAME_FILLER,
    NameHabit.INITIALS: Because.NAME_INITIALS,
    NameHabit.SOUND: Because.NAME_SOUND,
}


_CONTRADICTIONS = frozenset(
    {
        Because.NAME_MARKS,
        Because.NAME_INITIALS,
        Because.NAME_SOUND,
        Because.BIRTH_NEAR,
        Because.BIRTH_OTHER_DAY,
        Because.BIRTH_OTHER,
        Because.SEX_OTHER,
        Because.ONE_LIST,
        Because.TWO_PLACES,
    }
)
# Another ethnic group is weighed only: lists get it wrong too often.


class Near(IntEnum):
    """How near two records' units lie, the nearest of their pairs."""

    APART = 0
    PROVINCE = 1
    NEIGHBOUR = 2
    DISTRICT = 3
    COMMUNE = 4
    VILLAGE = 5


_NEAR = {
    Near.VILLAGE: Because.UNIT_VILLAGE,
    Near.COMMUNE: Because.UNIT_COMMUNE,
    Near.DISTRICT: Because.UNIT_DISTRICT,
    Near.NEIGHBOUR: Because.UNIT_NEIGHBOUR,
    Near.PROVINCE: Because.UNIT_PROVINCE,
    Near.APART: Because.UNIT_APART,
}


class Together(StrEnum):
    """What lists and rolls say of two records at once."""

    NO = ""
    ONE_LIST = "one_list"
    TWO_PLACES = "two_places"


@dataclass(frozen=True)
class Traits:
    """What a record says of a person, or a row of a list; empty and None are unknown."""

    written: Written
    sex: Sex | None = None
    birth: PartialDate | None = None
    ethnic_code: str | None = None
    phone_key: str = ""
    unit_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Setting:
    """What the two records themselves do not say; lists and rolls are held against them later (`Likeness.against`).

    Attributes:
        people: how many the register holds.
        namesakes: how many of them bear the commoner of the two names, in letters alone.
        near: None when a unit is unknown.
    """

    people: int
    namesakes: int
    near: Near | None = None


@dataclass(frozen=True)
class Reason:
    """One reason with its weight in bits; ``namesakes`` stands with the name."""

    because: Because
    bits: float
    namesakes: int | None = None


@dataclass(frozen=True)
class Likeness:
    """The reasons, for and against, and what is left after the register is held against them."""

    reasons: tuple[Reason, ...]
    prior: float

    @property
    def odds(self) -> float:
        """In bits: 0 is one to one, 5 is 32 to one for it, below 0 it is against."""
        return sum(reason.bits for reason in self.reasons) - self.prior

    @property
    def is_contradicted(self) -> bool:
        """Whether a field says something else: such a pair is for an officer to look at, however strong the rest is."""
        return any(reason.because in _CONTRADICTIONS for reason in self.reasons)

    @property
    def fits_in_all_four(self) -> bool:
        """Whether written name, year of birth, sex and unit are the same and nothing is against it."""
        said = {reason.because for reason in self.reasons}
        return (
            said >= {Because.NAME, Because.SEX_SAME}
            and not said.isdisjoint({Because.BIRTH_DAY, Because.BIRTH_MONTH, Because.BIRTH_YEAR})
            and not said.isdisjoint({Because.UNIT_VILLAGE, Because.UNIT_COMMUNE, Because.UNIT_DISTRICT})
            and said.isdisjoint(_HABITS.values())
            and not self.is_contradicted
        )

    def against(self, together: Together) -> "Likeness":
        """The same with what lists and rolls say of both."""
        if not together:
            return self
        because = Because(together.value)
        return Likeness((*self.reasons, Reason(because, _BITS[because])), self.prior)


def likeness(one: Traits, other: Traits, setting: Setting) -> Likeness | None:
    """The reasons for two records being one person, and against; None when the names are no one name."""
    found = habits(one.written, other.written)
    if found is None:
        return None
    everybody = setting.people + _UNSEEN
    name = min(log2(everybody / (setting.namesakes + _SMOOTH)), _NAME_MOST)
    becauses = [
        *(because for habit, because in _HABITS.items() if habit in found),
        *_births(one.birth, other.birth),
        *_sexes(one.sex, other.sex),
        *_groups(one.ethnic_code, other.ethnic_code),
        *([] if setting.near is None else [_NEAR[setting.near]]),
        *_phones(one.phone_key, other.phone_key),
    ]
    reasons = (Reason(because, _BITS[because]) for because in becauses)
    return Likeness((Reason(Because.NAME, name, setting.namesakes), *reasons), log2(everybody))


def exact(birth: PartialDate) -> PartialDate:
    """A birth as far as it is told: the first of January of a paper means the year."""
    return PartialDate(birth.year) if (birth.month, birth.day) == (1, 1) else birth


def _births(one: PartialDate | None, other: PartialDate | None) -> list[Because]:
    if one is None or other is None:
        return []
    left, right = exact(one), exact(other)
    if left.year != right.year:
        return [Because.BIRTH_NEAR if abs(left.year - right.year) == 1 else Because.BIRTH_OTHER]
    if left.month is None or right.month is None:
        return [Because.BIRTH_YEAR]
    if left.day is None or right.day is None:
        return [Because.BIRTH_MONTH if left.month == right.month else Because.BIRTH_OTHER_DAY]
    if (left.month, left.day) == (right.month, right.day):
        return [Because.BIRTH_DAY]
    turned = (left.month, left.day) == (right.day, right.month)
    return [Because.BIRTH_TURNED if turned else Because.BIRTH_OTHER_DAY]


def _sexes(one: Sex | None, other: Sex | None) -> list[Because]:
    if one is None or other is None:
        return []
    return [Because.SEX_SAME if one is other else Because.SEX_OTHER]


def _groups(one: str | None, other: str | None) -> list[Because]:
    if one is None or other is None:
        return []
    if one != other:
        return [Because.ETHNIC_OTHER]
    return [Because.ETHNIC_SAME] if is_minority(one) else []


def _phones(one: str, other: str) -> list[Because]:
    if not one or not other:
        return []
    return [Because.PHONE_SAME if one == other else Because.PHONE_OTHER]


class Weighed(Protocol):
    """Somebody who may be meant, with the reasons; ``crowded`` when she lives among many of one surname."""

    @property
    def likeness(self) -> Likeness:
        """The reasons."""

    @property
    def crowded(self) -> bool:
        """Whether nothing may be preselected where she lives."""


_W = TypeVar("_W", bound=Weighed)


def clear(candidates: Iterable[_W]) -> _W | None:
    """The one that an import may preselect: strong, uncontradicted, well before the next, nobody of a one-surname village."""
    ranked = sorted(candidates, key=lambda one: one.likeness.odds, reverse=True)
    if not ranked or ranked[0].likeness.odds < STRONG or ranked[0].crowded or ranked[0].likeness.is_contradicted:
        return None
    is_alone = len(ranked) == 1 or ranked[0].likeness.odds - ranked[1].likeness.odds >= MARGIN
    return ranked[0] if is_alone else None


def is_crowded(surnames: Sequence[str]) -> bool:
    """Whether more than half of the known people of a place bear one surname: there, two of a name are soon found."""
    return len(surnames) >= CROWD and max(Counter(surnames).values()) * 2 > len(surnames)
