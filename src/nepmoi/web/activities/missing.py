"""What a course's file holds and what it lacks: first what confirming waits for, then what an inspector will ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from nepmoi.fieldwork.activities.rules import Kept, Lack, Thing, asks_roll, lacks
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.selectors.activities import ActivityView, HalfDayView, PictureOf
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training.selectors import SessionView
from nepmoi.intake.rosters import selectors as rosters
from nepmoi.kernel.quantities import grouped
from nepmoi.registry.organisation.rules import Standing
from nepmoi.registry.programme.rules import Need, Who
from nepmoi.web.activities.links import Rights, link, rights
from nepmoi.web.problems import Missing
from nepmoi.web.templatetags.nepmoi import day, half_day


@dataclass(frozen=True)
class Item:
    """One thing of a course's file.

    Attributes:
        label: what it is.
        href: where it is mended, or belongs for who may not mend it; empty when it is there.
        why: what is the matter with it.
        is_done: whether it is there.
        blocks: whether confirming waits for it.
    """

    label: str
    href: str = ""
    why: str = ""
    is_done: bool = False
    blocks: bool = False

    @property
    def kind(self) -> str:
        """What confirming waits for, what is only missing, what is there: the parts in which a page shows them."""
        return "done" if self.is_done else "blocks" if self.blocks else "open"


@dataclass(frozen=True)
class File:
    """What a course's file is made of, and what its reader may do about it."""

    activity: ActivityView
    slots: Sequence[HalfDayView]
    sessions: Sequence[SessionView]
    pictures: Sequence[PictureOf]
    rights: Rights
    undecided_lists: int = 0

    def lack(self, thing: Thing) -> Lack | None:
        """Whether something is missing that the activity's kind asks for; the service says the same."""
        kept = Kept(
            listed=self.activity.people,
            counts=self.activity.counts,
            unmarked=sum(not _marked(slot) for slot in self.slots),
            photographs=len(self.pictures),
        )
        return next((one for one in lacks(self.activity.kind.needs, kept) if one.thing is thing), None)


def file_of(by: Standing, activity: ActivityView) -> File:
    """The file of an activity as its reader finds it."""
    return File(
        activity,
        selectors.half_days(activity.id),
        training.timetable(activity.id),
        selectors.pictures([activity.id]),
        rights(by, activity),
        sum(one.is_undecided for one in rosters.received(activity.id)),
    )


def items(file: File) -> list[Item]:
    """Everything, open things first and those that confirming waits for before the others."""
    found = [*_people(file), *_lists(file), *_rolls(file), *_timetable(file), *_pictures(file)]
    return sorted(found, key=lambda item: (item.is_done, not item.blocks))


def in_the_way(found: Sequence[Item]) -> list[Missing]:
    """What confirming waits for, as the page of a refusal names it."""
    return [Missing(label=item.label, href=item.href, why=item.why) for item in found if item.blocks]


def _people(file: File) -> Iterator[Item]:
    """Who came: by name, by numbers, or both; what the kind asks for and is not there."""
    activity, needs = file.activity, file.activity.kind.needs
    if activity.people:
        words = (
            ngettext("List of %(count)s learner", "List of %(count)s learners", activity.people)
            if needs.who is Who.LIST
            else ngettext("List of %(count)s person", "List of %(count)s people", activity.people)
        )
        yield Item(words % {"count": grouped(activity.people)}, is_done=True)
    if activity.counts:
        yield Item(gettext("Numbers of those who came without a list"), is_done=True)
    if lack := file.lack(Thing.PEOPLE):
        by_list = needs.who is Who.LIST
        label = gettext("roster").capitalize() if by_list else gettext("Who came, by name or in numbers")
        may, route = (file.rights.send_lists, "lists") if by_list else (file.rights.take_roll, "activity_counts")
        href = (link(route, activity.uid) if may else "") or f"{_page(file)}#learners"
        yield Item(label, href, gettext("not there yet"), blocks=lack.blocks)


def _lists(file: File) -> Iterator[Item]:
    """Offices' lists that came, and of which nobody decided anything."""
    if file.undecided_lists and file.rights.send_lists:
        words = ngettext("%(count)s list that came", "%(count)s lists that came", file.undecided_lists)
        label = words % {"count": grouped(file.undecided_lists)}
        yield Item(label, link("lists", file.activity.uid), gettext("nothing decided yet"))


def _rolls(file: File) -> Iterator[Item]:
    needs = file.activity.kind.needs
    for slot in file.slots if asks_roll(needs, file.activity.people) else ():
        label = gettext("Roll of %(half)s %(day)s") % {"half": half_day(slot.part).lower(), "day": day(slot.day)}
        # The roll is there to be read by whoever may not take it.
        href = reverse("web:roll", args=[file.activity.uid, slot.uid])
        waiting = file.activity.people - _marked(slot)
        if not _marked(slot):
            yield Item(label, href, gettext("not taken yet"), blocks=needs.roll is Need.BLOCKS)
        elif waiting > 0:
            why = ngettext("%(count)s person not marked yet", "%(count)s people not marked yet", waiting)
            yield Item(label, href, why % {"count": grouped(waiting)})
    if taken := sum(bool(_marked(slot)) for slot in file.slots):
        told = {"done": taken, "all": len(file.slots)}
        yield Item(gettext("Roll taken in %(done)s of %(all)s half-days") % told, is_done=True)


def _marked(slot: HalfDayView) -> int:
    return slot.present + slot.excused + slot.absent


def _timetable(file: File) -> Iterator[Item]:
    if file.activity.kind.needs.timetable is Need.NONE:
        return
    told = {session.half_day_id for session in file.sessions}
    empty = sum(slot.id not in told for slot in file.slots)
    if told and not empty:
        yield Item(gettext("Programme by half-day"), is_done=True)
        return
    why = gettext("not there yet")
    if told:
        why = ngettext("%(count)s half-day has no line", "%(count)s half-days have no line", empty) % {"count": empty}
    # A timetable needs half-days first; who may not mend it sees where it belongs.
    route = "timetable" if file.slots else "activity_edit"
    href = link(route, file.activity.uid) if file.rights.keep_timetable else ""
    yield Item(gettext("Programme by half-day"), href or f"{_page(file)}#timetable", why)


def _pictures(file: File) -> Iterator[Item]:
    if not file.pictures:
        lack = file.lack(Thing.PHOTOGRAPHS)
        if lack is None:
            return
        href = (
            reverse("web:photographs_new", args=[file.activity.uid])
            if file.rights.add_photographs
            else f"{_page(file)}#evidence"
        )
        yield Item(gettext("Photographs"), href, gettext("not there yet"), blocks=lack.blocks)
        return
    yield Item(_counted(len(file.pictures)), is_done=True)
    if waiting := sum(not picture.photograph.public for picture in file.pictures):
        why = f"{_counted(waiting)}: {gettext('not asked yet')}"
        yield Item(gettext("Consent to show photographs"), f"{_page(file)}#evidence", why)


def _page(file: File) -> str:
    return reverse("web:activity", args=[file.activity.uid])


def _counted(pictures: int) -> str:
    return ngettext("%(count)s photograph", "%(count)s photographs", pictures) % {"count": grouped(pictures)}
