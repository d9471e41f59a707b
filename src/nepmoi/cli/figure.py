"""`nepmoi figure`: the same question, in the same words, as on the page."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils import translation
from django.utils.translation import gettext
from rich.console import Console
from rich.progress import Progress

from nepmoi.analytics.figures import selectors as figures
from nepmoi.cli.folder import require_folder
from nepmoi.cli.given import course_uid
from nepmoi.cli.writing import write_new
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, DoorKind, Matter
from nepmoi.kernel.quantities import grouped
from nepmoi.registry.organisation.selectors import console
from nepmoi.reporting.assemble import figure_list
from nepmoi.reporting.document.sheets import TakenList
from nepmoi.reporting.render import csv as csv_file
from nepmoi.reporting.render import xlsx as xlsx_file


def figures_list() -> None:
    """List the figures there are."""
    language = translation.get_language()
    for definition in figures.catalogue():
        typer.echo(f"{definition.code:28} {definition.name.in_language(language)}")


def figure(  # noqa: PLR0913 - the words of a question
    code: Annotated[str, typer.Argument(help="Which figure; `nepmoi figures` lists them.")],
    place: Annotated[str, typer.Option(help='A unit: "huyện Hương Sơn", a code or a uid; else everywhere.')] = "",
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d", "%d/%m/%Y"], help="The period's first day.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d", "%d/%m/%Y"], help="The period's last day.")
    ] = None,
    year: Annotated[int | None, typer.Option(min=1, max=9999, help="A calendar year instead of both.")] = None,
    by: Annotated[
        str, typer.Option(help="sex, ethnic, age, content, place, province, district, commune or village.")
    ] = "",
    on_map: Annotated[
        datetime | None, typer.Option("--map", formats=["%Y-%m-%d", "%d/%m/%Y"], help="The map of this day.")
    ] = None,
    course: Annotated[str, typer.Option(help="Only the course with this uid; `nepmoi course list` shows it.")] = "",
    rows: Annotated[bool, typer.Option("--rows", help="The list behind it, too.")] = False,
    of: Annotated[
        figures.Certainty,
        typer.Option(help="Whose list is shown: counted, unknown or unconfirmed; the last two without --rows, too."),
    ] = figures.Certainty.COUNTED,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    xlsx: Annotated[Path | None, typer.Option(help="Write the list behind it into this Excel file.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the list behind it into this CSV file.")] = None,
) -> None:
    """Answer a figure; with --rows the list behind it, whose `adds` sum up to it."""
    require_folder()
    viewer = console()
    asked = figures.question(
        code=code,
        place=place,
        first=_day(first),
        last=_day(last),
        year=year,
        by=by,
        map=_day(on_map),
        activity=course_uid(course) if course else None,
        of=of,
    )
    _prepare()
    answer = figures.answer(asked, viewer)
    behind = figures.rows(asked, viewer) if rows or of is not figures.Certainty.COUNTED else None
    language = translation.get_language()
    if as_json:
        typer.echo(json.dumps(figures.as_json(answer, behind, language), ensure_ascii=False, indent=1))
    else:
        _print(answer, behind, language)
    _write(asked, {xlsx: xlsx_file.render, csv: csv_file.render})


def _write(asked: figures.Question, wanted: Mapping[Path | None, Callable[[TakenList], bytes]]) -> None:
    """Write the list behind a figure into the files that were named."""
    files = {file: render for file, render in wanted.items() if file is not None}
    if not files:
        return
    viewer = console()
    with figures.one_look():
        taken = figure_list.gather(viewer=viewer, asked=asked)
    # Before the first file: the second may be refused.
    if taken.people:
        place = asked.place.id if asked.place else None
        door = Door(DoorKind.COMMAND, "figure")
        audit.note_export(by=viewer, door=door, matter=Matter.FIGURE, people=taken.people, unit_id=place)
    for file, render in files.items():
        write_new(file, render(taken))


def _prepare() -> None:
    """Bring the facts up to date first; it is long only when all of them are made anew."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(gettext("Reading the records"), total=None)
        figures.prepare(lambda done, total: shown.update(task, completed=done, total=total))


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _print(answer: figures.Answer, behind: figures.Rows | None, language: str) -> None:
    asked = answer.question
    words = asked.definition
    value = gettext("nothing recorded") if answer.value is None else grouped(answer.value)
    typer.echo(f"{words.name.in_language(language)}: {value} {words.unit.in_language(language)}")
    for part in answer.parts:
        shown = "–" if part.value is None else grouped(part.value)
        typer.echo(f"  {part.label.in_language(language):50} {shown:>10}")
    if answer.overlap:
        typer.echo(gettext("Counted in several parts: %(n)s") % {"n": grouped(answer.overlap)})
    if answer.over:
        typer.echo(gettext("Of these, of counts that say “more than”: %(n)s") % {"n": grouped(answer.over)})
    if answer.unknown:
        typer.echo(gettext("Not known: %(n)s") % {"n": grouped(answer.unknown)})
    if answer.unconfirmed:
        typer.echo(gettext("Held, not yet confirmed: %(n)s") % {"n": grouped(answer.unconfirmed)})
    for row in behind.rows if behind else ():
        typer.echo(f"{row.adds:6}  {row.label.in_language(language):40} {row.unit}")
