"""Three communes' lists become one roster; the double among them is merged; the roll is taken; the result is confirmed."""

import io
import re
from collections.abc import Sequence

import openpyxl
import pytest

from tests.journeys.conftest import DESK, OFFICER, Door, Visitor
from tests.journeys.test_thread import finish, plan

pytestmark = [pytest.mark.browser, pytest.mark.processes]

HEADING = ("TT", "Họ và tên", "Năm sinh", "Giới tính", "Dân tộc", "Chức vụ", "Đơn vị", "Điện thoại")
Row = tuple[object, ...]
LIEN, VINH, LINH = "Xã Hương Liên", "Xã Hương Vĩnh", "Xã Hà Linh"


def woman(number: int, name: str, born: int, place: str, phone: str = "") -> Row:
    return (number, name, born, "Nữ", "Kinh", "Hội viên", place, phone)


ONCE = ("Đinh Thị Nguyệt Ánh", "Cù Thị Lài", "Phan Thị Bích Ngà")
LISTS: dict[str, Sequence[Row]] = {
    "huong-lien.xlsx": [woman(1, "Đặng Thị Hằng", 1988, LIEN), woman(2, ONCE[0], 1979, LIEN, "0912000111")],
    "huong-vinh.xlsx": [woman(1, ONCE[2], 1991, VINH), woman(2, "Đặng Thị Hằng", 1988, VINH)],
    # The same woman once more, with another year: another record, until somebody says that they are one.
    "ha-linh.xlsx": [woman(1, ONCE[0], 1978, LIEN, "0912000111"), woman(2, ONCE[1], 1985, LINH)],
}
ROSTER = 5
CLICKS = 4


def file(name: str) -> dict[str, object]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Danh sách"
    for row in (HEADING, *LISTS[name]):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return {"name": name, "mimeType": "application/vnd.ms-excel", "buffer": out.getvalue()}


def send_three(visitor: Visitor) -> None:
    page = visitor.page
    visitor.follow(page.get_by_role("link", name="Nhập danh sách").first)
    page.locator("#send input[type=file]").set_input_files([file(name) for name in LISTS])  # type: ignore[list-item]
    visitor.follow(page.locator("#send button"))
    assert page.locator("section[aria-labelledby=received] > ul > li").count() == len(LISTS)
    for name in LISTS:
        assert name in visitor.text
    # Hằng stands in the lists of two communes; whether she is one is asked when the second is imported.
    twice = page.locator("section[aria-labelledby=twice] li")
    assert twice.count() == 1
    assert "Đặng Thị Hằng" in twice.inner_text()


def import_them(visitor: Visitor) -> None:
    """One press for those that ask nothing; a list that asks by then is answered on its own page."""
    page = visitor.page
    tray = page.url
    visitor.follow(page.locator("#ready button"))
    for _ in LISTS:
        waiting = page.locator("section[aria-labelledby=received] > ul > li").filter(has_not=page.locator(".st.done"))
        if not waiting.count():
            break
        visitor.follow(waiting.first.locator("h3 a"))
        answer_rows(visitor)
        visitor.follow(page.locator("#import button.main"))
        page.goto(tray)
    assert page.locator("section[aria-labelledby=received] .st.done").count() == len(LISTS)


def answer_rows(visitor: Visitor) -> None:
    """Hằng is the one who stands in the list already; nobody else is taken for somebody known."""
    rows = visitor.page.locator("section[aria-labelledby=asked] fieldset")
    for row in rows.filter(has_not=visitor.page.locator(":checked")).all():
        options = row.locator("label.opt")
        visitor.tap(options.first if "Đặng Thị Hằng" in row.locator("legend").inner_text() else options.last)


def merge_the_double(visitor: Visitor) -> None:
    """The two records of one woman are put side by side, and are one from then on."""
    page = visitor.page
    visitor.follow(page.get_by_role("link", name=re.compile("Nguyệt Ánh")).first)
    visitor.follow(page.locator("section[aria-labelledby=doubles] h3 a", has_text=ONCE[0]).first)
    assert page.get_by_role("heading", level=1).inner_text() == "Một người hay hai người?"
    visitor.follow(page.get_by_role("button", name="Gộp hồ sơ"))
    assert page.get_by_role("heading", level=1).inner_text() == "Hai hồ sơ, một người"
    visitor.follow(page.get_by_role("link", name=ONCE[0]).first)
    assert page.locator("section[aria-labelledby=merged] li").count() == 1


def take_both_rolls(visitor: Visitor, course: str) -> None:
    page = visitor.page
    for half in ("Sáng 05/11", "Chiều 05/11"):
        page.goto(course)
        visitor.follow(page.get_by_role("link", name="Điểm danh").first)
        if page.get_by_role("link", name=half).count():
            visitor.follow(page.get_by_role("link", name=half).first)
        assert page.get_by_role("radiogroup").count() == ROSTER
        visitor.tap(page.get_by_role("button", name="Tất cả có mặt"))
        visitor.tap(page.get_by_role("button", name="Lưu buổi này").last)
        page.get_by_role("status").filter(has_text="Đã lưu").wait_for()


def test_three_communes_lists_become_one_roster_that_is_confirmed(door: Door) -> None:
    with door.open(OFFICER) as visitor:
        page = visitor.page
        plan(visitor, "Tập huấn của ba xã")
        course = page.url
        send_three(visitor)
        import_them(visitor)
        page.goto(course)
        merge_the_double(visitor)
        take_both_rolls(visitor, course)
        page.goto(course)
        finish(visitor)
        # Five lines of the roster are four people.
        assert "4 người" in visitor.text


def test_several_lists_are_sent_and_imported_without_script(door: Door) -> None:
    with door.open(OFFICER, java_script_enabled=False) as visitor:
        plan(visitor, "Tập huấn của ba xã, không có kịch bản")
        course = visitor.page.url
        send_three(visitor)
        import_them(visitor)
        visitor.page.goto(course)
        for name in ONCE:
            assert name in visitor.text


def test_an_inspector_reads_from_a_person_to_who_wrote_when(door: Door) -> None:
    with door.open("kiemtra", viewport=DESK, has_touch=False) as visitor:
        page = visitor.page
        page.goto("/people?text=ho+thi+nam")
        before = visitor.taps
        visitor.follow(page.get_by_role("main").get_by_role("link", name=re.compile("Hồ Thị Nam")).first)
        courses = page.locator("section[aria-labelledby=courses] li[id^=course-]")
        assert courses.count() >= 1
        assert page.locator("main form[method=post]").count() == 0
        # From her record to what was written of it, by whom, when and through what.
        visitor.follow(page.locator("a[href*='/history']").first)
        assert re.search(r"\d{2}/\d{2}/\d{4} \d{2}:\d{2}", visitor.text)
        page.go_back()
        visitor.follow(courses.first.locator("a[href^='/activities/']").first)
        visitor.follow(page.locator("a[href*='/history']").first)
        assert re.search(r"\d{2}/\d{2}/\d{4} \d{2}:\d{2}", visitor.text)
        assert visitor.taps - before == CLICKS
        assert page.locator("main form[method=post]").count() == 0
