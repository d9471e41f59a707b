"""Figures over HTTP: the same words as on the page."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import translation
from ninja import Field, Query, Router, Schema

from nepmoi.analytics.figures import selectors as figures
from nepmoi.api.problems import DESCRIPTION
from nepmoi.api.standing import endpoint, standing_of
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, DoorKind, Matter
from nepmoi.core.files.selectors import is_sample
from nepmoi.registry.organisation.rules import Action

router = Router(tags=["figures"])
PAGE = 1000


class Asked(Schema):
    """The words of a question."""

    place: str = Field("", description="A unit's full name, code or uid; else the account's whole area.")
    first: date | None = Field(None, alias="from", description="The period's first day.")
    last: date | None = Field(None, alias="to", description="The period's last day.")
    year: int | None = Field(None, ge=1, le=9999, description="A calendar year instead of both.")
    by: str = Field("", description="sex, ethnic, age, content, place, province, district, commune or village.")
    map: date | None = Field(None, description="The day whose map labels places.")
    activity: UUID | None = Field(None, description="Only this activity.")
    rule: figures.PlaceRule | None = Field(
        None, description="By the person's unit at the time or by the venue; else as the figure's definition says."
    )
    part: str = Field("", description="The key of the one part whose rows are wanted.")
    of: figures.Certainty = Field(
        figures.Certainty.COUNTED, description="The number whose rows are wanted: counted, unknown or unconfirmed."
    )


class PartOut(Schema):
    """One part; null is too small to be shown to this account."""

    key: str
    label: str
    value: int | None


class FigureOut(Schema):
    """A figure; a null value says that nothing was recorded, which is not 0."""

    code: str
    sample: bool = Field(description="Whether it counts made-up people: nothing of it may be reported.")
    value: int | None
    unit: str
    unknown: int
    unconfirmed: int
    basis: figures.Basis | None = Field(
        description="On what a number of people stands: their names (list) or a count of heads; null if it counts none."
    )
    over: int = Field(description="How much of the value is of counts of which the source says “more than”.")
    overlap: int
    map: date
    parts: list[PartOut]


class RowOut(Schema):
    """One row behind a figure; the sum of ``adds`` over all rows is the value."""

    kind: str
    uid: UUID
    label: str
    unit: str
    day: date
    half: str | None
    adds: int
    opens: list[dict[str, str]]


class RowsOut(Schema):
    """A page of rows."""

    code: str
    sample: bool = Field(description="Whether these are made-up people: nothing of it may be reported.")
    total: int
    adds: int
    rows: list[RowOut]


class DefinitionOut(Schema):
    """What a figure counts."""

    code: str
    name: str
    unit: str
    counts: str
    reckons: str
    omits: str
    reading: str


def _question(code: str, asked: Asked) -> figures.Question:
    return figures.question(
        code=code,
        place=asked.place,
        first=asked.first,
        last=asked.last,
        year=asked.year,
        by=asked.by,
        map=asked.map,
        activity=asked.activity,
        part=asked.part,
        rule=asked.rule,
        of=asked.of,
    )


def _language() -> str:
    return translation.get_language() or "vi"


@router.get("", response=list[DefinitionOut], openapi_extra=DESCRIPTION)
@endpoint(action=Action.SEE_FIGURES)
def catalogue(request: HttpRequest) -> list[DefinitionOut]:
    """The figures there are, and how each is to be read."""
    standing_of(request, Action.SEE_FIGURES)
    language = _language()
    return [
        DefinitionOut(
            code=one.code,
            name=one.name.in_language(language),
            unit=one.unit.in_language(language),
            counts=one.counts.in_language(language),
            reckons=one.reckons.in_language(language),
            omits=one.omits.in_language(language),
            reading=one.reading.in_language(language),
        )
        for one in figures.catalogue()
    ]


@router.get("/{code}", response=FigureOut, openapi_extra=DESCRIPTION)
@endpoint(action=Action.SEE_FIGURES)
def figure(request: HttpRequest, code: str, asked: Query[Asked]) -> Mapping[str, Any]:
    """A figure with its parts."""
    answer = figures.answer(_question(code, asked), standing_of(request, Action.SEE_FIGURES))
    return figures.as_json(answer, None, _language())


@router.get("/{code}/rows", response=RowsOut, openapi_extra=DESCRIPTION)
@endpoint(action=Action.SEE_FIGURES)
def rows(request: HttpRequest, code: str, asked: Query[Asked], offset: int = 0, limit: int = PAGE) -> RowsOut:
    """The rows behind a figure, or behind one of its parts; names are shown by the account's role."""
    question, viewer, language = _question(code, asked), standing_of(request, Action.SEE_FIGURES), _language()
    behind = figures.rows(question, viewer, first=max(offset, 0), size=max(1, min(limit, PAGE)))
    named = sum(row.person is not None for row in behind.rows)
    if named:
        door, place = Door(DoorKind.API, request.path), question.place
        audit.note_reading(
            by=viewer, door=door, matter=Matter.FIGURE, people=named, unit_id=place.id if place else viewer.area_unit_id
        )
    shown = [RowOut(**figures.row_as_json(row, language)) for row in behind.rows]
    return RowsOut(code=code, sample=is_sample(), total=behind.total, adds=behind.adds, rows=shown)
