"""A good form for each address on which something is mended, put off, taken back or taken out."""

from collections.abc import Callable
from uuid import UUID

from django.test import Client

from nepmoi.fieldwork.activities.models import Activity
from nepmoi.fieldwork.activities.rules import Status
from nepmoi.fieldwork.activities.services import listed, turns
from nepmoi.fieldwork.activities.services.pictures import add_photographs
from nepmoi.fieldwork.evidence.models import Photograph
from tests.cast import DOOR, Cast, course
from tests.fieldwork.evidence.test_photographs import new as photograph
from tests.registry.people.test_one_person import row as record_of
from tests.system.sending import Sent, status, to
from tests.web.activities.taught import LEARNERS, held, lines


def state_of(uid: UUID) -> Callable[[Client], object]:
    return lambda _: status(uid)


def activity_edit(cast: Cast) -> Sent:
    uid = course(cast, LEARNERS)
    form = {
        "name": "Lớp sửa",
        "first_day": "2024-10-22",
        "last_day": "2024-10-22",
        "venue_unit": "huyện Hương Khê",
        "contents": ["nd4"],
        "half_days": ["2024-10-22-morning"],
        "shown": ["2024-10-22-morning", "2024-10-22-afternoon"],
        "do": "save",
    }
    found = Activity.objects.values_list("name", flat=True)
    return Sent(to("activity_edit", uid), form, lambda _: found.get(uid=uid), "Lớp sửa", "Activity HalfDay")


def activity_postpone(cast: Cast) -> Sent:
    uid = course(cast, LEARNERS)
    form = {"reason": "Bão", "first_day": ""}
    return Sent(to("activity_postpone", uid), form, state_of(uid), Status.POSTPONED, "Activity")


def activity_cancel(cast: Cast) -> Sent:
    uid = course(cast, LEARNERS)
    return Sent(to("activity_cancel", uid), {"reason": "Bão"}, state_of(uid), Status.CANCELLED, "Activity")


def activity_again(cast: Cast) -> Sent:
    uid = course(cast, LEARNERS)
    turns.cancel(by=cast.officer, door=DOOR, activity=uid, reason="Bão")
    form = {"reason": "Hết bão", "first_day": "2024-10-29"}
    return Sent(to("activity_again", uid), form, state_of(uid), Status.PLANNED, "Activity HalfDay")


def activity_back(cast: Cast) -> Sent:
    uid = held(cast)
    return Sent(to("activity_back", uid), {"reason": "Nhầm lớp"}, state_of(uid), Status.PLANNED, "Activity")


def activity_void(cast: Cast) -> Sent:
    uid = course(cast, LEARNERS)
    left = Activity.objects.filter(void_reason="")
    return Sent(to("activity_void", uid), {"reason": "Nhập hai lần"}, lambda _: left.count(), 0, "Activity")


def line(cast: Cast) -> Sent:
    uid = course(cast, LEARNERS)
    one = lines(cast, uid)[0]
    form = {"name_as_written": "Hồ Thị Mốt", "title": "Trưởng bản", "unit": "xã Hương Liên, huyện Hương Khê"}
    return Sent(
        to("line", uid, one.uid),
        form,
        lambda _: next((now.name_as_written, now.title) for now in lines(cast, uid)),
        ("Hồ Thị Mốt", "Trưởng bản"),
        "Activity Participation Post",
    )


def line_off(cast: Cast) -> Sent:
    uid = course(cast, LEARNERS)
    one = lines(cast, uid)[0]
    address = to("line_off", uid, one.uid)
    return Sent(address, {"reason": "Nhầm lớp"}, lambda _: len(lines(cast, uid)), 2, "Activity Participation")


def line_back(cast: Cast) -> Sent:
    uid = course(cast, LEARNERS)
    one = lines(cast, uid)[0]
    listed.take_off(by=cast.officer, door=DOOR, activity=uid, line=one.uid, reason="Nhầm lớp")
    address = to("line_back", uid, one.uid)
    return Sent(address, {"reason": "Có ký tên"}, lambda _: len(lines(cast, uid)), 3, "Activity Participation")


def person_edit(cast: Cast) -> Sent:
    uid = lines(cast, course(cast, LEARNERS))[0].person.uid
    form = {"name": "Hồ Thị Mốt", "sex": "female", "birth": "1981", "phone": "0912345678"}
    return Sent(
        to("person_edit", uid),
        form,
        lambda _: (record_of(uid).name, record_of(uid).birth_year, record_of(uid).phone),
        ("Hồ Thị Mốt", 1981, "0912345678"),
        "Person",
    )


def a_picture(cast: Cast) -> UUID:
    add_photographs(by=cast.officer, door=DOOR, activity=held(cast), half_day=None, pictures=[photograph()])
    return Photograph.objects.values_list("uid", flat=True).get()


def photograph_edit(cast: Cast) -> Sent:
    uid = a_picture(cast)
    said = Photograph.objects.values_list("caption", flat=True)
    return Sent(to("photograph_edit", uid), {"caption": "Thảo luận"}, lambda _: said.get(), "Thảo luận", "Photograph")


def photograph_void(cast: Cast) -> Sent:
    uid = a_picture(cast)
    left = Photograph.objects.filter(void_reason="")
    return Sent(to("photograph_void", uid), {"reason": "Lớp khác"}, lambda _: left.count(), 0, "Photograph")


MENDING = (
    activity_edit,
    activity_postpone,
    activity_cancel,
    activity_again,
    activity_back,
    activity_void,
    line,
    line_off,
    line_back,
    person_edit,
    photograph_edit,
    photograph_void,
)
