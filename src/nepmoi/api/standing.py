"""Who asks over HTTP: the account that is signed in on the pages."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.errors import NoStanding
from nepmoi.registry.organisation.rules import Action, Standing

_View = TypeVar("_View", bound=Callable[..., Any])


def endpoint(*, action: Action) -> Callable[[_View], _View]:
    """Say of an endpoint for whom it is; a test finds one that does not. The services behind it ask role and area."""

    def mark(view: _View) -> _View:
        view.allows = action.value  # type: ignore[attr-defined]  # a mark on the function
        return view

    return mark


def standing_of(request: HttpRequest, action: Action) -> Standing:
    """The asker's standing.

    Raises:
        NoStanding: when the account belongs to no open office today.
        RoleMayNot: when her role does not allow the action anywhere.
    """
    account_id = request.user.pk
    standing = organisation.standing(account_id) if account_id is not None else None
    if standing is None:
        raise NoStanding
    organisation.require(standing, action)
    return standing
