"""A course has a timetable by half-day and trainers."""

from datetime import date, time

import pytest

from nepmoi.fieldwork.activities.errors import HalfDayUnknown
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.training import selectors, services
from nepmoi.fieldwork.training.rules import SessionForm
from nepmoi.kernel.dates import DayPart
from tests.cast import AFTERNOON, DOOR, MORNING, Cast, plan

pytestmark = pytest.mark.django_db
TRAINER = services.TrainerLine("Giảng viên 1", "Hội LHPN tỉnh")


def session(half_day: tuple[date, DayPart], title: str, **more: object) -> services.SessionLine:
    return services.SessionLine(*half_day, title, SessionForm.TALK, **more)  # type: ignore[arg-type]


def test_the_timetable_keeps_its_order_topics_and_trainers(cast: Cast) -> None:
    lines = [
        session(AFTERNOON, "Thực hành", starts_at=time(13, 30)),
        session(MORNING, "Kiến thức chung", topic="cd1", trainer=TRAINER.name),
        session(MORNING, "Thảo luận"),
    ]
    uid = services.open_course(by=cast.officer, door=DOOR, course=plan(cast), sessions=lines, trainers=[TRAINER])
    activity = activities.activity(cast.officer, uid)
    assert [line.title for line in selectors.timetable(activity.id)] == ["Kiến thức chung", "Thảo luận", "Thực hành"]
    assert selectors.timetable(activity.id)[0].topic == "Kiến thức chung về bình đẳng giới"
    assert selectors.trainers(activity.id) == [selectors.TrainerView("Giảng viên 1", "Hội LHPN tỉnh", 1)]
    assert [content.code for content in activity.contents] == ["nd4"]


def test_a_session_outside_the_courses_half_days_is_refused_whole(cast: Cast) -> None:
    elsewhere = (date(2024, 10, 23), DayPart.MORNING)
    with pytest.raises(HalfDayUnknown):
        services.open_course(by=cast.officer, door=DOOR, course=plan(cast), sessions=[session(elsewhere, "Muộn")])
    assert activities.years(cast.officer) == []
