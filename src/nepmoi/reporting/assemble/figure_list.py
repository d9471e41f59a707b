"""The list behind a figure, to be taken away: what was asked, the number, and the rows that add up to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import get_language, gettext

from nepmoi.analytics.figures import selectors as figures
from nepmoi.analytics.figures.selectors import Answer, Certainty, Question, Rows
from nepmoi.core.files.selectors import is_sample
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.kernel import clock
from nepmoi.kernel.quantities import grouped
from nepmoi.registry.organisation.rules import Standing
from nepmoi.reporting.assemble import asking, figure_rows
from nepmoi.reporting.assemble.addresses import Addresses
from nepmoi.reporting.assemble.errors import TooManyToTake
from nepmoi.reporting.document import naming
from nepmoi.reporting.document.sheets import Column, Fact, Kind, Sheet, TakenList, Value

MOST: Final = 50_000
"""So many rows at most are taken away at once: more would keep others waiting, and nobody reads them."""

# Letters of a line of sentences, as wide as a page that lies on its side.
_WIDE: Final = 110
_NUMBERS: Final = 6


@dataclass(frozen=True)
class _Behind:
    """A figure with the rows behind it, and how they are said."""

    answer: Answer
    rows: Rows
    language: str
    addresses: Addresses | None

    @property
    def asked(self) -> Question:
        return self.answer.question

    @property
    def unit(self) -> str:
        return self.asked.definition.unit.in_language(self.language)

    @property
    def name(self) -> str:
        return self.asked.definition.name.in_language(self.language)

    def link(self, asked: Question) -> str:
        if self.addresses is None:
            return ""
        return self.addresses.figure(asked.definition.code, asking.query(asked))


def gather(*, viewer: Standing, asked: Question, site: str = "", most: int = MOST) -> TakenList:
    """The list behind one of a figure's numbers, or behind one of its parts, as its page shows it to one reader.

    Args:
        viewer: the reader; names only when she may see persons.
        asked: the question, with the part or the number whose rows are wanted.
        site: where the pages are, so that the number opens its own; empty where there are none.
        most: so many rows at most.

    Raises:
        RoleMayNot: when the reader sees no figures.
        OutsideArea: when the place does not lie in her area.
        PartTooSmall: when a part of few people is opened by someone who may not see persons.
        TooManyToTake: when there are more rows.
    """
    answer = figures.answer(asked, viewer)
    rows = figures.rows(asked, viewer, size=most)
    if rows.total > most:
        raise TooManyToTake(rows=rows.total, most=most)
    addresses = Addresses(site.rstrip("/")) if site else None
    behind = _Behind(answer, rows, get_language() or "vi", addresses)
    activity = activities.activity(viewer, asked.activity).name if asked.activity else ""
    return TakenList(
        stem=_stem(behind.asked),
        language="en" if behind.language == "en" else "vi",
        sheets=(_rows(behind, activity), *([_parts(behind)] if answer.parts else []), _definition(behind)),
        people=sum(row.person is not None for row in rows.rows),
        sample=is_sample(),
    )


def _stem(asked: Question) -> str:
    days = [day.isoformat() for day in (asked.first, asked.last) if day]
    where = naming.plain_place(asked.place.name) if asked.place else ""
    return "-".join(part for part in ("danh-sach", naming.plain(asked.definition.code), where, *days) if part)


def _title(behind: _Behind) -> str:
    asked = behind.asked
    if asked.of in asking.NOT_COUNTED:
        return f"{behind.name}: {gettext(asking.NOT_COUNTED[asked.of])}"
    part = asking.part(behind.answer, behind.language)
    return f"{behind.name}: {part}" if part else behind.name


def _facts(behind: _Behind, activity: str) -> Iterator[Fact]:
    """What a reader must know before the rows; what opens is a link."""
    asked, answer = behind.asked, behind.answer
    if activity:
        yield Fact(gettext("Activity"), activity)
    yield Fact(gettext("Place"), asking.place(asked))
    yield Fact(gettext("Period"), asking.period(asked.first, asked.last))
    yield Fact(gettext("What it counts"), asking.counts(asked, behind.language))
    yield Fact(gettext("As recorded at"), _moment(clock.now()))
    yield _number(gettext("The figure"), answer.value, behind.unit, behind.link(asked.without_split()))
    if asked.part:
        label = f"{gettext(asking.SPLITS[asked.by])}: {asking.part(answer, behind.language)}"
        yield _number(label, behind.rows.adds, behind.unit, behind.link(asked))
    for label, of, value in (
        (gettext("Unknown, not in the figure"), Certainty.UNKNOWN, answer.unknown),
        (gettext("Held, not confirmed, not in the figure"), Certainty.UNCONFIRMED, answer.unconfirmed),
    ):
        if value:
            yield _number(label, value, "", behind.link(asked.opening(of)))
    if answer.over:
        yield _number(gettext("Of the figure, from counts that say “more than”"), answer.over, behind.unit, "")


def _number(label: str, value: int | None, unit: str, link: str) -> Fact:
    return Fact(label, gettext("nothing recorded") if value is None else value, unit if value is not None else "", link)


def _moment(instant: datetime) -> str:
    return f"{instant.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M}"


def _rows(behind: _Behind, activity: str) -> Sheet:
    told = figure_rows.told(behind.asked, behind.rows, behind.language)
    rows = tuple((number, *(one.of(row) for one in told)) for number, row in enumerate(behind.rows.rows, 1))
    sums = ((None, gettext("Sum"), *[None] * (len(told) - 2), behind.rows.adds),) if rows else ()
    nothing = gettext("No row: nothing was recorded and confirmed here for this period. That is not 0.")
    return Sheet(
        name=gettext("List"),
        title=_title(behind),
        facts=tuple(_facts(behind, activity)),
        columns=(Column(gettext("No."), _NUMBERS, Kind.NUMBER), *(one.column for one in told)),
        rows=rows,
        sums=sums,
        notes=() if rows else (nothing,),
        fixed=2,
    )


def _parts(behind: _Behind) -> Sheet:
    """The figure in the parts that were asked for; one that is too small for this reader is said, not shown."""
    answer, asked = behind.answer, behind.asked
    rows: list[tuple[Value, ...]] = [
        (number, part.label.in_language(behind.language), gettext("under 5") if part.value is None else part.value)
        for number, part in enumerate(answer.parts, 1)
    ]
    overlap = gettext("The parts add up to %(number)s more than the figure: one may stand in several parts.")
    unit = Column(behind.unit, 14, Kind.NUMBER)
    return Sheet(
        name=gettext("Parts"),
        title=f"{behind.name}: {gettext(asking.SPLITS[asked.by])}",
        facts=(_number(gettext("The figure"), answer.value, behind.unit, behind.link(asked.without_split())),),
        columns=(Column(gettext("No."), _NUMBERS, Kind.NUMBER), Column(gettext(asking.SPLITS[asked.by]), 60), unit),
        rows=tuple(rows),
        notes=(overlap % {"number": grouped(answer.overlap)},) if answer.overlap else (),
    )


def _definition(behind: _Behind) -> Sheet:
    """How the figure is counted, so that whoever gets the file need not ask."""
    definition = behind.asked.definition
    sentences = (definition.counts, definition.reckons, definition.omits, definition.reading)
    return Sheet(
        name=gettext("How it is counted"),
        title=behind.name,
        facts=(),
        columns=(Column(gettext("How it is counted"), _WIDE),),
        rows=tuple((one.in_language(behind.language),) for one in sentences),
    )
