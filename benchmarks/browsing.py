"""A small reader of pages: signs in as a person would, keeps its connection open, and counts bytes and time."""

import os
import re
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_PICTURE = re.compile(r'src="(/photographs/[^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back: the bytes are those on the wire, compressed, without the head."""

    status: int
    body: bytes
    seconds: float
    cookies: dict[str, str]
    encoding: str


class Reader:
    """One connection that stays open, with the cookies of whoever signed in."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = dict(cookies or {})

    def get(self, address: str, *, plain: bool = False) -> Answer:
        """Ask for an address."""
        return self._ask("GET", address, {"Accept-Encoding": "identity" if plain else "gzip"})

    def post(self, address: str, form: Mapping[str, str] | Sequence[tuple[str, str]]) -> Answer:
        """Send a form; what it answers with is not followed."""
        head = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1{address}"}
        return self._ask("POST", address, head, urlencode(form))

    def sign_in(self, username: str, password: str) -> None:
        """Sign in through the page.

        Raises:
            PermissionError: when the page turned the account away.
        """
        token = _TOKEN.search(self.get("/sign-in", plain=True).body.decode())
        form = {"username": username, "password": password, "csrfmiddlewaretoken": token[1] if token else ""}
        if self.post("/sign-in", form).status != 302:
            raise PermissionError(username)

    def _ask(self, method: str, address: str, head: dict[str, str], body: str | None = None) -> Answer:
        head["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        start = time.perf_counter()
        self._connection.request(method, address, body, head)
        answer = self._connection.getresponse()
        data = answer.read()
        took = time.perf_counter() - start
        given = dict(line.split(";")[0].split("=", 1) for line in answer.headers.get_all("Set-Cookie", []))
        self.cookies |= given
        return Answer(answer.status, data, took, given, answer.headers.get("Content-Encoding", ""))


@dataclass(frozen=True)
class Weight:
    """Bytes of a page on the wire.

    Attributes:
        page: the page itself: all of a later visit, for its style, script and letters are kept for good.
        first: with them: the first visit.
        pictures: what photographs' thumbnails add, once.
    """

    page: int
    first: int
    pictures: int


def weigh(reader: Reader, address: str) -> Weight:
    """Load a page as a browser does on its first visit."""
    html = reader.get(address, plain=True).body.decode()
    page = len(reader.get(address).body)
    assets, pictures = (
        sum(len(reader.get(found).body) for found in set(shape.findall(html))) for shape in (_ASSET, _PICTURE)
    )
    return Weight(page, page + assets, pictures)


@dataclass(frozen=True)
class Speed:
    """How fast pages came: requests a second of all readers together, and the time of the 50th and 95th of a hundred."""

    requests: int
    a_second: float
    median: float
    p95: float


def read(
    port: int, cookies: dict[str, str], addresses: Sequence[str], *, clients: int, bounds: tuple[int, float]
) -> Speed:
    """Let some readers ask in turn for some addresses, until so many requests were answered or so many seconds passed.

    Raises:
        AssertionError: when a page was not answered as it should be.
    """
    count, seconds = bounds
    wanted = islice(cycle(addresses), count)
    lock, times = threading.Lock(), list[float]()
    wrong: list[str] = []
    end = time.perf_counter() + seconds

    def work() -> None:
        reader = Reader(port, cookies)
        while time.perf_counter() < end:
            with lock:
                address = next(wanted, None)
            if address is None:
                return
            answer = reader.get(address)
            times.append(answer.seconds)
            if answer.status != 200:
                wrong.append(f"{answer.status} {address}")

    start = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - start
    if wrong:
        raise AssertionError(", ".join(wrong[:5]))
    ordered = sorted(times)
    return Speed(
        len(ordered), len(ordered) / took, ordered[len(ordered) // 2], ordered[max(len(ordered) * 95 // 100 - 1, 0)]
    )


def worked(pid: int) -> float:
    """Seconds that a process and those that it started have spent on the processor; nothing where the system keeps no /proc."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if pid in (int(file.parent.name), int(fields[1])):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
