"""The only place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, timezone

# Viet Nam keeps one offset all year (since 1975), so no time zone data need be installed.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)


def now() -> datetime:
    """This instant, in UTC."""
    return _stopped.get() or datetime.now(UTC)  # noqa: TID251 - the one place


def today() -> date:
    """Today's date in Viet Nam."""
    return now().astimezone(VIETNAM).date()


@contextmanager
def stopped_at(instant: datetime) -> Iterator[None]:
    """Stand the clock still, for tests and for the making of a case that happened at a known time."""
    token = _stopped.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.reset(token)
