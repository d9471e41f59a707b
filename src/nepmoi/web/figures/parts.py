"""How a figure's parts, rows and neighbours are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import get_language, gettext

from nepmoi.analytics.figures import selectors as figures
from nepmoi.analytics.figures.selectors import Answer, Definition, Question, Row, RowKind
from nepmoi.registry.geography.rules.levels import Level
from nepmoi.web.figures.forms import SPLITS, same_everywhere

# People are solid, what is counted more than once a person is striped, what is no person is green: never alike.
FILLS: Final[Mapping[str, str]] = {"people": "t0", "participations": "hx", "presences": "hx"}
OTHER: Final = "t1"
# A page shows so many parts, which keeps it light on a phone's line; the others stand on the pages after.
MOST_PARTS: Final = 100
# The keys of parts of which something is not known, or that lie in no place of that level, begin so.
UNSURE: Final = ("unknown", "not-assignable")


@dataclass(frozen=True)
class Bar:
    """One part of a figure.

    Attributes:
        value: None when it is too small for this reader.
        width: of the bar, in per cent of the largest part, as an attribute of SVG writes it.
        share: of the whole; None when parts overlap, for then they are no shares.
        fill: the class of the bar.
        href: the rows of this part alone.
        is_open: whether these rows are shown now.
    """

    label: str
    value: int | None
    width: str
    share: Decimal | None
    fill: str
    href: str
    is_open: bool


@dataclass(frozen=True)
class SplitTable:
    """A figure in parts; those by place say by the units of which day.

    Attributes:
        bars: the parts on this page; all widths are measured by the largest part of all.
        page: which parts of how many these are.
        elsewhere: what the parts on the other pages add up to.
    """

    name: str
    by: str
    is_place: bool
    overlap: int
    bars: tuple[Bar, ...]
    page: "Page[figures.Part]"
    elsewhere: int


def split_table(answer: Answer, number: int = 0) -> SplitTable:
    """The parts of an answer, with bars from zero and the way to the rows of each.

    Args:
        answer: with parts.
        number: which page of them; 0 is the one with the part that is open, else the first.
    """
    asked, language = answer.question, get_language() or "vi"
    largest = max((part.value or 0 for part in answer.parts), default=0)
    fill = FILLS.get(asked.definition.measure, OTHER)

    def bar(part: figures.Part) -> Bar:
        value = part.value
        width = Decimal(100 * (value or 0)) / largest if largest else Decimal(0)
        share = Decimal(value) / answer.value if value is not None and answer.value and not answer.overlap else None
        unsure = part.key.startswith(UNSURE)
        query = same_everywhere(replace(asked, part=part.key))
        return Bar(
            label=part.label.in_language(language),
            value=value,
            width=f"{width:.1f}",
            share=share,
            fill="o" if unsure else fill,
            href=f"{reverse('web:figure', args=[asked.definition.code])}{query}#list",
            is_open=asked.part == part.key,
        )

    place = next((place for place, part in enumerate(answer.parts) if part.key == asked.part), 0)
    page = Paginator(answer.parts, MOST_PARTS).get_page(number or place // MOST_PARTS + 1)
    here, whole = (sum(part.value or 0 for part in parts) for parts in (page, answer.parts))
    return SplitTable(
        name=gettext(SPLITS.get(asked.by, SPLITS["commune"])),
        by=asked.by,
        is_place=asked.by in set(Level),
        overlap=answer.overlap,
        bars=tuple(map(bar, page)),
        page=page,
        elsewhere=whole - here,
    )


def neighbours(definition: Definition) -> list[Definition]:
    """The figures that count the same rows in another way, such as participations beside people."""
    same = [one for one in figures.catalogue() if one.fact == definition.fact and one.where == definition.where]
    return [one for one in same if one.code != definition.code]


@dataclass(frozen=True)
class Opening:
    """A course that a row opens, and how many of its half-days she attended."""

    href: str
    name: str
    year: int
    present: int
    half_days: int


@dataclass(frozen=True)
class Line:
    """A row as the list draws it; ``href`` is its record's page, empty when the reader may not see it."""

    row: Row
    label: str
    href: str
    openings: tuple[Opening, ...]


def lines(rows: Sequence[Row]) -> list[Line]:
    """Rows with the ways to their records."""
    language = get_language() or "vi"
    return [Line(row, row.label.in_language(language), _record(row), _openings(row)) for row in rows]


# The page of the record that a row stands for, where it has one of its own.
RECORDS: Final = {
    RowKind.ACTIVITY: "web:activity",
    RowKind.GROUP: "web:group",
    RowKind.ARTICLE: "web:article",
    RowKind.PLACE: "web:place",
}


def _record(row: Row) -> str:
    if row.kind in (RowKind.PERSON, RowKind.PARTICIPATION, RowKind.PRESENCE):
        return reverse("web:person", args=[row.person.uid]) if row.person else ""
    if row.kind is RowKind.COUNT:
        return f"{reverse('web:activity', args=[row.uid])}#{f'count-{row.line}' if row.line else 'learners'}"
    return reverse(RECORDS[row.kind], args=[row.uid])


def _openings(row: Row) -> tuple[Opening, ...]:
    return tuple(
        Opening(
            href=reverse("web:activity", args=[line.activity]),
            name=line.name,
            year=line.last_day.year,
            present=line.present,
            half_days=line.half_days,
        )
        for line in row.opens
    )


def is_of_people(question: Question) -> bool:
    """Whether the rows behind a question are persons."""
    return question.definition.measure in FILLS
