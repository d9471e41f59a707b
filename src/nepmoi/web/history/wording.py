"""Stored values in the reader's words, and what a change is about."""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Final

from django.urls import Resolver404, resolve
from django.utils.translation import gettext, gettext_noop

from nepmoi.core.audit.rules import Change, Did, DoorKind, Reads, Value
from nepmoi.core.audit.selectors import EntryView
from nepmoi.fieldwork.activities.rules import Part
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.people.rules.persons import masked_phone
from nepmoi.web.problems import shown
from nepmoi.web.templatetags.nepmoi import DASH, STATES
from nepmoi.web.templatetags.records import (
    day_source,
    door_name,
    equipment_state,
    ground_name,
    group_kind,
    group_step,
    mark_name,
    paper_kind,
    sex_name,
)

FORMS: Final[Mapping[SessionForm, str]] = {
    SessionForm.OPENING: gettext_noop("opening of the course"),
    SessionForm.TALK: gettext_noop("talk"),
    SessionForm.GROUP_WORK: gettext_noop("group work"),
    SessionForm.EXPERIENCE: gettext_noop("shared experience"),
    SessionForm.TEST: gettext_noop("test"),
    SessionForm.CLOSING: gettext_noop("closing of the course"),
}
PARTS: Final[Mapping[Part, str]] = {
    Part.ORGANISER: gettext_noop("organises with the host"),
    Part.PARTNER: gettext_noop("helps"),
}
DONE: Final[Mapping[Did, str]] = {
    Did.ADDED: gettext_noop("added"),
    Did.CHANGED: gettext_noop("changed"),
    Did.REMOVED: gettext_noop("removed"),
}
# The pages that write, by their routes.
PAGES: Final[Mapping[str, str]] = {
    "activity_new": gettext_noop("on the page for a new course"),
    "activity_held": gettext_noop("on the course's page"),
    "activity_confirm": gettext_noop("on the course's page"),
    "timetable": gettext_noop("on the timetable's page"),
    **dict.fromkeys(("exchange_new", "exchange", "exchange_void"), gettext_noop("on the page for group work")),
    "roll": gettext_noop("on the roll call's page"),
    "walk_in": gettext_noop("on the page for walk-ins"),
    "photographs_new": gettext_noop("on the page for photographs"),
    "photograph_arrives": gettext_noop("on the page for photographs"),
    "tray": gettext_noop("on the page of waiting photographs"),
    "tray_add": gettext_noop("on the page of waiting photographs"),
    "photograph_to_tray": gettext_noop("on the page of waiting photographs"),
    "photograph_alike": gettext_noop("on the page of alike photographs"),
    "photograph_shows": gettext_noop("on the photograph's page"),
    "papers": gettext_noop("on the page of papers"),
    "papers_new": gettext_noop("on the page of papers"),
    "paper_edit": gettext_noop("on the paper's page"),
    "paper_void": gettext_noop("on the paper's page"),
    "group_photographs_new": gettext_noop("on the page for photographs"),
    "group_photograph_arrives": gettext_noop("on the page for photographs"),
    "group_papers_new": gettext_noop("on the page of papers"),
    **dict.fromkeys(("article_new", "article_edit", "article_void"), gettext_noop("on the page of press articles")),
    "lists": gettext_noop("on the page for lists"),
    "group_new": gettext_noop("on the page for a new team or club"),
    **dict.fromkeys(
        (
            "group_edit",
            "member_add",
            "member_end",
            "member_count",
            "group_life",
            "step_back",
            "group_meeting",
            "equipment_add",
            "equipment_edit",
        ),
        gettext_noop("on the group's page"),
    ),
    "village_add": gettext_noop("on the place's page"),
}

_WORDS: Final[Mapping[Reads, Callable[[str], str]]] = {
    Reads.PHONE: str,
    Reads.STATUS: lambda value: gettext(STATES[value][1]),
    Reads.MARK: mark_name,
    Reads.SEX: sex_name,
    Reads.GROUND: ground_name,
    Reads.DAY_SOURCE: day_source,
    Reads.PAPER: paper_kind,
    Reads.GROUP: group_kind,
    Reads.GROUP_STEP: group_step,
    Reads.EQUIPMENT: equipment_state,
    Reads.OFFICE_PART: lambda value: gettext(PARTS[Part(value)]),
    Reads.DAY_PART: lambda value: shown(DayPart(value)),
    Reads.LEARNING: lambda value: gettext(FORMS[SessionForm(value)]),
}


def worded(value: Value, reads: Reads, *, whole_phones: bool = False) -> str:
    """A value as a reader reads it; a dash for nothing.

    Args:
        value: as stored.
        reads: how.
        whole_phones: whether the reader may see more than a phone's last digits.
    """
    if value is None or value == "":
        # A mark that was taken back is no mark, and no mark has its own word.
        return mark_name(None) if reads is Reads.MARK else DASH
    if reads is Reads.PHONE and not whole_phones:
        return masked_phone(str(value))
    if reads in _WORDS:
        return _WORDS[reads](str(value))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return shown(value)


def name_of(change: Change) -> str:
    """Which record it is: ``Hồ Thị Nam``, ``sáng 22/10/2024``; empty where the kind says it all."""
    words = [
        shown(DayPart(value)) if how.endswith("part") and isinstance(value, str) else shown(value)
        for how, value in zip(change.record.named_by, change.names, strict=False)
        if value not in (None, "")
    ]
    return " ".join(words)


def group_of(change: Change) -> str:
    """What a fold of several changes is called: their kind, a roll with its half-day."""
    label = gettext(change.record.label)
    slot = [how for how in change.record.named_by if how in ("half_day__part", "half_day__day")]
    if not slot or change.is_hidden:
        return label
    part, day, *_ = change.names
    return f"{label}, {shown(DayPart(str(part)))} {shown(day)}"


def own_name(change: Change) -> str:
    """What a line inside its fold is called: a roll's half-day is said by the fold already."""
    if change.record.named_by[:1] == ("half_day__part",):
        return str(change.names[-1])
    return name_of(change)


def door_of(entry: EntryView) -> str:
    """Through which door a write came: the page by its work, the command by its name, the list by its file elsewhere."""
    if entry.door == DoorKind.COMMAND and entry.door_detail:
        return gettext("by the command “%(name)s” at the machine") % {"name": entry.door_detail}
    if entry.door == DoorKind.PAGE:
        try:
            route = resolve(entry.door_detail).url_name or ""
        except Resolver404:
            route = ""
        if route in PAGES:
            return gettext(PAGES[route])
    return door_name(entry.door)
