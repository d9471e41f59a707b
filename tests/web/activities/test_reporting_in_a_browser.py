"""A commune's chair at 390 pixels: from the first page to a session that counts, in few taps and far under 90 seconds."""

import time
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from nepmoi.fieldwork.activities.models import Activity
from nepmoi.fieldwork.activities.rules import Status
from nepmoi.fieldwork.activities.selectors import activities as selectors
from tests.cast import Cast
from tests.web.activities.test_in_a_browser import browser, open_page, people
from tests.web.activities.test_photographs_page import picture

__all__ = ["browser", "people"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBERS = {"total": "57", "women": "41", "minority": "30", "minority_women": "22", "children": "9"}
# One to get there, five numbers, one for the pictures, one to save.
STEPS = 8
SECONDS = 90


def pictures(folder: Path) -> list[Path]:
    made = []
    for name, colour in (("a.jpg", "navy"), ("b.jpg", "teal")):
        made.append(folder / name)
        made[-1].write_bytes(picture(name, colour).read())
    return made


def report(page: Page, shots: list[Path]) -> int:
    """Do what a chair does, and count each tap and each field."""
    steps = 0
    page.get_by_role("link", name="Report an activity").first.click()
    page.wait_for_url("**/activities/report")
    steps += 1
    for name, value in NUMBERS.items():
        page.locator(f"[name={name}]").fill(value)
        steps += 1
    page.locator("[name=pictures]").set_input_files([str(shot) for shot in shots])
    steps += 1
    page.get_by_role("button", name="Save the activity").click()
    return steps + 1


def saved() -> selectors.ActivityView:
    return selectors.by_id([Activity.objects.get().pk]).popitem()[1]


@pytest.mark.parametrize("script", [True, False])
def test_a_session_is_reported_in_eight_steps(
    browser: Browser, live_server: Any, people: Cast, tmp_path: Path, script: bool
) -> None:
    page = open_page(browser, live_server, "chair", java_script_enabled=script)
    shots = pictures(tmp_path)
    begun = time.monotonic()
    steps = report(page, shots)
    page.get_by_text("57 attendances without names count in figures now").wait_for()
    assert time.monotonic() - begun < SECONDS
    assert steps == STEPS
    found = saved()
    assert (found.status, found.heads, found.photographs) == (Status.CONFIRMED, 57, 2)
    assert page.locator("#count-1").inner_text().startswith("Audience not known")
    page.context.close()


def test_nothing_is_cut_off_or_hidden_from_aides(browser: Browser, live_server: Any, people: Cast) -> None:
    page = open_page(browser, live_server, "chair")
    page.goto("/activities/report")
    page.locator("[name=women]").fill("3")
    page.locator("[name=total]").fill("2")
    page.locator("details summary", has_text="Name, who they were").click()
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert Axe().run(page).response["violations"] == []
        page.get_by_role("button", name="Save the activity").click()
        page.get_by_text("3 women are more than the 2 people in all").first.wait_for()
    page.context.close()
