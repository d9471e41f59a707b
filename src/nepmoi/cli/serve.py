"""The web server."""

import os
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from nepmoi.cli.folder import require_folder

# Pages wait for the disk more than for the processor; granian warns above twice the cores.
THREADS = 2 * (os.cpu_count() or 1)


def serve(
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    address: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the pages from the data folder."""
    require_folder()
    listen(address=address, port=port)


def listen(*, address: str, port: int) -> None:
    """Serve until interrupted: one process with threads on SQLite, two processes on PostgreSQL."""
    # Hashed names and compressed copies: without them every page would be heavier.
    call_command("collectstatic", interactive=False, verbosity=0)
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    Server(
        "nepmoi.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1 if on_sqlite else 2,
        blocking_threads=THREADS,
        backpressure=256,
        log_access=False,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()
