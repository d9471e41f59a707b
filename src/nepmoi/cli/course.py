"""`nepmoi course`: the courses that there are, and the paper of one."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext, gettext_noop

from nepmoi.cli.folder import require_folder
from nepmoi.cli.given import course_uid, web_address
from nepmoi.cli.writing import write_new
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, DoorKind, Matter, RootKind
from nepmoi.fieldwork.activities.rules import Stage, Wanted, stage
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.kernel import clock
from nepmoi.registry.organisation.selectors import console
from nepmoi.reporting.assemble.course_result import gather
from nepmoi.reporting.assemble.templates import COURSE_RESULT, template
from nepmoi.reporting.render.docx import render

app = typer.Typer(no_args_is_help=True)

KIND = "training"

_STAGES = {
    Stage.OVERDUE: gettext_noop("overdue"),
    Stage.HELD: gettext_noop("held"),
    Stage.PLANNED: gettext_noop("planned"),
    Stage.POSTPONED: gettext_noop("postponed"),
    Stage.CONFIRMED: gettext_noop("confirmed"),
    Stage.CANCELLED: gettext_noop("cancelled"),
}


@app.callback()
def about() -> None:
    """Courses and their papers."""


@app.command("list")
def list_courses(
    text: Annotated[str, typer.Argument(help="Words of the name, in any spelling; else all.")] = "",
    year: Annotated[int | None, typer.Option(help="Only those that ended in this year.")] = None,
) -> None:
    """List courses: id, days, state, name; the one that waits longest comes first."""
    require_folder()
    today = clock.today()
    found = activities.in_order(console(), Wanted(text=text, year=year), today=today)
    for course in found:
        if course.kind.code != KIND:
            continue
        state = gettext(_STAGES[stage(course.status, course.last_day, today)])
        days = f"{course.first_day:%d/%m/%Y}–{course.last_day:%d/%m/%Y}"
        typer.echo(f"{course.uid}  {days}  {state:24}  {course.name}")


@app.command("result")
def result(
    uid: Annotated[str, typer.Argument(help="The course's uid; `nepmoi course list` shows it.")],
    out: Annotated[Path, typer.Option(help="The Word file to write.")],
    site: Annotated[
        str, typer.Option(help="Where the pages are, for the links behind the figures.")
    ] = "http://127.0.0.1:8000",
) -> None:
    """Write the result of a course as a Word file, on the office's own template when there is one."""
    require_folder()
    viewer, course = console(), course_uid(uid)
    document = gather(viewer=viewer, activity=course, site=web_address(site))
    paper = render(document, template(COURSE_RESULT))
    if document.learners:
        found = activities.activity(viewer, course)
        audit.note_export(
            by=viewer,
            door=Door(DoorKind.COMMAND, "course result"),
            matter=Matter.ROSTER,
            root=(RootKind.ACTIVITY, found.id),
            people=len(document.learners),
            unit_id=found.venue_unit_id,
        )
    write_new(out, paper)
    typer.echo(str(out))
