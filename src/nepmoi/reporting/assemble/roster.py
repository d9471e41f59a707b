"""An activity's list of people, to be taken away: in the form in which an office sends its lists in."""

from collections.abc import Callable, Mapping
from typing import Final

from nepmoi.fieldwork.activities.selectors.activities import ParticipantView
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.geography.rules.levels import UnitView
from nepmoi.registry.organisation.rules import Action, may
from nepmoi.registry.people.selectors import persons as people
from nepmoi.reporting.assemble import values, wording
from nepmoi.reporting.assemble.listing import NAME, NUMBER, UNIT, Listing
from nepmoi.reporting.document.sheets import Column, Kind, Sheet, TakenList, Value

_WALK_IN: Final = "Bổ sung tại lớp"
_NOT_SETTLED: Final = "Chưa xác định đơn vị"
_COUNTED_IN: Final = "Danh sách không ghi đơn vị, tính cho %(place)s"
_ALWAYS: Final = (
    NUMBER,
    NAME,
    Column("Giới tính", 8),
    Column("Năm sinh", 12, Kind.DAY),
    Column("Dân tộc", 12),
    Column("Chức vụ", 26),
    UNIT,
)
_PHONE: Final = Column("Điện thoại", 16)
# What is known since the list was written; the first column of a name is the one by which a list is read.
_ETHNIC_NOW: Final = Column("Dân tộc theo hồ sơ", 12)
_NOTE: Final = Column("Ghi chú", 22)

_More = tuple[Column, Callable[[ParticipantView], Value]]


def gather(found: Listing) -> TakenList:
    """The list of an activity: what its lines said then, with what is known of the persons now.

    Sent in again as a list to the same activity, it changes nothing: its headings are those of an office's list, and
    each line names its person by what the list has of her.

    Args:
        found: the activity's list, as far as the reader sees it; phones are shown by her role.
    """
    phones = _phones(found)
    units = places.by_ids(line.unit_id for line in found.lines if not line.unit_as_written)
    now_otherwise = any(line.person.ethnic_name not in (None, line.ethnic_name_then) for line in found.lines)
    more: list[_More] = [
        *([(_PHONE, lambda line: phones.get(line.person.id))] if phones is not None else []),
        *([(_ETHNIC_NOW, lambda line: line.person.ethnic_name)] if now_otherwise else []),
        (_NOTE, lambda line: _note(line, units)),
    ]
    rows = tuple(
        (*_person(number, line), line.unit_as_written or None, *(says(line) for _, says in more))
        for number, line in enumerate(found.lines, 1)
    )
    sheet = Sheet(
        name="Danh sách",
        title=found.title,
        facts=tuple(found.facts()),
        columns=(*_ALWAYS, *(column for column, _ in more)),
        rows=rows,
        notes=tuple(found.notes()),
        fixed=2,
    )
    return found.taken("danh-sach", sheet)


def _person(number: int, line: ParticipantView) -> tuple[Value, ...]:
    person = line.person
    return (
        number,
        line.name_as_written,
        wording.SEX[person.sex] if person.sex else None,
        values.birth(person.birth),
        line.ethnic_name_then,
        line.title or None,
    )


def _phones(found: Listing) -> dict[int, str] | None:
    """The telephone numbers that the reader may see, by person; None when her role sees none at all."""
    if not may(found.viewer.role, Action.SEE_PHONES):
        return None
    persons = {line.person.id: line.person for line in found.lines}
    return {
        one: values.phone(persons[one].phone) for one in people.in_sight(found.viewer, persons) if persons[one].phone
    }


def _note(line: ParticipantView, units: Mapping[int, UnitView]) -> str | None:
    """What a list's own columns have no place for; a unit that the list does not name is not put into its words."""
    told = [_WALK_IN] if line.walk_in else []
    if line.unit_id is None:
        told.append(_NOT_SETTLED)
    elif not line.unit_as_written:
        told.append(_COUNTED_IN % {"place": units[line.unit_id].label.name})
    return "; ".join(told) or None
