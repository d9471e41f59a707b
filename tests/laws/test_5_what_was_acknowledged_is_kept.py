"""Law 5: what was acknowledged is kept, through a kill and a power cut; the same thing sent twice is one.

Processes that are really killed are in ``tests/system/test_real_processes.py``; here is what must be on the disk, and
when, before a service may answer.
"""

import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from nepmoi.config.databases import databases
from nepmoi.core.audit import services as audit
from nepmoi.core.audit.errors import AlreadySaved
from nepmoi.core.audit.models import Entry
from nepmoi.core.files import services as files
from nepmoi.core.files.models import StoredFile
from nepmoi.fieldwork.activities.models import HalfDay, Participation
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.services import life, pictures, roll
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.fieldwork.community.services import groups as community
from nepmoi.intake.rosters import services as rosters
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.people import services as people
from tests.cast import CONSOLE, DOOR, Cast, course, plan, unit
from tests.fieldwork.evidence.test_photographs import new as photograph
from tests.intake.rosters.importing import records
from tests.intake.rosters.papers import HEAD, HOA, PUC, one_sheet

pytestmark = pytest.mark.django_db

LIST = one_sheet(HEAD, HOA, PUC)


# --- The same form twice ---------------------------------------------------------------------------------------------


def forms(cast: Cast) -> dict[str, Callable[[dict[str, Any]], object]]:
    """Each form of the product, ready to be sent."""
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    slot = HalfDay.objects.filter(activity__uid=uid).order_by("-part")[0].uid
    line = Participation.objects.get(activity__uid=uid)
    received = rosters.receive(by=cast.officer, door=DOOR, activity=uid, filename="ds.xlsx", data=LIST)
    team = community.NewGroup(
        GroupKind.COMMUNICATION_TEAM, "Tổ thử", line.unit_then_id or 0, cast.province, plan(cast).first_day
    )
    there = {"activity": uid}
    return {
        "plan": lambda how: life.plan(**how, plan=plan(cast)),
        "held": lambda how: life.mark_held(**how, **there),
        "roll": lambda how: roll.record_attendance(**how, **there, half_day=slot, marks={line.uid: Mark.PRESENT}),
        "walk-in": lambda how: roll.add_walk_in(**how, **there, person=people.NewPerson("Hồ Thị Ghé"), half_day=slot),
        "list": lambda how: rosters.receive(**how, **there, filename="ds.xlsx", data=LIST),
        "import": lambda how: rosters.import_list(**how, received_list=received),
        "photographs": lambda how: pictures.add_photographs(**how, **there, half_day=slot, pictures=[photograph()]),
        "group": lambda how: community.enter_group(**how, new=team),
    }


FORMS = ("plan", "held", "roll", "walk-in", "list", "import", "photographs", "group")


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_twice_is_one(cast: Cast, name: str) -> None:
    send = forms(cast)[name]
    how = {"by": cast.officer, "door": replace(DOOR, request=new_uid())}
    send(how)
    [entry] = Entry.objects.filter(request=how["door"].request)
    before = records()
    with pytest.raises(AlreadySaved) as again, transaction.atomic():
        send(how)
    assert again.value.at == entry.at
    assert records() == before


def test_a_form_that_was_refused_may_be_sent_again(cast: Cast) -> None:
    door = replace(DOOR, request=new_uid())
    broken = replace(plan(cast), name=" ")
    with pytest.raises(life.ActivityNameMissing), transaction.atomic():
        life.plan(by=cast.officer, door=door, plan=broken)
    assert isinstance(life.plan(by=cast.officer, door=door, plan=plan(cast)), UUID)


def test_two_forms_are_two(cast: Cast) -> None:
    uids = {
        life.plan(by=cast.officer, door=replace(DOOR, request=new_uid() if asked else None), plan=plan(cast))
        for asked in (True, True, False, False)
    }
    assert len(uids) == 4


# --- The disk comes first --------------------------------------------------------------------------------------------


class Disk:
    """In what order things happened: what was brought safely to the disk, and which rows were sent."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.events: list[tuple[str, object]] = []
        self._fsync = os.fsync
        monkeypatch.setattr(os, "fsync", self.fsync)

    def fsync(self, handle: int) -> None:
        self._fsync(handle)
        self.events.append(("safe", os.fstat(handle).st_ino))

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('INSERT INTO "files_storedfile"'):
            self.events.append(("row", params[0]))
        return execute(sql, params, many, context)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """A media folder that is not there yet."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def keep(data: bytes) -> StoredFile:
    with audit.writing(CONSOLE.actor, DOOR):
        return files.keep(data=data, media_type="text/plain")


def path_of(media: Path, data: bytes) -> Path:
    sha256 = hashlib.sha256(data).hexdigest()
    return media / sha256[:2] / sha256[2:]


def test_a_file_is_safe_before_its_row(disk: Disk, media: Path) -> None:
    data = b"sent by an office"
    with connection.execute_wrapper(disk):
        row = keep(data)
    path = path_of(media, data)
    assert path.read_bytes() == data
    safe = [inode for what, inode in disk.events[: disk.events.index(("row", row.sha256))] if what == "safe"]
    # The bytes, their name in the folder, the folder's name in its own, and the media folder's.
    names = [path, path.parent, media, media.parent]
    assert safe == [name.stat().st_ino for name in names]


def test_a_file_that_somebody_wrote_and_died_is_made_safe(disk: Disk, media: Path) -> None:
    data = b"written by a process that was killed"
    path = path_of(media, data)
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    with connection.execute_wrapper(disk):
        keep(data)
    assert ("safe", path.parent.stat().st_ino) in disk.events[: [what for what, _ in disk.events].index("row")]
    assert StoredFile.objects.filter(size=len(data)).count() == 1


def test_the_same_bytes_are_kept_once(media: Path) -> None:
    one, other = (keep(b"twice") for _ in range(2))
    assert one.pk == other.pk
    assert sum(path.is_file() for path in media.rglob("*")) == 1


def test_bytes_that_were_lost_come_back_when_they_are_sent_again(media: Path) -> None:
    keep(b"lost")
    path_of(media, b"lost").unlink()
    keep(b"lost")
    assert path_of(media, b"lost").read_bytes() == b"lost"


def test_a_full_disk_leaves_no_row_and_no_piece(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        keep(b"too much")
    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()


def test_a_list_is_on_the_disk_when_its_receipt_is_given(cast: Cast, disk: Disk, media: Path) -> None:
    uid = life.plan(by=cast.officer, door=DOOR, plan=plan(cast, venue_unit_id=unit("huyện Hương Khê")))
    with connection.execute_wrapper(disk):
        rosters.receive(by=cast.officer, door=DOOR, activity=uid, filename="ds.xlsx", data=LIST)
    kept = path_of(media, LIST)
    assert kept.read_bytes() == LIST
    assert disk.events[0] == ("safe", kept.stat().st_ino)


# --- The databases are told to keep it, too --------------------------------------------------------------------------


def test_sqlite_answers_when_the_disk_has_it(tmp_path: Path) -> None:
    for alias in databases(url="", file=tmp_path / "nepmoi.sqlite3").values():
        said = str(alias["OPTIONS"]["init_command"])
        assert "synchronous=FULL" in said
        assert "journal_mode=WAL" in said
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            full, wal = (cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode"))
        assert (full, wal) == (2, "wal")


def test_postgresql_is_not_told_to_answer_early(tmp_path: Path) -> None:
    for alias in databases(url="postgresql://a@b/c", file=tmp_path / "unused").values():
        assert "synchronous_commit" not in str(alias)


def test_an_answer_comes_after_the_commit(cast: Cast) -> None:
    """No part of a write is left for later: nothing waits for a commit that a kill could take away."""
    life.plan(by=cast.officer, door=DOOR, plan=plan(cast))
    assert transaction.get_connection().run_on_commit == []
