"""The product as its users meet it: `nepmoi demo` as a process of its own, and a browser beside it."""

import json
import os
import re
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.processes import environment, free_port, nepmoi

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
OFFICER = "tinh"

STARTS_WITHIN = 120
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Product:
    """A running demo: where it listens, and what its accounts sign in with."""

    base: str
    passwords: dict[str, str]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("demo")
    data, port = folder / "data", free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            nepmoi("demo", "--data", str(data), "--port", str(port)),
            env=environment(data),
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(process, base, folder / "log")
        yield Product(base, json.loads((data / "demo-accounts.json").read_text("utf-8")))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
    assert "Traceback" not in (folder / "log").read_text("utf-8", errors="replace")


def _wait(process: "subprocess.Popen[bytes]", base: str, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text("utf-8", errors="replace")
        try:
            with urllib.request.urlopen(f"{base}/sign-in", timeout=5) as answer:  # noqa: S310 - an address of this machine
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(log.read_text("utf-8", errors="replace"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("NEPMOI_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=CHROMIUM)
        yield chromium
        chromium.close()


class Visitor:
    """Somebody before a screen: her page, the taps that she needed, what the browser complained of."""

    def __init__(self, page: Page, *, has_touch: bool, has_script: bool) -> None:
        self.page, self.has_touch, self.has_script, self.taps = page, has_touch, has_script, 0
        self.complaints: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", lambda answer: self.complaints.append(answer.url) if answer.status >= 500 else None)

    def tap(self, target: Any) -> None:
        """One tap on what the page shows."""
        self.taps += 1
        if self.has_touch:
            target.tap()
        else:
            target.click()

    def follow(self, target: Any) -> None:
        """A tap that leads to another page."""
        with self.page.expect_navigation():
            self.tap(target)

    @property
    def text(self) -> str:
        """What the page says, in one line."""
        return re.sub(r"\s+", " ", self.page.inner_text("body").replace("\N{NO-BREAK SPACE}", " "))


class Door:
    """How somebody comes in."""

    def __init__(self, browser: Browser, product: Product) -> None:
        self.browser, self.product = browser, product

    @contextmanager
    def open(self, username: str = "", **how: Any) -> Iterator[Visitor]:
        """A fresh browser with a phone's screen, signed in when a name is given.

        Args:
            how: what Playwright takes for a context: ``viewport``, ``java_script_enabled``, ``color_scheme``.
        """
        options: dict[str, Any] = {
            "viewport": PHONE,
            "locale": "vi-VN",
            "has_touch": True,
            "java_script_enabled": True,
        } | how
        context = self.browser.new_context(base_url=self.product.base, **options)
        context.set_default_timeout(15_000)
        page = context.new_page()
        visitor = Visitor(page, has_touch=options["has_touch"], has_script=options["java_script_enabled"])
        try:
            if username:
                self.sign_in(visitor, username)
            yield visitor
            assert visitor.complaints == []
        finally:
            context.close()

    def sign_in(self, visitor: Visitor, username: str) -> None:
        """Through the page, as everybody does."""
        page = visitor.page
        page.goto("/sign-in")
        page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(self.product.passwords[username])
        visitor.follow(page.get_by_role("main").get_by_role("button", name="Đăng nhập"))


@pytest.fixture
def door(browser: Browser, product: Product) -> Door:
    return Door(browser, product)
