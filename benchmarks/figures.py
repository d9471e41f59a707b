"""Figures of a whole country: through the product, by hand in DuckDB on the same tables, and by hand in PostgreSQL.

    .venv/bin/python -m benchmarks.figures --presences 10000000 --postgres postgresql://...
    .venv/bin/python -m benchmarks.figures --presences 1000000 --rebuild

Rounds alternate between the peers; the median counts. The answers must be the same, else the benchmark stops.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

ROUNDS = 5
NEW_MAP = date(2025, 7, 1)
CODES = (
    "courses", "training_days", "people_trained", "training_participations", "half_day_presences", "women_trained",
    "ethnic_minority_trained", "activities_with_evidence",
)  # fmt: skip
SPLITS = ("sex", "ethnic", "age", "content", "place")


@contextmanager
def folder(kept: str) -> Iterator[Path]:
    """The data folder: a passing one, unless one is named."""
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory(prefix="nepmoi-bench-") as made:
        yield Path(made)


def begin(data: Path) -> None:
    """Django on that folder."""
    os.environ |= {"NEPMOI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "nepmoi.config.settings"}
    import django  # noqa: PLC0415 - the settings read the environment

    django.setup()


def lay(presences: int) -> None:
    """Tables, places, the programme, and the facts."""
    from django.core.management import call_command  # noqa: PLC0415 - after django.setup

    from benchmarks import made_facts  # noqa: PLC0415
    from nepmoi.analytics.engine.replica import Stand  # noqa: PLC0415
    from nepmoi.analytics.facts import current, exports  # noqa: PLC0415
    from nepmoi.core.audit import selectors as audit  # noqa: PLC0415
    from nepmoi.core.audit.rules import Door, DoorKind  # noqa: PLC0415
    from nepmoi.registry.geography import selectors as places  # noqa: PLC0415
    from nepmoi.registry.geography.services import official  # noqa: PLC0415
    from nepmoi.registry.organisation.selectors import console  # noqa: PLC0415
    from nepmoi.registry.people import services as people  # noqa: PLC0415
    from nepmoi.registry.programme import services as programme  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    door = Door(DoorKind.COMMAND, "benchmark")
    official.load_units(by=console().actor, door=door)
    people.load_ethnic_groups(by=console(), door=door)
    programme.load_package(by=console(), door=door)
    atlas = places.atlas()
    communes = [unit for unit in atlas.standing(date(2025, 6, 30)) if atlas.unit(unit).level == "commune"]
    stand = Stand(*audit.last_entry(), exports.FINGERPRINT)
    made_facts.fill(current.own(), presences=presences, communes=communes, stand=stand)


def questions() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each question in the words of a door."""
    for code in CODES:
        yield code, {"code": code}
    for code in ("people_trained", "half_day_presences"):
        for by in SPLITS:
            yield f"{code} by {by}", {"code": code, "by": by, "map": NEW_MAP}
    hanoi = {"place": "thành phố Hà Nội", "year": 2024}
    district = {"place": "huyện Hương Khê", "year": 2024}
    commune = {"place": "xã Hương Liên", "year": 2024}
    yield "people_trained, province, year", {"code": "people_trained", **hanoi}
    yield (
        "people_trained, district, year, by place",
        {"code": "people_trained", **district, "by": "place", "map": NEW_MAP},
    )
    yield "half_day_presences, commune, year", {"code": "half_day_presences", **commune}


class Product:
    """Figures as every door asks for them."""

    def __init__(self) -> None:
        from nepmoi.analytics.figures import selectors  # noqa: PLC0415
        from nepmoi.registry.organisation.selectors import console  # noqa: PLC0415

        self.figures, self.viewer = selectors, console()

    def __call__(self, asked: dict[str, Any]) -> tuple[list[int], list[int]]:
        """Value, unknown, unconfirmed; and the values of the parts, sorted."""
        answer = self.figures.answer(self.figures.question(**asked), self.viewer)
        values = [answer.value or 0, answer.unknown, answer.unconfirmed]
        return values, sorted(part.value or 0 for part in answer.parts)


class ByHand:
    """The same by hand, on any connection that takes SQL."""

    def __init__(self, execute: Callable[[str], list[tuple[Any, ...]]]) -> None:
        self.execute = execute

    def __call__(self, asked: dict[str, Any]) -> tuple[list[int], list[int]]:
        """The same as the product's."""
        from benchmarks import figures_by_hand as by_hand  # noqa: PLC0415
        from nepmoi.analytics.figures import selectors  # noqa: PLC0415

        query = selectors.question(**asked).query
        place = query.place
        scope = by_hand.Scope(
            unit_id=place.unit_id if place else 0,
            level=place.level if place else "",
            map=place.map.isoformat() if place else "",
            first=query.first.isoformat() if query.first else "",
            last=query.last.isoformat() if query.last else "",
        )
        [values] = self.execute(by_hand.value(asked["code"], scope))
        found = []
        if by := asked.get("by"):
            found = self.execute(by_hand.parts(asked["code"], by, query.map.isoformat(), scope))
        return [int(value or 0) for value in values], sorted(int(row[1]) for row in found)


def on_duckdb() -> ByHand:
    """By hand on the very tables that the product reads."""
    from nepmoi.analytics.facts import current  # noqa: PLC0415

    connection = current.own()._connection  # noqa: SLF001 - the very tables that the product reads
    return ByHand(lambda sql: connection.cursor().execute(sql).fetchall())


def on_postgresql(address: str) -> ByHand:
    """By hand on the same tables in PostgreSQL, with the indexes that a careful office would make."""
    import psycopg  # noqa: PLC0415

    from nepmoi.analytics.engine.tables import STAR, Type  # noqa: PLC0415
    from nepmoi.analytics.facts import current  # noqa: PLC0415

    product = Product()
    for _, asked in questions():  # so that all maps are drawn
        product(asked)
    types = {Type.NUMBER: "bigint", Type.WORD: "text", Type.DAY: "date"}
    connection = psycopg.connect(address, autocommit=True)
    source = current.own()._connection.cursor()  # noqa: SLF001 - as above
    with tempfile.TemporaryDirectory(prefix="nepmoi-bench-") as made:
        for table in STAR:
            columns = ", ".join(f"{column.name} {types[column.type]}" for column in table.columns)
            connection.execute(f"DROP TABLE IF EXISTS {table.name}")
            connection.execute(f"CREATE UNLOGGED TABLE {table.name} ({columns})")
            file = Path(made, table.name)
            source.execute(f"COPY {table.name} TO '{file}' (FORMAT csv, HEADER false)")
            with (
                file.open("rb") as rows,
                connection.cursor().copy(f"COPY {table.name} FROM STDIN (FORMAT csv)") as copy,
            ):
                while piece := rows.read(1 << 20):
                    copy.write(piece)
            file.unlink()
    for index in (
        "participations (unit_id, last_day)", "presences (unit_id, day)", "persons (person_id)",
        "place_paths (map, level, place_id)", "activity_contents (activity_id)", "participations (last_day)",
    ):  # fmt: skip
        connection.execute(f"CREATE INDEX ON {index}")
    connection.execute("VACUUM ANALYZE")
    connection.execute("SET work_mem = '256MB'")
    connection.execute("SET max_parallel_workers_per_gather = 2")
    return ByHand(lambda sql: connection.execute(sql).fetchall())


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long a call takes, and what it gives."""
    start = time.perf_counter()
    given = work()
    return time.perf_counter() - start, given


def measure(ask: Callable[[], Any], by_hand: Callable[[], Any]) -> tuple[float, float, Any, Any]:
    """The medians of both, taken in turns, and what both say."""
    ask(), by_hand()  # they warm up
    ours, hand = [], []
    for _ in range(ROUNDS):
        took, given = seconds(ask)
        ours.append(took)
        took, expected = seconds(by_hand)
        hand.append(took)
    return statistics.median(ours), statistics.median(hand), given, expected


def compare(postgresql: ByHand | None) -> None:
    """A line a question."""
    product, duckdb = Product(), on_duckdb()
    head = f"{'question':42} {'product s':>10} {'by hand s':>10} {'ratio':>7}"
    print(head + (f" {'PostgreSQL s':>13} {'faster':>7}" if postgresql else ""), flush=True)
    ratios, faster = [], []
    for name, asked in questions():
        ours, hand, given, expected = measure(partial(product, asked), partial(duckdb, asked))
        if given != expected:
            sys.exit(f"{name}: the product says {given}, by hand it is {expected}"[:1000])
        line = f"{name:42} {ours:10.3f} {hand:10.3f} {ours / hand:7.2f}"
        ratios.append(ours / hand)
        if postgresql:
            took, given = min((seconds(partial(postgresql, asked)) for _ in range(2)), key=lambda pair: pair[0])
            if given != expected:
                sys.exit(f"{name}: PostgreSQL says {given}, DuckDB {expected}"[:1000])
            faster.append(took / ours)
            line += f" {took:13.3f} {took / ours:6.1f}x"
        print(line, flush=True)
    print(f"product / by hand: median {statistics.median(ratios):.2f}, worst {max(ratios):.2f}")
    if faster:
        print(f"PostgreSQL / product: median {statistics.median(faster):.1f}, least {min(faster):.1f}")


def new_record() -> None:
    """From the call of the service that writes it to the figure that shows it."""
    from benchmarks import made_course  # noqa: PLC0415

    product = Product()
    asked = {"code": "half_day_presences", "place": "xã Hương Liên", "year": 2024}
    write = made_course.writer()
    (before, _, _), _ = product(asked)
    times = []
    for number in range(1, 21):
        took, ((after, _, _), _) = seconds(lambda: (write(), product(asked))[1])
        if after != before + number:
            sys.exit(f"the figure says {after} after {number} new records on {before}")
        times.append(took)
    print(f"a new presence in its figure: median {statistics.median(times):.3f} s, worst {max(times):.3f} s")


_CHILD = """
import re, sys, time
from pathlib import Path
start = time.perf_counter()
import django
django.setup()
from nepmoi.analytics.figures import selectors as figures
from nepmoi.registry.organisation.selectors import console
print(f"  the program is loaded: {time.perf_counter() - start:.2f} s", flush=True)
start = time.perf_counter()
if sys.argv[1] == "rebuild":
    last = [0.0]
    def tell(done, total):
        if time.perf_counter() - last[0] > 5 or done == total:
            last[0] = time.perf_counter()
            print(f"  {done} of {total} records ({done / total:.0%})", flush=True)
    figures.prepare(tell)
elif sys.argv[1] == "start":
    figures.answer(figures.question(code="people_trained", place="huyện Hương Khê", year=2024), console())
else:
    from benchmarks.figures import Product, questions
    product = Product()
    for _, asked in questions():
        product(asked)
took = time.perf_counter() - start
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1e6
print(f"{sys.argv[1]}: {took:.2f} s, peak {peak:.2f} GB")
"""


def child(what: str) -> None:
    """The same in a process of its own, whose memory is its own."""
    took, _ = seconds(lambda: subprocess.run([sys.executable, "-c", _CHILD, what], check=True))
    print(f"{what}, with the start of Python: {took:.2f} s", flush=True)


def main() -> None:
    """Make the facts, then measure."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--presences", type=int, default=1_000_000)
    words.add_argument("--postgres", default="", help="the address of an empty database")
    words.add_argument("--data", default="", help="a folder to keep")
    words.add_argument("--rebuild", action="store_true", help="make the records, too, and the replica from them")
    given = words.parse_args()
    with folder(given.data) as data:
        begin(data)
        took, _ = seconds(lambda: lay(given.presences))
        print(f"{given.presences} presences laid out in {took:.0f} s on {os.cpu_count()} processors")
        compare(on_postgresql(given.postgres) if given.postgres else None)
        new_record()
        close(data, keep=True)
        child("start")
        child("all questions")
        if given.rebuild:
            from benchmarks import made_course  # noqa: PLC0415

            took, _ = seconds(lambda: made_course.country(given.presences))
            print(f"records of {given.presences} presences written in {took:.0f} s")
            close(data, keep=False)
            child("rebuild")


def close(data: Path, *, keep: bool) -> None:
    """Let the replica go, for the next process."""
    from nepmoi.analytics.facts import current  # noqa: PLC0415

    current.own().close()
    current._replicas.clear()  # noqa: SLF001 - the product never lets go before it ends
    if not keep:
        shutil.rmtree(data / "replica")


if __name__ == "__main__":
    main()
