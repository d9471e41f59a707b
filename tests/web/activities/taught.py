"""A course in any state, for the tests of its pages."""

from collections.abc import Iterable
from uuid import UUID

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities as selectors
from nepmoi.fieldwork.activities.services import life, roll
from tests.cast import DOOR, Cast, course

LEARNERS = {"Hồ Thị Một": "xã Hương Liên", "Hồ Hai": "xã Hà Linh", "Trần Thị Ánh": "xã Hà Linh"}


def slots(cast: Cast, uid: UUID) -> list[selectors.HalfDayView]:
    return selectors.half_days(selectors.activity(cast.officer, uid).id)


def lines(cast: Cast, uid: UUID) -> list[selectors.ParticipantView]:
    return selectors.roster(cast.officer, selectors.activity(cast.officer, uid).id)


def marks(cast: Cast, uid: UUID, half_day: int = 0) -> list[Mark | None]:
    """What is saved, in the order of the list."""
    slot = slots(cast, uid)[half_day]
    return [line.marks.get(slot.id) for line in lines(cast, uid)]


def record(cast: Cast, uid: UUID, half_day: int, given: Iterable[Mark | None], reason: str = "") -> None:
    roll.record_attendance(
        by=cast.officer,
        door=DOOR,
        activity=uid,
        half_day=slots(cast, uid)[half_day].uid,
        marks={line.uid: mark for line, mark in zip(lines(cast, uid), given, strict=True)},
        reason=reason,
    )


def held(cast: Cast, **changes: object) -> UUID:
    """A course that took place; its rolls are not taken."""
    uid = course(cast, LEARNERS, **changes)
    life.mark_held(by=cast.officer, door=DOOR, activity=uid)
    return uid


def confirmed(cast: Cast) -> UUID:
    """A course whose result counts: all present in the morning, one excused and one absent in the afternoon."""
    uid = held(cast)
    record(cast, uid, 0, [Mark.PRESENT] * 3)
    record(cast, uid, 1, [Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT])
    life.confirm(by=cast.officer, door=DOOR, activity=uid)
    return uid
