"""In a browser: few taps for a whole roll, by thumb, by keys, without script; nothing is cut off, nothing hides from aides."""

import os
import re
import shutil
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from nepmoi.fieldwork.activities.rules import Mark
from tests import cast as company
from tests.cast import PASSWORD, Cast, course
from tests.web.activities.taught import lines, marks, record, slots

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# Sixty letters, as some names are long.
LONG = "Công Tằng Tôn Nữ Hoàng Thiên Nguyễn Phúc Thị Ngọc Quỳnh Nhi"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # The browser's driver keeps a loop running in this thread; the tests' own queries wait for nobody.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = os.environ.get("NEPMOI_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=options)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    # These tests commit, and their rows are flushed after each, so each assembles the cast anew.
    return company.assemble()


def open_page(browser: Browser, live_server: Any, username: str = "officer", **how: Any) -> Page:
    """A page of somebody who has signed in, in English, at the address of the tests' server."""
    context = browser.new_context(base_url=live_server.url, **({"viewport": PHONE} | how))
    context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.main")
    page.wait_for_url(re.compile(r"/$"))
    return page


def class_of(cast: Cast, count: int) -> UUID:
    return course(cast, {f"Hồ Thị {chr(65 + n % 26)}{'ab'[n // 26]}": "xã Hương Liên" for n in range(count)})


def roll_of(cast: Cast, uid: UUID, half_day: int = 0) -> str:
    return f"/activities/{uid}/roll/{slots(cast, uid)[half_day].uid}"


def counts(page: Page) -> str:
    """What an aide reads of the page: the only place where the numbers that the style sheet counts can be seen."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    said = [node["name"]["value"] for node in tree["nodes"] if node.get("role", {}).get("value") == "StaticText"]
    return re.sub(r"\s+", " ", " ".join(said))


def test_forty_five_people_take_four_taps(browser: Browser, live_server: Any, people: Cast) -> None:
    uid = class_of(people, 45)
    page = open_page(browser, live_server, has_touch=True)
    page.goto(roll_of(people, uid))
    assert "0 /45 present" in counts(page)
    page.get_by_role("button", name="All present").tap()
    page.get_by_role("radiogroup", name="Hồ Thị Ba").locator("label.no").first.tap()
    page.locator(".roll tbody tr").nth(20).locator("label.no").first.tap()
    assert "43 /45 present" in counts(page)
    page.get_by_role("button", name="Save this half-day").last.tap()
    page.locator(".note[role=status]").wait_for()
    found = marks(people, uid)
    assert (found.count(Mark.PRESENT), found.count(Mark.EXCUSED) + found.count(Mark.ABSENT)) == (43, 2)
    page.context.close()


def test_a_tap_on_a_name_marks_and_a_second_takes_it_back(browser: Browser, live_server: Any, people: Cast) -> None:
    uid = class_of(people, 3)
    page = open_page(browser, live_server, has_touch=True)
    page.goto(roll_of(people, uid))
    first = page.locator(".roll tbody tr").first
    first.locator("th").tap(force=True)
    assert "1 /3 present" in counts(page)
    first.locator("label.yes").tap()
    assert "0 /3 present" in counts(page)
    page.context.close()


def test_a_search_hides_people_and_counts_all_of_them(browser: Browser, live_server: Any, people: Cast) -> None:
    uid = course(people, {"Hồ Thị Hoà": "xã Hương Liên", "Trần Văn Đức": "xã Hà Linh", "Lê Thị Vàng": "xã Hà Linh"})
    page = open_page(browser, live_server)
    page.goto(roll_of(people, uid))
    page.get_by_role("button", name="All present").click()
    for sought, names in (("hoa", ["Hồ Thị Hoà"]), ("duc", ["Trần Văn Đức"]), ("vang", ["Lê Thị Vàng"])):
        page.fill("#find", sought)
        shown = page.locator(".roll tbody tr:visible th").all_inner_texts()
        assert [name.split("\n")[0] for name in shown] == names
        assert "3 /3 present" in counts(page)
    page.context.close()


def test_keys_go_from_row_to_row_and_mark(browser: Browser, live_server: Any, people: Cast) -> None:
    uid = class_of(people, 4)
    record(people, uid, 0, [None, None, None, Mark.PRESENT])
    page = open_page(browser, live_server, viewport=DESK)
    page.goto(roll_of(people, uid))
    page.focus("#find")
    for key in (
        "ArrowDown",
        "x",
        "ArrowDown",
        "p",
        "ArrowDown",
        "v",
        "ArrowUp",
        "v",
        "ArrowDown",
        "ArrowDown",
        "Delete",
    ):
        page.keyboard.press(key)
    page.click("#save")
    page.locator(".note[role=status]").wait_for()
    assert marks(people, uid) == [Mark.PRESENT, Mark.ABSENT, Mark.ABSENT, None]
    page.context.close()


def test_return_in_the_search_saves_and_marks_nothing(browser: Browser, live_server: Any, people: Cast) -> None:
    uid = class_of(people, 3)
    page = open_page(browser, live_server)
    page.goto(roll_of(people, uid))
    page.fill("#find", "Hồ")
    page.press("#find", "Enter")
    assert page.locator("input:checked").count() == 0
    assert page.evaluate("document.activeElement.type") == "radio"
    assert marks(people, uid) == [None] * 3
    page.context.close()


def test_it_works_without_script(browser: Browser, live_server: Any, people: Cast) -> None:
    uid = class_of(people, 3)
    page = open_page(browser, live_server, java_script_enabled=False)
    page.goto(roll_of(people, uid))
    assert not page.locator("#find").is_visible()
    page.locator("label.no").first.click()
    page.get_by_role("button", name="All present").click()
    assert "Saved: 2 present, 1 away, 0 not marked yet." in page.inner_text("main")
    assert marks(people, uid).count(Mark.PRESENT) == 2
    page.context.close()


def test_seven_people_fit_the_first_screen_of_a_phone(browser: Browser, live_server: Any, people: Cast) -> None:
    page = open_page(browser, live_server, has_touch=True)
    page.goto(roll_of(people, class_of(people, 45)))
    dock = page.locator(".dock").bounding_box()
    rows = [row.bounding_box() for row in page.locator(".roll tbody tr").all()[:12]]
    assert dock
    assert sum(bool(row and row["y"] + row["height"] <= dock["y"]) for row in rows) >= 7
    targets = [one.bounding_box() for one in page.locator(".rollhead .btn, .roll tbody label, .dock .btn").all()]
    assert min(box["height"] for box in targets if box and box["height"]) >= 44
    page.mouse.wheel(0, 1200)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 500
    half_days = page.get_by_role("navigation", name="Half-days").bounding_box()
    assert half_days
    assert 0 <= half_days["y"] < 60
    page.context.close()


def test_marks_not_saved_yet_outlast_the_page_until_they_are(browser: Browser, live_server: Any, people: Cast) -> None:
    uid = class_of(people, 3)
    page = open_page(browser, live_server, has_touch=True)
    kept = page.locator("[data-kept]")
    page.goto(roll_of(people, uid))
    assert not kept.is_visible()
    page.locator("label.yes").first.tap()
    page.locator("label.no").nth(2).tap()
    kept.locator("b", has_text="2").wait_for()
    assert kept.inner_text() == "Not saved yet, kept on this device: 2"
    page.reload()
    page.click("button[name=language]")
    page.locator("html[lang=vi]").wait_for()
    assert kept.locator("b").inner_text() == "2"
    page.click("button[name=language]")
    page.locator("html[lang=en]").wait_for()
    page.goto(roll_of(people, uid, 1))
    assert page.locator("input:checked").count() == 0
    page.goto(roll_of(people, uid))
    assert marks(people, uid) == [None] * 3
    page.click("#save")
    page.locator(".note[role=status]").wait_for()
    assert not kept.is_visible()
    assert marks(people, uid) == [Mark.PRESENT, Mark.EXCUSED, None]
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.context.close()


def test_marks_of_other_pages_of_the_list_are_kept_and_saved_together(
    browser: Browser, live_server: Any, people: Cast
) -> None:
    uid = course(people, {f"Hồ Thị Ba {n:03}": "xã Hương Liên" for n in range(63)})
    page = open_page(browser, live_server, has_touch=True)
    kept = page.locator("[data-kept] b")
    page.goto(roll_of(people, uid))
    page.locator("label.yes").first.tap()
    page.get_by_role("button", name="Next").click()
    page.get_by_text("61–63 of 63 rows").wait_for()
    kept.get_by_text("1").wait_for()
    page.goto(f"{roll_of(people, uid)}?page=2")
    kept.get_by_text("1").wait_for()
    page.locator("label.no").first.tap()
    kept.get_by_text("2").wait_for()
    page.click("#save")
    page.locator(".note[role=status]").wait_for()
    assert not kept.is_visible()
    saved = marks(people, uid)
    assert (saved[0], saved[60], saved.count(None)) == (Mark.PRESENT, Mark.EXCUSED, 61)
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.context.close()


def test_a_kept_mark_does_not_overwrite_what_somebody_saved_meanwhile(
    browser: Browser, live_server: Any, people: Cast
) -> None:
    uid = class_of(people, 3)
    page = open_page(browser, live_server, has_touch=True)
    page.goto(roll_of(people, uid))
    page.locator("label.yes").first.tap()
    page.locator("[data-kept]").wait_for()
    record(people, uid, 0, [Mark.ABSENT, None, None])
    page.reload()
    page.click("#save")
    page.get_by_text("Changed in the meantime").wait_for()
    assert "saved meanwhile: absent" in page.locator(".roll tbody tr").first.inner_text()
    assert marks(people, uid)[0] is Mark.ABSENT
    page.click("#save")
    page.locator(".note[role=status]").wait_for()
    assert marks(people, uid)[0] is Mark.PRESENT
    page.context.close()


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_nothing_is_cut_off_or_hidden_from_aides(
    browser: Browser, live_server: Any, people: Cast, viewport: dict[str, int], scheme: str
) -> None:
    long = "Lớp" + "rấtdài" * 12
    uid = course(people, {LONG: "xã Hương Liên", "Hồ Hai": "xã Hà Linh"}, name=long)
    record(people, uid, 0, [Mark.PRESENT, Mark.EXCUSED])
    page = open_page(browser, live_server, viewport=viewport, color_scheme=scheme)
    base = f"/activities/{uid}"
    here = [base, roll_of(people, uid), f"{base}/walk-in", f"{base}/photographs", f"{base}/lists"]
    findings = []
    for address in ("/activities", "/activities/new", "/activities?q=nothing", *here):
        page.goto(address)
        assert page.locator("h1").count() == 1
        findings += [(address, one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            findings.append((address, "wider than the screen", ""))
    assert findings == []
    assert LONG in {line.name_as_written for line in lines(people, uid)}
    page.context.close()
