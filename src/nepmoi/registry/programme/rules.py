"""A programme package, read from its files into typed records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from nepmoi.registry.programme.errors import PackageBroken

_T = TypeVar("_T")


class Who(StrEnum):
    """How it is written down who came to an activity."""

    LIST = "list"
    COUNTS = "counts"
    EITHER = "either"


class Need(StrEnum):
    """What the lack of a thing does when a result is to be confirmed; none where there is no such thing."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NONE = "none"


@dataclass(frozen=True)
class Needs:
    """What the result of a kind of activity needs.

    Attributes:
        who: how it is written down who came.
        people: what it does when nobody is written down.
        roll: what it does when somebody is listed and a half-day has no mark.
        timetable: what it does when no line of one is there.
        photographs: what it does when there is none.
    """

    who: Who
    people: Need
    roll: Need
    timetable: Need
    photographs: Need


Code = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$|^[a-z0-9_]{1,40}$")]


class _Record(BaseModel):
    # Sources, certainty and notes stand beside each record for whoever mends it; the tables do not hold them.
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    code: Code
    name: str
    name_en: str


class ProgrammeRecord(_Record):
    """A national target programme."""


class ProjectRecord(_Record):
    """A component of a programme."""

    programme: Code


class PhaseRecord(_Record):
    """A span of years."""

    project: Code
    first_day: date
    last_day: date


class ContentRecord(_Record):
    """One of a project's parts."""

    project: Code
    number: int


class KindRecord(_Record):
    """What an activity can be, and what its result needs."""

    position: int
    who: Annotated[Who, Field(strict=False)]
    people: Annotated[Need, Field(strict=False)]
    roll: Annotated[Need, Field(strict=False)]
    # Lines of a timetable belong to courses, which stand above the step of confirming: they cannot block it.
    timetable: Literal["warns", "none"]
    photographs: Annotated[Need, Field(strict=False)]
    content: Code | Literal[""] = ""


class AudienceRecord(_Record):
    """Who came without being named."""

    position: int


class TopicRecord(_Record):
    """A subject that courses teach; its outline has one line a point."""

    position: int
    outline: str


class Structure(BaseModel):
    """``programme.yaml`` as a whole."""

    programmes: list[ProgrammeRecord]
    projects: list[ProjectRecord]
    phases: list[PhaseRecord]
    contents: list[ContentRecord]
    activity_kinds: list[KindRecord]
    audiences: list[AudienceRecord]


class Topics(BaseModel):
    """``topics.yaml`` as far as the tables hold it."""

    topics: list[TopicRecord]


def read_structure(folder: Path) -> Structure:
    """The structure of a package.

    Raises:
        PackageBroken: when the file is not what its header says, with the record's place in it.
    """
    return _read(folder / "programme.yaml", TypeAdapter(Structure))


def read_topics(folder: Path) -> Topics:
    """The topics of a package.

    Raises:
        PackageBroken: as above.
    """
    return _read(folder / "topics.yaml", TypeAdapter(Topics))


def _read(file: Path, shape: TypeAdapter[_T]) -> _T:
    try:
        return shape.validate_python(yaml.safe_load(file.read_text("utf-8")))
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 0
        raise PackageBroken(file=file.name, where=f"line {line}") from problem
    except ValidationError as problem:
        where = ".".join(str(step) for step in problem.errors()[0]["loc"])
        raise PackageBroken(file=file.name, where=where) from problem
