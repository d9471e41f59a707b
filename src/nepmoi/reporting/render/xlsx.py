"""A list as an Excel workbook: numbers and days that can be reckoned with, headings always in sight, ready to print on A4."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from textwrap import wrap
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from nepmoi.reporting.document.sheets import Column, Fact, Kind, Sheet, TakenList, Value
from nepmoi.reporting.render.safe import begins_formula, clean
from nepmoi.reporting.render.sample import SAMPLE_MARKS

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_RED: Final = "A01A22"
_THIN: Final = Side("thin", color="808080")
_FRAME: Final = Border(_THIN, _THIN, _THIN, _THIN)
_GROUND: Final = PatternFill("solid", fgColor="E7E6EF")
_SIDE: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "left",
    Kind.NUMBER: "right",
    Kind.DAY: "center",
    Kind.MARK: "center",
}
_DAY: Final = "DD/MM/YYYY"
_GROUPED: Final = "#,##0"
_BARE: Final = "0"
# Points of a line of 12-point text; so many letters of it need the room of so many of the column's width.
_LINE: Final = 16.5
_WIDER: Final = 1.15
# The number of a fact stands in the third column: a narrow one with numbers and one with names stand before it.
_BEFORE_NUMBER: Final = 2


def render(document: TakenList) -> bytes:
    """Write a list as a workbook, one page for each of its sheets.

    A list of made-up people says so in the first line of every sheet and at the head of every printed page. What
    somebody wrote so that a spreadsheet would run it stays a text.

    Args:
        document: the list.
    """
    book = Workbook(write_only=True)
    for sheet in document.sheets:
        mark = SAMPLE_MARKS[document.language] if document.sample else ""
        _Writer(book.create_sheet(sheet.name), sheet, mark).write()
    book.properties.title = clean(document.sheets[0].title)[:255]
    book.properties.creator = "Nếp Mới"
    book.properties.language = document.language
    file = BytesIO()
    book.save(file)
    return file.getvalue()


class _Writer:
    """Writes one sheet from the top down, as the library demands of a sheet that it does not keep in memory."""

    def __init__(self, page: WriteOnlyWorksheet, sheet: Sheet, mark: str) -> None:
        # It has what any sheet has; the types that come for the library leave most of it out.
        self._page: Any = page
        self._sheet, self._mark = sheet, mark
        self._next = 1

    def write(self) -> None:
        sheet = self._sheet
        above = (1 if self._mark else 0) + 1 + len(sheet.facts)
        self._set_up(heading=above + 1)
        if self._mark:
            self._line(self._mark, _font(bold=True, color=_RED))
        self._line(sheet.title, _font(size=14, bold=True))
        for fact in sheet.facts:
            self._fact(fact)
        self._heading()
        self._table(sheet.rows, bold=False)
        self._table(sheet.sums, bold=True)
        for note in sheet.notes:
            self._line(note, _font(italic=True))

    def _set_up(self, heading: int) -> None:
        """Widths, what stays in sight, and the printed page: all of it stands in the file before the first cell."""
        page, sheet = self._page, self._sheet
        for number, column in enumerate(sheet.columns, 1):
            page.column_dimensions[get_column_letter(number)].width = column.width
        page.freeze_panes = f"{get_column_letter(sheet.fixed + 1)}{heading + 1}"
        page.print_title_rows = f"{heading}:{heading}"
        if sheet.rows:
            page.auto_filter.ref = f"A{heading}:{get_column_letter(len(sheet.columns))}{heading + len(sheet.rows)}"
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = 9  # A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_margins.left = page.page_margins.right = 0.5
        page.oddFooter.right.text = "&P/&N"
        if self._mark:
            page.oddHeader.center.text = self._mark
            page.oddHeader.center.color = _RED

    def _line(self, text: str, font: Font) -> None:
        """A text over the whole width, as high as it needs."""
        cell = self._cell(text, font, "left")
        columns = len(self._sheet.columns)
        if columns > 1:
            self._page.merged_cells.add(f"A{self._next}:{get_column_letter(columns)}{self._next}")
        self._append([cell], _lines(text, sum(column.width for column in self._sheet.columns)))

    def _fact(self, fact: Fact) -> None:
        if isinstance(fact.value, str):
            self._line(f"{fact.label}: {fact.value}", _font())
            return
        label, number = self._cell(fact.label, _font()), self._cell(fact.value, _font(bold=True), "left")
        number.number_format = _DAY if isinstance(fact.value, date) else _GROUPED
        if fact.link:
            number.hyperlink = fact.link
        self._append([label, *[None] * (_BEFORE_NUMBER - 1), number, self._cell(fact.unit, _font())])

    def _heading(self) -> None:
        cells = []
        for column in self._sheet.columns:
            cell = self._cell(column.title, _font(bold=True), "center")
            cell.border, cell.fill = _FRAME, _GROUND
            cells.append(cell)
        self._append(cells, max(_lines(column.title, column.width) for column in self._sheet.columns))

    def _table(self, rows: Iterable[Sequence[Value]], *, bold: bool) -> None:
        looks = [_Look(self._page, column, _font(bold=bold)) for column in self._sheet.columns]
        for row in rows:
            # The library writes each cell before it asks for the next: one for each column does for all rows.
            self._page.append(look.holding(value) for look, value in zip(looks, row, strict=True))
            self._next += 1

    def _append(self, cells: Sequence[Cell | None], lines: int = 1) -> None:
        if lines > 1:
            self._page.row_dimensions[self._next].height = lines * _LINE
        self._page.append(cells)
        self._next += 1

    def _cell(self, value: Value, font: Font, side: str = "") -> Cell:
        cell = WriteOnlyCell(self._page)
        cell.font = font
        if side:
            cell.alignment = Alignment(side, "center" if side == "center" else "top", wrap_text=True)
        return _put(cell, value)


class _Look:
    """How the cells of a column are drawn: a cell for each kind of value, which holds one value after the other."""

    def __init__(self, page: WriteOnlyWorksheet, column: Column, font: Font) -> None:
        side = Alignment(_SIDE[column.kind], "top", wrap_text=True)
        self._text, self._quoted, self._number, self._day = (WriteOnlyCell(page) for _ in range(4))
        for cell in (self._text, self._quoted, self._number, self._day):
            cell.font, cell.alignment, cell.border = font, side, _FRAME
        # So that it stays a text when somebody goes into the cell and out again.
        self._quoted.quotePrefix = True
        # A year of birth stands among days, and has no thousands.
        self._number.number_format = _BARE if column.kind is Kind.DAY else _GROUPED
        self._day.number_format = _DAY

    def holding(self, value: Value) -> Cell:
        if isinstance(value, date):
            return _put(self._day, value)
        if isinstance(value, int):
            return _put(self._number, value)
        return _put(self._quoted if value and begins_formula(value) else self._text, value)


def _put(cell: Cell, value: Value) -> Cell:
    """The cell with a value; a text is one even where it begins like a formula, or is called like an error."""
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _font(*, size: int = 12, bold: bool = False, italic: bool = False, color: str | None = None) -> Font:
    return Font("Times New Roman", size, bold=bold, italic=italic, color=color)


def _lines(text: str, width: int) -> int:
    """On how many lines a text stands in a column, or in all of them."""
    return len(wrap(text, max(int(width / _WIDER), 1))) or 1
