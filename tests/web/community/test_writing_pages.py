"""Entering groups on pages: what is wrong is said beside its field, and the page shows what was entered."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nepmoi.fieldwork.community.models import Group
from nepmoi.fieldwork.community.rules import GroupKind, StepKind
from nepmoi.fieldwork.community.selectors import groups as selectors
from tests.cast import Cast
from tests.intake.rosters.papers import one_sheet
from tests.web.community.groups import entered, given, joined, seen, stepped
from tests.web.desk import page, queries, send, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

HEAD = (
    "TT",
    "Tên tổ/CLB",
    "Thôn/bản",
    "Xã",
    "QĐ số, ngày",
    "Ngày ra mắt",
    "Tổng",
    "Nữ",
    "DTTS",
    "Thành lập mới/duy trì",
)


def facts(cast: Cast, **changes: Any) -> dict[str, Any]:
    told = {
        "kind": "communication_team",
        "name": "Tổ mới",
        "unit": "xã Hương Liên",
        "host": cast.province.id,
        "begun": "set_up",
        "began": "15/03/2022",
    }
    return told | changes


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Not entered yet: name, as in the decision."),
        ({"began": ""}, "When was it? If nobody knows, choose"),
        ({"began": "31/02/2022"}, "This is no date."),
        ({"begun": "consolidated", "began": "2022"}, "Write the whole day of the consolidation"),
        ({"begun": "unknown", "began": ""}, "Since when does a source name it?"),
        ({"began": "01/01/2030"}, "01/01/2030 lies ahead."),
        ({"known_since": "01/01/2021"}, "Founded 15/03/2022, but a source names it on 01/01/2021 already."),
        ({"begun": "unknown", "known_since": "01/01/2023"}, "This day says how it began"),
        ({"women": "3"}, "How many members are there in all?"),
        ({"total": "3", "women": "5"}, "5 of 3 members cannot be."),
        ({"unit": "không đâu"}, "không đâu"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(cast: Cast, changes: dict[str, Any], said: str) -> None:
    answer = sit("officer").post("/groups/new", facts(cast, **changes))
    assert answer.status_code == 422
    assert said in text(answer.content.decode())
    assert Group.objects.count() == 0


def test_a_place_outside_the_area_leaves_what_was_typed(cast: Cast) -> None:
    told = facts(cast, unit="xã Hương Xuân", host=cast.phuc_trach.id, name="Tổ gõ nhầm nơi", began="15/09/2025")
    answer = sit("chair").post("/groups/new", told)
    assert (answer.status_code, Group.objects.count()) == (422, 0)
    said = answer.content.decode()
    assert "Outside the area assigned to the account." in text(said)
    assert "Tổ gõ nhầm nơi" in said


def test_a_second_of_the_name_is_told_on_the_form(cast: Cast) -> None:
    client = sit("officer")
    assert client.post("/groups/new", facts(cast)).status_code == 302
    again = client.post("/groups/new", facts(cast, name="TỔ  MỚI"))
    assert (again.status_code, Group.objects.count()) == (422, 1)
    assert "is already entered for this place." in text(again.content.decode())


def test_the_page_shows_life_members_counts_meetings_and_equipment(cast: Cast) -> None:
    group = entered(cast)
    joined(cast, group, "Hồ Một", "Hồ Hai")
    given(cast, group)
    client = sit("officer")
    [line, *_] = selectors.members(cast.officer, seen(group).id)
    form = {"task": "2024-10-22|Thành viên", "until": "01/03/2025"}
    assert client.post(f"/groups/{group}/members/{line.person.uid}", form).status_code == 302
    meeting = {"name": "Họp quý I", "day": "02/03/2025", "part": "morning"}
    assert client.post(f"/groups/{group}/meeting", meeting).status_code == 302
    stop = {"kind": "stopped", "day": "01/06/2025", "reason": "hết người", "decision_number": "9/QĐ-UBND"}
    assert client.post(f"/groups/{group}/life", stop).status_code == 302
    html = page(client, f"/groups/{group}")
    said = text(html)
    for words in ("Stopped", "01/06/2025", "hết người", "9/QĐ-UBND", "Họp quý I", "1 Loa kéo", "in use", "01/03/2025"):
        assert words in said, words
    assert "21 members" in said
    assert "on the group&#x27;s page" in said
    assert said.count("unknown") >= 2, "women and minority were not counted apart"
    step = selectors.steps(seen(group).id)[0]
    assert f"/groups/{group}/life/{step.uid}" in html
    reader = page(sit("inspector"), f"/groups/{group}")
    assert "/life" not in reader
    assert "/meeting" not in reader


def test_a_stop_needs_its_reason_and_a_member_her_day(cast: Cast) -> None:
    group = entered(cast)
    joined(cast, group, "Hồ Một")
    [line] = selectors.members(cast.officer, seen(group).id)
    client = sit("officer")
    for address, form, said in (
        (f"/groups/{group}/life", {"kind": "stopped", "day": "01/06/2025"}, "Why did it end?"),
        (f"/groups/{group}/life", {"kind": "merged", "day": "01/06/2025", "reason": "x"}, "Choose the other group"),
        (f"/groups/{group}/members/{line.person.uid}", {"task": "2024-10-22|Thành viên"}, "From which day?"),
        (
            f"/groups/{group}/members/{line.person.uid}",
            {"task": "2024-10-22|Thành viên", "is_mistake": "on"},
            "Say why it is taken back.",
        ),
        (f"/groups/{group}/members/new", {"who": "new", "noted_on": "01/06/2025"}, "What is her name?"),
    ):
        answer = client.post(address, form)
        assert (answer.status_code, said in text(answer.content.decode())) == (422, True), said


def test_a_known_person_is_found_and_named(cast: Cast) -> None:
    group, other = entered(cast), entered(cast, "Khác")
    joined(cast, other, "Hồ Thị Nam")
    client = sit("officer")
    [line] = selectors.members(cast.officer, seen(other).id)
    address = f"/groups/{group}/members/new?q=ho+thi+nam"
    # One alone is proposed, and nobody is named before the form is sent.
    answer = send(client, address, role="Tổ trưởng", noted_on="01/03/2025")
    assert answer.status_code == 302
    assert [(one.person.uid, one.role) for one in selectors.members(cast.officer, seen(group).id)] == [
        (line.person.uid, "Tổ trưởng")
    ]


def test_a_stale_form_changes_nothing(cast: Cast) -> None:
    group = entered(cast)
    form = {
        "kind": "leaders_club",
        "name": "Tên khác",
        "host": cast.district.id,
        "known_since": "22/10/2024",
        "seen": "1",
    }
    stepped(cast, group, StepKind.CONSOLIDATED)
    answer = sit("officer").post(f"/groups/{group}/edit", form)
    assert answer.status_code == 422
    assert seen(group).name == "Câu lạc bộ thử"


def test_the_list_is_narrowed_by_state_place_and_name(cast: Cast) -> None:
    one, _ = entered(cast), entered(cast, "Tổ khác", kind=GroupKind.TRUSTED_ADDRESS)
    stepped(cast, one, StepKind.STOPPED)
    client = sit("officer")

    def names(query: str) -> list[bool]:
        html = page(client, f"/groups?{query}")
        return ["Câu lạc bộ thử" in html, "Tổ khác" in html]

    assert names("") == [True, True]
    assert names("state=stopped") == [True, False]
    assert names("state=kept_up") == [False, True]
    assert names("q=to+khac") == [False, True]
    assert names("place=huyện+Hương+Khê") == [True, True]
    assert names("place=xã+Hương+Vĩnh") == [False, False]
    assert names("kind=trusted_address") == [False, True]
    assert "Trusted address" in page(client, "/groups")
    assert queries(client, "/groups?state=kept_up") < 30


def look(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {"on": "22/10/2024", "kind": "leaders_club", "host": cast.province.id, "do": "look"} | changes


def test_a_list_is_looked_at_then_entered_and_again_changes_nothing(cast: Cast) -> None:
    rows = [
        (
            1,
            "Tổ truyền thông cộng đồng",
            "Rào Mới",
            "xã Hương Liên",
            "27/QĐ-UBND ngày 15/3/2022",
            "20/03/2022",
            8,
            5,
            8,
            "mới",
        ),
        (2, "CLB Thủ lĩnh", "", "xã Hương Liên", "", "", 21, "", "", "Duy trì"),
    ]
    client = sit("officer")
    sheet = SimpleUploadedFile("tổ.xlsx", one_sheet(HEAD, *rows))
    answer = client.post("/groups/import", look(cast, file=sheet))
    html = answer.content.decode()
    assert (answer.status_code, Group.objects.count()) == (200, 0)
    assert "2 groups read, 2 not there yet" in text(html)
    assert "Rào Mới is not entered yet" in text(html)
    table = answer.context["form"]["table"].value()
    for said in (
        "2 groups entered. Counted anew: 0; unchanged: 0.",
        "0 groups entered. Counted anew: 0; unchanged: 2.",
    ):
        done = client.post("/groups/import", look(cast, table=table, source="tổ.xlsx", do="import"), follow=True)
        assert said in text(done.content.decode())
    team = Group.objects.get(kind="communication_team")
    assert (team.name, team.founded_by, team.source) == (
        "Tổ truyền thông cộng đồng Rào Mới",
        date(2022, 3, 20),
        f"tổ.xlsx, {_row(table, 'Rào Mới')}",
    )
    assert seen(team.uid).counted.day == date(2024, 10, 22)  # type: ignore[union-attr]  # it was counted


def test_a_row_that_cannot_be_of_the_list_s_day_is_told_by_its_number(cast: Cast) -> None:
    stepped(cast, entered(cast, "CLB Đã dừng", known_since=date(2024, 1, 1)), StepKind.STOPPED, date(2024, 6, 1))
    rows = ["Tên tổ;Xã;Ngày ra mắt;Tổng", "CLB Đã dừng;xã Hương Liên;;9", "Tổ mới;xã Hương Liên;01/03/2025;5"]
    answer = sit("officer").post("/groups/import", look(cast, table="\n".join(rows), do="import"))
    said = text(answer.content.decode())
    assert (answer.status_code, Group.objects.count()) == (422, 1)
    assert "Row 2: On 22/10/2024 the group was not kept up" in said
    assert "Row 3: Founded 01/03/2025, but a source names it on 22/10/2024 already." in said


def _row(table: str, word: str) -> int:
    return next(number for number, line in enumerate(table.splitlines(), start=1) if word in line)


def test_a_list_with_something_wrong_enters_nothing_until_it_is_mended(cast: Cast) -> None:
    client = sit("chair")
    rows = ["Tên tổ;Thôn;Xã;Tổng;Nữ", "Tổ A;;xã Không Đâu;5;2", "Tổ B;;xã Phúc Trạch;2;5", "Tổ C;;xã Hương Xuân;2;1"]
    form = look(cast, table="\n".join(rows), do="import", host=cast.phuc_trach.id, on="01/09/2025")
    answer = client.post("/groups/import", form)
    said = text(answer.content.decode())
    assert (answer.status_code, Group.objects.count()) == (422, 0)
    for words in ("Row 2:", "Row 3, column E: 5 is more than all members.", "lies outside the account"):
        assert words in said, words
    mended = [*rows[:1], "Tổ B;;xã Phúc Trạch;5;2"]
    assert client.post("/groups/import", form | {"table": "\n".join(mended)}).status_code == 302
    assert [group.name for group in selectors.listing(cast.chair)] == ["Tổ B"]
    for wrong in ({}, {"table": "x"}, {"file": SimpleUploadedFile("a.xlsx", b"khong")}):
        assert client.post("/groups/import", look(cast, **wrong)).status_code == 422
