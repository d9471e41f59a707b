"""Loading a programme package."""

from dataclasses import dataclass
from pathlib import Path

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.registry.programme.models import ActivityKind, Content, Phase, Programme, Project, Topic
from nepmoi.registry.programme.rules import Structure, Topics, read_structure, read_topics

PACKAGES = Path(__file__).parents[2] / "programmes"


@dataclass(frozen=True)
class Loaded:
    """How many records of a package the tables now hold."""

    contents: int
    activity_kinds: int
    topics: int


def load_package(*, by: Standing, door: Door, name: str = "project8") -> Loaded:
    """Enter the package's records, or mend the names of those that are there; nothing is removed.

    Raises:
        PackageBroken: when one of its files cannot be read.
    """
    require(by, Action.WRITE_OFFICES)
    structure, topics = read_structure(PACKAGES / name), read_topics(PACKAGES / name)
    with audit.writing(by.actor, door) as w:
        _enter_structure(structure)
        _enter_topics(topics)
        w.touch(RootKind.PROGRAMME, 0)
    return Loaded(len(structure.contents), len(structure.activity_kinds), len(topics.topics))


def _enter_structure(structure: Structure) -> None:
    names = ("name", "name_en")
    for programme in structure.programmes:
        row = Programme.objects.filter(code=programme.code).first() or Programme(code=programme.code)
        _save(row, programme, names)
    programmes = {row.code: row for row in Programme.objects.all()}
    for project in structure.projects:
        row_of_project = Project.objects.filter(code=project.code).first() or Project(code=project.code)
        row_of_project.programme = programmes[project.programme]
        _save(row_of_project, project, names)
    projects = {row.code: row for row in Project.objects.all()}
    for phase in structure.phases:
        span = Phase.objects.filter(code=phase.code).first() or Phase(code=phase.code)
        span.project = projects[phase.project]
        _save(span, phase, (*names, "first_day", "last_day"))
    for content in structure.contents:
        part = Content.objects.filter(code=content.code).first() or Content(code=content.code)
        part.project = projects[content.project]
        _save(part, content, (*names, "number"))
    for kind in structure.activity_kinds:
        _save(
            ActivityKind.objects.filter(code=kind.code).first() or ActivityKind(code=kind.code),
            kind,
            (*names, "position"),
        )


def _enter_topics(topics: Topics) -> None:
    for topic in topics.topics:
        row = Topic.objects.filter(code=topic.code).first() or Topic(code=topic.code)
        _save(row, topic, ("name", "name_en", "position", "outline"))


def _save(
    row: Programme | Project | Phase | Content | ActivityKind | Topic, record: object, columns: tuple[str, ...]
) -> None:
    for column in columns:
        setattr(row, column, getattr(record, column))
    row.save()
