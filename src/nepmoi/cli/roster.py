"""`nepmoi roster`: read an office's list, or import it into a course."""

import json
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext

from nepmoi.cli.folder import require_folder
from nepmoi.cli.given import content_of, course_uid
from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.core.files.selectors import is_sample
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.intake.rosters import selectors, services
from nepmoi.intake.rosters.errors import ReceivedListUnknown
from nepmoi.intake.rosters.rules import reading, shape
from nepmoi.intake.rosters.rules.choices import Answer
from nepmoi.intake.rosters.rules.people import sentence
from nepmoi.intake.rosters.rules.previews import Preview
from nepmoi.kernel import clock
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.organisation.selectors import console

app = typer.Typer(no_args_is_help=True)

ListFile = Annotated[Path, typer.Argument(help="An Excel or Word list.")]


@app.callback()
def about() -> None:
    """Lists of people as offices write them."""


@app.command("read")
def read(
    file: ListFile,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read a list without a data folder and print what was understood."""
    found = reading.read(content_of(file), file.name, on=clock.today())
    if as_json:
        typer.echo(json.dumps(shape.as_json(found, gettext), ensure_ascii=False, indent=1))
        return
    for person in found.people:
        columns = (person.name, person.sex, person.birth_year, person.ethnic, person.position, person.unit)
        typer.echo("\t".join(str(column if column is not None else "") for column in columns))
    for problem in found.problems:
        sheet = gettext("table %(number)s") % {"number": problem.sheet} if found.in_tables else problem.sheet
        typer.echo(f"! {sheet} {problem.column}{problem.row}: {sentence(problem, gettext)}", err=True)


@app.command("import")
def import_list(
    file: ListFile,
    course: Annotated[str, typer.Option(help="The course's uid; `nepmoi course list` shows it.")],
    reason: Annotated[str, typer.Option(help="Why, when the course's result was confirmed.")] = "",
    distinct: Annotated[str, typer.Option(help="Rows that are people of their own: ROW,ROW or SHEET!ROW.")] = "",
    same: Annotated[str, typer.Option(help="Rows that name somebody who is named already, alike.")] = "",
) -> None:
    """Write all people of a list into a course, or none; the same list again changes nothing.

    Rows that may name one person twice stop the import until `--distinct` or `--same` says which they are.
    """
    require_folder()
    uid = course_uid(course)
    by, door = console(), Door(DoorKind.COMMAND, "roster import")
    received = services.receive(by=by, door=door, activity=uid, filename=file.name, data=content_of(file))
    answers = answers_of(selectors.preview(by, received), distinct, same)
    done = services.import_list(by=by, door=door, received_list=received, answers=answers, reason=reason)
    typer.echo(
        json.dumps(
            {
                "sample": is_sample(),
                "enrolled": done.enrolled,
                "new_people": done.new_people,
                "linked_people": done.linked_people,
                "already_listed": done.already_listed,
                "mended": done.mended,
                "marks": done.marks,
            }
        )
    )


@app.command("list")
def list_lists(course: Annotated[str, typer.Option(help="The course's uid; `nepmoi course list` shows it.")]) -> None:
    """List what came for a course, the newest first: id, when it was imported, name."""
    require_folder()
    activity = activities.activity(console(), course_uid(course))
    for one in selectors.received(activity.id):
        at = (
            f"{one.imported_at.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M}"
            if one.imported_at
            else gettext("not imported")
        )
        typer.echo(f"{one.uid}  {at:18}  {one.filename}")


@app.command("undo")
def undo_import(
    uid: Annotated[str, typer.Argument(help="The list's uid; `nepmoi roster list` shows it.")],
    reason: Annotated[str, typer.Option(help="Why; needed when the course's result was confirmed.")] = "",
) -> None:
    """Take back what the import of a list did, except what something else has used since, and say what stays and why."""
    require_folder()
    wanted = parse_uid(uid.strip())
    if wanted is None:
        raise ReceivedListUnknown
    void = gettext("The import was taken back by command")
    door = Door(DoorKind.COMMAND, "roster undo")
    done = services.undo_import(by=console(), door=door, received_list=wanted, void=void, reason=reason)
    kept = [{"name": one.name, "why": one.why, "where": one.where} for one in done.kept]
    told = {
        "sample": is_sample(),
        "off": done.off,
        "given_back": done.given_back,
        "marks": done.marks,
        "void": done.void,
        "kept": kept,
    }
    typer.echo(json.dumps(told, ensure_ascii=False))


def answers_of(seen: Preview, distinct: str, same: str) -> dict[int, Answer]:
    """What the options say of the rows that ask; rows that ask nothing may be named beside them."""
    new, old = _rows(distinct), _rows(same)
    answers: dict[int, Answer] = {}
    for line in seen.open:
        names = {str(line.read.row), f"{line.read.sheet}!{line.read.row}"}
        if names & new:
            answers[line.index] = "new"
        elif names & old:
            answers[line.index] = "same"
    return answers


def _rows(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(","))
