"""A process's own file: one slot each, changes that come together, and nothing torn is ever read."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import ibis
import pytest

from nepmoi.analytics.engine.replica import Broken, Replica, Stand, Statement
from nepmoi.analytics.engine.tables import ACTIVITY_CONTENTS, PLACE_PATHS, STAR

STAND = Stand(7, "entry", "exporter")
CONTENTS = Statement(
    ibis.table({"activity_id": "int64", "content": "string"}, name="activity_contents").order_by(
        "activity_id", "content"
    )
)


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    made = Replica(tmp_path / "replica")
    with made.updating() as update:
        update.begin(STAR)
        update.add(ACTIVITY_CONTENTS, [(1, "nd1"), (1, "nd4"), (2, "nd2")])
        update.stand_at(STAND)
    yield made
    made.close()


def contents(replica: Replica) -> list[tuple[int, str]]:
    with replica.reader() as reader:
        return reader.rows(CONTENTS)


def test_an_empty_replica_stands_nowhere(tmp_path: Path) -> None:
    made = Replica(tmp_path)
    assert made.stand() is None
    made.close()


def test_rows_and_stand_survive_closing(replica: Replica, tmp_path: Path) -> None:
    replica.close()
    again = Replica(tmp_path / "replica")
    assert (again.path, again.stand()) == (replica.path, STAND)
    assert contents(again) == [(1, "nd1"), (1, "nd4"), (2, "nd2")]
    again.close()


def test_only_the_rows_of_the_named_roots_are_replaced(replica: Replica) -> None:
    with replica.updating() as update:
        update.replace(ACTIVITY_CONTENTS, [1, 3], [(1, "nd2"), (3, "nd3")])
    assert contents(replica) == [(1, "nd2"), (2, "nd2"), (3, "nd3")]


def test_a_failed_update_leaves_no_trace(replica: Replica) -> None:
    def fail() -> None:
        with replica.updating() as update:
            update.replace(ACTIVITY_CONTENTS, [1], [])
            update.stand_at(Stand(8, "later", "exporter"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert contents(replica) == [(1, "nd1"), (1, "nd4"), (2, "nd2")]
    assert replica.stand() == STAND


def test_a_reader_keeps_its_state_while_others_update(replica: Replica) -> None:
    opening = replica.reader()
    with replica.updating() as update:
        update.replace(ACTIVITY_CONTENTS, [1], [])
        update.stand_at(Stand(8, "later", "exporter"))
    with opening as reader:
        assert (reader.seq, len(reader.rows(CONTENTS))) == (7, 3)
    assert contents(replica) == [(2, "nd2")]


def test_two_replicas_of_one_process_have_two_files(replica: Replica) -> None:
    other = Replica(replica.path.parent)
    assert other.path != replica.path
    other.close()


@pytest.mark.processes
def test_another_process_takes_the_next_file(replica: Replica) -> None:
    code = (
        "import sys; from pathlib import Path; from nepmoi.analytics.engine.replica import Replica;"
        "print(Replica(Path(sys.argv[1])).path.name)"
    )
    taken = subprocess.run(
        [sys.executable, "-c", code, replica.path.parent], capture_output=True, text=True, check=True
    )
    assert (replica.path.name, taken.stdout.strip()) == ("0.duckdb", "1.duckdb")


def test_a_torn_file_is_thrown_away(replica: Replica) -> None:
    replica.close()
    replica.path.write_bytes(b"torn" * 5000)
    again = Replica(replica.path.parent)
    assert (again.path, again.stand()) == (replica.path, None)
    again.close()


def test_a_file_cut_short_is_thrown_away_or_whole(replica: Replica) -> None:
    replica.close()
    whole = replica.path.read_bytes()
    for length in (0, 100, 4096, len(whole) // 2):
        replica.path.write_bytes(whole[:length])
        again = Replica(replica.path.parent)
        try:
            found = again.stand()
        except Broken:
            found = None
        assert found in {None, STAND}
        again.close()


def test_a_folder_taken_away_is_noticed(replica: Replica) -> None:
    assert replica.is_there()
    shutil.rmtree(replica.path.parent)
    assert not replica.is_there()
    replica.renew()
    assert replica.is_there()
    assert replica.stand() is None


def test_roots_of_a_table_can_be_days(replica: Replica) -> None:
    day = date(2025, 7, 1)
    with replica.updating() as update:
        update.replace(PLACE_PATHS, [day], [("2025-07-01", "commune", 1, 2)])
    assert replica.has(PLACE_PATHS, day)
    assert not replica.has(PLACE_PATHS, date(2024, 1, 1))
    with replica.updating() as update:
        update.empty(PLACE_PATHS)
    assert not replica.has(PLACE_PATHS, day)
