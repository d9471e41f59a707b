"""What happens around every view: the reader's language, her standing, and the answer to a refusal."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from nepmoi.kernel.errors import NepmoiError
from nepmoi.registry.organisation import selectors as organisation
from nepmoi.registry.organisation.rules import Standing
from nepmoi.web.problems import refuse

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Vietnamese, unless the reader chose another language herself.

    Django's own middleware listens to the browser, and many phones in Viet Nam are set to English by the shop.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the cookie, or else of the settings."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class StandingMiddleware:
    """Puts ``request.standing`` there: who asks, as what, from which office; None for a stranger, at no query."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the standing, then answer."""
        request.standing = _standing(request)  # type: ignore[attr-defined]  # ours
        return self.get_response(request)


class RefusalMiddleware:
    """Answers a refusal that a view let through with its page, or with a note for a part of a page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Word a refusal; leave every other exception to Django's plain page."""
        return refuse(request, exception) if isinstance(exception, NepmoiError) else None


def _standing(request: HttpRequest) -> Standing | None:
    account = request.user
    return organisation.standing(account.pk) if account.is_authenticated else None
