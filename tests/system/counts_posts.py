"""A good form for each address on which an activity without a list is written down, or planned once more."""

from datetime import date

from nepmoi.fieldwork.activities.models import Activity
from nepmoi.fieldwork.activities.rules import Status
from nepmoi.fieldwork.activities.selectors import activities
from tests.cast import Cast, course, unit
from tests.system.sending import Sent, to
from tests.web.activities.taught import held


def activity_report(cast: Cast) -> Sent:
    form = {
        "kind": "communication_session",
        "venue_unit": "xã Phúc Trạch",
        "day": "04/11/2025",
        "total": "57",
        "women": "41",
        "confirm": "on",
    }
    return Sent(
        to("activity_report"),
        form,
        lambda _: list(Activity.objects.values_list("kind__code", "status", "last_day")),
        [("communication_session", Status.CONFIRMED, date(2025, 11, 4))],
        "Activity ActivityContent HeadCount",
        "chair",
    )


def activity_counts(cast: Cast) -> Sent:
    uid = held(cast)
    form = {"line-0-total": "12", "line-0-women": "7", "line-0-audience": "pupils", "line-0-unit": ""}

    def said(_: object) -> object:
        counts = activities.counts_of(activities.activity(cast.officer, uid).id)
        return [(one.total, one.women, one.audience) for one in counts]

    return Sent(to("activity_counts", uid), form, said, [(12, 7, "pupils")], "Activity HeadCount")


def activity_repeat(cast: Cast) -> Sent:
    day = date(2025, 11, 5)
    venue = unit("xã Phúc Trạch", day)
    uid = course(cast, {}, first_day=day, last_day=day, half_days=(), venue_unit_id=venue)

    def days(_: object) -> object:
        return sorted(Activity.objects.exclude(uid=uid).values_list("first_day", flat=True))

    told = [date(2025, 12, 5), date(2026, 1, 5)]
    rows = "Activity ActivityContent"
    return Sent(to("activity_repeat", uid), {"every": "month", "until": "31/01/2026"}, days, told, rows)


OF_COUNTS = (activity_report, activity_counts, activity_repeat)
