"""Public ids: UUID version 7, which sort by the time of their making."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_uid() -> UUID:
    """A fresh UUIDv7 (RFC 9562, section 5.7), never smaller than one made earlier in this process.

    The 12 bits after the millisecond count within it, so that two ids of one millisecond keep their order.
    """
    global _last  # noqa: PLW0603 - the counter is the process's own; the lock guards it
    with _lock:
        now = (time.time_ns() // 1_000_000) << 12
        _last = max(now, _last + 1)
        milliseconds, count = _last >> 12, _last & 0xFFF
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | (7 << 76) | (count << 64) | (2 << 62) | tail)


def parse_uid(text: str) -> UUID | None:
    """The id that a person or a program typed, or None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
