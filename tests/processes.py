"""The product as a process of its own: what a test that starts one gives it."""

import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

_RUN = 'import sys; sys.argv[0] = "nepmoi"; from nepmoi.cli.main import run; run()'


def environment(data: Path, database: str = "") -> dict[str, str]:
    """The test's environment without its own settings and data folder, with those given.

    Args:
        data: the data folder.
        database: the address of a PostgreSQL database; else the folder's SQLite file.
    """
    mine = ("NEPMOI_", "DJANGO_", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(mine) and name != "PYTHONPATH"}
    return kept | {"NEPMOI_DATA": str(data), "NEPMOI_DATABASE_URL": database}


def nepmoi(*arguments: str) -> Sequence[str]:
    """The command line of this source, ready for ``subprocess``."""
    return [sys.executable, "-P", "-c", _RUN, *arguments]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
