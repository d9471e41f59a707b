"""What an earlier version wrote is read by this one, on each database, and both databases answer alike.

``tests/dumps`` holds the demo as it was at the close of each stage (see ``tools/dump_of_demo.py``). Each is laid in the tables of
its day and migrated; then the figures equal a plain recount of the dump. The rows of both databases have the same ids there, so
that their answers can be compared byte for byte.
"""

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import processes
from tests.conftest import ON_POSTGRESQL
from tests.system.layout import ROOT
from tests.system.test_real_processes import _administer, _own_database

pytestmark = [pytest.mark.processes, pytest.mark.both_databases]

DUMPS = sorted((ROOT / "tests" / "dumps").glob("*.json.xz"))
LARGEST = 300_000
YEARS = ("2022", "2023", "2024", "2025")


def read(dump: Path) -> dict[str, Any]:
    return json.loads(lzma.decompress(dump.read_bytes()))  # type: ignore[no-any-return]


def migrated(dump: Path, folder: Path, database: str = "") -> dict[str, Any]:
    """What today's version says on top of a dump."""
    folder.mkdir()
    outcome = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.system.old_data", str(dump), *YEARS],
        cwd=ROOT,
        env=processes.environment(folder, database) | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    return json.loads(outcome.stdout)  # type: ignore[no-any-return]


@pytest.fixture(scope="module", params=DUMPS, ids=lambda dump: dump.name.partition(".")[0])
def dump(request: pytest.FixtureRequest) -> Path:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def said(dump: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What is said by each database that this run has."""
    folder = tmp_path_factory.mktemp("dumps")
    if not ON_POSTGRESQL:
        return {"sqlite": migrated(dump, folder / "sqlite")}
    database = _own_database("dump")
    try:
        answer = migrated(dump, folder / "postgresql", database)
    finally:
        _administer(f'DROP DATABASE IF EXISTS "{database.rpartition("/")[2]}"')
    return {"sqlite": migrated(dump, folder / "sqlite"), "postgresql": answer}


def table(held: dict[str, Any], label: str) -> list[dict[str, Any]]:
    columns = held["tables"][label]["columns"]
    return [dict(zip(columns, row, strict=True)) for row in held["tables"][label]["rows"]]


def recount(held: dict[str, Any]) -> dict[str, dict[str, int]]:
    """The same figures by counting the dump's rows: who was there in confirmed courses, in each year."""
    training = {row["id"] for row in table(held, "programme.activitykind") if row["code"] == "training"}
    courses = {
        row["id"]
        for row in table(held, "activities.activity")
        if row["kind_id"] in training and row["status"] == "confirmed" and not row["void_reason"]
    }
    years = {row["id"]: row["day"][:4] for row in table(held, "activities.halfday") if row["activity_id"] in courses}
    lines = {row["id"]: row for row in table(held, "activities.participation") if not row["void_reason"]}
    there = [
        (years[row["half_day_id"]], lines[row["participation_id"]])
        for row in table(held, "activities.presence")
        if row["mark"] == "present" and row["half_day_id"] in years and row["participation_id"] in lines
    ]

    def each_year(key: str) -> dict[str, int]:
        return {year: len({line[key] for when, line in there if when == year}) for year in YEARS}

    presences = {year: sum(when == year for when, _ in there) for year in YEARS}
    return {
        "people_trained": each_year("person_id"),
        "training_participations": each_year("id"),
        "half_day_presences": presences,
    }


def test_a_dump_is_small_and_holds_no_password(dump: Path) -> None:
    assert dump.stat().st_size <= LARGEST
    held = read(dump)
    assert {row["password"] for row in table(held, "accounts.account")} == {"!"}
    assert [row["sample"] for row in table(held, "files.datafolder")] == [True]


def test_an_earlier_stage_is_migrated_and_counts_the_same(dump: Path, said: dict[str, dict[str, Any]]) -> None:
    counted = recount(read(dump))
    assert counted["people_trained"]["2024"] == 45
    assert {where: one["values"] for where, one in said.items()} == dict.fromkeys(said, counted)


def test_every_database_gives_the_same_answers(said: dict[str, dict[str, Any]]) -> None:
    first, *others = (one["answers"] for one in said.values())
    assert len(others) == ON_POSTGRESQL
    statuses = {answer.partition(" ")[0] for answer in first.values()}
    assert statuses >= {"200", "403", "404", "422"}
    assert sum(answer.startswith("200") for answer in first.values()) > 100
    for other in others:
        assert [
            question for question in first.keys() | other.keys() if first.get(question) != other.get(question)
        ] == []


def test_there_is_a_dump() -> None:
    assert DUMPS
