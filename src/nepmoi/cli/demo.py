"""`nepmoi demo`: a data folder with the programme's sample case, served."""

import json
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.db import connections
from rich.console import Console
from rich.table import Table

from nepmoi.cli import loading
from nepmoi.cli.errors import FolderNotSample
from nepmoi.cli.folder import migrate
from nepmoi.cli.serve import listen
from nepmoi.core.audit import selectors as audit
from nepmoi.core.files import selectors as files

WORDS = ("nep", "moi", "may", "tre", "que", "lua", "nui", "suoi", "hoa", "ban", "gio", "song")


def demo(
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    data: Annotated[Path | None, typer.Option(help="The data folder.", show_default=False)] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin again: empty the demo's folder first.")] = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Fill the folder only.")] = False,
) -> None:
    """Fill a data folder with the sample case (made-up people) and serve it on this machine."""
    del data  # chosen before Django was loaded
    console = Console()
    folder = Path(settings.DATA)
    if _has_tables():
        # Tables without a single entry are what a first run left that was stopped early.
        if not files.is_sample() and audit.last_seq():
            raise FolderNotSample(folder=str(folder))
        if fresh:
            _empty(folder)
    _prepare(folder, console)
    _greet(console, folder, port)
    if not no_serve:
        listen(address="127.0.0.1", port=port)


def _has_tables() -> bool:
    known = connections["default"].introspection.table_names()
    return {"files_datafolder", "audit_counter"} <= set(known)


def _empty(folder: Path) -> None:
    connections.close_all()
    for name in ("nepmoi.sqlite3", "nepmoi.sqlite3-wal", "nepmoi.sqlite3-shm", "demo-accounts.json"):
        (folder / name).unlink(missing_ok=True)
    for name in ("media", "replica"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _prepare(folder: Path, console: Console) -> None:
    steps: list[tuple[str, Callable[[], object]]] = [
        ("tables", migrate),
        ("sample mark", loading.mark_as_sample),
        ("places 2021–2026", loading.load_places),
        ("Project 8", loading.load_programme),
        ("the sample case", lambda: loading.load_case(_passwords(folder))),
    ]
    with console.status("") as status:
        for number, (words, step) in enumerate(steps, start=1):
            status.update(f"[{number}/{len(steps)}] {words}…")
            step()
            console.print(f"[green]✓[/] {words}", highlight=False)


def _passwords(folder: Path) -> dict[str, str]:
    """The demo accounts' passwords: made once for this folder, readable by its owner only, so that they can be shown again."""
    file = folder / "demo-accounts.json"
    if file.exists():
        return dict(json.loads(file.read_text("utf-8")))
    made = {username: _password() for username in loading.usernames()}
    file.touch(mode=0o600)
    file.write_text(json.dumps(made, indent=1), "utf-8")
    return made


def _password() -> str:
    return "-".join([*(secrets.choice(WORDS) for _ in range(3)), str(secrets.randbelow(90) + 10)])


def _greet(console: Console, folder: Path, port: int) -> None:
    table = Table("tài khoản / account", "mật khẩu / password", "vai trò / role", box=None)
    roles = loading.roles()
    for username, password in _passwords(folder).items():
        table.add_row(username, password, roles[username])
    console.print()
    console.print(table)
    console.print(f"\nhttp://127.0.0.1:{port}/   (dữ liệu mẫu, không phải người thật / sample data)", highlight=False)
