"""A look through an old workbook (.xls) before it is parsed: how far it reaches, and which cells hold errors.

The parser keeps a full rectangle up to the last cell: two cells in far corners, five kilobytes, would take a gigabyte.
"""

import struct
from collections.abc import Iterator

from nepmoi.intake.rosters.rules.grid import Fault

_END = 0xFFFFFFFA  # this and above mark the end of a chain, or no sector
_SHEET = 0x0085
_PASSWORD = 0x002F
_FORMULA = 0x0006
_ERROR_OR_TRUTH = 0x0205
_SEVERAL = 0x00BD
_CELLS = frozenset({_FORMULA, 0x00D6, 0x00FD, 0x0203, 0x0204, _ERROR_OR_TRUTH, 0x027E, _SEVERAL})


class Damaged(ValueError):
    """The container's tables lead nowhere."""


class Locked(ValueError):
    """A password is needed: what follows is no longer readable."""


def cells(data: bytes) -> Iterator[tuple[int, int, int, Fault | None]]:
    """Sheet (in the order of the workbook), row and column of every filled cell, and what is wrong with it.

    Raises:
        Damaged: when there is no stream to go through.
        Locked: when it is encrypted.
    """
    stream = _workbook(data)
    starts: list[int] = []
    sheet = -1
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        if kind == _SHEET and size >= 4:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _PASSWORD:
            raise Locked
        elif at in starts:
            sheet = starts.index(at)
        elif kind in _CELLS and size >= 6:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, size - 2)[0] if kind == _SEVERAL else column
            yield sheet, row, max(column, last), _fault(kind, body)
        at += 4 + size


def _fault(kind: int, body: bytes) -> Fault | None:
    is_error = kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2
    is_constant = kind == _ERROR_OR_TRUTH and len(body) >= 8 and body[7] == 1
    return "error" if is_error or is_constant else None


def _workbook(data: bytes) -> bytes:
    """The stream of the workbook, out of the sectors of the container."""
    try:
        size = 1 << struct.unpack_from("<H", data, 0x1E)[0]
        if size not in {512, 4096}:
            raise Damaged
        first_directory, cutoff, first_small = struct.unpack_from("<I4xII", data, 0x30)
        table = _table(data, size)
        directory = _chain(data, table, first_directory, size, offset=size)
        entries = [directory[at : at + 128] for at in range(0, len(directory), 128)]
        for entry in entries:
            name = entry[: max(0, struct.unpack_from("<H", entry, 0x40)[0] - 2)].decode("utf-16-le")
            if name not in {"Workbook", "Book"}:
                continue
            start, length = struct.unpack_from("<II", entry, 0x74)
            if length >= cutoff:
                return _chain(data, table, start, size, offset=size)[:length]
            small = _longs(_chain(data, table, first_small, size, offset=size))
            root = struct.unpack_from("<I", entries[0], 0x74)[0]
            return _chain(_chain(data, table, root, size, offset=size), small, start, 64, offset=0)[:length]
    except (struct.error, IndexError, UnicodeDecodeError) as damaged:
        raise Damaged from damaged
    raise Damaged


def _table(data: bytes, size: int) -> list[int]:
    """The table of sectors: which one follows which."""
    where = [sector for sector in struct.unpack_from("<109I", data, 0x4C) if sector < _END]
    more = struct.unpack_from("<I", data, 0x44)[0]
    seen: set[int] = set()
    while more < _END and more not in seen:
        seen.add(more)
        block = _longs(data[size * (more + 1) : size * (more + 2)])
        where.extend(sector for sector in block[:-1] if sector < _END)
        more = block[-1]
    return [following for sector in where for following in _longs(data[size * (sector + 1) : size * (sector + 2)])]


def _chain(data: bytes, table: list[int], start: int, size: int, *, offset: int) -> bytes:
    pieces = []
    seen: set[int] = set()
    sector = start
    while sector < _END:
        if sector in seen or sector >= len(table):
            raise Damaged
        seen.add(sector)
        pieces.append(data[offset + size * sector : offset + size * (sector + 1)])
        sector = table[sector]
    return b"".join(pieces)


def _longs(block: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4]))
