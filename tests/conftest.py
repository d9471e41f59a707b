"""What every test stands on: own database and data folder, no way out to the network, a clock that can be stopped."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connections

from nepmoi.kernel import clock
from tests import write_watcher

ON_POSTGRESQL = bool(os.environ.get("NEPMOI_TEST_DATABASE"))
IN_CI = os.environ.get("CI") == "true"

# What the accounts of the case sign in with here.
PASSWORD = "một mật khẩu chỉ để thử"  # noqa: S105 - it opens nothing outside the tests

# What shows that a test uses the database: it runs once more on PostgreSQL.
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


# --- The network -----------------------------------------------------------------------------------------------------

_OUTSIDE: list[str] = []


def _refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """Let nothing reach past this machine: a test that wants the network is wrong, and so is code that wants it."""
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "unix"
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host and host not in {"unix", "localhost", "::1", "0.0.0.0"} and not str(host).startswith("127."):  # noqa: S104
        _OUTSIDE.append(str(host))
        raise PermissionError(f"A test reached for {host}.")


sys.addaudithook(_refuse_outside)


@pytest.fixture(autouse=True)
def _nothing_outside() -> Iterator[None]:
    """Fail the test that reached for the network even when the code swallowed the refusal."""
    _OUTSIDE.clear()
    yield
    hosts = [*_OUTSIDE]
    _OUTSIDE.clear()
    assert hosts == [], "reached for hosts outside this machine"


@pytest.fixture
def hosts_refused() -> list[str]:
    """The hosts that this test was refused; the test of the canary empties it."""
    return _OUTSIDE


# --- Time ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def stopped_clock() -> Iterator[datetime]:
    """The morning of 4 November 2025 in Viet Nam, standing still: after the maps of 2025, before that of 2026."""
    instant = datetime(2025, 11, 4, 2, 0, tzinfo=UTC)
    with clock.stopped_at(instant):
        yield instant


# --- The data folder and the database --------------------------------------------------------------------------------


class Snapshot:
    """The alias for reading one unmoving state, as a test can use it.

    A test that is rolled back has its rows in one open transaction, which a second connection does not see; there the
    alias is the first connection itself. A test with real transactions has the real second one.
    """

    real: Any = None
    shared = True

    @classmethod
    def lay(cls) -> None:
        """Put the right connection under the alias, once there are databases."""
        if cls.real is not None:
            connections["snapshot"] = connections["default"] if cls.shared else cls.real


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Pytest-django's databases, and then the alias."""
    Snapshot.real = connections["snapshot"]
    Snapshot.lay()
    yield
    connections["snapshot"] = Snapshot.real


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say which kind of test comes before its database is opened."""
    marker = item.get_closest_marker("django_db")
    real = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    Snapshot.shared = not (real or (marker and marker.kwargs.get("transaction")))
    Snapshot.lay()


@pytest.fixture
def data_folder() -> Path:
    """The folder of this process, with media and replica inside."""
    return Path(django_settings.MEDIA_ROOT).parent


@pytest.fixture(autouse=True)
def watcher(request: pytest.FixtureRequest) -> Iterator[write_watcher.Watcher | None]:
    """Hold every test that uses the database to the write envelope (see ``write_watcher``)."""
    if not _uses_database(request.node):
        yield None
        return
    # After the database in the order of making, so that this looks before the test's rows are rolled back.
    request.getfixturevalue("_django_db_helper")
    with write_watcher.watching() as watching:
        yield watching
    assert watching.findings() == []


@pytest.fixture(scope="module")
def the_case(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo's data, all of it, for the tests of one module: places, programme, courses, people, accounts.

    Committed once; each test still rolls back what it does itself. Its password is ``PASSWORD`` for every account.
    """
    from nepmoi.cli import loading  # noqa: PLC0415 - most tests need none of it

    with _committed(django_db_blocker):
        loading.mark_as_sample()
        loading.load_places()
        loading.load_programme()
        loading.load_case(dict.fromkeys(loading.usernames(), PASSWORD))
        with django_db_blocker.block():
            yield


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A small cast in Hà Tĩnh (see ``tests.cast``), committed once for a module's tests."""
    from tests import cast as company  # noqa: PLC0415 - it needs Django's tables

    with _committed(django_db_blocker):
        assembled = company.assemble()
        with django_db_blocker.block():
            yield assembled


@contextmanager
def _committed(blocker: Any) -> Iterator[None]:
    """Rows for a whole module, gone behind it: when assembling fails half-way, too, or the next module meets the half."""
    with blocker.unblock():
        try:
            yield
        finally:
            call_command("flush", verbosity=0, interactive=False)


def _uses_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))


def _is_for_postgresql(item: pytest.Item) -> bool:
    if item.get_closest_marker("both_databases"):
        return True
    is_of_pages = item.nodeid.startswith(("tests/web/", "tests/system/test_pseudo_locale.py"))
    is_of_pages = is_of_pages or bool(item.get_closest_marker("browser"))
    return _uses_database(item) and not is_of_pages


# --- Collecting and counting -----------------------------------------------------------------------------------------


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Open both aliases to the tests that use the database; on PostgreSQL, run nothing but those.

    A page is the same whichever database is behind it, so the rooms' pages and what is marked as a browser's run once; the
    crawler, the forms, the scope matrix and the canaries open every page on both.
    """
    for item in items:
        if _uses_database(item):
            marker = item.get_closest_marker("django_db")
            options = {"databases": ["default", "snapshot"]} | (marker.kwargs if marker else {})
            item.add_marker(pytest.mark.django_db(**options), append=False)
    if ON_POSTGRESQL:
        chosen = [_is_for_postgresql(item) for item in items]
        config.hook.pytest_deselected(items=[item for item, yes in zip(items, chosen, strict=True) if not yes])
        items[:] = [item for item, yes in zip(items, chosen, strict=True) if yes]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """In CI a skipped test is a failed one: what it needs should have been installed."""
    report: Any = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped in CI: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Add this run to the file that `./dev test` counts from."""
    counts = os.environ.get("NEPMOI_COUNTS")
    if not counts or "PYTEST_XDIST_WORKER" in os.environ:
        return
    stats = terminalreporter.stats
    with Path(counts).open("a", encoding="ascii") as file:
        file.write(f"passed {len(stats.get('passed', []))}\n")
        file.write(f"failed {len(stats.get('failed', [])) + len(stats.get('error', []))}\n")
