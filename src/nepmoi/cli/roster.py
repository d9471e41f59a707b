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
from nepmoi.intake.rosters import services
from nepmoi.intake.rosters.rules import reading, shape
from nepmoi.intake.rosters.rules.people import sentence
from nepmoi.kernel import clock
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
        typer.echo(f"! {problem.sheet} {problem.column}{problem.row}: {sentence(problem, gettext)}", err=True)


@app.command("import")
def import_list(
    file: ListFile,
    course: Annotated[str, typer.Option(help="The course's uid; `nepmoi course list` shows it.")],
    reason: Annotated[str, typer.Option(help="Why, when the course's result was confirmed.")] = "",
) -> None:
    """Write all people of a list into a course, or none; the same list again changes nothing."""
    require_folder()
    uid = course_uid(course)
    by, door = console(), Door(DoorKind.COMMAND, "roster import")
    received = services.receive(by=by, door=door, activity=uid, filename=file.name, data=content_of(file))
    done = services.import_list(by=by, door=door, received_list=received, reason=reason)
    typer.echo(
        json.dumps(
            {
                "sample": is_sample(),
                "enrolled": done.enrolled,
                "new_people": done.new_people,
                "linked_people": done.linked_people,
                "already_listed": done.already_listed,
                "marks": done.marks,
            }
        )
    )
