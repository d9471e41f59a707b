"""Watches what a test makes the product write: a changed row without its entry, its version and its touch is a finding.

While the test runs, each statement that changes one of our tables is looked at: when product code sent it, the write
envelope must be open. When the test is over, the rows themselves are compared with what the audit says of them, which
also finds what went past the envelope inside one (``queryset.update``).
"""

import itertools
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps  # noqa: TID251 - it looks at every room
from django.db import connections, models

import nepmoi
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.models import Counter, Entry, Reading, Touch
from nepmoi.core.audit.rules import RootKind

PRODUCT = str(Path(nepmoi.__file__).parent)

# The envelope writes its own entry before it is open and after it is closed.
AUDIT_TABLES = {model._meta.db_table for model in (Entry, Touch, Counter)}

# Who read what is noted beside the envelope, for a reading changes no record: rows come in, and are never changed.
READINGS, NOTING = Reading._meta.db_table, "/core/audit/services.py:"

# Written by Django at every sign-in; it says nothing that a version should keep.
SIGN_IN = re.compile(r'^UPDATE "\w+" SET "last_login" = \S+ WHERE')

_WRITE = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE)


def our_models() -> list[type[models.Model]]:
    """Every model of ours, tables between two of them and earlier versions included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if (config := model._meta.app_config) and config.name.startswith("nepmoi.")
    ]


def versioned_models() -> list[type[models.Model]]:
    """The models whose earlier states are kept."""
    return [model for model in our_models() if hasattr(model._meta, "simple_history_manager_attribute")]


def root_kind(model: type[models.Model]) -> RootKind | None:
    """The kind under which a model's rows are touched; None for a model that is no root."""
    if "version" not in {field.name for field in model._meta.fields}:
        return None
    name = model.__name__.lower()
    return next((kind for kind in RootKind if name.endswith(kind)), None)


class Watcher:
    """What was written, and what was wrong with it."""

    def __init__(self) -> None:
        self.written: set[str] = set()
        self._loose: list[str] = []
        self._ours = {model._meta.db_table for model in our_models()}

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Django's execute wrapper: look, then let it through."""
        found = _WRITE.match(sql)
        if found and found[1] in self._ours:
            self.written.add(found[1])
            if found[1] not in AUDIT_TABLES and audit._current.get() is None and not SIGN_IN.match(sql):
                place = _product_frame()
                is_noted = found[1] == READINGS and place.startswith(NOTING) and sql.startswith("INSERT")
                if place and not is_noted:
                    self._loose.append(f"{place} wrote {found[1]} outside audit.writing")
        return execute(sql, params, many, context)

    def forget(self) -> None:
        """Leave out what was sent so far, for a test that did wrong on purpose."""
        self.written.clear()
        self._loose.clear()

    def findings(self) -> list[str]:
        """All that was wrong, a line each."""
        if connections["default"].needs_rollback:
            return self._loose
        found = list(self._loose)
        for model in versioned_models():
            if model._meta.db_table in self.written:
                found += [f"{model.__name__} {line}" for line in _compare(model)]
        return found


def _product_frame() -> str:
    """Where in the product the statement comes from; nothing when a test's own set-up sent it."""
    frame = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(PRODUCT):
            return f"{file.removeprefix(PRODUCT)}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def _compare(model: type[models.Model]) -> Iterator[str]:
    versions = getattr(model, model._meta.simple_history_manager_attribute).model
    columns = [field.attname for field in versions.tracked_fields]
    key = model._meta.pk.attname
    chain: dict[Any, list[Any]] = defaultdict(list)
    for row in versions._default_manager.order_by("history_id").values("entry_id", "history_type", *columns):
        chain[row[key]].append(row)
    for row in model._base_manager.values(*columns):
        states = chain.get(row[key])
        if not states:
            yield f"{row[key]} has no version"
        elif changed := [column for column in columns if states[-1][column] != row[column]]:
            yield f"{row[key]} differs from its last version in {', '.join(changed)}"
    yield from _compare_with_entries(model, chain)


def _compare_with_entries(model: type[models.Model], chain: dict[Any, list[Any]]) -> Iterator[str]:
    kind = root_kind(model)
    numbered = set(Entry.objects.exclude(seq=None).values_list("pk", flat=True))
    touches: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for entry_id, touched_kind, root_id in Touch.objects.values_list("entry_id", "kind", "root_id"):
        touches[entry_id].add((touched_kind, root_id))
    for key, states in chain.items():
        for entry_id in {state["entry_id"] for state in states}:
            if entry_id not in numbered:
                yield f"{key} has a version whose entry {entry_id} has no number"
            if not touches[entry_id] or (kind and (kind.value, key) not in touches[entry_id]):
                yield f"{key} was changed by entry {entry_id}, which does not touch {kind or 'any root'}"
        if kind:
            yield from _same_versions(key, states)


def _same_versions(key: Any, states: list[Any]) -> Iterator[str]:
    for before, after in itertools.pairwise(states):
        if before["entry_id"] != after["entry_id"] and before["version"] >= after["version"]:
            yield f"{key} was saved again with version {after['version']}"


@contextmanager
def watching() -> Iterator[Watcher]:
    """Look at every statement of this thread's connections until the block ends."""
    watcher = Watcher()
    with ExitStack() as stack:
        # An alias that mirrors another is the same connection; one wrapper is enough.
        for connection in {id(connection): connection for connection in connections.all()}.values():
            stack.enter_context(connection.execute_wrapper(watcher))
        yield watcher
