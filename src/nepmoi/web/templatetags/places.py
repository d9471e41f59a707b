"""Words for units and what became of them: ``{% load places %}``."""

from collections.abc import Mapping
from typing import Final

from django import template
from django.utils.translation import gettext, gettext_noop

from nepmoi.registry.geography.rules.levels import Doubt, Level, SuccessionKind

register = template.Library()

LEVELS: Final[Mapping[Level, str]] = {
    Level.PROVINCE: gettext_noop("province level"),
    Level.DISTRICT: gettext_noop("district level"),
    Level.COMMUNE: gettext_noop("commune level"),
    Level.VILLAGE: gettext_noop("village"),
}

CHANGES: Final[Mapping[SuccessionKind, str]] = {
    SuccessionKind.MERGED: gettext_noop("merged whole"),
    SuccessionKind.SPLIT: gettext_noop("divided"),
    SuccessionKind.RENAMED: gettext_noop("renamed"),
    SuccessionKind.RETYPED: gettext_noop("of another kind from then on"),
    SuccessionKind.SPECIAL_ZONE: gettext_noop("made a special zone"),
}

DOUBTS: Final[Mapping[Doubt, str]] = {
    Doubt.UNCONFIRMED: gettext_noop("Not confirmed by a second source: nobody is counted by it."),
    Doubt.MAP_DISAGREES: gettext_noop("The map says otherwise: nobody is counted by it."),
    Doubt.MAP_ONLY: gettext_noop("Only the map says so: nobody is counted by it."),
}


@register.filter
def level_name(level: Level | str) -> str:
    """The level's words."""
    return gettext(LEVELS[Level(level)])


@register.filter
def change_name(kind: SuccessionKind | str) -> str:
    """What happened to a unit, in words."""
    return gettext(CHANGES[SuccessionKind(kind)])


@register.filter
def doubt_words(doubt: Doubt | str) -> str:
    """Why a change is not sure; nothing when it is."""
    return gettext(DOUBTS[Doubt(doubt)]) if doubt else ""
