"""What a course's file holds and what it lacks: first what confirming waits for, then what an inspector will ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from nepmoi.fieldwork.activities.selectors import ActivityView, HalfDayView, PictureOf
from nepmoi.fieldwork.training.selectors import SessionView
from nepmoi.kernel.quantities import grouped
from nepmoi.web.problems import Missing
from nepmoi.web.templatetags.nepmoi import day, half_day


@dataclass(frozen=True)
class Item:
    """One thing of a course's file.

    Attributes:
        label: what it is.
        href: where it is mended; empty when it is there.
        why: what is the matter with it.
        is_done: whether it is there.
        blocks: whether confirming waits for it.
    """

    label: str
    href: str = ""
    why: str = ""
    is_done: bool = False
    blocks: bool = False


def items(
    activity: ActivityView, slots: Sequence[HalfDayView], sessions: Sequence[SessionView], pictures: Sequence[PictureOf]
) -> list[Item]:
    """Everything, open things first and those that confirming waits for before the others."""
    found = [*_people(activity), *_rolls(activity, slots), *_timetable(sessions), *_pictures(activity, pictures)]
    return sorted(found, key=lambda item: (item.is_done, not item.blocks))


def in_the_way(found: Sequence[Item]) -> list[Missing]:
    """What confirming waits for, as the page of a refusal names it."""
    return [Missing(label=item.label, href=item.href, why=item.why) for item in found if item.blocks]


def _people(activity: ActivityView) -> Iterator[Item]:
    if not activity.people:
        yield Item(
            gettext("roster").capitalize(),
            reverse("web:lists", args=[activity.uid]),
            gettext("not there yet"),
            blocks=True,
        )
        return
    words = ngettext("List of %(count)s learner", "List of %(count)s learners", activity.people)
    yield Item(words % {"count": grouped(activity.people)}, is_done=True)


def _rolls(activity: ActivityView, slots: Sequence[HalfDayView]) -> Iterator[Item]:
    marked = [slot for slot in slots if _marked(slot)]
    for slot in slots:
        label = gettext("Roll of %(half)s %(day)s") % {"half": half_day(slot.part).lower(), "day": day(slot.day)}
        href = reverse("web:roll", args=[activity.uid, slot.uid])
        open_marks = activity.people - _marked(slot)
        if not _marked(slot):
            yield Item(label, href, gettext("not taken yet"), blocks=True)
        elif open_marks > 0:
            why = ngettext("%(count)s person not marked yet", "%(count)s people not marked yet", open_marks)
            yield Item(label, href, why % {"count": grouped(open_marks)})
    if marked:
        told = {"done": len(marked), "all": len(slots)}
        yield Item(gettext("Roll taken in %(done)s of %(all)s half-days") % told, is_done=True)


def _marked(slot: HalfDayView) -> int:
    return slot.present + slot.excused + slot.absent


def _timetable(sessions: Sequence[SessionView]) -> Iterator[Item]:
    if sessions:
        yield Item(gettext("Programme by half-day"), is_done=True)
    else:
        yield Item(gettext("Programme by half-day"), why=gettext("not there yet"))


def _pictures(activity: ActivityView, pictures: Sequence[PictureOf]) -> Iterator[Item]:
    href = reverse("web:photographs_new", args=[activity.uid])
    if not pictures:
        yield Item(gettext("Photographs"), href, gettext("not there yet"))
        return
    words = ngettext("%(count)s photograph", "%(count)s photographs", len(pictures))
    yield Item(words % {"count": len(pictures)}, is_done=True)
    waiting = sum(not picture.photograph.public for picture in pictures)
    if waiting:
        words = ngettext("%(count)s photograph", "%(count)s photographs", waiting)
        yield Item(
            gettext("Consent to show photographs"),
            "#evidence",
            words % {"count": waiting} + ": " + gettext("not asked yet"),
        )
