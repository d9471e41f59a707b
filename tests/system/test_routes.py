"""Every address says whom it is for."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

from nepmoi.registry.organisation.rules import Action

OPEN_TO = {"public", "signed-in", *(action.value for action in Action)}

# The description of the API itself: no data, the same for everybody.
DESCRIPTION = {"openapi-json", "openapi-view", "api-root"}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for part in resolver.url_patterns:
        address = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from patterns(part, address)
        else:
            yield address, part


def views(pattern: URLPattern) -> list[Callable[..., Any]]:
    """The functions that answer an address: a page's one, or one a method of the API."""
    held = (
        inspect.getclosurevars(pattern.callback).nonlocals.get("self") if inspect.isfunction(pattern.callback) else None
    )
    if isinstance(held, PathView):
        return [operation.view_func for operation in held.operations]
    return [pattern.callback]


def test_every_address_says_whom_it_is_for() -> None:
    found = list(patterns(get_resolver()))
    assert found
    assert [
        f"/{address} {getattr(view, '__name__', view)}"
        for address, pattern in found
        if pattern.name not in DESCRIPTION
        for view in views(pattern)
        if getattr(view, "allows", None) not in OPEN_TO
    ] == []


def test_every_address_has_a_name() -> None:
    # Templates, tests and the matrix of scopes speak of addresses by name.
    assert [address for address, pattern in patterns(get_resolver()) if not pattern.name] == []


def test_no_number_stands_in_an_address() -> None:
    # Keys are inner matters; an address carries a uid or a code.
    assert [address for address, _ in patterns(get_resolver()) if "<int:" in address] == []
