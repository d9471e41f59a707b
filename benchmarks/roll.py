"""Rolls of 45: how many eight people save a second, and how many taps and how long one takes on a telephone.

    .venv/bin/python -m benchmarks.roll [--data DIR] [--requests 500]

A folder with the demo gets eight courses of 45 people and as many half-days as are asked for; `nepmoi serve` serves it. Eight
clients, each with a course of her own and signed in by herself, send what the page's form sends: first rolls of half-days that
nobody marked yet, then the same half-days with every mark another, last once more with the page that a browser then loads.
What was saved is counted in the database afterwards.

A browser of a telephone's size then takes one roll with 38 of 45 present, by touch: once with "all present" first, once
without it.
"""

import argparse
import json
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import django
from playwright.sync_api import Page, sync_playwright

from benchmarks.browsing import Reader, worked
from benchmarks.pages import RUN, Served, served

CLIENTS = 8
USERNAME = "tinh"
PEER_A_SECOND = 20.8
TELEPHONE = {"width": 390, "height": 844}
PRESENT, PEOPLE = 38, 45

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_SEEN = re.compile(r'name="seen" value="(\d+)"')
_SHOWN = re.compile(r'name="shown" value="([^"]+)"')


@dataclass
class Taker:
    """Somebody with the rolls of one course before her.

    Attributes:
        people: those of the list.
        seen: the course's version; each roll that is saved raises it by one.
    """

    reader: Reader
    addresses: Sequence[str]
    token: str
    people: Sequence[str]
    seen: int

    def save(self, address: str, mark: str) -> bool:
        """Send a roll with one mark for everybody; whether it was saved."""
        form = [
            ("csrfmiddlewaretoken", self.token),
            ("request", str(uuid4())),
            ("seen", str(self.seen)),
            ("do", "save"),
        ]
        for uid in self.people:
            form += [("shown", uid), (f"m-{uid}", mark)]
        answer = self.reader.post(address, form)
        self.seen += 1
        return answer.status == 302

    def save_and_look(self, address: str, mark: str) -> bool:
        """The same, and the page that a browser goes to."""
        return self.save(address, mark) and self.reader.get(address).status == 200


def taker(port: int, password: str, addresses: Sequence[str]) -> Taker:
    """Sign in and open a course's first roll."""
    reader = Reader(port)
    reader.sign_in(USERNAME, password)
    html = reader.get(addresses[0], plain=True).body.decode()
    token, seen = _TOKEN.search(html), _SEEN.search(html)
    if token is None or seen is None:
        raise LookupError(addresses[0])
    return Taker(reader, addresses, token[1], _SHOWN.findall(html), int(seen[1]))


Send = Callable[[Taker, str], bool]


def run(name: str, server: Served, takers: Sequence[Taker], requests: int, send: Send) -> None:
    """Let all of them send their rolls at once, and print how fast they went.

    Raises:
        AssertionError: when one was not saved.
    """
    times, wrong = list[float](), list[str]()

    def work(one: Taker, addresses: Sequence[str]) -> None:
        for address in addresses:
            begun = time.perf_counter()
            if not send(one, address):
                wrong.append(address)
            times.append(time.perf_counter() - begun)

    shares = [one.addresses[: requests // CLIENTS + (n < requests % CLIENTS)] for n, one in enumerate(takers)]
    threads = [threading.Thread(target=work, args=(one, share)) for one, share in zip(takers, shares, strict=True)]
    before, begun = worked(server.pid), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, spent = time.perf_counter() - begun, worked(server.pid) - before
    if wrong:
        raise AssertionError(f"{len(wrong)} not saved, as {wrong[0]}")
    ordered = sorted(times)
    speed = len(ordered) / took
    print(
        f"{name:34} {len(ordered):4} rolls in {took:5.1f} s: {speed:5.1f} a second, {speed / PEER_A_SECOND:4.1f} times the peer;"
        f" median {ordered[len(ordered) // 2] * 1000:4.0f} ms, p95 {ordered[len(ordered) * 95 // 100] * 1000:4.0f} ms,"
        f" server's own work {spent / len(ordered) * 1000:4.1f} ms a roll",
        flush=True,
    )


def marks_in(folder: Path) -> dict[str, int]:
    """How many marks of each kind stand in the folder's database."""
    with sqlite3.connect(f"file:{folder / 'nepmoi.sqlite3'}?mode=ro", uri=True) as held:
        return dict(held.execute("SELECT mark, count(*) FROM activities_presence GROUP BY mark"))


def by_hand(server: Served, password: str, addresses: Sequence[str]) -> None:
    """One roll of 45 with 38 present, on a telephone."""
    chromium = os.environ.get("NEPMOI_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{server.port}", viewport=TELEPHONE, has_touch=True, is_mobile=True
        )
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("[name=username]", USERNAME)
        page.fill("[name=password]", password)
        with page.expect_navigation():
            page.tap("main button.main")
        for name, address, all_present in (
            ("all present first", addresses[0], True),
            ("each by herself", addresses[1], False),
        ):
            page.goto(address)
            begun = time.perf_counter()
            taps = _take(page, all_present=all_present)
            took = time.perf_counter() - begun
            page.reload()
            found = page.locator("input[value=present]:checked").count()
            if found != PRESENT:
                raise AssertionError(f"{found} present")
            print(f"{name:34} {taps:2} taps, {took:.1f} s from the first tap until the page says that it is saved")
        browser.close()


def _take(page: Page, *, all_present: bool) -> int:
    """Mark and save; how many taps it took."""
    rows = page.locator(".roll tbody tr")
    taps = 1
    if all_present:
        page.locator("button[data-mark=present]").tap()
        taps += 1
    for number in range(PEOPLE):
        if all_present and number < PRESENT:
            continue
        mark = "present" if number < PRESENT else "excused"
        if mark == "present" or all_present:
            rows.nth(number).locator(f"label:has(input[value={mark}])").tap()
            taps += 1
    page.locator("#save").tap()
    page.locator("main .note[role=status]").wait_for()
    return taps


def prepared(folder: Path, requests: int) -> list[list[str]]:
    """The folder with its courses; the addresses of their rolls. The last course is the telephone's."""
    if not (folder / "demo-accounts.json").exists():
        command = [sys.executable, "-c", RUN, "--data", str(folder), "demo", "--no-serve"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    os.environ |= {"NEPMOI_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "nepmoi.config.settings"}
    django.setup()
    from benchmarks import made_rolls  # noqa: PLC0415 - it needs the folder

    return [*made_rolls.make(CLIENTS, -(-requests // CLIENTS)), *made_rolls.make(1, 2)]


def main() -> None:
    """Make, serve, save, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder with the demo; else one that passes")
    parser.add_argument("--requests", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = given.data or Path(passing) / "data"
        *courses, telephone = prepared(folder, given.requests)
        password = json.loads((folder / "demo-accounts.json").read_text("utf-8"))[USERNAME]
        load = " ".join(f"{part:.1f}" for part in os.getloadavg())
        print(f"Python {platform.python_version()}, Django {django.__version__}, {os.cpu_count()} cores, load {load}")
        before = marks_in(folder)
        with served(folder) as server:
            takers = [taker(server.port, password, rolls) for rolls in courses]
            run("a half-day nobody marked yet", server, takers, given.requests, lambda one, to: one.save(to, "present"))
            run("every mark another", server, takers, given.requests, lambda one, to: one.save(to, "excused"))
            run(
                "again, with the page that follows",
                server,
                takers,
                given.requests,
                lambda one, to: one.save_and_look(to, "present"),
            )
            kept = marks_in(folder).get("present", 0) - before.get("present", 0)
            if kept != given.requests * PEOPLE:
                raise AssertionError(f"{kept} marks were kept")
            by_hand(server, password, telephone)
        print(f"load at the end {' '.join(f'{part:.1f}' for part in os.getloadavg())}")


if __name__ == "__main__":
    main()
