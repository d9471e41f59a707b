"""The thread in Vietnamese on a phone: from an office's list to a figure that opens its people and photographs."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.journeys.conftest import OFFICER, Door, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.processes]

LIST = Path(__file__).parents[1] / "rosters" / "huong-khe-45.xlsx"
PEOPLE = 45

# For everybody of a half-day: all at once, at most nine put right, the save.
TAPS = 11
CLICKS = 4


def plan(visitor: Visitor, name: str) -> None:
    """Plan a course of two half-days in the district of that time."""
    page = visitor.page
    page.goto("/activities")
    visitor.follow(page.get_by_role("link", name="Lập kế hoạch hoạt động"))
    page.get_by_label("Tên hoạt động").fill(name)
    page.get_by_label("Ngày đầu").fill("2024-11-05")
    page.get_by_label("Ngày cuối").fill("2024-11-05")
    page.get_by_label("Địa bàn (xã, huyện hoặc tỉnh)").fill("huyen huong khe")
    page.get_by_label("ND4").check()
    if visitor.has_script:
        page.get_by_role("radio", name=re.compile("huyện Hương Khê", re.IGNORECASE)).first.check()
    visitor.tap(page.get_by_role("button", name="Lập các buổi"))
    page.get_by_role("checkbox", name="Chiều 05/11/2024").wait_for()
    visitor.follow(page.get_by_role("button", name="Lưu kế hoạch"))
    assert page.get_by_role("heading", level=1).inner_text() == name
    assert "Dự kiến" in visitor.text


def send_list(visitor: Visitor) -> None:
    """Send the office's list, look at what it would do, import it."""
    page = visitor.page
    visitor.follow(page.get_by_role("link", name="Nhập danh sách").first)
    page.get_by_label("Tệp danh sách của đơn vị").set_input_files(LIST)
    visitor.follow(page.get_by_role("button", name="Gửi và xem trước"))
    assert "chưa ghi gì vào hệ thống" in visitor.text
    assert f"{PEOPLE} người, khớp với dòng chốt của tệp" in visitor.text
    # All of them were on the case's own list of October, so each is known; in a village of one surname the officer says it.
    assert f"Đã có hồ sơ, được nối {PEOPLE}" in visitor.text
    rows = page.locator("section[aria-labelledby=asked] fieldset")
    assert rows.count() == PEOPLE
    for row in rows.filter(has_not=page.locator(":checked")).all():
        row.locator("label.opt").first.click()
    visitor.follow(page.get_by_role("button", name="Nhập những người đã chọn"))


def take_roll(visitor: Visitor) -> None:
    """A half-day of all the people, with four put right."""
    page = visitor.page
    visitor.follow(page.get_by_role("link", name="Điểm danh").first)
    assert page.get_by_role("radiogroup").count() == PEOPLE
    before = visitor.taps
    visitor.tap(page.get_by_role("button", name="Tất cả có mặt"))
    rows = page.locator(".roll tbody tr")
    for number, words in ((2, "vắng có phép"), (7, "vắng không phép"), (20, "vắng có phép"), (44, "vắng không phép")):
        visitor.tap(rows.nth(number).locator("label.no", has_text=words))
    visitor.tap(page.get_by_role("button", name="Lưu buổi này").last)
    page.get_by_role("status").filter(has_text="Đã lưu: 41 có mặt, 4 vắng, 0 chưa điểm danh.").wait_for()
    assert visitor.taps - before <= TAPS


def add_walk_in(visitor: Visitor) -> None:
    """Somebody who is on no list comes as well."""
    page = visitor.page
    visitor.tap(page.get_by_role("button", name="Người đến thêm"))
    page.get_by_label("Họ và tên").fill("Hồ Thị Đến Thêm")
    page.get_by_label("Nữ", exact=True).check()
    page.get_by_label(re.compile("^Ở xã, thôn, bản nào")).fill("huong lien, huong khe")
    page.get_by_role("radio", name=re.compile("xã Hương Liên", re.IGNORECASE)).first.check()
    page.get_by_label(re.compile("^Có mặt buổi")).select_option(label="Sáng 05/11/2024")
    visitor.follow(page.get_by_role("button", name="Ghi vào danh sách"))
    assert page.get_by_role("radiogroup").count() == PEOPLE + 1
    assert page.get_by_role("radiogroup", name=re.compile("Đến Thêm")).get_by_label("Có mặt").is_checked()


def take_second_roll(visitor: Visitor) -> None:
    page = visitor.page
    visitor.follow(page.get_by_role("link", name="Chiều 05/11"))
    visitor.tap(page.get_by_role("button", name="Tất cả có mặt"))
    visitor.tap(page.get_by_role("button", name="Lưu buổi này").last)
    page.get_by_role("status").filter(has_text="Đã lưu: 46 có mặt").wait_for()


def photograph(colour: str) -> dict[str, object]:
    held = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(held, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


def add_photographs(visitor: Visitor) -> None:
    page = visitor.page
    visitor.follow(page.get_by_role("link", name="Thêm ảnh"))
    page.get_by_label("Ảnh", exact=True).set_input_files([photograph("teal"), photograph("navy")])  # type: ignore[list-item]
    page.get_by_label("Chú thích ảnh").fill("Học viên thảo luận (ảnh mẫu)")
    page.get_by_label(re.compile("^Buổi")).select_option(label="Sáng 05/11/2024")
    visitor.tap(page.get_by_role("button", name="Lưu ảnh"))
    page.locator("#sent [data-after]").wait_for()
    page.goto(page.url.rpartition("/")[0])
    assert page.locator("img.photo").count() == 2
    for picture in page.locator("img.photo").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("picture => picture.complete || new Promise(done => { picture.onload = done })")
        assert picture.evaluate("picture => picture.naturalWidth") > 0


def finish(visitor: Visitor) -> None:
    page = visitor.page
    visitor.follow(page.get_by_role("button", name="Ghi là đã tổ chức"))
    assert "Đã ghi là đã tổ chức" in visitor.text
    visitor.follow(page.get_by_role("link", name="Xác nhận kết quả"))
    visitor.follow(page.get_by_role("button", name="Xác nhận"))
    assert "Đã xác nhận kết quả. Hoạt động được tính vào số liệu và báo cáo." in visitor.text


def open_the_figure(visitor: Visitor, name: str) -> None:
    """From the figure to a person, to the half-day, to the photograph."""
    page, before = visitor.page, visitor.taps
    visitor.follow(page.locator("a[href^='/figures/people_trained?']", has_text="46").first)
    assert "46 người" in visitor.text
    assert "46 dòng" in visitor.text
    person = page.locator("section[aria-labelledby=list] th a").first
    label = person.inner_text()
    visitor.follow(person)
    assert page.get_by_role("heading", level=1).inner_text() == label
    course = page.locator("li[id^=course-]", has=page.get_by_role("link", name=name))
    visitor.follow(course.get_by_role("link", name="Sáng 05/11"))
    assert "#half-day-" in page.url
    assert page.locator(page.evaluate("location.hash")).is_visible()
    visitor.follow(page.get_by_role("link", name="Học viên thảo luận (ảnh mẫu)").first)
    assert page.locator("main img.photo").first.is_visible()
    assert visitor.taps - before == CLICKS
    assert name in visitor.text


def test_from_a_list_to_a_photograph_on_a_phone(door: Door) -> None:
    name = "Tập huấn trên điện thoại"
    with door.open(OFFICER) as visitor:
        page = visitor.page
        plan(visitor, name)
        course = page.url
        send_list(visitor)
        page.goto(course)
        take_roll(visitor)
        add_walk_in(visitor)
        take_second_roll(visitor)
        page.goto(course)
        add_photographs(visitor)
        page.goto(course)
        finish(visitor)
        open_the_figure(visitor, name)


def test_without_script_a_list_is_imported_and_a_roll_is_taken(door: Door) -> None:
    with door.open(OFFICER, java_script_enabled=False) as visitor:
        page = visitor.page
        plan(visitor, "Tập huấn không có kịch bản")
        course = page.url
        send_list(visitor)
        page.goto(course)
        visitor.follow(page.get_by_role("link", name="Điểm danh").first)
        rows = page.locator(".roll tbody tr")
        before = visitor.taps
        visitor.tap(rows.nth(3).locator("label.no", has_text="vắng có phép"))
        visitor.tap(rows.nth(9).locator("label.no", has_text="vắng không phép"))
        visitor.follow(page.get_by_role("button", name="Tất cả có mặt"))
        assert "Đã lưu: 43 có mặt, 2 vắng, 0 chưa điểm danh." in visitor.text
        assert visitor.taps - before <= TAPS
        assert page.locator(".roll input:checked").count() == PEOPLE
