"""What a course's page counts: its list, and the figures that count the course, each as its reader may open it."""

from collections.abc import Sequence
from dataclasses import dataclass

from nepmoi.analytics.figures import selectors as figures
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, HalfDayView, ParticipantView
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.people.selectors import persons as people
from nepmoi.web.activities.links import link


@dataclass(frozen=True)
class Counted:
    """A figure of one activity, within its reader's area.

    Attributes:
        value: None when the figure has nothing recorded.
        href: its page, which opens exactly this.
    """

    value: int | None
    href: str


def counted(by: Standing, activity: ActivityView, *codes: str) -> dict[str, Counted]:
    """What figures say of an activity that counts, by their codes.

    None of one that does not count, for a reader of no figures, and of a programme that has no such figure.
    """
    if not activity.confirmed_on or not may(by.role, Action.SEE_FIGURES):
        return {}
    known = {definition.code for definition in figures.catalogue()}
    asked = [code for code in codes if code in known]
    if not asked:
        return {}
    first = figures.question(code=asked[0], activity=activity.uid)
    answers = {code: figures.answer(first.to(code), by) for code in asked}
    return {code: Counted(found.value, link("figure", code, activity=activity.uid)) for code, found in answers.items()}


@dataclass(frozen=True)
class Coming:
    """What will be counted once an activity is confirmed.

    Attributes:
        listed: the people in its list.
        came: those of them present in a half-day at least.
        presences: over all half-days.
        never: those of the list who never came; they are not counted as people.
    """

    listed: int
    came: int
    presences: int
    half_days: Sequence[HalfDayView]

    @property
    def never(self) -> int:
        """How many of the list are present nowhere."""
        return self.listed - self.came


def coming(listed: Sequence[ParticipantView], slots: Sequence[HalfDayView]) -> Coming:
    """What a list and its rolls come to; two lines of one person are one."""
    one = people.survivors(line.person.id for line in listed)
    came = {one[line.person.id] for line in listed if Mark.PRESENT in line.marks.values()}
    return Coming(len(set(one.values())), len(came), sum(slot.present for slot in slots), slots)
