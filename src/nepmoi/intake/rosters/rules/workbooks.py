"""Excel workbooks, new (.xlsx) and old (.xls), as sheets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree as Xml  # DTDs and entities were refused by `containers`

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from nepmoi.intake.rosters import errors
from nepmoi.intake.rosters.rules import oldbooks
from nepmoi.intake.rosters.rules.containers import Container
from nepmoi.intake.rosters.rules.grid import Fault, Merge, Sheet, Value, column_of
from nepmoi.kernel.errors import NepmoiError

MAX_ROWS = 20_000
MAX_COLUMNS = 256
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_YES = {"1", "true"}
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

Faults = dict[tuple[int, int], Fault]


@dataclass
class Look:
    """What a look through a sheet finds besides its values: broken formulas, hidden rows and columns."""

    faults: Faults = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def sheets(container: Container, filename: str) -> list[Sheet]:
    """The visible sheets that hold anything.

    Raises:
        errors.ListProtected, errors.ListBroken, errors.ListTooLong, errors.ListTooWide.
    """
    look = _looks_by_sheet if container.kind == "xlsx" else _looks_of_old
    looks = look(container, filename)
    try:
        return list(_visible(container, looks, filename))
    except NepmoiError:
        raise
    except PasswordError as locked:
        raise errors.ListProtected(filename=filename) from locked
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as broken:  # the parser is Rust: on a damaged file its panic is no Exception
        raise errors.ListBroken(filename=filename) from broken


def _visible(container: Container, looks: dict[str | int, Look], filename: str) -> Iterable[Sheet]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(container.data))
    for index, about in enumerate(workbook.sheets_metadata):
        if about.visible != SheetVisibleEnum.Visible or about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(index)
        if sheet.end is None:
            continue
        _check_extent(sheet.end[0] + 1, sheet.end[1] + 1, filename)
        merges = tuple(
            Merge(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        )
        rows = tuple(tuple(map(_value, row)) for row in sheet.to_python(skip_empty_area=False))
        look = looks.get(about.name) or looks.get(index) or Look()
        yield Sheet(
            about.name,
            rows,
            merges,
            look.faults,
            hidden_rows=frozenset(look.rows),
            hidden_columns=frozenset(look.columns),
        )


def _value(value: Value) -> Value:
    return None if value == "" else value


def _check_extent(rows: int, columns: int, filename: str) -> None:
    if rows > MAX_ROWS:
        raise errors.ListTooLong(filename=filename, rows=rows, limit=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise errors.ListTooWide(filename=filename, columns=columns, limit=MAX_COLUMNS)


def _looks_by_sheet(container: Container, filename: str) -> dict[str | int, Look]:
    """Look through the sheets' XML before the parser does.

    The parser keeps a full rectangle up to the last cell, which one far cell makes gigabytes, and it says nothing of errors and of
    formulas that were never computed.
    """
    try:
        paths = _paths(container.parts)
        return {name: _scan(container.parts[path], filename) for name, path in paths.items() if path in container.parts}
    except (Xml.ParseError, KeyError, ValueError) as broken:
        raise errors.ListBroken(filename=filename) from broken


def _looks_of_old(container: Container, filename: str) -> dict[str | int, Look]:
    """The same for an old workbook, by the number of the sheet."""
    looks: dict[str | int, Look] = {}
    try:
        for sheet, row, column, fault in oldbooks.cells(container.data):
            _check_extent(row + 1, column + 1, filename)
            if fault:
                looks.setdefault(sheet, Look()).faults[row, column] = fault
    except oldbooks.Locked as locked:
        raise errors.ListProtected(filename=filename) from locked
    except oldbooks.Damaged as broken:
        raise errors.ListBroken(filename=filename) from broken
    return looks


def _paths(parts: dict[str, bytes]) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    relations = Xml.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314  # no DTD, see containers
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    paths = {}
    for sheet in Xml.fromstring(parts["xl/workbook.xml"]).iterfind(".//{*}sheets/{*}sheet"):  # noqa: S314
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
        paths[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
    return paths


def _scan(part: bytes, filename: str) -> Look:
    """Where a formula has no value or an error, and what is hidden; refuse the sheet when something stands too far out."""
    look = Look()
    row = column = -1
    for event, element in Xml.iterparse(BytesIO(part), events=("start", "end")):  # noqa: S314
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "row":
                row, column = int(element.get("r", row + 2)) - 1, -1
            if element.get("hidden") in _YES:
                _hide(look, tag, row, element)
        elif tag == "c":
            address = element.get("r")
            column = column_of(address) if address else column + 1
            _take(look, element, (row, column), filename)
        elif tag == "row":
            element.clear()
    return look


def _take(look: Look, cell: Xml.Element, place: tuple[int, int], filename: str) -> None:
    fault, is_filled = _cell(cell)
    if is_filled:
        _check_extent(place[0] + 1, place[1] + 1, filename)
    if fault:
        look.faults[place] = fault


def _hide(look: Look, tag: str, row: int, element: Xml.Element) -> None:
    if tag == "row":
        look.rows.add(row)
    elif tag == "col":
        look.columns.update(_span(element))


def _span(column: Xml.Element) -> range:
    """The columns, from 0, of which an element tells."""
    first = int(column.get("min", 1))
    return range(first - 1, min(int(column.get("max", first)), MAX_COLUMNS))


def _cell(cell: Xml.Element) -> tuple[Fault | None, bool]:
    """What is wrong with a cell, and whether it holds anything."""
    value = cell.find("{*}v")
    has_value = value is not None and bool(value.text)
    if cell.get("t") == "e":
        return "error", True
    formula = cell.find("{*}f")
    if formula is not None and not has_value and cell.get("t") != "str":
        return "not-computed", True
    return None, has_value or cell.find("{*}is") is not None
