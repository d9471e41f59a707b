"""Reasons for and against two records being one person, in words, with their weight in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, gettext_noop, ngettext

from nepmoi.kernel.quantities import grouped
from nepmoi.registry.people.rules.likeness import FAIR, PROPOSED, STRONG, Because, Likeness, Reason

_MUCH: Final = 5.0
_SOME: Final = 2.0
_MOST_ODDS: Final = 10

_WORDS: Final[Mapping[Because, str]] = {
    Because.NAME_BARE: gettext_noop("One name is written without marks"),
    Because.NAME_MARKS: gettext_noop("The same letters with other marks"),
    Because.NAME_SPELLING: gettext_noop("i for y"),
    Because.NAME_FILLER: gettext_noop("One name leaves out Thị or Văn"),
    Because.NAME_INITIALS: gettext_noop("One name is written with initials"),
    Because.NAME_SOUND: gettext_noop("The names only sound alike"),
    Because.BIRTH_DAY: gettext_noop("Born on the same day"),
    Because.BIRTH_MONTH: gettext_noop("Born in the same month"),
    Because.BIRTH_YEAR: gettext_noop("Born in the same year"),
    Because.BIRTH_TURNED: gettext_noop("Born on the same day, with day and month changed over"),
    Because.BIRTH_NEAR: gettext_noop("Born one year apart"),
    Because.BIRTH_OTHER_DAY: gettext_noop("Born in the same year, on another day"),
    Because.BIRTH_OTHER: gettext_noop("Born in other years"),
    Because.SEX_SAME: gettext_noop("The same sex"),
    Because.SEX_OTHER: gettext_noop("Another sex"),
    Because.ETHNIC_SAME: gettext_noop("The same ethnic minority"),
    Because.ETHNIC_OTHER: gettext_noop("Another ethnic group"),
    Because.UNIT_VILLAGE: gettext_noop("From the same village"),
    Because.UNIT_COMMUNE: gettext_noop("From the same commune"),
    Because.UNIT_DISTRICT: gettext_noop("Both of the district itself"),
    Because.UNIT_NEIGHBOUR: gettext_noop("From the same former district"),
    Because.UNIT_PROVINCE: gettext_noop("From different communes of one province"),
    Because.UNIT_APART: gettext_noop("From different provinces"),
    Because.PHONE_SAME: gettext_noop("The same phone"),
    Because.PHONE_OTHER: gettext_noop("Another phone"),
    Because.ONE_LIST: gettext_noop("Both stand in one activity's list"),
    Because.TWO_PLACES: gettext_noop("Both are marked present in one half-day at two places"),
}


@dataclass(frozen=True)
class Told:
    """One reason in words.

    Attributes:
        words: what agrees or differs.
        weight: how much it says, and in which direction.
        is_for: whether it speaks for one person.
    """

    words: str
    weight: str
    is_for: bool


@dataclass(frozen=True)
class Weighed:
    """A likeness in words.

    Attributes:
        strength: how much speaks for one person, in a few words.
        odds: the same as a ratio.
        state: how the badge is drawn.
        reasons: the weightiest first.
    """

    strength: str
    odds: str
    state: str
    reasons: tuple[Told, ...]


def weighed(found: Likeness) -> Weighed:
    """A likeness as a page tells it."""
    reasons = sorted(found.reasons, key=lambda reason: -abs(reason.bits))
    strength, state = _strength(found.odds)
    return Weighed(strength, _odds(found.odds), state, tuple(map(_told, reasons)))


def _strength(odds: float) -> tuple[str, str]:
    if odds >= STRONG:
        return gettext("very likely one person"), "confirmed"
    if odds >= FAIR:
        return gettext("likely one person"), "held"
    if odds >= PROPOSED:
        return gettext("perhaps one person"), "planned"
    return gettext("rather two people"), "stopped"


def _odds(odds: float) -> str:
    if odds >= _MOST_ODDS:
        return gettext("more than 1,000 to 1 for one person")
    number = grouped(max(round(2 ** abs(odds)), 1))
    if odds >= 0:
        return gettext("about %(number)s to 1 for one person") % {"number": number}
    return gettext("about 1 to %(number)s against it") % {"number": number}


def _told(reason: Reason) -> Told:
    return Told(_words(reason), _weight(reason.bits), reason.bits > 0)


def _words(reason: Reason) -> str:
    if reason.because is Because.NAME:
        count = reason.namesakes or 0
        return ngettext(
            "One name, borne by %(count)s person of the register",
            "One name, borne by %(count)s people of the register",
            count,
        ) % {"count": grouped(count)}
    return gettext(_WORDS[reason.because])


def _weight(bits: float) -> str:
    if abs(bits) < _SOME / 2:
        return gettext("says little")
    if bits > 0:
        much, some, little = gettext("speaks much for it"), gettext("speaks for it"), gettext("speaks a little for it")
    else:
        much, some, little = (
            gettext("speaks much against it"),
            gettext("speaks against it"),
            gettext("speaks a little against it"),
        )
    return much if abs(bits) >= _MUCH else some if abs(bits) >= _SOME else little
