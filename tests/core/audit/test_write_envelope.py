"""One write is one transaction, one entry, one number; what it changed leaves its earlier state."""

import pytest
from django.db import transaction

from nepmoi.core.audit import selectors, services
from nepmoi.core.audit.errors import AlreadySaved, StaleSave
from nepmoi.core.audit.models import Entry, Touch
from nepmoi.core.audit.rules import Door, DoorKind, RootKind
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.people.models import Person
from tests.cast import CONSOLE, DOOR, Cast, person

pytestmark = pytest.mark.django_db


def test_numbers_have_no_gaps_even_after_a_write_that_failed(cast: Cast) -> None:
    before = selectors.last_seq()
    person("Một")
    with pytest.raises(RuntimeError), services.writing(CONSOLE.actor, DOOR):
        raise RuntimeError
    person("Hai")
    assert selectors.last_seq() == before + 2
    assert list(Entry.objects.filter(seq__gt=before).order_by("seq").values_list("seq", flat=True)) == [
        before + 1,
        before + 2,
    ]


def test_a_service_inside_another_joins_its_envelope(cast: Cast) -> None:
    before = selectors.last_seq()
    with services.writing(CONSOLE.actor, DOOR, "cùng một việc"):
        first, second = person("Một"), person("Hai")
    assert selectors.last_seq() == before + 1
    touched = Touch.objects.filter(seq=before + 1, kind=RootKind.PERSON).values_list("root_id", flat=True)
    assert set(touched) == {first, second}
    assert selectors.entries_of(RootKind.PERSON, first)[0].reason == "cùng một việc"


def test_the_same_form_twice_is_one_write(cast: Cast) -> None:
    door = Door(DoorKind.PAGE, "/x", new_uid())
    with services.writing(cast.officer.actor, door):
        person("Một")
    with pytest.raises(AlreadySaved), services.writing(cast.officer.actor, door):
        person("Một")
    assert Person.objects.filter(name="Một").count() == 1


def test_a_row_saved_outside_the_envelope_is_a_bug(cast: Cast) -> None:
    row = Person.objects.get(pk=person("Một"))
    row.name = "Khác"
    with pytest.raises(AssertionError, match=r"outside audit\.writing"), transaction.atomic():
        row.save()


def test_every_state_of_a_row_is_kept_with_its_entry(cast: Cast) -> None:
    person_id = person("Một")
    with services.writing(cast.officer.actor, DOOR, "sửa tên") as w:
        row = Person.objects.get(pk=person_id)
        services.renew(row, RootKind.PERSON)
        row.name = "Hai"
        row.save()
        w.touch(RootKind.PERSON, person_id)
    states = [(state.name, state.version) for state in Person.history.filter(id=person_id).order_by("history_id")]
    assert states == [("Một", 1), ("Hai", 2)]
    last = Person.history.filter(id=person_id).order_by("-history_id").first()
    assert selectors.entries([last.entry_id])[last.entry_id].reason == "sửa tên"


def test_a_stale_save_is_refused_and_says_who_was_first(cast: Cast) -> None:
    person_id = person("Một")
    with services.writing(cast.officer.actor, DOOR) as w:
        row = Person.objects.get(pk=person_id)
        services.renew(row, RootKind.PERSON, seen=1)
        row.save()
        w.touch(RootKind.PERSON, person_id)
    with pytest.raises(StaleSave) as refused, services.writing(cast.chair.actor, DOOR):
        services.renew(Person.objects.get(pk=person_id), RootKind.PERSON, seen=1)
    assert refused.value.by == cast.officer.actor.name
