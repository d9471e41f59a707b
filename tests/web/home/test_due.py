"""What an activity asks for today."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.utils import translation

from nepmoi.fieldwork.activities.rules import Status
from nepmoi.fieldwork.activities.selectors.activities import ActivityView
from nepmoi.registry.organisation.rules import OfficeKind, OfficeView
from nepmoi.registry.programme.rules import Need, Needs, Who
from nepmoi.registry.programme.selectors import KindView
from nepmoi.web.home.due import due

TODAY = date(2025, 11, 4)
TRAINING = Needs(Who.LIST, Need.BLOCKS, Need.BLOCKS, Need.WARNS, Need.WARNS)
COURSE = ActivityView(
    id=1,
    uid=UUID(int=1),
    version=1,
    kind=KindView(1, "training", "Lớp tập huấn", "Course", TRAINING, "nd4"),
    name="Lớp thử",
    status=Status.PLANNED,
    first_day=TODAY,
    last_day=TODAY,
    venue="",
    venue_unit_id=1,
    host=OfficeView(1, UUID(int=2), "Hội", "Hội", OfficeKind.UNION, 1),
    opened_by="",
    source="",
    confirmed_on=None,
    contents=(),
    people=45,
    half_days=4,
    half_days_marked=4,
    counts=0,
    heads=None,
    photographs=4,
)


def told(**changes: object) -> tuple[str, str, tuple[str, ...]] | None:
    with translation.override("en"):
        found = due(replace(COURSE, **changes), TODAY)  # type: ignore[arg-type]
    return (found.state, found.badge, found.missing) if found else None


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 10, 30), date(2025, 10, 31), ("overdue", "overdue by 4 days", ())),
        (date(2025, 11, 3), date(2025, 11, 4), ("planned", "going on", ())),
        (date(2025, 11, 4), date(2025, 11, 4), ("planned", "today", ())),
        (date(2025, 11, 5), date(2025, 11, 6), ("planned", "in 1 day", ())),
        (date(2025, 11, 18), date(2025, 11, 18), ("planned", "in 14 days", ())),
        (date(2025, 11, 19), date(2025, 11, 19), None),
    ],
)
def test_a_plan_is_due_when_it_is_near_or_over(first: date, last: date, expected: object) -> None:
    assert told(first_day=first, last_day=last) == expected


def test_what_was_held_waits_until_it_is_confirmed() -> None:
    assert told(status=Status.HELD) == ("held", "held, not confirmed", ())
    missing = ("the list of participants", "the roll of 3 half-days", "photographs")
    assert told(status=Status.HELD, people=0, half_days_marked=1, photographs=0) == (
        "held",
        "held, not confirmed",
        missing,
    )


def test_what_is_confirmed_asks_only_for_a_photograph() -> None:
    assert told(status=Status.CONFIRMED) is None
    assert told(status=Status.CONFIRMED, photographs=0) == ("unverified", "no photograph", ())


@pytest.mark.parametrize("status", [Status.POSTPONED, Status.CANCELLED])
def test_what_is_put_off_asks_for_nothing(status: Status) -> None:
    assert told(status=status) is None
