"""The history of a record: what each entry changed, by whom, from which office, why; no more than the reader may see."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from nepmoi.core.audit.rules import Door, DoorKind
from nepmoi.fieldwork.activities.models import HalfDay, Participation
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import roll
from nepmoi.intake.rosters import services as rosters
from nepmoi.kernel import clock
from nepmoi.registry.people import services as people
from nepmoi.registry.people.rules.persons import Sex
from tests.cast import CONSOLE, DOOR, Cast, course, held, unit
from tests.intake.rosters.papers import HEAD, one_sheet
from tests.web.desk import page, queries, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def listed(activity: UUID) -> dict[str, UUID]:
    rows = Participation.objects.filter(activity__uid=activity)
    return {row.name_as_written: row.uid for row in rows}


def marked(cast: Cast, activity: UUID, mark: Mark, reason: str = "", *names: str, at: datetime | None = None) -> None:
    lines = listed(activity)
    slot = HalfDay.objects.filter(activity__uid=activity).order_by("day", "-part").first()
    assert slot is not None
    with clock.stopped_at(at or clock.now()):
        roll.record_attendance(
            by=cast.officer,
            door=Door(DoorKind.PAGE, f"/activities/{activity}/roll/{slot.uid}"),
            activity=activity,
            half_day=slot.uid,
            marks={lines[name]: mark for name in names or lines},
            reason=reason,
        )


def test_a_mended_mark_says_from_what_to_what_by_whom_and_why(cast: Cast) -> None:
    one = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    held(cast.officer, one)
    marked(cast, one, Mark.EXCUSED, "Có giấy xin phép")
    said = text(page(sit("officer"), f"/activities/{one}/history"))
    assert "officer (mẫu) Hội LHPN tỉnh Hà Tĩnh" in said
    assert "on the roll call" in said
    assert "Reason: Có giấy xin phép" in said
    assert "Roll call, morning 22/10/2024: Hồ Thị Một: present → excused" in said
    assert "State planned → held" in said


def test_the_record_s_page_shows_the_change_and_leads_to_the_rest(cast: Cast) -> None:
    one = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    held(cast.officer, one)
    html = page(sit("officer"), f"/activities/{one}")
    assert "State held → confirmed" in text(html)
    assert f'href="/activities/{one}/history"' in html
    assert "All: 6 entries" in text(html)


def test_what_is_typed_long_after_its_day_is_said_to_be_entered_afterwards(cast: Cast) -> None:
    late, soon = course(cast, {"Hồ Thị Một": "xã Hương Liên"}), course(cast, {"Hồ Thị Hai": "xã Hương Liên"})
    marked(cast, late, Mark.PRESENT, at=datetime(2024, 10, 30, 3, tzinfo=UTC))
    marked(cast, soon, Mark.PRESENT, at=datetime(2024, 10, 29, 3, tzinfo=UTC))
    browser = sit("officer")
    assert "Entered afterwards : of 22/10/2024, written on 30/10/2024" in text(
        page(browser, f"/activities/{late}/history")
    )
    assert "written on 29/10/2024" not in text(page(browser, f"/activities/{soon}/history"))


def test_a_correction_is_not_called_entered_afterwards(cast: Cast) -> None:
    one = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    marked(cast, one, Mark.PRESENT, at=datetime(2024, 10, 22, 3, tzinfo=UTC))
    marked(cast, one, Mark.ABSENT, at=datetime(2024, 12, 1, 3, tzinfo=UTC))
    assert "written on 01/12/2024" not in text(page(sit("officer"), f"/activities/{one}/history"))


def test_a_large_list_is_one_sentence_with_its_rows_behind(cast: Cast) -> None:
    one = course(cast, {})
    rows = [(n, f"Hồ Văn {word}", "Nam", 1980, "Kinh", "", "xã Hương Liên") for n, word in enumerate("ABCDEFG", 1)]
    data = one_sheet(HEAD, *rows)
    received = rosters.receive(by=cast.officer, door=DOOR, activity=one, filename="danh-sach.xlsx", data=data)
    rosters.import_list(by=cast.officer, door=DOOR, received_list=received)
    html = page(sit("officer"), f"/activities/{one}/history")
    assert "7 rows of the list danh-sach.xlsx" in text(html)
    assert html.count("<details><summary") == 1
    assert "row 2" in text(html)
    assert f'href="/lists/{received}"' in html
    assert "Hồ Văn C" not in page(sit("officer"), f"/activities/{one}").partition('id="written"')[2]


def test_a_guest_s_office_reads_of_its_own_people_only(cast: Cast) -> None:
    one = course(cast, {"Hồ Thị Một": "xã Hương Liên", "Lê Thị Khác": "xã Hương Xuân"})
    held(cast.officer, one)
    html = page(sit("neighbour"), f"/activities/{one}/history")
    assert "Lê Thị Khác" in html
    assert "Hồ Thị Một" not in html
    assert "1 line of people outside the area assigned to the account" in text(html)


def person_with_phone(cast: Cast) -> UUID:
    [who] = people.register(
        by=CONSOLE, door=DOOR, people=[people.NewPerson("Hồ Thị Máy", Sex.FEMALE, phone="0912345678")]
    )
    one = course(cast, {})
    line = roll.Enrolment(who, "Hồ Thị Máy", "", unit("xã Hương Liên"), "Hương Liên", "01")
    roll.enrol(by=cast.officer, door=DOOR, activity=one, enrolments=[line])
    return activities.roster(CONSOLE, activities.activity(CONSOLE, one).id)[0].person.uid


@pytest.mark.parametrize(
    ("reader", "seen"), [("officer", True), ("chair", True), ("collaborator", False), ("inspector", False)]
)
def test_a_phone_in_the_history_is_masked_as_on_the_page(cast: Cast, reader: str, seen: bool) -> None:
    who = person_with_phone(cast)
    html = page(sit(reader), f"/people/{who}/history")
    assert ("0912345678" in html) is seen
    assert "678" in html


def test_a_neighbour_does_not_find_a_person_s_history(cast: Cast) -> None:
    who = person_with_phone(cast)
    page(sit("neighbour"), f"/people/{who}/history", 404)
    assert "Hồ Thị Máy" in page(sit("chair"), f"/people/{who}/history")


def test_a_long_history_has_pages(cast: Cast) -> None:
    one = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    for n in range(11):
        marked(cast, one, (Mark.PRESENT, Mark.ABSENT)[n % 2])
    browser = sit("officer")
    first, second = (text(page(browser, f"/activities/{one}/history?page={n}")) for n in (1, 2))
    assert "1–10 of 13 rows" in first
    assert "11–13 of 13 rows" in second
    assert "Name of the activity Lớp thử" in second


def test_more_people_take_no_more_statements(cast: Cast) -> None:
    few = course(cast, {"Hồ Thị A": "xã Hương Liên", "Hồ Thị B": "xã Hương Liên"})
    many = course(cast, {f"Hồ Thị Số {n}": "xã Hương Liên" for n in range(30)})
    for one in (few, many):
        held(cast.officer, one)
    browser = sit("officer")
    assert queries(browser, f"/activities/{few}/history") == queries(browser, f"/activities/{many}/history")
