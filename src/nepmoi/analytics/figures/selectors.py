"""Figures and the rows behind them.

asked = figures.question(code="people_trained", place="huyện Đồng Văn", year=2024, by="sex")
answer = figures.answer(asked, viewer)
rows = figures.rows(asked, viewer)
assert rows.adds == answer.value
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nepmoi.analytics.engine.replica import Reader
from nepmoi.analytics.engine.tables import PlaceRule
from nepmoi.analytics.facts import current
from nepmoi.analytics.facts.current import Progress
from nepmoi.analytics.figures import answers, records
from nepmoi.analytics.figures.answers import Answer, Part
from nepmoi.analytics.figures.questions import Question, definition, definitions, question
from nepmoi.analytics.figures.records import Opened, Row, RowKind, Rows
from nepmoi.analytics.indicators.definition import Basis, Definition
from nepmoi.analytics.indicators.query import Certainty
from nepmoi.core.files.selectors import is_sample
from nepmoi.registry.geography import selectors as geography
from nepmoi.registry.organisation.rules import Action, Standing, may
from nepmoi.registry.organisation.selectors import require

__all__ = [
    "Answer",
    "Basis",
    "Certainty",
    "Definition",
    "Opened",
    "Part",
    "PlaceRule",
    "Question",
    "Row",
    "RowKind",
    "Rows",
    "answer",
    "as_json",
    "catalogue",
    "definition",
    "one_look",
    "prepare",
    "question",
    "row_as_json",
    "rows",
]


@dataclass
class _Look:
    """The facts that a block of reading stands on, with the maps that were drawn for them."""

    stack: ExitStack
    reader: Reader | None = None
    maps: set[date] = field(default_factory=set)


_look: ContextVar[_Look | None] = ContextVar("look", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """For a page with many figures: all of them, and their rows, are of one state of the facts and of the places.

    So a list on the page adds up to its figure while others write, and the database is asked once what is new.
    """
    with geography.one_look(), ExitStack() as stack:
        token = _look.set(_Look(stack))
        try:
            yield
        finally:
            _look.reset(token)


@contextmanager
def _reading(maps: Collection[date]) -> Iterator[Reader]:
    look = _look.get()
    if look is None:
        with current.reading(maps) as reader:
            yield reader
        return
    if look.reader is None or not look.maps.issuperset(maps):
        look.reader, look.maps = look.stack.enter_context(current.reading(maps)), set(maps)
        # The facts may know of units that were made after the places were looked at.
        geography.look_again()
    yield look.reader


def catalogue() -> list[Definition]:
    """All figures there are, in their order, with what they count and how they are read."""
    return list(definitions().values())


def prepare(progress: Progress | None = None) -> None:
    """Bring this process's copy of the facts up to date and its engines to work, before somebody waits for a figure.

    Args:
        progress: told how much is done, of how much.
    """
    asked = question(code=next(iter(definitions())))
    with current.reading(asked.maps(), progress) as reader:
        answers.read(asked, reader, sees_people=False)


def answer(asked: Question, viewer: Standing) -> Answer:
    """A figure with its parts, of everything that was acknowledged before this call.

    Raises:
        RoleMayNot: when the viewer sees no figures.
        OutsideArea: when the place does not lie in her area.
    """
    asked = _allowed(asked, viewer)
    with _reading(asked.maps()) as reader:
        return answers.read(asked, reader, sees_people=may(viewer.role, Action.SEE_PEOPLE))


def rows(asked: Question, viewer: Standing, *, first: int = 0, size: int | None = None) -> Rows:
    """The rows behind one of a figure's numbers, or behind the part that the question names.

    Args:
        asked: the question.
        viewer: who asks; rows are never left out, names are shown by her role.
        first: how many rows to leave out.
        size: how many to give; None for all.

    Raises:
        RoleMayNot: when the viewer sees no figures.
        OutsideArea: when the place does not lie in her area.
        PartTooSmall: when a part of few people is opened by someone who may not see persons.
    """
    asked = _allowed(asked, viewer)
    sees_people = may(viewer.role, Action.SEE_PEOPLE)
    with _reading(asked.maps()) as reader:
        return records.read(asked, reader, (first, size), sees_people=sees_people)


def _allowed(asked: Question, viewer: Standing) -> Question:
    require(viewer, Action.SEE_FIGURES, *([asked.place.id] if asked.place else []))
    return asked.of_area(viewer.area_unit_id)


def as_json(found: Answer, behind: Rows | None, language: str) -> Mapping[str, object]:
    """A figure as every door writes it down for machines; it says whether it was made of sample data.

    Args:
        found: the answer.
        behind: its rows, when they are wanted.
        language: of names and labels.
    """
    asked = found.question
    shown: dict[str, object] = {
        "code": asked.definition.code,
        "sample": is_sample(),
        "value": found.value,
        "unit": asked.definition.unit.in_language(language),
        "unknown": found.unknown,
        "unconfirmed": found.unconfirmed,
        "basis": asked.definition.basis,
        "over": found.over,
        "overlap": found.overlap,
        "map": asked.map.isoformat(),
        "parts": [
            {"key": part.key, "label": part.label.in_language(language), "value": part.value} for part in found.parts
        ],
    }
    if behind is not None:
        shown["rows"] = [row_as_json(row, language) for row in behind.rows]
    return shown


def row_as_json(row: Row, language: str) -> dict[str, Any]:
    """A row as every door writes it down for machines, in the language of its label."""
    return {
        "kind": row.kind,
        "uid": str(row.uid),
        "label": row.label.in_language(language),
        "unit": row.unit,
        "day": row.day.isoformat(),
        "half": row.half,
        "adds": row.adds,
        "opens": [
            {"participation": str(line.participation), "activity": str(line.activity), "name": line.name}
            for line in row.opens
        ],
    }
