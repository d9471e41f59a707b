"""Takes pictures of every kind of page of a running demo, to be looked at beside the sketches; no part of the tests.

    .venv/bin/python frontend/pictures_of_pages.py DATA_FOLDER http://127.0.0.1:8000 PICTURES_FOLDER [ACCOUNT]

One picture of each kind of page (addresses that differ in their ids only are one kind) at 390 and 1280 pixels, light and
dark, as the officer of the province or the account named.
"""

import json
import os
import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.journeys.crawling import kind, walk  # noqa: E402 - found from the root only

SIZES = {"390": (390, 844), "1280": (1280, 900)}
SCHEMES = ("light", "dark")
MORE = ("/no-such-page", "/activities?q=zzz", "/people?text=nam")


def kinds_of_pages(context: BrowserContext) -> list[str]:
    """An address of each kind that can be reached from the first page, and some that no link names."""

    def fetch(address: str) -> tuple[int, str, str]:
        answer = context.request.get(address)
        told = answer.headers.get("content-type", "")
        return answer.status, told, answer.text() if told.startswith("text/html") else ""

    found: dict[str, str] = {}
    for visit in walk(fetch, alike=1):
        if visit.page and visit.status == 200:
            found.setdefault(kind(visit.address), visit.address)
    roll = next((address for address in found.values() if "/roll/" in address), "")
    walk_in = roll.replace("/roll/", "/walk-in?half_day=")
    return [*found.values(), *([walk_in] if walk_in else []), *MORE]


def name_of(address: str) -> str:
    """A file's name for a kind of page."""
    return re.sub(r"[^a-z0-9]+", "-", kind(address).replace("{uid}", "x").lower()).strip("-") or "home"


def take(data: Path, base: str, folder: Path, account: str) -> None:
    """Sign in and take the pictures."""
    password = json.loads((data / "demo-accounts.json").read_text("utf-8"))[account]
    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("NEPMOI_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=base, locale="vi-VN")
        page = context.new_page()
        page.goto("/sign-in")
        page.screenshot(path=folder / "sign-in.png", full_page=True)
        page.fill("[name=username]", account)
        page.fill("[name=password]", password)
        page.click("main button.main")
        page.wait_for_load_state()
        addresses = kinds_of_pages(context)
        sys.stderr.write(f"{len(addresses)} kinds of pages\n")
        for address in addresses:
            for size, (width, height) in SIZES.items():
                page.set_viewport_size({"width": width, "height": height})
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    page.goto(address)
                    page.screenshot(path=folder / f"{name_of(address)}-{size}-{scheme}.png", full_page=True)
            sys.stderr.write(f"{address}\n")
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) not in {4, 5}:
        sys.exit(__doc__)
    take(Path(sys.argv[1]), sys.argv[2].rstrip("/"), Path(sys.argv[3]), [*sys.argv, "tinh"][4])
