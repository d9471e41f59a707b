"""The way in: an office's list as bytes, what it says as values."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from nepmoi.intake.rosters import errors
from nepmoi.intake.rosters.rules import containers, contents, documents, texts, workbooks
from nepmoi.intake.rosters.rules.blocks import side_by_side
from nepmoi.intake.rosters.rules.codes import in_unicode
from nepmoi.intake.rosters.rules.columns import Said, repaired
from nepmoi.intake.rosters.rules.ethnic import EthnicNames, shipped_names
from nepmoi.intake.rosters.rules.grid import Sheet, as_text
from nepmoi.intake.rosters.rules.halves import Occasion
from nepmoi.intake.rosters.rules.headings import Heading, find_headings
from nepmoi.intake.rosters.rules.joining import join
from nepmoi.intake.rosters.rules.marks import legend
from nepmoi.intake.rosters.rules.people import Reading
from nepmoi.intake.rosters.rules.tables import Around, Table, lines_above, read_table

# When neither the caller nor the list says when it was made: no year of birth is refused as too late.
_SOME_DAY = date(2100, 12, 31)


def read(
    data: bytes,
    filename: str,
    *,
    on: date | None = None,
    ethnic: EthnicNames | None = None,
    said: Said | None = None,
) -> Reading:
    """Read a list of people out of an Excel workbook, a Word document or plain text.

    Args:
        data: the file.
        filename: its name, for what is said about it; what it is shows in its content.
        on: a day by which everybody on the list was born, as a rule today; without it the latest date in the list's titles.
        ethnic: names of the ethnic groups; those shipped with the register of people by default.
        said: what the office said of its columns, and of cells that could not be read.

    Raises:
        errors.NotAList, errors.ListProtected, errors.ListBroken, errors.ListTooLarge, errors.ListTooLong, errors.ListTooWide,
        errors.ListHasMacros, errors.ListHasEntities: before anything is read.
        errors.ListWithoutHeading, errors.ListWithoutPeople: after.
    """
    container = containers.opened(data, filename)
    said = said or Said()
    sheets = [repaired(in_unicode(sheet), said.cells) for sheet in _READERS[container.kind](container, filename)]
    names = ethnic or shipped_names()
    tables = list(_tables(sheets, is_document=container.kind == "docx"))
    if not tables:
        tables = list(_unheaded(sheets, names, on or _SOME_DAY, least=2 if container.kind == "text" else 3))
    if not tables:
        raise errors.ListWithoutHeading(filename=filename)
    tables = [block for table in tables for block in side_by_side(table)]
    around = Around(names, on or _latest(tables), legend(_notes(sheets)), said)
    read_tables = [read_table(table, around) for table in tables]
    if not any(table.people for table in read_tables):
        raise errors.ListWithoutPeople(filename=filename)
    told = tuple(column for table in read_tables for column in table.columns)
    return replace(join(read_tables), in_tables=container.kind == "docx", columns=told)


_READERS: Mapping[containers.Kind, Callable[[containers.Container, str], list[Sheet]]] = {
    "xlsx": workbooks.sheets,
    "xls": workbooks.sheets,
    "docx": documents.sheets,
    "text": texts.sheets,
}


def _unheaded(sheets: Sequence[Sheet], ethnic: EthnicNames, on: date, *, least: int) -> Iterator[Table]:
    """Sheets without any heading whose columns show what they hold: a list pasted or typed line by line."""
    for sheet in sheets:
        heading = contents.heading_by_contents(sheet, ethnic, on, least)
        if heading is not None:
            titles = lines_above(sheet, 0, heading.bottom + 1)
            yield Table(sheet, heading, list(range(heading.bottom + 1, len(sheet.rows))), Occasion(sheet.name, titles))


def _tables(sheets: Sequence[Sheet], *, is_document: bool) -> Iterator[Table]:
    last: Table | None = None
    for sheet in sheets:
        headings = list(find_headings(sheet))
        if not headings and is_document and last is not None and sheet.width == last.sheet.width:
            # Word breaks a long table in two; the second part has no heading of its own.
            headings = [Heading(-1, -1, last.heading.columns)]
        for table in _tables_of(sheet, headings, is_document=is_document):
            last = table
            yield table


def _tables_of(sheet: Sheet, headings: Sequence[Heading], *, is_document: bool) -> Iterator[Table]:
    """The sheet cut at its headings; one that only repeats the heading above it, as on each printed page, cuts nothing."""
    starts: list[Heading] = []
    idle: set[int] = set()
    for heading in headings:
        idle.update(range(heading.top, heading.bottom + 1))
        if _numbers_columns(sheet, heading.bottom + 1):
            idle.add(heading.bottom + 1)
        if not starts or not _repeats(sheet, starts[-1], heading):
            starts.append(heading)
    name = "" if is_document else sheet.name
    above = sheet.before
    for index, heading in enumerate(starts):
        end = starts[index + 1].top if index + 1 < len(starts) else len(sheet.rows)
        begin = _title_begins(sheet, starts[index - 1].bottom + 1, heading.top) if index else 0
        titles = (*above, *lines_above(sheet, begin, max(heading.top, 0)))
        rows = [row for row in range(heading.bottom + 1, end) if row not in idle]
        yield Table(sheet, heading, rows, Occasion(name, titles))


def _numbers_columns(sheet: Sheet, row: int) -> bool:
    """Whether the row below a heading only numbers its columns: (1), (2), (3) or A, B, 1, 2."""
    if row >= len(sheet.rows):
        return False
    texts = [text for value in sheet.rows[row] if (text := as_text(value))]
    return (
        len(texts) > 2
        and all(re.fullmatch("\\(?(\\d{1,2}|[A-ZĐ])\\)?", text) for text in texts)
        and len(set(texts)) == len(texts)
    )


def _repeats(sheet: Sheet, first: Heading, second: Heading) -> bool:
    """Whether the second heading has the columns of the first and no title of its own above it."""
    same = [column.heading for column in first.columns] == [column.heading for column in second.columns]
    begin = _title_begins(sheet, first.bottom + 1, second.top)
    return same and begin == second.top


def _title_begins(sheet: Sheet, first: int, heading: int) -> int:
    """The row from which titles stand above a second table: lines with one text each, back to the last row with more."""
    row = heading
    while row > first and sum(bool(as_text(value)) for value in sheet.rows[row - 1]) <= 1:
        row -= 1
    while row < heading and not any(as_text(value) for value in sheet.rows[row]):
        row += 1
    return row


def _notes(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Lines that may explain signs: those with few texts, and what stands around a table."""
    for sheet in sheets:
        yield from sheet.before
        yield from sheet.after
        for row in sheet.rows:
            texts = [as_text(value) for value in row if isinstance(value, str)]
            if 0 < len(texts) <= 3:
                yield " ".join(texts) if len(texts) > 1 else texts[0]


def _latest(tables: Sequence[Table]) -> date:
    """The latest day of which the titles speak, or the end of the year they name."""
    days = [day for table in tables for day in table.occasion.title_dates()]
    years = [date(year, 12, 31) for table in tables if (year := table.occasion.year)]
    return max([*days, *years], default=_SOME_DAY)
