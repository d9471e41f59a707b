"""Thirty photographs of a telephone: each on its own and in pieces, against one plain form with all of them.

    .venv/bin/python -m benchmarks.photos [--data DIR] [--count 30] [--megabytes 4] [--rate 8] [--breaks 10]

A folder with the demo is served by `nepmoi serve`. What the page's script does is done here by a client: two pictures at
once, each in pieces of 256 KiB to 1 MiB that begin again where the line broke. The peer in the same run is the same form
without the script: one request with as many pictures of the same size. First on an open line, then on one of so many
megabytes a second, last on one that also breaks every so many seconds; there the peer is tried three times.
"""

import argparse
import hashlib
import io
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from uuid import uuid4

from PIL import Image

from benchmarks.browsing import Reader, worked
from benchmarks.pages import RUN, Served, served

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_COURSE = re.compile(r'href="(/activities/[0-9a-f-]{36})"')
BLOCK = 64 * 1024
SMALLEST, FIRST, LARGEST = 64 * 1024, 256 * 1024, 1024 * 1024
AT_ONCE = 2
TRIES = 3


class Broken(OSError):
    """The line broke."""


def expect(is_so: bool, answer: bytes) -> None:
    """Stop at an answer that should not be.

    Raises:
        AssertionError: with its beginning.
    """
    if not is_so:
        raise AssertionError(answer[:300])


@dataclass
class Line:
    """What all requests of a telephone share: so many bytes a second, with a break every so many seconds."""

    rate: float = 0
    breaks: float = 0
    sent: int = 0
    broke: int = 0
    _began: float = field(default_factory=time.perf_counter)
    _free_at: float = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, count: int) -> None:
        """Wait until the line has room for some bytes.

        Raises:
            Broken: when it broke meanwhile.
        """
        with self._lock:
            now = time.perf_counter()
            self.sent += count
            self._free_at = max(self._free_at, now) + (count / self.rate if self.rate else 0)
            wait = self._free_at - now
            passed = int((now - self._began) / self.breaks) if self.breaks else 0
            is_broken, self.broke = passed > self.broke, passed
        if is_broken:
            raise Broken
        time.sleep(max(0, wait))


@dataclass(frozen=True)
class Sender:
    """Somebody signed in at a course's page for photographs."""

    port: int
    cookies: dict[str, str]
    token: str
    course: str

    def send(self, line: Line, method: str, address: str, body: bytes = b"", **head: str) -> tuple[int, bytes]:
        """One request over the line."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
        told = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.token,
            "Content-Length": str(len(body)),
            **{name.replace("_", "-"): value for name, value in head.items()},
        }
        try:
            connection.request(method, address, _blocks(line, body), told)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


def _blocks(line: Line, body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), BLOCK):
        part = body[start : start + BLOCK]
        line.take(len(part))
        yield part


def form(fields: dict[str, str], files: dict[str, bytes] | None = None) -> tuple[bytes, str]:
    """A form as a browser packs it."""
    mark = uuid4().hex
    out = io.BytesIO()
    for name, value in fields.items():
        out.write(f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, data in (files or {}).items():
        out.write(f'--{mark}\r\nContent-Disposition: form-data; name="pictures"; filename="{name}"\r\n'.encode())
        out.write(b"Content-Type: image/jpeg\r\n\r\n" + data + b"\r\n")
    out.write(f"--{mark}--\r\n".encode())
    return out.getvalue(), f"multipart/form-data; boundary={mark}"


def in_pieces(sender: Sender, line: Line, pictures: dict[str, bytes]) -> int:
    """Send each on its own, as the page's script does; return how many were kept."""
    waiting, lock, kept = list(pictures.items()), threading.Lock(), [0]

    def work() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                name, data = waiting.pop(0)
            _one(sender, line, name, data)
            kept[0] += 1

    threads = [threading.Thread(target=work) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return kept[0]


def _one(sender: Sender, line: Line, name: str, data: bytes) -> None:
    upload, piece, have = str(uuid4()), FIRST, -1
    hashed = hashlib.sha256(data).hexdigest()
    body, kind = form({"filename": name, "size": str(len(data)), "sha256": hashed})
    while True:
        try:
            if have < 0:
                have = int(json.loads(sender.send(line, "GET", f"/uploads/{upload}")[1])["have"])
            while have < len(data):
                end = min(len(data), have + piece)
                told = f"bytes {have}-{end - 1}/{len(data)}"
                began = time.perf_counter()
                status, answer = sender.send(
                    line,
                    "POST",
                    f"/uploads/{upload}",
                    data[have:end],
                    Content_Range=told,
                    Content_Type="application/octet-stream",
                )
                expect(status in {200, 409}, answer)
                have = int(json.loads(answer)["have"])
                piece = min(LARGEST, piece * 2) if time.perf_counter() - began < 2 else piece
            status, answer = sender.send(line, "POST", f"{sender.course}/photographs/{upload}", body, Content_Type=kind)
        except (OSError, HTTPException):
            have, piece = -1, max(SMALLEST, piece // 2)
            time.sleep(1)
            continue
        expect(status == 200, answer)
        return


def plain(sender: Sender, line: Line, pictures: dict[str, bytes]) -> int:
    """Send one form with all of them; a line that breaks begins it again, so often as somebody has patience."""
    body, kind = form({"caption": "Ảnh thử", "csrfmiddlewaretoken": sender.token, "request": str(uuid4())}, pictures)
    for _ in range(TRIES):
        try:
            status, answer = sender.send(line, "POST", f"{sender.course}/photographs", body, Content_Type=kind)
        except (OSError, HTTPException):
            time.sleep(1)
            continue
        expect(status == 302, answer)
        return len(pictures)
    return 0


def taken(count: int, megabytes: float, start: int) -> dict[str, bytes]:
    """Photographs of about a size, each another one; what a camera's sensor adds makes them as large as they are."""
    side = 1600
    pictures = {}
    for number in range(start, start + count):
        chance = random.Random(number)  # noqa: S311 - no secret
        noise = Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3))
        out = io.BytesIO()
        noise.save(out, "JPEG", quality=90)
        data = out.getvalue()
        # A comment of the camera's makes it as long as asked; a picture ends where it ends.
        pictures[f"IMG_{number}.jpg"] = data + chance.randbytes(max(0, int(megabytes * 1024 * 1024) - len(data)))
    return pictures


def signed_in(server: Served, folder: Path) -> Sender:
    """The officer of the demo at the page of one of its courses."""
    passwords = json.loads((folder / "demo-accounts.json").read_text("utf-8"))
    reader = Reader(server.port)
    reader.sign_in("tinh", passwords["tinh"])
    found = _COURSE.search(reader.get("/activities", plain=True).body.decode())
    if found is None:
        raise LookupError("no course")
    token = _TOKEN.search(reader.get(f"{found[1]}/photographs", plain=True).body.decode())
    if token is None:
        raise LookupError("no form")
    return Sender(server.port, reader.cookies, token[1], found[1])


def main() -> None:
    """Serve, send, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder with the demo; else one that passes")
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--megabytes", type=float, default=4)
    parser.add_argument("--rate", type=float, default=8, help="megabytes a second of the slow line")
    parser.add_argument("--breaks", type=float, default=10, help="seconds between two breaks of the bad line")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = given.data or Path(passing) / "data"
        if not (folder / "demo-accounts.json").exists():
            command = [sys.executable, "-c", RUN, "demo", "--data", str(folder), "--no-serve"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        load = " ".join(f"{part:.1f}" for part in os.getloadavg())
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load}")
        rate = given.rate * 1024 * 1024
        lines = (("open line", 0, 0), (f"{given.rate:g} MB/s", rate, 0), ("and it breaks", rate, given.breaks))
        with served(folder) as server:
            sender = signed_in(server, folder)
            for number, (name, speed, breaks) in enumerate(lines):
                for way in (in_pieces, plain):
                    start = 1000 * (2 * number + (way is plain))
                    pictures = taken(given.count, given.megabytes, start)
                    line, before, began = Line(speed, breaks), worked(server.pid), time.perf_counter()
                    kept = way(sender, line, pictures)
                    took, spent = time.perf_counter() - began, worked(server.pid) - before
                    print(
                        f"{name:14} {way.__name__:10} {kept:3} of {given.count} kept in {took:6.1f} s,"
                        f" {line.sent / 1024**2:6.1f} MB sent, {line.broke} breaks, server {spent:5.1f} s",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
