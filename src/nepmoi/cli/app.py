"""The `nepmoi` command: one subcommand a door that people know from the pages."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.utils import translation
from django.utils.translation import gettext
from typer._click.exceptions import ClickException

from nepmoi.cli import course, demo, figure, place, roster, serve
from nepmoi.cli.problems import status, words
from nepmoi.cli.usage import sentence
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
    _speak(language)


def chosen_language(arguments: Sequence[str]) -> str:
    """The value of ``--language`` wherever it stands in the line, else NEPMOI_LANGUAGE, else Vietnamese.

    A call may be wrong before its options are read, and that too is said in the reader's language.
    """
    for index, argument in enumerate(arguments):
        if argument == "--language" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--language="):
            return argument.removeprefix("--language=")
    return os.environ.get("NEPMOI_LANGUAGE", "vi")


def _speak(language: str) -> None:
    translation.activate("en" if language == "en" else "vi")


def main() -> None:
    """Run a command; a refusal, and a call that cannot be read, become a sentence and an exit code."""
    os.environ.setdefault("PYTHONUTF8", "1")
    _speak(chosen_language(sys.argv[1:]))
    try:
        code = app(standalone_mode=False)
    except NepmoiError as refusal:
        _end(words(refusal), status(refusal), refusal)
    except ClickException as wrong:
        _end(sentence(wrong), wrong.exit_code, wrong)
    except typer.Abort as stopped:
        _end(gettext("Stopped."), 1, stopped)
    if isinstance(code, int) and code:
        raise SystemExit(code)


def _end(said: str, code: int, why: BaseException) -> NoReturn:
    if said:
        sys.stderr.write(said + "\n")
    raise SystemExit(code) from why
