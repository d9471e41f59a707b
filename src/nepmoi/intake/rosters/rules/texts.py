"""Plain text as a sheet: CSV of any separator and code, and lists that were pasted or typed line by line."""

import codecs
import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from nepmoi.intake.rosters import errors
from nepmoi.intake.rosters.rules.containers import Container
from nepmoi.intake.rosters.rules.grid import Sheet
from nepmoi.intake.rosters.rules.workbooks import MAX_COLUMNS, MAX_ROWS
from nepmoi.kernel.text import detect_legacy, is_unicode_vietnamese

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NUMBERED = re.compile(r"^\s*(\d{1,4})\s*[.)/:-]\s*(?=[^\W\d_])")
_GAP = re.compile(r"\t+|\s{2,}")
LOOKED_AT = 400


def sheets(container: Container, filename: str) -> list[Sheet]:
    """The one sheet of a text, numbers at the beginning of its lines in a column of their own.

    Raises:
        errors.ListTooLong, errors.ListTooWide.
    """
    rows = [[cell.strip() for cell in row] for row in _rows(decoded(container.data))]
    if len(rows) > MAX_ROWS:
        raise errors.ListTooLong(filename=filename, rows=len(rows), limit=MAX_ROWS)
    rows = _numbers_apart(rows)
    width = max(map(len, rows), default=0)
    if width > MAX_COLUMNS:
        raise errors.ListTooWide(filename=filename, columns=width, limit=MAX_COLUMNS)
    return [Sheet("", tuple(tuple(cell or None for cell in [*row, *[""] * (width - len(row))]) for row in rows))]


def decoded(data: bytes) -> str:
    """The text in the code that its bytes prove: by its mark, as UTF-8, else as windows-1258 or in an old font's code."""
    for mark, code in _BOMS:
        if data.startswith(mark):
            return data.decode(code, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    as_windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    as_old = data.decode("latin-1")
    vietnamese = sum(map(is_unicode_vietnamese, set(as_windows.split())))
    old = sum(detect_legacy(word) is not None for word in set(as_old.split()))
    return as_old if old > vietnamese else as_windows


def _rows(text: str) -> list[list[str]]:
    """The lines cut at the one separator that cuts most of them alike; a quoted cell may hold it, and a line's end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    ways: list[tuple[tuple[int, int], list[list[str]]]] = []
    for place, mark in enumerate("\t;,|"):
        if mark in text:
            rows = list(_cut(text, mark))
            ways.append(((_alike(rows), -place), rows))
    gaps = [_GAP.split(line.strip()) for line in text.split("\n")]
    ways.append(((_alike(gaps), -9), gaps))
    return max(ways, key=lambda way: way[0])[1]


def _cut(text: str, mark: str) -> Iterator[list[str]]:
    limit = csv.field_size_limit()
    csv.field_size_limit(len(text) + 1)
    try:
        yield from csv.reader(StringIO(text), delimiter=mark, skipinitialspace=True)
    except csv.Error:
        yield from (line.split(mark) for line in text.split("\n"))
    finally:
        csv.field_size_limit(limit)


def _alike(rows: list[list[str]]) -> int:
    """How many rows have the commonest number of cells that is more than one, those nearly so counted in part."""
    widths = Counter(len(row) for row in rows[:LOOKED_AT] if len(row) > 1)
    if not widths:
        return 0
    width, count = widths.most_common(1)[0]
    return 4 * count + sum(widths.values()) + min(width, 12)


def _numbers_apart(rows: list[list[str]]) -> list[list[str]]:
    """`1. Nguyễn Thị A` in the first cell of most lines: the number is a column of its own."""
    filled = [row for row in rows if any(row)]
    numbered = sum(bool(row and _NUMBERED.match(row[0])) for row in filled)
    if not filled or numbered < 2 or 2 * numbered < len(filled):
        return rows
    out = []
    for row in rows:
        found = _NUMBERED.match(row[0]) if row else None
        if found:
            out.append([found[1], row[0][found.end() :], *row[1:]])
        elif sum(map(bool, row)) <= 1:
            out.append(row)
        else:
            out.append(["", *row])
    return out
