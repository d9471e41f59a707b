"""Who asks over HTTP: the account that is signed in on the pages."""

from django.http import HttpRequest

from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.errors import NoStanding
from nepmoi.registry.organisation.rules import Standing


def standing_of(request: HttpRequest) -> Standing:
    """The asker's standing.

    Raises:
        NoStanding: when the account belongs to no open office today.
    """
    account_id = request.user.pk
    standing = organisation.standing(account_id) if account_id is not None else None
    if standing is None:
        raise NoStanding
    return standing
