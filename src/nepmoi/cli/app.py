"""The `nepmoi` command: one subcommand a door that people know from the pages."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from django.utils import translation

from nepmoi.cli import course, demo, figure, place, roster, serve
from nepmoi.cli.problems import status, words
from nepmoi.kernel.errors import NepmoiError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Nếp Mới: runs and proves Project 8.",
)
app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.command("figure")(figure.figure)
app.command("figures")(figure.figures_list)
app.add_typer(course.app, name="course", help="Courses and their papers.")
app.add_typer(roster.app, name="roster", help="Lists of people as offices write them.")
app.add_typer(place.app, name="place", help="Administrative units through time.")


@app.callback()
def folder(
    data: Annotated[
        Path | None, typer.Option(help="The data folder; else NEPMOI_DATA, else ./data.", show_default=False)
    ] = None,
    language: Annotated[str, typer.Option(help="vi or en.", envvar="NEPMOI_LANGUAGE")] = "vi",
) -> None:
    """Nếp Mới: runs and proves Project 8."""
    del data  # chosen before Django was loaded; here it only has its place in the help
    translation.activate("en" if language == "en" else "vi")


def main() -> None:
    """Run a command; a refusal becomes a sentence and an exit code."""
    os.environ.setdefault("PYTHONUTF8", "1")
    try:
        app()
    except NepmoiError as refusal:
        sys.stderr.write(words(refusal) + "\n")
        raise SystemExit(status(refusal)) from refusal
