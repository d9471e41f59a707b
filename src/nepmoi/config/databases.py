"""The two databases that Nếp Mới runs on, each with a second alias for reading one unmoving snapshot."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def databases(*, url: str, file: Path) -> dict[str, dict[str, Any]]:
    """Django's ``DATABASES`` for a PostgreSQL address, or for the SQLite file when the address is empty.

    ``default`` writes; ``snapshot`` reads: its transaction sees one state from its first query on and takes no write lock.
    """
    return _postgresql(url) if url else _sqlite(file)


def _sqlite(file: Path) -> dict[str, dict[str, Any]]:
    # FULL: what was acknowledged is on the disk. IMMEDIATE: a writer waits for its turn at the start instead of failing
    # half-way. WAL: readers are not held up by a writer.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728;"

    def alias(mode: str) -> dict[str, Any]:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": file,
            "OPTIONS": {"timeout": 20, "transaction_mode": mode, "init_command": pragmas},
        }

    return {"default": alias("IMMEDIATE"), "snapshot": alias("DEFERRED") | {"TEST": {"MIRROR": "default"}}}


def _postgresql(url: str) -> dict[str, dict[str, Any]]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    base = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
    repeatable_read = 3  # psycopg.IsolationLevel.REPEATABLE_READ, named by value so that SQLite set-ups need no psycopg
    return {
        "default": base | {"OPTIONS": query},
        "snapshot": base | {"OPTIONS": query | {"isolation_level": repeatable_read}, "TEST": {"MIRROR": "default"}},
    }
