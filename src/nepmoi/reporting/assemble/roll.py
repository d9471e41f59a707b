"""The roll of an activity, to be taken away: people by half-days, with an office's own marks and their sums."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.selectors.activities import HalfDayView, ParticipantView
from nepmoi.reporting.assemble import values, wording
from nepmoi.reporting.assemble.listing import NAME, NUMBER, UNIT, Listing
from nepmoi.reporting.document.sheets import Column, Kind, Sheet, TakenList, Value

_SIGN: Final = {Mark.PRESENT: "x", Mark.EXCUSED: "P", Mark.ABSENT: "K"}
_LEGEND: Final = "Ghi chú: x: có mặt; P: vắng có phép; K: vắng không phép; ô để trống: chưa ghi."
# A heading that says how many half-days is read as a sum; one that says "Có mặt" alone would be read as a roll.
_SUMS: Final = {mark: f"Số buổi {words.lower()}" for mark, words in wording.MARK.items()}
_NOT_MARKED: Final = "Số buổi chưa ghi"
_BEFORE: Final = (NUMBER, NAME, Column("Năm sinh", 12, Kind.DAY), UNIT)


def gather(found: Listing) -> TakenList:
    """The roll of an activity: a line a person, a column a half-day, and what both add up to.

    Args:
        found: the activity's list, as far as the reader sees it.
    """
    slots = activities.half_days(found.activity.id)
    halves = tuple(Column(wording.sentence(wording.half_day(slot.day, slot.part)), 12, Kind.MARK) for slot in slots)
    sums = tuple(Column(title, 10, Kind.NUMBER) for title in (*_SUMS.values(), _NOT_MARKED))
    sheet = Sheet(
        name="Điểm danh",
        title="BẢNG ĐIỂM DANH",
        facts=tuple(found.facts()),
        columns=(*_BEFORE, *halves, *sums),
        rows=tuple(_row(slots, number, line) for number, line in enumerate(found.lines, 1)),
        sums=tuple(_sums(found.lines, slots)) if slots and found.lines else (),
        notes=(*found.notes(), _LEGEND),
        fixed=2,
    )
    return found.taken("diem-danh", sheet)


def _row(slots: Sequence[HalfDayView], number: int, line: ParticipantView) -> tuple[Value, ...]:
    marks = [line.marks.get(slot.id) for slot in slots]
    signs = [_SIGN[mark] if mark else None for mark in marks]
    before = (number, line.name_as_written, values.birth(line.person.birth), line.unit_as_written or None)
    return (*before, *signs, *_counted(marks))


def _counted(marks: Sequence[Mark | None]) -> list[int | None]:
    """How many there are of each mark, and without one; of what nobody marked at all nothing is known, which is not 0."""
    counts = Counter(marks)
    is_taken = counts[None] < len(marks)
    return [*(counts[mark] if is_taken else None for mark in _SUMS), counts[None]]


def _sums(lines: Sequence[ParticipantView], slots: Sequence[HalfDayView]) -> Iterator[tuple[Value, ...]]:
    """For each mark how many people have it in each half-day, and in all of them."""
    by_slot = [_counted([line.marks.get(slot.id) for line in lines]) for slot in slots]
    titles = (*(words.lower() for words in wording.MARK.values()), wording.NOT_MARKED.lower())
    for place, title in enumerate(titles):
        counts = [counted[place] for counted in by_slot]
        known = [count for count in counts if count is not None]
        ends = [sum(known) if known and other == place else None for other in range(len(titles))]
        yield (None, f"Cộng {title}", None, None, *counts, *ends)
