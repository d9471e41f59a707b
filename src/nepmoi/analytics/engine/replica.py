"""One process's private copy of the facts.

What it holds can always be made again from the records, so a file that is torn, or that another version wrote, is thrown
away. The place in the feed that it stands at is kept inside it and changes in the transaction that brings the rows.
"""

import itertools
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from nepmoi.analytics.engine.tables import Table, Type

_DUCKDB = {Type.NUMBER: "BIGINT", Type.WORD: "VARCHAR", Type.DAY: "DATE"}
# Days travel as ISO text: both databases give it, and DuckDB reads it faster than Python makes dates.
_ARROW = {Type.NUMBER: pa.int64(), Type.WORD: pa.string(), Type.DAY: pa.string()}
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "preserve_insertion_order": "false",
}

_slots: set[Path] = set()
_slots_lock = threading.Lock()

Broken = duckdb.Error
"""What a torn or vanished file raises, at any call."""


@dataclass(frozen=True)
class Stand:
    """Up to which write a replica holds everything.

    Attributes:
        seq: the write's number in the feed; 0 before the first.
        entry: the write's own id, by which another database with the same number is told apart.
        exporter: what made the rows; another version may make other ones.
    """

    seq: int
    entry: str
    exporter: str


class Statement:
    """A question to any engine: an Ibis expression, put into an engine's words once."""

    def __init__(self, expression: ibis.Expr) -> None:
        self.expression = expression

    @cached_property
    def duckdb(self) -> str:
        """The expression as DuckDB's SQL."""
        return str(ibis.to_sql(self.expression, dialect="duckdb"))


class Reader:
    """One unmoving state of a replica; used by one thread, for one answer."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, seq: int) -> None:
        self._cursor = cursor
        self.seq = seq

    def rows(self, statement: Statement) -> list[tuple[Any, ...]]:
        """The rows that answer a statement, as plain values."""
        return self._cursor.execute(statement.duckdb).fetchall()


class Update:
    """Changes that come into sight together."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor
        self.stand: Stand | None = None
        self.has_emptied = False

    def begin(self, tables: Iterable[Table]) -> None:
        """Make all tables anew, empty."""
        self.has_emptied = True
        self._cursor.execute("CREATE OR REPLACE TABLE stand (seq BIGINT, entry VARCHAR, exporter VARCHAR)")
        for table in tables:
            columns = ", ".join(f"{column.name} {_DUCKDB[column.type]}" for column in table.columns)
            self._cursor.execute(f"CREATE OR REPLACE TABLE {table.name} ({columns})")

    def empty(self, table: Table) -> None:
        """Take all rows out of a table."""
        self.has_emptied = True
        self._cursor.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own name

    def replace(self, table: Table, roots: Sequence[Any], rows: Sequence[Sequence[Any]]) -> None:
        """Put rows in the place of all rows of some roots."""
        kind = _DUCKDB[next(column.type for column in table.columns if column.name == table.root)]
        self._cursor.execute(
            f"DELETE FROM {table.name} WHERE {table.root} IN (SELECT unnest(?::{kind}[]))",  # noqa: S608 - our own names
            [list(roots)],
        )
        self.add(table, rows)

    def add(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows of roots that have none yet."""
        if not rows:
            return
        columns = [
            pa.array(values, _ARROW[column.type])
            for values, column in zip(zip(*rows, strict=True), table.columns, strict=True)
        ]
        # A registered table would be held in memory until the transaction ends.
        self._cursor.from_arrow(pa.table(columns, names=table.names())).insert_into(table.name)

    def stand_at(self, stand: Stand) -> None:
        """Write down up to which write the rows now go."""
        self.stand = stand
        self._cursor.execute("DELETE FROM stand")
        self._cursor.execute("INSERT INTO stand VALUES (?, ?, ?)", [stand.seq, stand.entry, stand.exporter])


class Replica:
    """A DuckDB file that no other process opens: the first free one of a folder.

    Attributes:
        mutex: held by whoever brings it up to date.
        path: the file; another one after ``renew``.
    """

    def __init__(self, folder: Path) -> None:
        self.mutex = threading.RLock()
        self._folder = folder
        self._open()

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for number in itertools.count():
            path = self._folder / f"{number}.duckdb"
            with _slots_lock:
                if path in _slots:  # DuckDB's lock parts processes, not the replicas of one
                    continue
                opened = _connect(path)
                if opened is None:
                    continue
                _slots.add(path)
            self.path, self._inode = path, path.stat().st_ino
            # Nobody else writes this file, so what was read of it once is still so.
            self._connection, self._stand = opened
            self._found: set[tuple[str, Any]] = set()
            return

    def is_there(self) -> bool:
        """Whether the open file still is the one in the folder; somebody may have emptied that."""
        try:
            return self.path.stat().st_ino == self._inode
        except FileNotFoundError:
            return False

    def close(self) -> None:
        """Let the file go; another process may take it over."""
        self._connection.close()
        with _slots_lock:
            _slots.discard(self.path)

    def renew(self) -> None:
        """Throw the file away and begin an empty one."""
        self.close()
        _remove(self.path)
        self._open()

    def stand(self) -> Stand | None:
        """Up to which write it holds everything; None for an empty one."""
        return self._stand

    @contextmanager
    def updating(self) -> Iterator[Update]:
        """Change tables in one transaction; what fails leaves no trace."""
        cursor = self._connection.cursor()
        cursor.begin()
        update = Update(cursor)
        try:
            yield update
        except BaseException:
            cursor.rollback()
            raise
        else:
            cursor.commit()
        finally:
            cursor.close()
        self._stand = update.stand or self._stand
        if update.has_emptied:
            self._found.clear()

    def has(self, table: Table, root: Any) -> bool:  # noqa: ANN401 - of the root column's type
        """Whether any row of a root is there; for tables whose roots only go all at once, by ``empty``."""
        if (table.name, root) in self._found:
            return True
        query = f"SELECT 1 FROM {table.name} WHERE {table.root} = ? LIMIT 1"  # noqa: S608 - our own names
        if not self._connection.cursor().execute(query, [root]).fetchall():
            return False
        self._found.add((table.name, root))
        return True

    def reader(self) -> "Opening":
        """A state that does not move while others bring the replica up to date; taken at this call, not later."""
        return Opening(self._connection.cursor())


class Opening:
    """A state already fixed, to be read inside ``with``."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor
        cursor.begin()
        # The first statement fixes what the transaction sees.
        self._seq = cursor.execute("SELECT seq FROM stand").fetchall()[0][0]

    def __enter__(self) -> Reader:
        return Reader(self._cursor, self._seq)

    def __exit__(self, *_: object) -> None:
        self._cursor.close()


def _connect(path: Path) -> tuple[duckdb.DuckDBPyConnection, Stand | None] | None:
    """Open a file, anew if it is torn; None when another process has it."""
    for _ in range(2):
        try:
            connection = duckdb.connect(path, config=_SETTINGS)
        except duckdb.Error as problem:
            if isinstance(problem, duckdb.IOException) and _is_taken(str(problem)):
                return None
        else:
            try:
                return connection, _stand_of(connection)
            except duckdb.Error:
                connection.close()
        _remove(path)
    return duckdb.connect(path, config=_SETTINGS), None


def _stand_of(connection: duckdb.DuckDBPyConnection) -> Stand | None:
    try:
        found = connection.cursor().execute("SELECT seq, entry, exporter FROM stand").fetchall()
    except duckdb.CatalogException:
        return None
    return Stand(*found[0]) if found else None


def _is_taken(message: str) -> bool:
    return "lock" in message or "another process" in message


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
