"""`nepmoi place`: units by any spelling, old name or code; and what becomes of villages."""

from datetime import datetime
from typing import Annotated

import typer

from nepmoi.cli.folder import require_folder
from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import Level
from nepmoi.registry.geography.services import villages
from nepmoi.registry.organisation.selectors import console

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
    units = places.find(text, on=on.date() if on else None, limit=limit)
    addresses = places.path_labels([unit.id for unit in units])
    for unit in units:
        start = f"{unit.valid_from:%d/%m/%Y}" if unit.valid_from else "…"
        end = f"{unit.valid_to:%d/%m/%Y}" if unit.valid_to else "…"
        typer.echo(f"{unit.uid}  {unit.code:>6}  {addresses[unit.id]}  ({start} – {end})")


@app.command("uncertain")
def uncertain() -> None:
    """List what the official lists leave in doubt: pairs of units that decide in no commune where somebody is counted."""
    require_folder()
    for change in places.uncertain():
        doubt = change.doubt.value or "note"
        typer.echo(
            f"{change.day:%d/%m/%Y}  {change.old.code} {change.old.name} -> {change.new.code} {change.new.name}  {doubt}  {change.note}"
        )


Village = Annotated[str, typer.Argument(help="The village: its name with its commune, or its uid.")]
Since = Annotated[datetime, typer.Argument(formats=["%Y-%m-%d", "%d/%m/%Y"], help="The day.")]


@app.command("rename-village")
def rename_village(
    village: Village,
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="thôn, bản, tổ dân phố …")],
    name: Annotated[str, typer.Argument(help="The new name, without the type.")],
    since: Since,
) -> None:
    """Give a village another name from a day on."""
    require_folder()
    day = since.date()
    renamed = villages.rename_village(
        village_id=_village(village), type=type_, name=name, day=day, by=console().actor, door=_door("rename-village")
    )
    typer.echo(places.path_label(renamed.id, day))


@app.command("settle-village")
def settle_village(
    village: Village, commune: Annotated[str, typer.Argument(help="The commune that it lies in.")], since: Since
) -> None:
    """Say in which commune a village lies from a day on, as after its commune was divided."""
    require_folder()
    day, village_id = since.date(), _village(village)
    parent = places.the_one(commune, on=day, level=Level.COMMUNE)
    villages.settle_village(
        village_id=village_id, parent_id=parent.id, day=day, by=console().actor, door=_door("settle-village")
    )
    typer.echo(places.path_label(village_id, day))


@app.command("end-village")
def end_village(village: Village, last_day: Since) -> None:
    """Say that a village is no more after a day; what was recorded in it stays and counts in its commune."""
    require_folder()
    village_id = _village(village)
    villages.end_village(village_id=village_id, last_day=last_day.date(), by=console().actor, door=_door("end-village"))
    typer.echo(places.path_label(village_id, last_day.date()))


def _village(text: str) -> int:
    uid = parse_uid(text)
    return (places.by_uid(uid) if uid else places.the_one(text, level=Level.VILLAGE)).id


def _door(command: str) -> Door:
    return Door(DoorKind.COMMAND, f"place {command}")
