"""A list as CSV: UTF-8 with its mark, so that Excel reads Vietnamese; days as 2024-10-22, which Excel reads in any country."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO

from nepmoi.reporting.document.sheets import Sheet, TakenList, Value
from nepmoi.reporting.render.safe import as_plain_text
from nepmoi.reporting.render.sample import SAMPLE_MARKS

MEDIA_TYPE = "text/csv; charset=utf-8"
ENDING = "csv"


def render(document: TakenList) -> bytes:
    """Write a list as text, cut by commas: the sheets one below the other, a blank line between them.

    A list of made-up people says so in its first line. What somebody wrote so that a spreadsheet would run it stays a text.

    Args:
        document: the list.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    if document.sample:
        writer.writerow([SAMPLE_MARKS[document.language]])
    for number, sheet in enumerate(document.sheets):
        writer.writerows([[]] if number else [])
        writer.writerows(_lines(sheet))
    return text.getvalue().encode("utf-8-sig")


def _lines(sheet: Sheet) -> Iterator[list[str | int]]:
    yield [_cell(sheet.title)]
    for fact in sheet.facts:
        yield _cells([fact.label, fact.value, *([fact.unit] if fact.unit else [])])
    yield _cells(column.title for column in sheet.columns)
    for row in (*sheet.rows, *sheet.sums):
        yield _cells(row)
    for note in sheet.notes:
        yield [_cell(note)]


def _cells(values: Iterable[Value]) -> list[str | int]:
    return [_cell(value) for value in values]


def _cell(value: Value) -> str | int:
    if isinstance(value, int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return as_plain_text(value or "")
