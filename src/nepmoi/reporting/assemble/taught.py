"""What was taught in a course, and what its learners brought to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from nepmoi.fieldwork.activities.selectors.activities import HalfDayView
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.fieldwork.training.selectors import ExchangeView, SessionView
from nepmoi.reporting.assemble import wording
from nepmoi.reporting.document.parts import Cell, Column, Table

_TIMETABLE: Final = (
    Column("Buổi", 4),
    Column("Giờ", 2, "centre"),
    Column("Nội dung", 9),
    Column("Giảng viên, báo cáo viên", 5),
)
_NAMES: Final = {
    SessionForm.GROUP_WORK: ("group_work", "Kết quả thảo luận nhóm", "Nhóm", "Câu hỏi, vấn đề"),
    SessionForm.EXPERIENCE: ("experience", "Kinh nghiệm, cách làm được chia sẻ", "Người chia sẻ", "Nội dung"),
}
_NO_RESULT: Final = "Chưa ghi"


def tables(activity_id: int, slots: Sequence[HalfDayView]) -> Iterator[Table]:
    """What was taught and said, as far as it was written down."""
    halves = {slot.id: wording.sentence(wording.half_day(slot.day, slot.part)) for slot in slots}
    sessions = training.timetable(activity_id)
    if sessions:
        yield _timetable(halves, sessions)
    # Who was in which group is for whoever may see persons, on the course's page.
    brought = training.exchanges(activity_id, [])
    for form in _NAMES:
        told = [one for one in brought if one.form is form]
        if told:
            yield _brought(form, halves, told)


def _timetable(halves: Mapping[int, str], sessions: Sequence[SessionView]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            halves[one.half_day_id],
            f"{one.starts_at:%H:%M}" if one.starts_at else "",
            one.title,
            one.trainer or "",
        )
        for one in sessions
    ]
    return Table("timetable", "Chương trình theo buổi", _TIMETABLE, tuple(rows))


def _brought(form: SessionForm, halves: Mapping[int, str], told: Sequence[ExchangeView]) -> Table:
    name, title, who, what = _NAMES[form]
    columns = (Column("Buổi", 4), Column(who, 4), Column(what, 5), Column("Kết quả", 8))
    rows: list[tuple[Cell, ...]] = [
        (halves[one.half_day_id], one.name, one.subject, _in_one_line(one.result) or _NO_RESULT) for one in told
    ]
    return Table(name, title, columns, tuple(rows))


def _in_one_line(result: str) -> str:
    """A result in one paragraph of a cell: its lines are sentences."""
    return " ".join(filter(None, result.splitlines()))
