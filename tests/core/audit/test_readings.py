"""Who read or exported personal data is noted in one row; it is no write of a record, and holds up no page."""

import sqlite3
import time
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nepmoi.core.audit import selectors, services
from nepmoi.core.audit.models import Entry, Reading
from nepmoi.core.audit.rules import Deed, Door, DoorKind, Matter, RootKind
from nepmoi.core.audit.selectors import Readers, Wanted
from nepmoi.kernel import clock
from tests.cast import CONSOLE, Cast, unit

PAGE = Door(DoorKind.PAGE, "/people/x")
HERE = (RootKind.PERSON, 7)


def test_a_reading_is_one_row_and_no_write(db: None, cast: Cast) -> None:
    entries, number = Entry.objects.count(), selectors.last_seq()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        services.note_reading(by=cast.chair, door=PAGE, matter=Matter.PERSON, root=HERE)
    assert len(asked) == 1
    assert (Entry.objects.count(), selectors.last_seq()) == (entries, number)
    [said] = selectors.readings(None, Wanted(), None, 5)
    assert (said.account_id, said.role, said.office_id) == (cast.chair.actor.account_id, "officer", cast.phuc_trach.id)
    assert (said.deed, said.matter, said.root, said.people) == (Deed.READ, Matter.PERSON, HERE, 1)
    assert (said.door, said.door_detail) == ("page", "/people/x")


def test_it_holds_nothing_but_ids(db: None, cast: Cast) -> None:
    services.note_export(by=cast.chair, door=PAGE, matter=Matter.ROSTER, people=45, unit_id=3)
    [row] = Reading.objects.values()
    assert cast.chair.actor.name not in str(row)
    assert (row["deed"], row["people"], row["unit_id"], row["office_id"]) == ("exported", 45, 3, cast.phuc_trach.id)


def test_the_machine_itself_has_neither_account_nor_office(db: None) -> None:
    services.note_export(by=CONSOLE, door=Door(DoorKind.COMMAND, "figure"), matter=Matter.FIGURE, people=3)
    [said] = selectors.readings(None, Wanted(), Deed.EXPORTED, 5)
    assert (said.account_id, said.office_id, said.root) == (None, None, None)


def test_an_area_sees_what_is_its_own_and_what_its_own_offices_looked_at(db: None, cast: Cast) -> None:
    assert cast.chair.area_unit_id is not None
    here, other = cast.chair.area_unit_id, unit("tỉnh Hà Tĩnh")
    services.note_reading(by=cast.officer, door=PAGE, matter=Matter.PERSON, unit_id=here, people=1)
    services.note_reading(by=cast.chair, door=PAGE, matter=Matter.PERSON, unit_id=other, people=2)
    services.note_reading(by=cast.neighbour, door=PAGE, matter=Matter.PERSON, unit_id=other, people=3)
    assert [one.people for one in selectors.readings(Readers([here], [cast.phuc_trach.id]), Wanted(), None, 5)] == [
        2,
        1,
    ]
    assert [one.people for one in selectors.readings(None, Wanted(), None, 5)] == [3, 2, 1]


def test_readings_are_found_by_account_day_deed_and_from_where_a_page_ended(db: None, cast: Cast) -> None:
    with clock.stopped_at(datetime(2025, 3, 1, 3, tzinfo=UTC)):
        services.note_reading(by=cast.chair, door=PAGE, matter=Matter.PERSON, people=1)
    with clock.stopped_at(datetime(2025, 3, 2, 3, tzinfo=UTC)):
        services.note_export(by=cast.officer, door=PAGE, matter=Matter.ROLL, people=2, root=(RootKind.ACTIVITY, 1))

    def found(wanted: Wanted, deed: Deed | None = None) -> list[int]:
        return [one.people for one in selectors.readings(None, wanted, deed, 5)]

    assert found(Wanted()) == [2, 1]
    assert found(Wanted(account_id=cast.chair.actor.account_id)) == [1]
    assert found(Wanted(since=datetime(2025, 3, 2, tzinfo=UTC))) == [2]
    assert found(Wanted(until=datetime(2025, 3, 2, tzinfo=UTC))) == [1]
    assert found(Wanted(kind=RootKind.ACTIVITY)) == [2]
    assert found(Wanted(), Deed.EXPORTED) == [2]
    [newest, _] = selectors.readings(None, Wanted(), None, 5)
    assert found(Wanted(before=newest.uid)) == [1]


@pytest.mark.django_db(transaction=True)
def test_a_long_write_of_another_neither_fails_nor_holds_up_a_page_and_nothing_is_lost() -> None:
    if connection.vendor != "sqlite":
        services.note_reading(by=CONSOLE, door=PAGE, matter=Matter.PERSON)
        assert Reading.objects.count() == 1  # there an insert waits for nobody
        return
    other = sqlite3.connect(str(settings.DATABASES["default"]["NAME"]), isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        services.note_reading(by=CONSOLE, door=PAGE, matter=Matter.PERSON, people=1)
        assert time.monotonic() - began < 2
        assert Reading.objects.count() == 0
    finally:
        other.close()
    services.note_reading(by=CONSOLE, door=PAGE, matter=Matter.PERSON, people=2)
    assert [one.people for one in selectors.readings(None, Wanted(), None, 5)] == [2, 1]
    assert connection.connection.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
