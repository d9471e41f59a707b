"""Loading a programme package."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require
from nepmoi.registry.programme.models import ActivityKind, Audience, Content, Phase, Programme, Project, Topic
from nepmoi.registry.programme.rules import Structure, Topics, read_structure, read_topics

PACKAGES = Path(__file__).parents[2] / "programmes"


_Part = Programme | Project | Phase | Content | ActivityKind | Audience | Topic


class Coded(Protocol):
    """A record of the package with the code that is its for good."""

    @property
    def code(self) -> str:
        """The code."""


@dataclass(frozen=True)
class Loaded:
    """How many records of a package the tables now hold."""

    contents: int
    activity_kinds: int
    topics: int


def load_package(*, by: Standing, door: Door, name: str = "project8") -> Loaded:
    """Enter the package's records, or mend the names of those that are there; nothing is removed.

    A package that the tables already hold as it is leaves no trace in the audit.

    Raises:
        PackageBroken: when one of its files cannot be read.
    """
    require(by, Action.WRITE_OFFICES)
    structure, topics = read_structure(PACKAGES / name), read_topics(PACKAGES / name)
    if not _holds(structure, topics):
        with audit.writing(by.actor, door) as w:
            _enter_structure(structure)
            _enter_topics(topics)
            w.touch(RootKind.PROGRAMME, 0)
    return Loaded(len(structure.contents), len(structure.activity_kinds), len(topics.topics))


_NAMES = ("name", "name_en")
_PHASE = (*_NAMES, "first_day", "last_day")
_CONTENT = (*_NAMES, "number")
_KIND = (*_NAMES, "position", "who", "people", "roll", "timetable", "photographs", "content")
_AUDIENCE = (*_NAMES, "position")
_TOPIC = (*_NAMES, "position", "outline")


def _holds(structure: Structure, topics: Topics) -> bool:
    """Whether the tables have every record of the package, word for word."""
    parts: tuple[tuple[type[_Part], Sequence[Coded], tuple[str, ...]], ...] = (
        (Programme, structure.programmes, _NAMES),
        (Project, structure.projects, _NAMES),
        (Phase, structure.phases, _PHASE),
        (Content, structure.contents, _CONTENT),
        (ActivityKind, structure.activity_kinds, _KIND),
        (Audience, structure.audiences, _AUDIENCE),
        (Topic, topics.topics, _TOPIC),
    )
    return all(
        {(record.code, *(getattr(record, column) for column in columns)) for record in records}
        <= set(model.objects.values_list("code", *columns))
        for model, records, columns in parts
    )


def _enter_structure(structure: Structure) -> None:
    for programme in structure.programmes:
        row = Programme.objects.filter(code=programme.code).first() or Programme(code=programme.code)
        _save(row, programme, _NAMES)
    programmes = {row.code: row for row in Programme.objects.all()}
    for project in structure.projects:
        row_of_project = Project.objects.filter(code=project.code).first() or Project(code=project.code)
        row_of_project.programme = programmes[project.programme]
        _save(row_of_project, project, _NAMES)
    projects = {row.code: row for row in Project.objects.all()}
    for phase in structure.phases:
        span = Phase.objects.filter(code=phase.code).first() or Phase(code=phase.code)
        span.project = projects[phase.project]
        _save(span, phase, _PHASE)
    for content in structure.contents:
        part = Content.objects.filter(code=content.code).first() or Content(code=content.code)
        part.project = projects[content.project]
        _save(part, content, _CONTENT)
    for kind in structure.activity_kinds:
        _save(
            ActivityKind.objects.filter(code=kind.code).first() or ActivityKind(code=kind.code),
            kind,
            _KIND,
        )
    for audience in structure.audiences:
        group = Audience.objects.filter(code=audience.code).first() or Audience(code=audience.code)
        _save(group, audience, _AUDIENCE)


def _enter_topics(topics: Topics) -> None:
    for topic in topics.topics:
        row = Topic.objects.filter(code=topic.code).first() or Topic(code=topic.code)
        _save(row, topic, _TOPIC)


def _save(row: _Part, record: object, columns: tuple[str, ...]) -> None:
    for column in columns:
        setattr(row, column, getattr(record, column))
    row.save()
