"""The tables of a course's result."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors.activities import HalfDayView
from nepmoi.kernel.ids import parse_uid
from nepmoi.registry.geography import selectors as places
from nepmoi.reporting.assemble import wording
from nepmoi.reporting.assemble.counting import COMMUNE, Counting, PartOfFigure
from nepmoi.reporting.document.parts import Cell, Column, Figure, Table

_WHAT: Final = (Column("Nội dung", 11), Column("ĐVT", 3, "centre"), Column("Thực hiện", 3, "right"))
_NO_PLACE: Final = "not-assignable:"


def in_all(counting: Counting, totals: Iterable[Figure], half_days: Figure) -> Table:
    """What the course came to, one figure a line, under the name that its definition gives it."""
    rows: list[tuple[Cell, ...]] = [("Số buổi", half_days.unit, half_days)]
    for figure in totals:
        rows.append((counting.name(figure.bookmark), figure.unit, figure))
        unknown = counting.unknown(figure.bookmark)
        if unknown is not None:
            rows.append(("    Chưa có thông tin", unknown.unit, unknown))
    return Table("in_all", "Kết quả chung", _WHAT, tuple(rows))


def by_sex_and_group(counting: Counting) -> Table:
    """The people by sex, then by ethnic group."""
    sexes = [(f"Giới tính: {part.label.lower()}", part) for part in counting.parts("people_trained", "sex")]
    groups = [(f"Dân tộc: {part.label}", part) for part in counting.parts("people_trained", "ethnic")]
    rows = [(words, wording.PEOPLE_UNIT, _cell(part)) for words, part in (*sexes, *groups)]
    return Table("by_sex_and_group", "Số người theo giới tính, dân tộc", _WHAT, tuple(rows))


def by_unit(counting: Counting) -> Table:
    """The people, and the women among them, by the commune that they came from at the time."""
    women = {part.key: part for part in counting.parts("women_trained", COMMUNE)}
    rows: list[tuple[Cell, ...]] = []
    for number, part in enumerate(counting.parts("people_trained", COMMUNE), 1):
        # A unit without a woman has no part of that figure, and its list is empty: that is known, and is 0.
        of_women = _cell(women[part.key]) if part.key in women else _none(counting, part)
        rows.append((str(number), _unit_name(part), _cell(part), of_women))
    columns = (
        Column("TT", 2, "centre"),
        Column("Đơn vị", 10),
        Column("Số người", 3, "right"),
        Column("Nữ", 3, "right"),
    )
    return Table("by_unit", "Số người theo đơn vị tại thời điểm dự lớp", columns, tuple(rows))


def by_half_day(counting: Counting, half_days: Iterable[HalfDayView]) -> Table:
    """The roll: for each half-day how many were present, excused, absent and not marked."""
    titles = ("Buổi", *wording.MARK.values(), wording.NOT_MARKED)
    columns = tuple(
        Column(title, 3 if place else 4, "right" if place else "left") for place, title in enumerate(titles)
    )
    rows = tuple(
        (wording.sentence(wording.half_day(slot.day, slot.part)), *_marks(counting, number, slot))
        for number, slot in enumerate(half_days, 1)
    )
    return Table("by_half_day", "Điểm danh theo buổi", columns, rows)


def _marks(counting: Counting, number: int, slot: HalfDayView) -> list[Cell]:
    if counting.sees_whole_list:
        counts = {Mark.PRESENT: slot.present, Mark.EXCUSED: slot.excused, Mark.ABSENT: slot.absent}
        listed = counting.activity.people
    else:
        found = Counter(line.marks[slot.id] for line in counting.lines if slot.id in line.marks)
        counts = {mark: found[mark] for mark in Mark}
        listed = len(counting.lines)
    link = counting.addresses.half_day(counting.activity.uid, slot.uid)
    figures: list[Cell] = [
        Figure(counts[mark], "lượt", link, f"half_day_{number}_{mark.value}") for mark in wording.MARK
    ]
    return [*figures, Figure(listed - sum(counts.values()), "lượt", link, f"half_day_{number}_unmarked")]


def _cell(part: PartOfFigure) -> Cell:
    return part.figure or wording.FEW


def _none(counting: Counting, part: PartOfFigure) -> Cell:
    return counting.part("women_trained", COMMUNE, part.key, 0)


def _unit_name(part: PartOfFigure) -> str:
    uid = parse_uid(part.key.removeprefix(_NO_PLACE)) if part.key.startswith(_NO_PLACE) else None
    if uid is None:
        return wording.sentence(part.label)
    return wording.no_commune(places.by_uid(uid).name)
