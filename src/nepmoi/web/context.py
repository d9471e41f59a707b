"""What every page shows around its content: the five places, the office, the theme, the sample strip."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext, gettext_noop

from nepmoi.core.files import selectors as files
from nepmoi.registry.organisation.rules import Action, Standing, may

THEME_COOKIE: Final = "theme"
THEMES: Final = ("light", "dark")


@dataclass(frozen=True)
class Place:
    """One of the five places of the menu.

    Attributes:
        label: the message id of its name.
        route: the name of its address; a place without one yet is left out.
        action: what a role must allow for the place to be shown.
        icon: the shape in ``parts/icon.html``.
    """

    label: str
    route: str
    action: Action
    icon: str


@dataclass(frozen=True)
class Link:
    """A place as the menu draws it; ``current`` is ``page``, ``true`` (somewhere inside) or empty."""

    label: str
    href: str
    icon: str
    current: str


MENU: Final = (
    Place(gettext_noop("Overview"), "web:home", Action.SEE_ACTIVITIES, "home"),
    Place(gettext_noop("Activities"), "web:activities", Action.SEE_ACTIVITIES, "calendar"),
    Place(gettext_noop("Teams and clubs"), "web:groups", Action.SEE_ACTIVITIES, "people"),
    Place(gettext_noop("Figures"), "web:figures", Action.SEE_FIGURES, "bars"),
    Place(gettext_noop("Reports"), "web:reports", Action.SEE_FIGURES, "paper"),
)


def house(request: HttpRequest) -> dict[str, Any]:
    """The context of ``base.html``; nothing in it asks the database unless the template does."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    standing: Standing | None = getattr(request, "standing", None)
    return {
        "menu": list(_menu(request.path, standing)) if standing else [],
        "standing": standing,
        "home": address("web:home"),
        "theme": theme if theme in THEMES else "",
        "language": get_language(),
        "is_sample": SimpleLazyObject(files.is_sample),
    }


def address(route: str) -> str:
    """The address of a route without arguments, or nothing when there is no such route."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _menu(path: str, standing: Standing) -> Iterator[Link]:
    for place in MENU:
        href = address(place.route)
        if href and may(standing.role, place.action):
            yield Link(gettext(place.label), href, place.icon, _current(path, href))


def _current(path: str, href: str) -> str:
    if path == href:
        return "page"
    return "true" if href != "/" and path.startswith(href) else ""
