"""The watcher sees what it is there to see: each wrong here is one that a service could do."""

from collections.abc import Callable
from types import CodeType
from typing import Any

import pytest
from django.db import transaction

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.models import Reading
from nepmoi.core.audit.rules import Actor, Door, DoorKind, Matter, RootKind
from nepmoi.registry.people.models import Person
from tests.cast import CONSOLE
from tests.write_watcher import PRODUCT, Watcher

pytestmark = pytest.mark.django_db

BY = Actor(account_id=None, name="Người thử")
DOOR = Door(DoorKind.COMMAND, "test")


def product_code(body: str) -> CodeType:
    """Code that seems to stand in the product, as its file says."""
    return compile(body, f"{PRODUCT}/registry/people/made_up.py", "exec")


def made() -> Person:
    person = Person(name="Nguyễn Thị Mẫu")
    with audit.writing(BY, DOOR) as write:
        person.save()
        write.touch(RootKind.PERSON, person.pk)
    return person


def after(watcher: Watcher, wrong: Callable[[], Any]) -> list[str]:
    """What the watcher finds after something wrong, which is then undone so that this test does not fail by it."""
    with transaction.atomic():
        wrong()
        found = watcher.findings()
        watcher.forget()
        transaction.set_rollback(True)
    return found


def test_a_write_in_its_envelope_is_right(watcher: Watcher) -> None:
    person = made()
    with audit.writing(BY, DOOR) as write:
        audit.renew(person, RootKind.PERSON)
        person.name = "Nguyễn Thị Mẫu Hai"
        person.save()
        write.touch(RootKind.PERSON, person.pk)
    assert watcher.findings() == []
    assert "people_person" in watcher.written


def test_a_reading_is_noted_by_the_audit_alone_and_never_changed(watcher: Watcher) -> None:
    audit.note_reading(by=CONSOLE, door=DOOR, matter=Matter.PERSON)
    assert watcher.findings() == []
    row = Reading.objects.get()

    def past() -> None:
        exec(product_code("row.save()"), {"row": row})  # noqa: S102 - code of the product's place
        exec(product_code("Reading(at=row.at).save()"), {"Reading": Reading, "row": row})  # noqa: S102 - as above

    assert [line.partition(" ")[2] for line in after(watcher, past)] == [
        "wrote audit_reading outside audit.writing",
        "wrote audit_reading outside audit.writing",
    ]


def test_an_update_past_the_versions(watcher: Watcher) -> None:
    person = made()

    def wrong() -> None:
        with audit.writing(BY, DOOR) as write:
            Person.objects.filter(pk=person.pk).update(name="Khác")
            write.touch(RootKind.PERSON, person.pk)

    assert after(watcher, wrong) == [f"Person {person.pk} differs from its last version in name"]


def test_a_row_made_in_bulk_without_a_version(watcher: Watcher) -> None:
    def wrong() -> None:
        with audit.writing(BY, DOOR):
            Person.objects.bulk_create([Person(pk=7, name="Không vết")])

    assert after(watcher, wrong) == ["Person 7 has no version"]


def test_a_change_that_nobody_is_told_of(watcher: Watcher) -> None:
    def wrong() -> None:
        with audit.writing(BY, DOOR):
            Person(pk=7, name="Không ai hay").save()

    found = after(watcher, wrong)
    assert len(found) == 1
    assert found[0].startswith("Person 7 was changed by entry ")
    assert found[0].endswith("which does not touch person")


def test_a_save_that_keeps_its_number(watcher: Watcher) -> None:
    person = made()

    def wrong() -> None:
        with audit.writing(BY, DOOR) as write:
            person.name = "Vẫn số một"
            person.save()
            write.touch(RootKind.PERSON, person.pk)

    assert after(watcher, wrong) == [f"Person {person.pk} was saved again with version 1"]


def test_product_code_that_writes_outside(watcher: Watcher) -> None:
    person = made()
    body = "Person.objects.filter(pk=pk).update(version=9)"

    def wrong() -> None:
        exec(product_code(body), {"Person": Person, "pk": person.pk})  # noqa: S102 - ours, three lines above

    found = after(watcher, wrong)
    assert found[0] == "/registry/people/made_up.py:1 wrote people_person outside audit.writing"


def test_a_versioned_row_cannot_be_saved_outside() -> None:
    with pytest.raises(AssertionError, match=r"Person was saved outside audit\.writing"), transaction.atomic():
        Person(name="Ngoài").save()
    assert Person.objects.count() == 0
