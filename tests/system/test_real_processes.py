"""Processes that are killed, come late or come at once: all of a write is there afterwards, or nothing of it.

Each scene works on a data folder and a database of its own (SQLite, or PostgreSQL where ``NEPMOI_TEST_DATABASE`` names
one). After each kill the records as a whole are looked at in a new process: the feed has no gap, every row has its
versions, every kept file is whole, and the figures equal a plain recount.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from nepmoi.kernel.ids import new_uid
from tests import processes
from tests.system.layout import ROOT

pytestmark = [pytest.mark.processes, pytest.mark.both_databases]

KILLED = -9
KILLS = 22
PEOPLE, MARKS = 32, 110  # of the list that is imported


class Workshop:
    """A data folder with its database, and the process that runs jobs on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.database = _own_database(folder.parent.name) if os.environ.get("NEPMOI_TEST_DATABASE") else ""
        self.environment = processes.environment(folder, self.database)
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "tests.system.worker"],
            cwd=ROOT,
            env=self.environment | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _tell(self, **told: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def start(self, *jobs: dict[str, Any], together: bool = False) -> int:
        return self._tell(jobs=jobs, together=together)  # type: ignore[no-any-return]

    def wait(self, started: int) -> list[dict[str, Any]]:
        return self._tell(wait=started)  # type: ignore[no-any-return]

    def at_once(self, *jobs: dict[str, Any]) -> list[Any]:
        """What jobs give that run at the same time."""
        outcomes = self.wait(self.start(*jobs, together=True))
        assert [outcome.get("failed") or outcome["exit"] for outcome in outcomes] == [0] * len(jobs)
        return [outcome["gives"] for outcome in outcomes]

    def do(self, name: str, **arguments: Any) -> Any:
        """What one job gives; None when it was killed."""
        [outcome] = self.wait(self.start({"do": name, **arguments}))
        if "kill" in arguments and outcome["exit"] == KILLED:
            return None
        assert (outcome["exit"], outcome.get("failed")) == (0, None), (name, outcome)
        return outcome["gives"]

    def command(self, *arguments: str) -> Any:
        """What the command line itself prints, as JSON."""
        outcome = subprocess.run(
            processes.nepmoi(*arguments), env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert outcome.returncode == 0, outcome.stderr
        return json.loads(outcome.stdout)

    def figures_are_right(self) -> None:
        """The next start of the product counts what a plain recount counts."""
        value, unknown, unconfirmed = self.do("recount")["half_day_presences"]
        said = self.command("figure", "half_day_presences", "--map", "2024-12-31", "--json")
        assert (said["value"] or 0, said["unknown"], said["unconfirmed"]) == (value, unknown, unconfirmed)

    def copy_database(self, to: Path) -> None:
        """Keep a copy of the database, as a backup does."""
        self._copy(self.folder, to, "nepmoi_kept_" + self._name())

    def bring_back(self, kept: Path) -> None:
        """Put the copy in the place of the database."""
        self._copy(kept, self.folder, self._name(), template="nepmoi_kept_" + self._name())

    def _name(self) -> str:
        return urlsplit(self.database).path.lstrip("/")

    def _copy(self, source: Path, target: Path, name: str, template: str = "") -> None:
        if self.database:
            _administer(
                f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{template or self._name()}"'
            )
            return
        target.mkdir(exist_ok=True)
        for ending in ("", "-wal", "-shm"):
            (target / f"nepmoi.sqlite3{ending}").unlink(missing_ok=True)
            if (source / f"nepmoi.sqlite3{ending}").exists():
                shutil.copy2(source / f"nepmoi.sqlite3{ending}", target)

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(60)
        assert self._process.stdout
        self._process.stdout.close()
        if self.database:
            _administer(
                *(f'DROP DATABASE IF EXISTS "{name}"' for name in (self._name(), "nepmoi_kept_" + self._name()))
            )


def _administer(*statements: str) -> None:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is

    with psycopg.connect(os.environ["NEPMOI_TEST_DATABASE"], autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type]  # our own words


def _own_database(name: str) -> str:
    parts = urlsplit(os.environ["NEPMOI_TEST_DATABASE"])
    own = f"nepmoi_{os.getpid()}_{new_uid().hex[-8:]}"
    _administer(f'CREATE DATABASE "{own}"')
    return parts._replace(path=f"/{own}").geturl()


@pytest.fixture(scope="module", name="workshop")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    made = Workshop(tmp_path_factory.mktemp("processes") / "data")
    try:
        made.do("prepare")
        # The first writes of all, at once.
        assert made.at_once(*({"do": "same_form", "request": str(new_uid())} for _ in range(4))) == ["saved"] * 4
        made.do("assemble")
        yield made
    finally:
        made.close()


def spread(total: int, kills: int = KILLS) -> list[int]:
    """Points over the whole of a job, each at a random place of its stretch; the last ones, where the commit is, all."""
    last = list(range(max(0, total - 6), total))
    rest = kills - len(last)
    stretch = (total - len(last)) / rest
    return sorted({int((number + random.random()) * stretch) for number in range(rest)}) + last


# --- Killed ----------------------------------------------------------------------------------------------------------


def test_a_killed_import_is_all_there_or_not_at_all(workshop: Workshop) -> None:
    known = workshop.do("course", number=1)
    received = workshop.do("receive", course=known["course"], word="Thử")
    total = workshop.do("import_list", received=received)["points"]
    outcomes = set()
    for number, kill in enumerate(spread(total)):
        uid = workshop.do("course", number=100 + number)["course"]
        received = workshop.do("receive", course=uid, word=f"Lần {number}")
        before = workshop.do("look", course=uid, received=received)
        workshop.do("import_list", received=received, kill=kill)
        after = workshop.do("look", course=uid, received=received)
        is_there = after != before
        outcomes.add(is_there)
        whole = before["lines"] + PEOPLE, before["people"] + PEOPLE, PEOPLE, sum(before["marks"].values()) + MARKS, True
        if is_there:
            assert _sizes(after) == whole, f"killed at {kill} of {total}"
        assert workshop.do("problems") == [], f"killed at {kill} of {total}"
        # The office sends its list again.
        workshop.do("import_list", received=received)
        assert _sizes(workshop.do("look", course=uid, received=received)) == whole
    assert outcomes == {True, False}
    assert workshop.do("problems") == []
    workshop.figures_are_right()


def _sizes(look: dict[str, Any]) -> tuple[int, int, int, int, bool]:
    return look["lines"], look["people"], look["rows"], sum(look["marks"].values()), look["imported"]


def test_a_list_whose_receipt_was_killed_is_whole_or_was_never_there(workshop: Workshop) -> None:
    uid = workshop.do("course", number=2)["course"]
    total = workshop.do("receive_killed", course=uid, word="Nhận")["points"]
    for number, kill in enumerate(spread(total, 20)):
        before = workshop.do("look", course=uid)["lists"]
        workshop.do("receive_killed", course=uid, word=f"Nhận {number}", kill=kill)
        assert workshop.do("look", course=uid)["lists"] - before in {0, 1}
        workshop.do("receive_killed", course=uid, word=f"Nhận {number}")
    assert workshop.do("problems") == []


def test_a_killed_roll_call_is_all_there_or_not_at_all(workshop: Workshop) -> None:
    made = workshop.do("course", number=3)
    slot = made["half_days"][0]
    common = {"course": made["course"], "half_day": slot}
    total = workshop.do("call_roll", **common, mark="absent", request=str(new_uid()))["points"]
    people = sum(workshop.do("look", course=made["course"])["marks"].values()) // 4
    outcomes = set()
    said = "absent"
    for kill in spread(total):
        mark = "present" if said == "absent" else "absent"
        request = str(new_uid())
        workshop.do("call_roll", **common, mark=mark, request=request, kill=kill)
        marks = _marks_of(workshop, made["course"], slot)
        assert marks in ({said: people}, {mark: people}), f"killed at {kill} of {total}"
        assert workshop.do("problems") == []
        # The page sends its form again.
        again = workshop.do("call_roll", **common, mark=mark, request=request)["again"]
        assert again is (marks == {mark: people})
        assert _marks_of(workshop, made["course"], slot) == {mark: people}
        outcomes.add(again)
        said = mark
    assert outcomes == {True, False}
    workshop.figures_are_right()


def _marks_of(workshop: Workshop, course: str, slot: str) -> dict[str, int]:
    marks = workshop.do("look", course=course)["marks"]
    return {key.partition(":")[2]: count for key, count in marks.items() if key.startswith(slot)}


def test_a_killed_merger_is_all_there_or_not_at_all(workshop: Workshop) -> None:
    keep, other = workshop.do("records", course=workshop.do("course", number=4)["course"])
    pair = {"keep": keep, "other": other}
    total = workshop.do("merge", **pair)["points"]
    outcomes = set()
    for kill in spread(total):
        workshop.do("part", other=other)
        assert workshop.do("one_person", **pair) == [False] * 3
        workshop.do("merge", **pair, kill=kill)
        said = workshop.do("one_person", **pair)
        assert said in ([True] * 3, [False] * 3), f"killed at {kill} of {total}"
        assert workshop.do("problems") == [], f"killed at {kill} of {total}"
        outcomes.add(said[0])
        if not said[0]:
            workshop.do("merge", **pair)
    assert outcomes == {True, False}
    workshop.figures_are_right()


@pytest.mark.parametrize("anew", [False, True], ids=["catching up", "anew"])
def test_a_killed_refresh_leaves_no_wrong_figure(workshop: Workshop, anew: bool) -> None:
    made = workshop.do("course", number=4 + anew)
    common = {"course": made["course"], "half_day": made["half_days"][1]}
    replica = workshop.folder / "replica"

    def behind(mark: str) -> None:
        """Something to be fetched."""
        workshop.do("call_roll", **common, mark=mark, request=str(new_uid()))
        if anew:
            shutil.rmtree(replica, ignore_errors=True)

    workshop.do("answers")
    totals = []
    for mark in ("absent", "present", "excused"):
        behind(mark)
        totals.append(workshop.do("refresh")["points"])
    # The first one after a start does more than those that follow; a kill must lie inside the shortest.
    total = min(totals)
    assert total > KILLS
    killed = 0
    for number, kill in enumerate(spread(total, 14)):
        behind("present" if number % 2 else "excused")
        killed += workshop.do("refresh", kill=kill) is None
        assert workshop.do("wrong_figures") == "", f"killed at {kill} of {total}"
    assert killed >= 12
    assert workshop.do("problems") == []
    # Nobody's file is left behind: the next process takes over the first free one.
    assert [path.name for path in replica.glob("*.duckdb")] == ["0.duckdb"]
    workshop.figures_are_right()


# --- At once ---------------------------------------------------------------------------------------------------------


def test_who_saw_a_number_misses_nothing_below_it(workshop: Workshop) -> None:
    made = workshop.do("course", number=6)
    common = {"do": "write_many", "course": made["course"], "times": 25}
    outcomes = workshop.at_once(
        {**common, "half_day": made["half_days"][0], "start": 1},
        {**common, "half_day": made["half_days"][1], "start": 1},
        {"do": "enter_many", "times": 60, "start": 0},
        {"do": "enter_many", "times": 60, "start": 100},
        {"do": "follow", "writes": 170},
        {"do": "follow", "writes": 170},
    )
    assert outcomes[:4] == [25, 25, 60, 60]
    for followed in outcomes[4:]:
        assert (followed["faults"], followed["end"]) == ([], 0)
        assert followed["numbers"] > 3, followed
    assert workshop.do("problems") == []


def test_the_same_form_at_once_is_saved_once(workshop: Workshop) -> None:
    for _ in range(5):
        request = str(new_uid())
        outcomes = workshop.at_once(*({"do": "same_form", "request": request} for _ in range(4)))
        assert sorted(outcomes) == ["already saved"] * 3 + ["saved"]
    assert workshop.do("problems") == []


def test_a_commit_that_comes_late_is_missed_by_nobody(workshop: Workshop, tmp_path: Path) -> None:
    late, early = workshop.do("course", number=7), workshop.do("course", number=8)
    gate = tmp_path / "go"
    before = workshop.do("answers")
    held = workshop.start(
        {
            "do": "hold_commit",
            "course": late["course"],
            "half_day": late["half_days"][0],
            "mark": "absent",
            "file": str(gate),
        }
    )
    _wait_for(tmp_path / "go.written")
    # All is written but the commit; another one comes after it and may not be seen before it.
    roll = {"do": "call_roll", "course": early["course"], "half_day": early["half_days"][0], "mark": "absent"}
    other = workshop.start({**roll, "request": str(new_uid())})
    time.sleep(0.5)
    assert workshop.do("answers") == workshop.do("recount") == before
    gate.touch()
    assert [outcome["gives"] for outcome in workshop.wait(held)] == [12]
    assert [outcome["exit"] for outcome in workshop.wait(other)] == [0]
    after = workshop.do("answers")
    assert before["half_day_presences"][0] - after["half_day_presences"][0] == 24
    assert workshop.do("problems") == []


def _wait_for(path: Path) -> None:
    until = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < until, f"{path} never came"
        time.sleep(0.01)


# --- Another database, no replica ------------------------------------------------------------------------------------


def test_an_older_database_that_was_brought_back_is_counted_as_it_is(workshop: Workshop, tmp_path: Path) -> None:
    made = workshop.do("course", number=9)
    workshop.copy_database(tmp_path / "kept")
    roll = {"do": "call_roll", "course": made["course"], "half_day": made["half_days"][0]}
    later = workshop.start({**roll, "mark": "absent", "request": str(new_uid())})
    assert workshop.wait(later)[0]["exit"] == 0
    known = workshop.do("answers")
    workshop.bring_back(tmp_path / "kept")
    assert workshop.do("answers") == workshop.do("recount") != known
    # Another write takes the number that the replica has seen already.
    other = {"course": made["course"], "half_day": made["half_days"][1], "mark": "excused"}
    workshop.do("answers")
    workshop.bring_back(tmp_path / "kept")
    workshop.do("call_roll", **other, request=str(new_uid()))
    assert workshop.do("problems") == []
    workshop.figures_are_right()


def test_a_replica_that_was_taken_away_changes_no_figure(workshop: Workshop, tmp_path: Path) -> None:
    replica = workshop.folder / "replica"
    running = workshop.start({"do": "stay", "folder": str(tmp_path)})
    _wait_for(tmp_path / "answered")
    shutil.rmtree(replica)
    (tmp_path / "removed").touch()
    [outcome] = workshop.wait(running)
    assert outcome["exit"] == 0, outcome
    assert outcome["gives"]["before"] == outcome["gives"]["after"] == outcome["gives"]["recount"]
    shutil.rmtree(replica, ignore_errors=True)
    assert workshop.do("problems") == []
    workshop.figures_are_right()


def test_a_list_goes_through_the_command_line(workshop: Workshop, tmp_path: Path) -> None:
    made = workshop.do("course", number=10)
    file = ROOT / "tests" / "rosters" / "two-days.xlsx"
    command = ("roster", "import", str(file), "--course", made["course"], "--reason", "Bổ sung")
    assert workshop.command(*command)["enrolled"] == PEOPLE
    assert workshop.command(*command) == {
        "sample": False,
        "enrolled": 0,
        "new_people": 0,
        "linked_people": 0,
        "already_listed": PEOPLE,
        "mended": 0,
        "marks": 0,
    }
    assert workshop.do("problems") == []
    workshop.figures_are_right()
