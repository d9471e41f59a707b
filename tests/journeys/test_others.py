"""Short ways of others: a commune's chair, an inspector, a learner; two tabs, a bad file, another language."""

import re

import pytest

from tests.journeys.conftest import DESK, OFFICER, Door, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.processes]

COURSE = "Nâng cao năng lực lồng ghép giới"
EARLIER = "năm 2022"


def open_course(visitor: Visitor, words: str) -> None:
    visitor.page.goto("/activities")
    visitor.follow(visitor.page.get_by_role("main").get_by_role("link", name=re.compile(words)))


def test_a_communes_chair_sees_her_people_of_the_old_communes(door: Door) -> None:
    with door.open("phuctrach") as visitor:
        page = visitor.page
        assert "Hội LHPN xã Phúc Trạch" in visitor.text
        visitor.follow(page.get_by_role("navigation", name="Chính").get_by_role("link", name="Số liệu"))
        assert "xã Phúc Trạch" in visitor.text
        open_course(visitor, COURSE)
        # She sees those of her area, and is told how many more there are.
        shown = page.locator("section[aria-labelledby=roster] tbody tr").count()
        assert 0 < shown < 45
        assert "thuộc địa bàn khác" in visitor.text
        assert page.get_by_role("link", name="Nhập danh sách").count() == 0
        visitor.follow(page.locator("section[aria-labelledby=roster] tbody a").first)
        assert page.get_by_role("heading", level=1).is_visible()
        assert page.goto("/activities/new").status == 200  # type: ignore[union-attr]


def test_an_inspector_goes_from_the_figure_to_the_original_and_changes_nothing(door: Door) -> None:
    with door.open("kiemtra", viewport=DESK, has_touch=False) as visitor:
        page = visitor.page
        page.goto("/figures/people_trained?year=2024")
        visitor.follow(page.locator("section[aria-labelledby=list] th a").first)
        visitor.follow(page.locator("ul.halves a").first)
        assert page.locator("main form[method=post]").count() == 0
        visitor.follow(page.locator("section[aria-labelledby=evidence] figcaption a").first)
        with page.expect_download() as download:
            page.locator("a[download]").click()
        assert download.value.suggested_filename.endswith((".jpg", ".png"))
        answer = page.goto("/activities/new")
        assert answer is not None
        assert answer.status == 403
        assert page.get_by_role("heading", level=1).inner_text() == "Không thuộc nhiệm vụ được giao"
        assert "role-may-not" in visitor.text
        visitor.complaints.clear()  # the browser writes down each 403


def test_a_learner_is_led_to_her_own_record(door: Door) -> None:
    with door.open("hocvien") as visitor:
        assert visitor.page.url.endswith("/me")
        assert visitor.page.get_by_role("heading", level=1).inner_text() == "Hồ Thị Nam"
        assert COURSE in visitor.text
        assert visitor.page.get_by_role("main").locator("a[href^='/activities']").count() == 0


def test_a_stale_save_in_a_second_tab_is_told_and_loses_nothing(door: Door) -> None:
    with door.open(OFFICER) as visitor:
        page = visitor.page
        open_course(visitor, EARLIER)
        visitor.follow(page.get_by_role("link", name="Điểm danh").first)
        second = page.context.new_page()
        second.goto(page.url)
        for tab, row, mark in ((page, 4, "vắng có phép"), (second, 5, "vắng không phép")):
            tab.get_by_label("Lý do sửa kết quả đã xác nhận").fill("Ghi nhầm khi điểm danh (mẫu)")
            tab.locator(".roll tbody tr").nth(row).locator("label.no", has_text=mark).click()
            tab.get_by_role("button", name="Lưu buổi này").last.click()
            if tab is page:
                tab.get_by_role("status").filter(has_text="Đã lưu").wait_for()
        told = second.get_by_role("alert").filter(has_text="Nội dung vừa được người khác thay đổi")
        told.wait_for()
        assert "Trần Thị Hải Vân (mẫu)" in told.inner_text()
        # What the second tab typed is still there, and what the first saved stands beside it.
        row = second.locator(".roll tbody tr").nth(5)
        assert row.get_by_role("radio", name="vắng không phép").is_checked()
        assert second.locator(".roll small.err").count() >= 1
        second.get_by_role("button", name="Lưu buổi này").last.click()
        second.get_by_role("status").filter(has_text="Đã lưu").wait_for()
        second.reload()
        assert second.locator(".roll tbody tr").nth(5).get_by_role("radio", name="vắng không phép").is_checked()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_file_that_is_no_list_is_refused_by_name(door: Door, script: bool) -> None:
    with door.open(OFFICER, java_script_enabled=script) as visitor:
        page = visitor.page
        open_course(visitor, EARLIER)
        visitor.follow(page.get_by_role("link", name="Nhập danh sách").first)
        page.get_by_label("Tệp danh sách của đơn vị").set_input_files(
            {"name": "ảnh lớp.xlsx", "mimeType": "application/octet-stream", "buffer": b"\x89PNG no list"}
        )
        visitor.follow(page.get_by_role("button", name="Gửi và xem trước"))
        assert "ảnh lớp.xlsx là tệp ảnh" in visitor.text
        summary = page.get_by_role("alert").first
        field = page.get_by_label("Tệp danh sách của đơn vị")
        assert summary.get_by_role("link").get_attribute("href") == f"#{field.get_attribute('id')}"
        assert field.get_attribute("aria-invalid") == "true"
        visitor.complaints.clear()  # the browser writes down each 422


def test_the_language_is_switched_and_kept(door: Door) -> None:
    with door.open(OFFICER) as visitor:
        page = visitor.page
        page.goto("/activities")
        assert page.locator("html").get_attribute("lang") == "vi"
        visitor.follow(page.get_by_role("button", name="EN: switch to English"))
        assert page.url.endswith("/activities")
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.get_by_role("heading", level=1).inner_text() == "Activities"
        page.goto("/people")
        assert page.get_by_role("heading", level=1).inner_text() == "People"
        visitor.follow(page.get_by_role("button", name="VI: chuyển sang tiếng Việt"))
        assert page.locator("html").get_attribute("lang") == "vi"


def test_dark_is_chosen_and_kept(door: Door) -> None:
    with door.open(OFFICER, color_scheme="light") as visitor:
        page = visitor.page
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        visitor.follow(page.get_by_role("button", name="Nền tối"))
        dark = page.evaluate(ground)
        page.goto("/places")
        assert light != dark == page.evaluate(ground)
