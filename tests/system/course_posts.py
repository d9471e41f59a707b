"""A good form for each address on which a course's timetable and what its groups came to are written down."""

from collections.abc import Callable
from uuid import UUID

from django.test import Client

from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.training import selectors as training
from nepmoi.fieldwork.training import services
from nepmoi.fieldwork.training.rules import SessionForm
from tests.cast import DOOR, Cast
from tests.system.sending import Sent, to
from tests.web.activities.taught import held, lines, slots


def timetable(cast: Cast) -> Sent:
    uid = held(cast)
    form = {
        "2024-10-22-morning-0-starts_at": "08:00",
        "2024-10-22-morning-0-title": "Khai mạc",
        "2024-10-22-morning-0-form": "opening",
        "2024-10-22-morning-0-trainer": "Giảng viên Một",
        "do": "save",
    }

    def said(_: object) -> object:
        found = activities.activity(cast.officer, uid)
        return [(one.title, one.trainer) for one in training.timetable(found.id)]

    return Sent(to("timetable", uid), form, said, [("Khai mạc", "Giảng viên Một")], "Activity Session Trainer")


def _names(cast: Cast, uid: UUID) -> Callable[[Client], object]:
    found = activities.activity(cast.officer, uid)
    return lambda _: [(one.name, one.result) for one in training.exchanges(found.id, [])]


def _sent(cast: Cast, uid: UUID) -> dict[str, str]:
    return {
        "form": "group_work",
        "half_day": str(slots(cast, uid)[1].uid),
        "name": "Nhóm 1",
        "result": "Chia việc nhà",
        "members": str(lines(cast, uid)[0].uid),
    }


def exchange_new(cast: Cast) -> Sent:
    uid = held(cast)
    rows = "Activity Exchange ExchangeMember"
    told = [("Nhóm 1", "Chia việc nhà")]
    return Sent(to("exchange_new", uid), _sent(cast, uid), _names(cast, uid), told, rows)


def _brought(cast: Cast, uid: UUID) -> UUID:
    slot = slots(cast, uid)[1].uid
    brought = services.Brought(half_day=slot, form=SessionForm.GROUP_WORK, name="Nhóm", result="Chưa rõ")
    return services.record_exchange(by=cast.officer, door=DOOR, activity=uid, brought=brought)


def exchange(cast: Cast) -> Sent:
    uid = held(cast)
    address = to("exchange", uid, _brought(cast, uid))
    rows = "Activity Exchange ExchangeMember"
    return Sent(address, _sent(cast, uid), _names(cast, uid), [("Nhóm 1", "Chia việc nhà")], rows)


def exchange_void(cast: Cast) -> Sent:
    uid = held(cast)
    address = to("exchange_void", uid, _brought(cast, uid))
    return Sent(address, {"reason": "Nhập hai lần"}, _names(cast, uid), [], "Activity Exchange")


OF_COURSES = (timetable, exchange_new, exchange, exchange_void)
