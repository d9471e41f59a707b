"""A refusal at the command line: one sentence on the error stream, exit code 1."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext

from nepmoi.kernel import clock
from nepmoi.kernel.errors import Conflict, Invalid, NepmoiError, NotAllowed, NotFound, Unavailable
from nepmoi.kernel.quantities import grouped

# Exit codes by branch: 1 says that what was asked cannot be, 3 that trying again later may help.
BRANCHES: Mapping[type[NepmoiError], int] = {Invalid: 1, NotFound: 1, NotAllowed: 1, Conflict: 1, Unavailable: 3}

_UNGROUPED = ("year", "row", "code", "line")


def status(error: NepmoiError) -> int:
    """The exit code for a refusal."""
    return next(code for branch, code in BRANCHES.items() if isinstance(error, branch))


def words(error: NepmoiError) -> str:
    """A refusal in the reader's language."""
    return gettext(error.message) % {name: _shown(name, fact) for name, fact in error.facts().items()}


def _shown(name: str, fact: object) -> object:
    if isinstance(fact, datetime):
        return fact.astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y")
    if isinstance(fact, date):
        return fact.strftime("%d/%m/%Y")
    if isinstance(fact, StrEnum):
        return gettext(fact.value)
    if isinstance(fact, int) and name not in _UNGROUPED:
        return grouped(fact)
    if isinstance(fact, tuple):
        return "; ".join(str(item) for item in fact)
    return fact
