"""From a refusal to HTTP and to words: the one table, and the page that says what happened."""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from http import HTTPStatus
from types import NoneType
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop, pgettext_lazy

from nepmoi.kernel import clock
from nepmoi.kernel.dates import DayPart, Period
from nepmoi.kernel.errors import Conflict, Invalid, NepmoiError, NotAllowed, NotFound, Unavailable
from nepmoi.kernel.quantities import grouped
from nepmoi.registry.organisation.errors import NoStanding, RoleMayNot
from nepmoi.registry.organisation.rules import Role, Standing
from nepmoi.web.errors import SignInLocked

logger = logging.getLogger("nepmoi.web.refusals")

BRANCHES: Mapping[type[NepmoiError], tuple[HTTPStatus, str]] = {
    Invalid: (HTTPStatus.UNPROCESSABLE_ENTITY, gettext_noop("This cannot be done yet")),
    NotFound: (HTTPStatus.NOT_FOUND, gettext_noop("Not found")),
    NotAllowed: (HTTPStatus.FORBIDDEN, gettext_noop("Not within this account's work")),
    Conflict: (HTTPStatus.CONFLICT, gettext_noop("Changed in the meantime")),
    Unavailable: (HTTPStatus.SERVICE_UNAVAILABLE, gettext_noop("Not to be had just now")),
}

# A leaf whose answer differs from its branch's.
LEAVES: Mapping[type[NepmoiError], HTTPStatus] = {SignInLocked: HTTPStatus.TOO_MANY_REQUESTS}

HALF_DAYS: Mapping[DayPart, object] = {
    DayPart.MORNING: pgettext_lazy("half-day", "morning"),
    DayPart.AFTERNOON: pgettext_lazy("half-day", "afternoon"),
}

# Facts that are numbers but are read as names: a year has no thousands.
_UNGROUPED = ("year", "row", "code")

# Without letters and digits that are mistaken for each other when they are read out: 0 O, 1 I L, 2 Z, 5 S, 8 B.
_READABLE = "ACDEFGHJKMNPQRTUVWXY34679"


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One thing that stands in the way, with the place where it is mended.

    Attributes:
        label: what it is.
        href: where it is mended; empty when there is no such page.
        why: what is the matter with it.
    """

    label: str
    href: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way out of a refusal, drawn as a button."""

    label: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Refused:
    """What a page knows about a refusal beyond the refusal itself; all of it may be left out.

    Attributes:
        heading: what did not happen, in a few words; else the branch says it.
        doing: the work that was tried.
        record: the record that it was tried on, as a link.
        missing: what stands in the way.
        ways: the ways out, the best first; else back and home.
    """

    heading: str = ""
    doing: str = ""
    record: Way | None = None
    missing: Sequence[Missing] = ()
    ways: Sequence[Way] = ()


def status(error: NepmoiError) -> HTTPStatus:
    """The answer of HTTP to a refusal: its leaf's own, or its branch's."""
    return LEAVES.get(type(error)) or _branch(error)[0]


def words(error: NepmoiError) -> str:
    """The refusal in the reader's language, with its facts as people write them."""
    facts = {name: shown(value, name) for name, value in error.facts().items()}
    return gettext(error.message) % facts


def shown(value: object, name: str = "") -> str:
    """A fact as people write it: ``22/10/2024``, ``1.521``, names as they are.

    Args:
        value: the fact.
        name: the fact's name; a year, a row or a code is not parted by thousands.
    """
    if name.endswith(_UNGROUPED):
        return str(value)
    written = next((write for kind, write in _WRITERS if isinstance(value, kind)), str)
    return written(value)


# The narrower kind first: a bool is an int, an instant is a date, a half-day is a word.
_WRITERS: Sequence[tuple[type | tuple[type, ...], Callable[[Any], str]]] = (
    (NoneType, lambda _: gettext("unknown")),
    (bool, lambda value: gettext("yes") if value else gettext("no")),
    (int, grouped),
    (datetime, lambda value: f"{value.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M}"),
    (date, "{:%d/%m/%Y}".format),
    (Period, lambda value: f"{value.first:%d/%m/%Y}–{value.last:%d/%m/%Y}"),
    (DayPart, lambda value: str(HALF_DAYS[value])),
    (StrEnum, lambda value: gettext(value.value)),
    ((list, tuple, set, frozenset), lambda value: ", ".join(shown(part) for part in value)),
)


def refuse(request: HttpRequest, error: NepmoiError, known: Refused | None = None) -> HttpResponse:
    """The page that says what happened, that nothing was lost, what is missing, where, and the ways out.

    A part of a page asked for by htmx gets a note instead, which lands in the page's own place for refusals.

    Args:
        request: the request that was refused.
        error: the refusal.
        known: what the page can add: the heading, the record, what is missing, the ways out.
    """
    known = known or Refused()
    reference = new_reference()
    # The code and where it happened; never the facts, an address or a name.
    route = request.resolver_match.view_name if request.resolver_match else ""
    logger.warning("refused %s at %s, reference %s", error.code(), route or "?", reference)
    context = {
        "heading": known.heading or gettext(_branch(error)[1]),
        "words": words(error),
        "known": known,
        "writing": request.method not in ("GET", "HEAD"),
        "at": clock.now(),
        "code": error.code(),
        "reference": reference,
        "ask": _whom_to_ask(request, error),
        "back": _back(request),
        "offer_sign_in": isinstance(error, NotAllowed) and not request.user.is_authenticated,
    }
    if request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true":
        part = render(request, "parts/refused.html", context, status=status(error).value)
        part["HX-Retarget"], part["HX-Reswap"], part["HX-Reselect"] = "#refused", "innerHTML", ".note"
        return part
    return render(request, "refusal.html", context, status=status(error).value)


def new_reference() -> str:
    """A short code that an officer can read out on the phone and that stands in the log."""
    letters = [secrets.choice(_READABLE) for _ in range(6)]
    return f"{''.join(letters[:3])}-{''.join(letters[3:])}"


def _branch(error: NepmoiError) -> tuple[HTTPStatus, str]:
    return next(BRANCHES[kind] for kind in type(error).__mro__ if kind in BRANCHES)


def _whom_to_ask(request: HttpRequest, error: NepmoiError) -> str:
    """Whom this reader can ask: a learner knows the office of her course, not who gives tasks to accounts."""
    standing: Standing | None = getattr(request, "standing", None)
    role = standing.role if standing else None
    if role is Role.LEARNER:
        return gettext("A question? Read the code above to the office that held the course.")
    if role is not Role.ADMINISTRATOR and isinstance(error, RoleMayNot | NoStanding):
        return gettext("A question? Read the code above to the office's administrator, who gives tasks to accounts.")
    return gettext("A question? Read the code above to the officer of the provincial Women's Union.")


def _back(request: HttpRequest) -> str:
    """The page before, when it was one of ours and not this one."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host() or before.path == request.path:
        return ""
    return before._replace(scheme="", netloc="", fragment="").geturl()
