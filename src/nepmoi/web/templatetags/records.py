"""Words of the records: doors, marks, sexes, grounds, kinds of groups: ``{% load records %}``."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django import template
from django.utils.translation import gettext, gettext_noop

from nepmoi.core.audit.rules import DoorKind
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.community.rules import EquipmentState, GroupKind, StepKind
from nepmoi.fieldwork.evidence.rules import DaySource, Ground, PaperKind
from nepmoi.registry.people.rules.persons import Sex
from nepmoi.web.problems import shown
from nepmoi.web.templatetags.nepmoi import days

register = template.Library()

DOORS: Final[Mapping[DoorKind, str]] = {
    DoorKind.PAGE: gettext_noop("on a page"),
    DoorKind.API: gettext_noop("through the API"),
    DoorKind.COMMAND: gettext_noop("by a command at the machine"),
    DoorKind.IMPORT: gettext_noop("from an office's list"),
}

MARKS: Final[Mapping[Mark, str]] = {
    Mark.PRESENT: gettext_noop("present"),
    Mark.EXCUSED: gettext_noop("excused"),
    Mark.ABSENT: gettext_noop("absent"),
}

SEXES: Final[Mapping[Sex, str]] = {Sex.FEMALE: gettext_noop("female"), Sex.MALE: gettext_noop("male")}

GROUNDS: Final[Mapping[Ground, str]] = {
    Ground.CONSENT: gettext_noop("consent of those shown"),
    Ground.PUBLIC_EVENT: gettext_noop("public event"),
    Ground.DRAWN: gettext_noop("drawn, shows nobody"),
}

DAY_SOURCES: Final[Mapping[DaySource, str]] = {
    DaySource.SAID: gettext_noop("said by whoever added it"),
    DaySource.CAMERA: gettext_noop("as the camera wrote it"),
    DaySource.UNKNOWN: gettext_noop("nobody knows the day"),
}
PAPERS: Final[Mapping[PaperKind, str]] = {
    PaperKind.DECISION: gettext_noop("decision"),
    PaperKind.PLAN: gettext_noop("plan (paper)"),
    PaperKind.LETTER: gettext_noop("official letter"),
    PaperKind.SUMMONS: gettext_noop("summons"),
    PaperKind.SIGNED_LIST: gettext_noop("signed list"),
    PaperKind.REPORT: gettext_noop("report (paper)"),
    PaperKind.MINUTES: gettext_noop("minutes"),
    PaperKind.PROGRAMME: gettext_noop("timetable (paper)"),
    PaperKind.OTHER: gettext_noop("other paper"),
}
GROUPS: Final[Mapping[GroupKind, str]] = {
    GroupKind.COMMUNICATION_TEAM: gettext_noop("Community communication team"),
    GroupKind.LEADERS_CLUB: gettext_noop("Leaders of Change club"),
    GroupKind.TRUSTED_ADDRESS: gettext_noop("Trusted address"),
    GroupKind.SAVINGS_GROUP: gettext_noop("Village savings and loan group"),
    GroupKind.LIVELIHOOD_GROUP: gettext_noop("Livelihood group or cooperative"),
}

STEPS: Final[Mapping[StepKind, str]] = {
    StepKind.CONSOLIDATED: gettext_noop("Consolidated"),
    StepKind.STOPPED: gettext_noop("Stopped"),
    StepKind.RESTARTED: gettext_noop("Began again"),
    StepKind.MERGED: gettext_noop("Merged into another group"),
}

THINGS: Final[Mapping[EquipmentState, str]] = {
    EquipmentState.IN_USE: gettext_noop("in use"),
    EquipmentState.BROKEN: gettext_noop("broken"),
    EquipmentState.LOST: gettext_noop("lost"),
    EquipmentState.RETURNED: gettext_noop("taken back"),
}


@register.simple_tag
def period(first: date | None, last: date | None) -> str:
    """A figure's period in words: a whole year by its number, an open end said."""
    if first and last:
        if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
            return gettext("the year %(year)s") % {"year": first.year}
        return days(first, last)
    if first:
        return gettext("from %(day)s") % {"day": shown(first)}
    return gettext("up to %(day)s") % {"day": shown(last)} if last else gettext("all that was recorded")


@register.filter
def door_name(kind: DoorKind | str) -> str:
    """Through which door something came."""
    return gettext(DOORS[DoorKind(kind)])


@register.filter
def mark_name(mark: Mark | str | None) -> str:
    """What a roll says of a person; no mark is unknown, never absent."""
    return gettext(MARKS[Mark(mark)]) if mark else gettext("not marked")


@register.filter
def sex_name(sex: Sex | str | None) -> str:
    """A person's sex; a word for unknown when it is not known."""
    return gettext(SEXES[Sex(sex)]) if sex else gettext("sex unknown")


@register.filter
def ground_name(ground: Ground | str | None) -> str:
    """On which ground a photograph may be shown."""
    return gettext(GROUNDS[Ground(ground)]) if ground else gettext("none recorded yet")


@register.filter
def day_source(source: DaySource | str | None) -> str:
    """From where a photograph's day is known."""
    return gettext(DAY_SOURCES[DaySource(source)]) if source else ""


@register.filter
def paper_kind(kind: PaperKind | str) -> str:
    """What kind of paper it is."""
    return gettext(PAPERS[PaperKind(kind)])


@register.filter
def group_kind(kind: GroupKind | str) -> str:
    """What kind of group it is."""
    return gettext(GROUPS[GroupKind(kind)])


@register.filter
def group_step(kind: StepKind | str) -> str:
    """What happened to a group."""
    return gettext(STEPS[StepKind(kind)])


@register.filter
def equipment_state(state: EquipmentState | str) -> str:
    """What became of a group's equipment."""
    return gettext(THINGS[EquipmentState(state)])
