"""Every view says whom it is for; a test walks the addresses and finds none that does not.

The three decorators answer a stranger with the sign-in page and anybody whom the table of roles turns away with a
refusal. They ask whether a role may do a thing at all; whether it may be done *here* (the area) is the room's answer.
A page that is only read stands on one look at places, facts and who is who: what it says fits together, and is asked for once.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import wraps
from typing import Final, Protocol, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url

from nepmoi.analytics.figures import selectors as figures
from nepmoi.registry.organisation.errors import NoStanding, RoleMayNot
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.people.selectors import links as people

PUBLIC: Final = "public"
SIGNED_IN: Final = "signed-in"

View = Callable[..., HttpResponseBase]


class Page(Protocol):
    """A view that says whom it is for: ``public``, ``signed-in`` or the name of an action."""

    allows: str

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer the request."""


def page(*, action: Action) -> Callable[[View], Page]:
    """Mark a view as one for people whose role allows ``action``.

    Inside the view ``standing_of(request)`` is there.

    Raises:
        NoStanding: when the account belongs to no office today.
        RoleMayNot: when its role does not allow the action.
    """

    def mark(view: View) -> Page:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not may(standing_of(request).role, action):
                raise RoleMayNot
            with _look(request):
                return view(request, *args, **kwargs)

        return _marked(guarded, action.value)

    return mark


def signed_in_page(view: View) -> Page:
    """Mark a view as one for whoever is signed in, whatever her office."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        with _look(request):
            return view(request, *args, **kwargs)

    return _marked(guarded, SIGNED_IN)


def public_page(view: View) -> Page:
    """Mark a view as one for anybody; it shows no personal data without a recorded ground."""

    @wraps(view)
    def open_to_all(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _marked(open_to_all, PUBLIC)


def standing_of(request: HttpRequest) -> Standing:
    """Who asks, as what, from which office; the middleware found it.

    Raises:
        NoStanding: when the account belongs to no office today, or nobody is signed in.
    """
    standing: Standing | None = getattr(request, "standing", None)
    if standing is None:
        raise NoStanding
    return standing


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to the sign-in page, and afterwards back; a part of a page makes the whole page go."""
    if request.headers.get("HX-Request") == "true":
        # A redirect inside htmx would put the sign-in page into a table cell.
        return HttpResponse(status=204, headers={"HX-Redirect": resolve_url("web:sign_in")})
    return redirect_to_login(request.get_full_path(), resolve_url("web:sign_in"))


def _look(request: HttpRequest) -> AbstractContextManager[None]:
    """One look for a page that is read; what writes looks anew at every question, for it changes what it asks about."""
    return _one_look() if request.method in ("GET", "HEAD") else nullcontext()


@contextmanager
def _one_look() -> Iterator[None]:
    with figures.one_look(), people.one_look():
        yield


def _marked(view: View, allows: str) -> Page:
    marked = cast("Page", view)
    marked.allows = allows
    return marked
