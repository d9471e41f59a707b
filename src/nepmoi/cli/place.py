"""`nepmoi place`: units by any spelling, old name or code."""

from datetime import datetime
from typing import Annotated

import typer

from nepmoi.cli.folder import require_folder
from nepmoi.registry.geography import selectors as places

app = typer.Typer(no_args_is_help=True)


@app.callback()
def about() -> None:
    """Administrative units through time."""


@app.command("find")
def find(
    text: Annotated[str, typer.Argument(help='A name or a code: "Đồng Văn", "dong van", 024.')],
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only units of this day.")] = None,
    limit: Annotated[int, typer.Option(help="How many at most.")] = 20,
) -> None:
    """Find units; each line says what it is, in what it lay, and when."""
    require_folder()
    for unit in places.find(text, on=on.date() if on else None, limit=limit):
        start = f"{unit.valid_from:%d/%m/%Y}" if unit.valid_from else "…"
        end = f"{unit.valid_to:%d/%m/%Y}" if unit.valid_to else "…"
        typer.echo(f"{unit.uid}  {unit.code:>6}  {places.path_label(unit.id)}  ({start} – {end})")
