"""Word documents (.docx) as sheets: one for each table, merged cells resolved."""

from dataclasses import dataclass, field
from xml.etree import ElementTree as Xml  # DTDs and entities were refused by `containers`

from nepmoi.intake.rosters import errors
from nepmoi.intake.rosters.rules.containers import Container
from nepmoi.intake.rosters.rules.grid import Merge, Sheet
from nepmoi.intake.rosters.rules.workbooks import MAX_COLUMNS, MAX_ROWS

_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass
class _Table:
    """A table being read: its cells row by row, and which of them are merged."""

    rows: list[list[str]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    open_at: dict[int, int] = field(default_factory=dict)  # column -> index in merges, for cells that go on downwards


def sheets(container: Container, filename: str) -> list[Sheet]:
    """The tables in their order, each with the paragraphs above it.

    Raises:
        errors.ListBroken, errors.ListTooLong, errors.ListTooWide.
    """
    try:
        body = Xml.fromstring(container.parts["word/document.xml"]).find("{*}body")  # noqa: S314  # no DTD, see containers
    except Xml.ParseError as broken:
        raise errors.ListBroken(filename=filename) from broken
    if body is None:
        raise errors.ListBroken(filename=filename)
    found: list[tuple[_Table, tuple[str, ...]]] = []
    above: list[str] = []
    counters: dict[str, int] = {}
    for block in _inside(body, "p", "tbl"):
        if _tag(block) == "p":
            above.append(_paragraph(block, counters))
            continue
        for element in (block, *block.iterfind(".//{*}tbl")):
            found.append((_table(element, counters, filename), tuple(filter(None, above))))
            above = []
    return [
        _sheet(table, str(number), before, tuple(filter(None, above)) if number == len(found) else ())
        for number, (table, before) in enumerate(found, start=1)
    ]


def _tag(element: Xml.Element) -> str:
    return element.tag.rpartition("}")[2]


def _inside(parent: Xml.Element, *tags: str) -> list[Xml.Element]:
    """The children with these tags in order, also those wrapped in content controls or marked as inserted."""
    found = []
    for child in parent:
        if _tag(child) in tags:
            found.append(child)
        elif _tag(child) in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
            found.extend(_inside(child, *tags))
    return found


def _paragraph(paragraph: Xml.Element, counters: dict[str, int]) -> str:
    pieces = []
    for element in paragraph.iter():
        tag = _tag(element)
        if tag == "t":
            pieces.append(element.text or "")
        elif tag in _BREAKS:
            pieces.append(_BREAKS[tag])
    text = "".join(pieces)
    if not text.strip() and (number := paragraph.find(".//{*}numPr/{*}numId")) is not None:
        # A column of numbers that Word counts by itself has no text; the reader sees 1, 2, 3.
        key = next((value for name, value in number.items() if name.endswith("}val")), "")
        counters[key] = counters.get(key, 0) + 1
        return str(counters[key])
    return text.strip()


def _table(element: Xml.Element, counters: dict[str, int], filename: str) -> _Table:
    table = _Table()
    for row in _inside(element, "tr"):
        if len(table.rows) >= MAX_ROWS:
            raise errors.ListTooLong(filename=filename, rows=len(table.rows) + 1, limit=MAX_ROWS)
        texts = [""] * _number(row.find("{*}trPr/{*}gridBefore"), 0)
        for cell in _inside(row, "tc"):
            _add_cell(table, texts, cell, counters)
            if len(texts) > MAX_COLUMNS:
                raise errors.ListTooWide(filename=filename, columns=len(texts), limit=MAX_COLUMNS)
        table.rows.append(texts)
    return table


def _number(element: Xml.Element | None, default: int) -> int:
    """The number in an element's `val`, never more than a table can be wide."""
    for name, value in element.items() if element is not None else ():
        if name.endswith("}val") and value.isdecimal():
            return min(int(value[:6]), MAX_COLUMNS + 1)
    return default


def _add_cell(table: _Table, texts: list[str], cell: Xml.Element, counters: dict[str, int]) -> None:
    row, left = len(table.rows), len(texts)
    span = max(1, _number(cell.find("{*}tcPr/{*}gridSpan"), 1))
    down = cell.find("{*}tcPr/{*}vMerge")
    goes_on = down is not None and not any(value == "restart" for _, value in down.items())
    if goes_on and left in table.open_at:
        index = table.open_at[left]
        old = table.merges[index]
        table.merges[index] = Merge(old.top, old.left, row, old.right)
        text = ""
    else:
        text = "\n".join(filter(None, (_paragraph(block, counters) for block in _inside(cell, "p"))))
        table.open_at.pop(left, None)
        if span > 1 or down is not None:
            table.merges.append(Merge(row, left, row, left + span - 1))
        if down is not None:
            table.open_at[left] = len(table.merges) - 1
    texts.extend([text, *[""] * (span - 1)])


def _sheet(table: _Table, name: str, before: tuple[str, ...], after: tuple[str, ...]) -> Sheet:
    width = max(map(len, table.rows), default=0)
    rows = tuple(tuple(text or None for text in [*row, *[""] * (width - len(row))]) for row in table.rows)
    merges = tuple(merge for merge in table.merges if (merge.top, merge.left) != (merge.bottom, merge.right))
    return Sheet(name, rows, merges, {}, before, after)
