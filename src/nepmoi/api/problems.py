"""A refusal over HTTP as ``application/problem+json`` (RFC 9457)."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja.errors import ValidationError

from nepmoi.api.errors import QueryNotUnderstood
from nepmoi.kernel.errors import Conflict, Invalid, NepmoiError, NotAllowed, NotFound, Unavailable

DESCRIPTION: dict[str, Any] = {
    "responses": {
        "4XX": {
            "description": "A refusal: what happened and what to do, in the reader's language.",
            "content": {
                "application/problem+json": {
                    "schema": {
                        "type": "object",
                        "required": ["code", "title", "status", "facts"],
                        "properties": {
                            "code": {
                                "type": "string",
                                "description": "The refusal's name, the same in every language.",
                            },
                            "title": {"type": "string"},
                            "status": {"type": "integer"},
                            "facts": {"type": "object", "description": "The values that the sentence names."},
                        },
                    }
                }
            },
        }
    }
}
"""How every operation describes its refusals."""

BRANCHES: Mapping[type[NepmoiError], HTTPStatus] = {
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def status(error: NepmoiError) -> HTTPStatus:
    """The HTTP status of a refusal."""
    return next(status for branch, status in BRANCHES.items() if isinstance(error, branch))


def words(error: NepmoiError) -> str:
    """A refusal in the reader's language."""
    return gettext(error.message) % {name: _shown(fact) for name, fact in error.facts().items()}


def _shown(fact: object) -> object:
    if isinstance(fact, date):
        return fact.strftime("%d/%m/%Y")
    return gettext(fact.value) if isinstance(fact, StrEnum) else fact


def _plain(fact: object) -> object:
    if isinstance(fact, date | datetime):
        return fact.isoformat()
    return fact if isinstance(fact, int | float | bool | type(None)) else str(fact)


def answer(_request: HttpRequest, error: NepmoiError | type[NepmoiError]) -> HttpResponse:
    """The refusal with its code, its sentence and its facts."""
    assert isinstance(error, NepmoiError)  # noqa: S101 - ninja's signature also admits the class
    body = {
        "code": error.code(),
        "title": words(error),
        "status": status(error).value,
        "facts": {name: _plain(fact) for name, fact in error.facts().items()},
    }
    return JsonResponse(body, status=status(error), content_type="application/problem+json")


def not_understood(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """A value of the address is of the wrong kind; the first such is named."""
    assert isinstance(error, ValidationError)  # noqa: S101 - ninja's signature also admits the class
    return answer(request, QueryNotUnderstood(name=str(error.errors[0]["loc"][-1])))


def not_signed_in(_request: HttpRequest, _error: Exception | type[Exception]) -> HttpResponse:
    """Nobody is signed in; the API takes the pages' session."""
    body = {"code": "not-signed-in", "title": gettext("Sign in first."), "status": 401, "facts": {}}
    return JsonResponse(body, status=HTTPStatus.UNAUTHORIZED, content_type="application/problem+json")
