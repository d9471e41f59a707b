"""What a write changed: only what differs, once a write, with what it was before."""

from collections.abc import Callable
from datetime import date

import pytest

from nepmoi.core.audit import selectors, services
from nepmoi.core.audit.rules import Change, Did, RootKind, is_late
from nepmoi.registry.people.errors import NameMissing
from nepmoi.registry.people.models import Person
from nepmoi.registry.people.rules.persons import PERSON
from tests.cast import DOOR, Cast, person

pytestmark = pytest.mark.django_db


def mended(cast: Cast, person_id: int, *edits: Callable[[Person], None]) -> int:
    """Save a person once for each edit, all in one write; the write's id."""
    with services.writing(cast.officer.actor, DOOR, "sửa") as w:
        for edit in edits:
            row = Person.objects.get(pk=person_id)
            edit(row)
            services.renew(row, RootKind.PERSON)
            row.save()
        w.touch(RootKind.PERSON, person_id)
        return w.entry_id


def changes(person_id: int) -> list[Change]:
    entries = [entry.id for entry in selectors.entries_of(RootKind.PERSON, person_id)]
    return selectors.changes(Person, PERSON, entries, {"id": [person_id]})


def said(change: Change) -> dict[str, tuple[object, object]]:
    return {one.told.name: (one.before, one.after) for one in change.differences}


def test_a_new_record_says_what_was_written_and_no_empty_field(cast: Cast) -> None:
    [made] = changes(person("Hồ Thị Một"))
    assert made.did is Did.ADDED
    assert made.names == ("Hồ Thị Một",)
    assert said(made) == {
        "name": (None, "Hồ Thị Một"),
        "sex": (None, "female"),
        "birth_year": (None, 1980),
        "ethnic_group__name": (None, "Kinh"),
    }


def test_a_correction_says_only_the_field_that_differs(cast: Cast) -> None:
    one = person("Hồ Thị Một")
    mended(cast, one, lambda row: setattr(row, "birth_year", 1981))
    assert said(changes(one)[-1]) == {"birth_year": (1980, 1981)}


def test_two_saves_in_one_write_are_one_change(cast: Cast) -> None:
    one = person("Hồ Thị Một")
    mended(cast, one, lambda row: setattr(row, "birth_year", 1981), lambda row: setattr(row, "birth_year", 1982))
    assert [said(change) for change in changes(one)][1:] == [{"birth_year": (1980, 1982)}]


def test_a_save_that_changes_no_shown_field_is_no_change(cast: Cast) -> None:
    one = person("Hồ Thị Một")
    entry = mended(cast, one, lambda row: None)
    assert entry not in {change.entry_id for change in changes(one)}


def test_the_state_before_comes_from_outside_the_page(cast: Cast) -> None:
    one = person("Hồ Thị Một")
    mended(cast, one, lambda row: setattr(row, "phone", "0900000001"))
    entry = mended(cast, one, lambda row: setattr(row, "phone", "0900000002"))
    [change] = selectors.changes(Person, PERSON, [entry], {"id": [one]})
    assert said(change) == {"phone": ("0900000001", "0900000002")}


def test_another_record_of_the_same_write_is_left_out(cast: Cast) -> None:
    with services.writing(cast.officer.actor, DOOR):
        one, _other = person("Hồ Thị Một"), person("Hồ Thị Hai")
    assert [change.names for change in changes(one)] == [("Hồ Thị Một",)]


@pytest.mark.parametrize(
    ("written", "late"), [(date(2024, 10, 22), False), (date(2024, 10, 29), False), (date(2024, 10, 30), True)]
)
def test_written_more_than_a_week_after_its_day_is_late(written: date, late: bool) -> None:
    assert is_late(date(2024, 10, 22), written) is late


def test_writes_kept_together_fall_together(cast: Cast) -> None:
    before = selectors.last_seq()
    with pytest.raises(NameMissing), services.together():  # noqa: PT012 - the first is kept, the second is refused
        person("Hồ Thị Một")
        person("")
    assert selectors.last_seq() == before
    with services.together():
        person("Hồ Thị Một")
        person("Hồ Thị Hai")
    assert selectors.last_seq() == before + 2
