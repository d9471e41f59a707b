"""A good form for each address on which something is written of a group."""

from datetime import date

from django.test import Client

from nepmoi.fieldwork.activities.models import Presence
from nepmoi.fieldwork.community.models import Equipment, Group, GroupStep, MemberCount, Membership
from nepmoi.fieldwork.community.rules import StepKind
from nepmoi.fieldwork.community.selectors import groups as community
from tests.cast import Cast
from tests.system.sending import Sent, to
from tests.web.community.groups import entered, given, joined, seen, stepped


def group_new(cast: Cast) -> Sent:
    form = {
        "kind": "communication_team",
        "name": "Tổ gửi",
        "unit": "xã Hương Liên",
        "host": cast.province.id,
        "begun": "set_up",
        "began": "15/03/2022",
        "decision_number": "27/QĐ-UBND",
        "decision_made": "03/2022",
        "decision_issuer": "UBND xã",
        "total": 12,
        "women": 8,
    }
    told = [("Tổ gửi", 2022, 3, 15, date(2022, 3, 15), "27/QĐ-UBND", 3, 12, 8, None)]
    columns = (
        "name",
        "founded_year",
        "founded_month",
        "founded_day",
        "known_since",
        "decision_number",
        "decision_month",
    )

    def found(_: Client) -> object:
        counts = MemberCount.objects.values_list("total", "women", "minority")
        return [(*row, *count) for row, count in zip(Group.objects.values_list(*columns), counts, strict=True)]

    return Sent(to("group_new"), form, found, told, "Group MemberCount")


def group_edit(cast: Cast) -> Sent:
    uid = entered(cast)
    form = {"kind": "leaders_club", "name": "Tên mới", "host": cast.province.id, "founded": "2023", "reason": "sửa"}
    names = Group.objects.values_list("name", "founded_year", "founded_by", "known_since")
    told = [("Tên mới", 2023, date(2023, 12, 31), date(2023, 12, 31))]
    return Sent(to("group_edit", uid), form, lambda _: list(names.all()), told, "Group")


def tasks() -> list[tuple[object, ...]]:
    rows = Membership.objects.filter(void_reason="").order_by("pk")
    return list(rows.values_list("person__name", "role", "noted_on", "until"))


def member_add(cast: Cast) -> Sent:
    uid = entered(cast)
    form = {"who": "new", "name": "Hồ Thị Mới", "role": "Tổ trưởng", "noted_on": "01/03/2025"}
    told = [("Hồ Thị Mới", "Tổ trưởng", date(2025, 3, 1), None)]
    return Sent(to("member_add", uid), form, lambda _: tasks(), told, "Group Membership Person Post")


def member_end(cast: Cast) -> Sent:
    uid = entered(cast)
    joined(cast, uid, "Hồ Hai")
    [member] = community.members(cast.officer, seen(uid).id)
    form = {"task": "2024-10-22|Thành viên", "until": "01/03/2025"}
    told = [("Hồ Hai", "Thành viên", date(2024, 10, 22), date(2025, 3, 1))]
    return Sent(to("member_end", uid, member.person.uid), form, lambda _: tasks(), told, "Group Membership")


def member_count(cast: Cast) -> Sent:
    uid = entered(cast, members_counted=None)
    form = {"day": "01/03/2025", "total": 9, "women": 5, "minority": 9}
    counts = MemberCount.objects.values_list("day", "total", "women", "minority")
    told = [(date(2025, 3, 1), 9, 5, 9)]
    return Sent(to("member_count", uid), form, lambda _: list(counts.all()), told, "Group MemberCount")


def group_life(cast: Cast) -> Sent:
    uid, other = entered(cast), entered(cast, "Câu lạc bộ khác")
    form = {"kind": "merged", "day": "01/03/2025", "into": other, "reason": "sáp nhập thôn"}
    steps = GroupStep.objects.values_list("group__uid", "kind", "day", "into__uid")
    told = [(uid, "merged", date(2025, 3, 1), other)]
    return Sent(to("group_life", uid), form, lambda _: list(steps.all()), told, "Group GroupStep")


def step_back(cast: Cast) -> Sent:
    uid = entered(cast)
    step = stepped(cast, uid, StepKind.STOPPED)
    form = {"reason": "nhập nhầm"}
    reasons = GroupStep.objects.values_list("void_reason", flat=True)
    return Sent(to("step_back", uid, step), form, lambda _: list(reasons.all()), ["nhập nhầm"], "Group GroupStep")


def group_meeting(cast: Cast) -> Sent:
    uid = entered(cast)
    joined(cast, uid, "Hồ Một", "Hồ Hai")
    came, _ = community.members(cast.officer, seen(uid).id)
    form = {"name": "Họp tổ", "day": "01/03/2025", "part": "morning", "present": [came.person.uid], "contents": ["nd1"]}
    marks = Presence.objects.order_by("participation__position").values_list("participation__person__name", "mark")
    told = [(came.person.name, "present"), ("Hồ Một", "absent")]
    return Sent(
        to("group_meeting", uid),
        form,
        lambda _: list(marks.all()),
        told,
        "Activity ActivityContent Group GroupActivity HalfDay Participation Post Presence",
    )


def equipment_add(cast: Cast) -> Sent:
    uid = entered(cast)
    form = {"what": "Loa kéo", "number": 1, "received_on": "20/05/2022", "source": "NSTW", "state": "in_use"}
    things = Equipment.objects.values_list("what", "number", "received_on", "source", "state")
    told = [("Loa kéo", 1, date(2022, 5, 20), "NSTW", "in_use")]
    return Sent(to("equipment_add", uid), form, lambda _: list(things.all()), told, "Equipment Group")


def equipment_edit(cast: Cast) -> Sent:
    uid = entered(cast)
    thing = given(cast, uid)
    form = {"what": "Loa kéo", "number": 1, "state": "broken"}
    states = Equipment.objects.values_list("state", flat=True)
    return Sent(to("equipment_edit", uid, thing), form, lambda _: list(states.all()), ["broken"], "Equipment Group")


def groups_import(cast: Cast) -> Sent:
    rows = ["TT;Tên tổ/CLB;Thôn/bản;Xã;QĐ số, ngày;Tổng", "1;Tổ gửi;;xã Hương Liên;5/QĐ-UBND ngày 1/3/2023;9"]
    form = {
        "table": "\n".join(rows),
        "on": "22/10/2024",
        "kind": "savings_group",
        "host": cast.province.id,
        "do": "import",
    }
    groups = Group.objects.values_list("name", "kind", "decision_number", "founded_by")
    told = [("Tổ gửi", "savings_group", "5/QĐ-UBND", date(2023, 3, 1))]
    return Sent(to("groups_import"), form, lambda _: list(groups.all()), told, "Group MemberCount")


OF_GROUPS = (
    groups_import,
    group_new,
    group_edit,
    member_add,
    member_end,
    member_count,
    group_life,
    step_back,
    group_meeting,
    equipment_add,
    equipment_edit,
)
