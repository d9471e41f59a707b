"""`nepmoi demo`: fills an empty folder, leaves its own as it is, and touches nobody else's."""

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.cli.calling import begun_folder, real_folder, start

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A folder that the demo filled."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    done = start(folder, "demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def own_demo(demo, tmp_path):
    """A copy of it."""
    return shutil.copytree(demo, tmp_path / "data")


def state(folder):
    """All that is in the database, as one number."""
    with closing(sqlite3.connect(folder / "nepmoi.sqlite3")) as database:
        return hashlib.sha256("\n".join(database.iterdump()).encode()).hexdigest()


def courses(folder):
    with closing(sqlite3.connect(folder / "nepmoi.sqlite3")) as database:
        return {uid for (uid,) in database.execute("SELECT uid FROM activities_activity")}


def files(folder):
    """The kept files, and the passwords: what a second run might make anew."""
    media = sorted(path.relative_to(folder).as_posix() for path in (folder / "media").rglob("*") if path.is_file())
    return media, (folder / "demo-accounts.json").read_text("utf-8"), (folder / "secret-key").read_text("utf-8")


def test_a_warm_start_changes_nothing_and_shows_the_accounts(own_demo):
    before = state(own_demo), files(own_demo)

    done = start(own_demo, "demo", "--no-serve", "--port", "8123")

    assert done.returncode == 0, done.stderr
    assert (state(own_demo), files(own_demo)) == before
    accounts = json.loads((own_demo / "demo-accounts.json").read_text("utf-8"))
    assert len(accounts) >= 5
    assert all(name in done.stdout and password in done.stdout for name, password in accounts.items())
    assert "http://127.0.0.1:8123/" in done.stdout
    assert (own_demo / "demo-accounts.json").stat().st_mode & 0o077 == 0


def test_fresh_begins_again(own_demo):
    before = courses(own_demo), files(own_demo)[1]

    done = start(own_demo, "demo", "--no-serve", "--fresh")

    assert done.returncode == 0, done.stderr
    assert len(courses(own_demo)) == len(before[0]) == 4
    assert not courses(own_demo) & before[0]
    assert files(own_demo)[1] != before[1]


def rows(folder, query):
    with closing(sqlite3.connect(folder / "nepmoi.sqlite3")) as database:
        return database.execute(query).fetchall()


WRITES = """
    SELECT activity.name, date(entry.at, '+7 hours'), entry.actor_name, entry.door, entry.reason, activity.first_day,
           activity.last_day, activity.confirmed_on
    FROM audit_touch touch JOIN audit_entry entry ON entry.id = touch.entry_id
    JOIN activities_activity activity ON activity.id = touch.root_id
    WHERE touch.kind = 'activity' ORDER BY activity.id, touch.seq
"""


def test_each_course_was_written_by_its_officers_in_the_order_of_an_office(demo):
    written = [row for row in rows(demo, WRITES) if row[5] != row[6]]
    assert len({row[0] for row in written}) == 3
    for course in {row[0] for row in written}:
        own = [row for row in written if row[0] == course]
        days, first, last, confirmed = [row[1] for row in own], *own[0][5:]
        assert days == sorted(days)
        assert days[0] < first <= last < confirmed
        assert confirmed in days
        assert {first, last} <= set(days)
        assert {row[2] for row in own} == {"Trần Thị Hải Vân (mẫu)", "Nguyễn Thị Bích Thủy (mẫu)"}
        [confirmer] = {row[2] for row in own if row[1] == confirmed}
        assert confirmer == "Trần Thị Hải Vân (mẫu)"


def test_what_took_an_evening_was_written_at_one_go_by_the_office_of_then(demo):
    [entry] = [row for row in rows(demo, WRITES) if row[5] == row[6]]
    assert entry[1:3] == (entry[5], "Nguyễn Thị Bích Thủy (mẫu)")
    assert entry[7] == entry[5]
    counted = "SELECT total, women, minority, minority_women, children FROM activities_headcount"
    assert rows(demo, counted) == [(62, 41, 60, 40, 11)]


def test_what_groups_came_to_was_written_down_after_their_course(demo):
    brought = """
        SELECT activity.name, exchange.form, COUNT(*), COUNT(exchange.photograph_id),
               (SELECT COUNT(*) FROM training_exchangemember member JOIN training_exchange own ON own.id = member.exchange_id
                JOIN activities_halfday slot ON slot.id = own.half_day_id WHERE slot.activity_id = activity.id)
        FROM training_exchange exchange JOIN activities_halfday half ON half.id = exchange.half_day_id
        JOIN activities_activity activity ON activity.id = half.activity_id
        GROUP BY activity.id, exchange.form ORDER BY activity.first_day, exchange.form
    """
    assert [row[1:] for row in rows(demo, brought)] == [
        ("group_work", 2, 0, 0),
        ("experience", 1, 1, 1),
        ("experience", 1, 0, 13),
        ("group_work", 4, 1, 13),
    ]


def test_the_case_has_mended_marks_with_reasons_and_one_roll_typed_late(demo):
    written = rows(demo, WRITES)
    reasons = [(row[4], row[1], row[6]) for row in written if row[4]]
    assert len(reasons) == 3
    assert all(day > last for _, day, last in reasons)
    again = "SELECT entry_id, mark FROM activities_historicalpresence WHERE history_type = '~'"
    assert [mark for _, mark in rows(demo, again)] == ["excused", "excused"]


def test_whoever_wrote_for_the_closed_office_cannot_be_signed_in_as(demo):
    told = json.loads((demo / "demo-accounts.json").read_text("utf-8"))
    kept = {name for (name,) in rows(demo, "SELECT username FROM accounts_account")}
    assert kept - told.keys() == {"huyen"}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A folder with real data."""
    folder = tmp_path_factory.mktemp("office") / "data"
    real_folder(folder)
    return folder


@pytest.mark.parametrize(
    ("options", "language", "words"), [((), "", "dữ liệu thật"), (("--fresh",), "en", "holds real data")]
)
def test_a_folder_with_real_data_is_left_as_it_is(office, options, language, words):
    before = state(office)

    done = start(office, "demo", "--no-serve", *options, language=language)

    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert state(office) == before
    assert not (office / "demo-accounts.json").exists()


def test_a_first_run_that_was_stopped_can_be_run_again(tmp_path):
    folder = tmp_path / "begun"
    begun_folder(folder)

    done = start(folder, "demo", "--no-serve")

    assert done.returncode == 0, done.stderr
    assert len(courses(folder)) == 4
