"""The pages with a province's records behind them: bytes on the wire, requests a second, the 95th percentile.

    .venv/bin/python -m benchmarks.pages [--data DIR] [--requests 200] [--seconds 10]

A folder is filled once (see `benchmarks.made_records`) and served by `nepmoi serve`, as an office would. Eight readers with
connections that stay open ask in turn for different records of a kind. The peer in the same run, on the same server, is the
least that a page can be: Django's answer with the same template around a form, to a stranger; it looks up nothing but
whether the folder is a sample.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django

from benchmarks.browsing import Reader, Speed, Weight, free_port, read, weigh, worked

RUN = "from nepmoi.cli.main import run; run()"
PROVINCE = "42"
# An officer of the province, and the chair of one of its communes.
READERS = ("tinh", "phuctrach")
CLIENTS = 8
PEER = "bare page (peer)"
FIRST_VISIT, LATER = 100 * 1024, 10 * 1024


@dataclass(frozen=True)
class Page:
    """A kind of page, with addresses of it."""

    name: str
    addresses: list[str]


def pages(seen: dict[str, Any]) -> list[Page]:
    """The pages that are measured, for somebody who sees these records."""
    codes = ("people_trained", "training_participations", "half_day_presences", "women_trained")
    years = range(2022, 2026)
    return [
        Page(PEER, ["/sign-in"]),
        Page("home", ["/"]),
        Page("activities", ["/activities", "/activities?page=8", "/activities?state=held", "/activities?year=2024"]),
        Page("activities by name", ["/activities?q=bao+luc", "/activities?q=long+ghep&year=2023"]),
        Page("course", [f"/activities/{uid}" for uid in seen["courses"]]),
        Page("roll of 45", [f"/activities/{uid}/roll/{slot}" for uid, slot in seen["rolls_of_45"]]),
        Page("roll of 10", [f"/activities/{uid}/roll/{slot}" for uid, slot in seen["rolls_of_10"]]),
        Page("figures", [f"/figures?year={year}" for year in years]),
        Page("figure and its list", [f"/figures/{code}?year={year}" for code in codes for year in years]),
        Page("people by name", [f"/people?text={words}" for words in ("nguyen+thi+hoa", "lai", "pham+van", "binh")]),
        Page("person", [f"/people/{uid}" for uid in seen["people"]]),
        Page("places by name", [f"/places?text={words}" for words in ("huong+khe", "xa+ky", "phuc")]),
        Page("place", [f"/places/{uid}" for uid in seen["units"]]),
    ]


def filled(folder: Path) -> dict[str, Any]:
    """Fill a folder unless it is full; what its readers see there."""
    noted = folder / "benchmark.json"
    if not noted.exists():
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", RUN, "--data", str(folder), "demo", "--no-serve"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        os.environ |= {"NEPMOI_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "nepmoi.config.settings"}
        noted.write_text(json.dumps(_make(), default=str), "utf-8")
        print(f"filled in {time.perf_counter() - start:.0f} s")
    return dict(json.loads(noted.read_text("utf-8")))


def _make() -> dict[str, Any]:
    django.setup()
    from benchmarks import made_records  # noqa: PLC0415 - these need the folder
    from nepmoi.kernel import clock  # noqa: PLC0415
    from nepmoi.registry.geography import selectors as places  # noqa: PLC0415

    made_records.make(places.the_one(PROVINCE, clock.today()).id)
    return {username: asdict(made_records.seen_by(username)) for username in READERS}


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    port: int
    pid: int


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The product's own server over the folder."""
    port = free_port()
    command = [sys.executable, "-c", RUN, "--data", str(folder), "serve", "--port", str(port)]
    with subprocess.Popen(command) as server:
        try:
            _wait(port)
            yield Served(port, server.pid)
        finally:
            server.terminate()


def _wait(port: int) -> None:
    end = time.perf_counter() + 60
    while True:
        try:
            Reader(port).get("/sign-in")
        except OSError:
            if time.perf_counter() > end:
                raise
            time.sleep(0.1)
        else:
            return


def measure(server: Served, username: str, given: "Given", seen: dict[str, Any]) -> None:
    """Print a line a page, as one person sees it."""
    passwords = json.loads((given.folder / "demo-accounts.json").read_text("utf-8"))
    port = server.port
    reader = Reader(port)
    reader.sign_in(username, passwords[username])
    print(
        f"\n{username}: {'page':22} {'later':>7} {'first':>7} {'photos':>7} {'alone':>8} {'req/s':>7} {'p95':>8} {'ratio':>6} {'cpu':>7}"
    )
    peer = 0.0
    for page in (page for page in pages(seen) if page.addresses and given.only in page.name):
        cookies = {} if page.name == PEER else reader.cookies
        weights = [
            weigh(Reader(port, cookies), address) for address in page.addresses[:: len(page.addresses) // 5 or 1]
        ]
        alone = read(port, cookies, page.addresses, clients=1, bounds=(given.requests // 4, given.seconds / 2))
        before = worked(server.pid)
        speed = read(port, cookies, page.addresses, clients=CLIENTS, bounds=(given.requests, given.seconds))
        spent = (worked(server.pid) - before) / speed.requests
        peer = peer or speed.a_second
        print(f"{_line(page.name, weights, alone, speed, peer)} {spent * 1000:7.1f}", flush=True)


def _line(name: str, weights: list[Weight], alone: Speed, speed: Speed, peer: float) -> str:
    later, first = (max(getattr(weight, which) for weight in weights) for which in ("page", "first"))
    mark = "!" if later > LATER or first > FIRST_VISIT else " "
    pictures = max(weight.pictures for weight in weights)
    return (
        f"{name:28} {later / 1024:6.1f}{mark} {first / 1024:7.1f} {pictures / 1024:7.1f} {alone.median * 1000:8.1f}"
        f" {speed.a_second:7.1f} {speed.p95 * 1000:8.1f} {peer / speed.a_second:6.1f}"
    )


@dataclass(frozen=True)
class Given:
    """What the command was given."""

    folder: Path
    requests: int
    seconds: float
    only: str


def main() -> None:
    """Fill, serve, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder that is filled once and kept; else one that passes")
    parser.add_argument("--requests", type=int, default=200, help="at most so many a page")
    parser.add_argument("--seconds", type=float, default=10, help="at most so long a page")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    sent = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        given = Given(sent.data or Path(passing) / "data", sent.requests, sent.seconds, sent.only)
        seen = filled(given.folder)
        load = " ".join(f"{part:.1f}" for part in os.getloadavg())
        print(f"Python {platform.python_version()}, Django {django.__version__}, {os.cpu_count()} cores, load {load}")
        print(
            "KiB on the wire; milliseconds; ratio: the peer's requests a second to the page's; cpu: the server's own work"
        )
        with served(given.folder) as server:
            _first_figure(server.port, given)
            for username in READERS:
                measure(server, username, given, seen[username])
        print(f"\nload at the end {' '.join(f'{part:.1f}' for part in os.getloadavg())}")


def _first_figure(port: int, given: Given) -> None:
    """The first figure after a start brings the facts up to date; after the first start of all it makes them."""
    passwords = json.loads((given.folder / "demo-accounts.json").read_text("utf-8"))
    reader = Reader(port)
    reader.sign_in(READERS[0], passwords[READERS[0]])
    print(f"first page with a figure after the start: {reader.get('/').seconds:.2f} s")


if __name__ == "__main__":
    main()
