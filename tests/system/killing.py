"""Points at which a process ends itself with SIGKILL: around each statement, commit, sync of a file, call into DuckDB."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

STEPS = ("analytics/engine/replica.py", "analytics/facts/current.py")


class Points:
    """Counts the points that a job passes, and ends the process at one of them."""

    def __init__(self, kill: int | None) -> None:
        self.passed = 0
        self._kill = kill

    def here(self) -> None:
        if self.passed == self._kill:
            os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(60)  # it never comes to this
        self.passed += 1

    def around(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            self.here()
            outcome = act(*args, **kwargs)
            self.here()
            return outcome

        return watched

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        return self.around(execute)(sql, params, many, context)

    def profile(self, frame: Any, event: str, arg: Any) -> None:
        """Around each call into DuckDB, and each step of bringing a replica up to date."""
        into_duckdb = event in {"c_call", "c_return"} and "duckdb" in repr(arg)
        own_step = event in {"call", "return"} and frame.f_code.co_filename.endswith(STEPS)
        if into_duckdb or own_step:
            self.here()


@contextmanager
def points(kill: int | None, *, duckdb: bool = False) -> Iterator[Points]:
    """All points of the databases and the disk; those of DuckDB when asked for."""
    found = Points(kill)
    os.fsync = found.around(os.fsync)
    for connection in connections.all():
        connection.execute_wrappers.append(found.statement)
        connection._commit = found.around(connection._commit)  # type: ignore[method-assign]
    if duckdb:
        sys.setprofile(found.profile)
    try:
        yield found
    finally:
        sys.setprofile(None)
