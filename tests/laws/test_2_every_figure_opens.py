"""Law 2: a figure's rows add up to it, a row opens its record, a record shows its evidence and who wrote it when."""

from datetime import date
from typing import Any

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit import selectors as audit
from nepmoi.core.audit.rules import RootKind
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.community.selectors import groups as community
from nepmoi.fieldwork.community.selectors.evidence import open_article
from nepmoi.registry.organisation.selectors import console
from nepmoi.registry.people.selectors import persons as people
from tests.analytics.world import Article, Circle, Crowd, Doing, Human, Listed, World, lay, store

HALF_DAYS = [(0, "morning"), (0, "afternoon")]
SPLITS = ("sex", "ethnic", "age", "content", "place", "village", "district", "province")


@pytest.fixture
def _world(db: None) -> None:
    """Three courses, eight people of whom two are one, unknowns, photographs, a meeting, a session, teams, articles."""
    humans = [
        Human(("female", "male", "")[n % 3], ("01", "44", "")[n % 3], (1980 + 5 * n, None, None)) for n in range(7)
    ]
    humans.append(Human(merged_into=0))
    doings = [
        Doing(first=date(2022, 3, 1), half_days=HALF_DAYS, contents=["nd1", "nd4"], photographs=[False]),
        Doing(first=date(2024, 10, 22), half_days=HALF_DAYS, contents=["nd4"], venue="E", photographs=[False, True]),
        Doing(first=date(2024, 10, 22), half_days=HALF_DAYS[:1], status="held"),
    ]
    lists = [Listed(0, n, "A", ["present", "absent"]) for n in (0, 1, 2, 3, 7)]
    lists += [Listed(1, n, unit, ["present", ""]) for n, unit in enumerate(("A", "E", "D1", "", "V"))]
    lists += [Listed(2, 6, "C", ["present"])]
    doings += [Doing("group_meeting", first=date(2024, 11, 2), half_days=HALF_DAYS[:1], photographs=[False])]
    crowds = [Crowd("", "A", False, 60, 40, 30, 20, 5), Crowd("", "E", True, 100, None, 12, 8, 3)]
    doings += [
        Doing("communication_session", first=date(2024, 11, 12), contents=["nd1"], crowds=crowds, photographs=[False])
    ]
    circles = [
        Circle(
            "communication_team",
            "V",
            date(2024, 10, 22),
            members=[(n % 3, date(2024, 11, 1 + n), None) for n in range(5)],
        ),
        Circle(
            "leaders_club", "E", date(2024, 10, 22), counts=[(date(2024, 10, 22), 21, 9), (date(2025, 3, 1), 25, None)]
        ),
        Circle("leaders_club", "E", date(2024, 10, 22), counts=[(date(2024, 10, 22), 12, 4)]),
        Circle("trusted_address", "A", date(2024, 10, 22), founded=date(2023, 5, 6)),
        Circle(
            "communication_team",
            "E",
            date(2022, 3, 1),
            steps=[("consolidated", date(2022, 3, 1)), ("stopped", date(2023, 1, 1)), ("restarted", date(2023, 2, 1))],
        ),
    ]
    articles = [
        Article("E", date(2024, 10, 22)),
        Article("A", date(2024, 10, 23)),
        Article("A", date(2024, 10, 23), void=True),
    ]
    store(World(humans, doings, lists, circles, articles), lay())


def ask(code: str, **more: Any) -> figures.Question:
    return figures.question(code=code, map=date(2025, 7, 1), **more)


def splits_of(code: str) -> list[str]:
    known = {str(split) for split in figures.definition(code).splits()}
    return [by for by in SPLITS if by in known or (by not in {"sex", "ethnic", "age", "content"})]


CODES = [definition.code for definition in figures.catalogue()]


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize("code", CODES)
def test_the_rows_add_up_to_the_figure(code: str) -> None:
    answer = figures.answer(ask(code), console())
    rows = figures.rows(ask(code), console())
    assert answer.value
    assert sum(row.adds for row in rows.rows) == rows.adds == answer.value
    assert len(rows.rows) == rows.total


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize("code", CODES)
def test_the_rows_of_a_part_add_up_to_the_part(code: str) -> None:
    checked = 0
    for by in splits_of(code):
        for part in figures.answer(ask(code, by=by), console()).parts:
            rows = figures.rows(ask(code, by=by, part=part.key), console())
            assert sum(row.adds for row in rows.rows) == part.value, (by, part.key)
            checked += 1
    assert checked


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize("code", CODES)
def test_a_page_of_rows_is_a_piece_of_the_whole(code: str) -> None:
    whole = figures.rows(ask(code), console())
    pages = [figures.rows(ask(code), console(), first=first, size=2) for first in range(0, whole.total, 2)]
    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert {(page.total, page.adds) for page in pages} == {(whole.total, whole.adds)}


@pytest.mark.usefixtures("_world")
@pytest.mark.parametrize("code", CODES)
def test_every_row_opens_its_record_and_who_wrote_it(code: str) -> None:
    rows = figures.rows(ask(code), console()).rows
    assert rows
    for row in rows:
        if row.kind is figures.RowKind.PERSON:
            person = people.person(console(), row.uid)
            assert person.name == row.label.vi
            assert audit.entries_of(RootKind.PERSON, person.id)
        if row.kind is figures.RowKind.GROUP:
            assert audit.entries_of(RootKind.GROUP, community.group(console(), row.uid).id)
        if row.kind is figures.RowKind.ARTICLE:
            found = open_article(console(), row.uid).article
            assert found.title == row.label.vi
            assert audit.entries_of(RootKind.ARTICLE, found.id)
        opened = [line.activity for line in row.opens]
        if row.kind in {figures.RowKind.ACTIVITY, figures.RowKind.COUNT}:
            opened = [row.uid]
        for uid in opened:
            activity = activities.activity(console(), uid)
            assert audit.entries_of(RootKind.ACTIVITY, activity.id)
            assert activities.pictures([activity.id])


@pytest.mark.usefixtures("_world")
def test_a_person_opens_all_her_lines_in_the_lists_also_those_under_a_merged_record() -> None:
    rows = figures.rows(ask("people_trained"), console()).rows
    lines = {row.label.vi: len(row.opens) for row in rows}
    assert lines == {"Người 0": 3, "Người 1": 2, "Người 2": 2, "Người 3": 2, "Người 4": 1}


@pytest.fixture
def _unsure(db: None) -> None:
    """One who came once and of whom another roll says nothing, one of whom no roll does, one whose course is not confirmed."""
    course, held = Doing(half_days=HALF_DAYS), Doing(half_days=HALF_DAYS, status="held")
    lists = [Listed(0, 0, "A", ["present", ""]), Listed(1, 0, "A", ["", None])]
    lists += [
        Listed(0, 1, "A", [None, None]),
        Listed(1, 1, "A", [None, None]),
        Listed(2, 2, "A", ["present", "present"]),
    ]
    without_days = [Doing(status="held"), Doing()]
    store(World([Human(""), Human(""), Human("")], [course, course, held, *without_days], lists), lay())


@pytest.mark.usefixtures("_unsure")
@pytest.mark.parametrize("code", CODES)
def test_what_is_unknown_and_what_is_not_confirmed_open_as_well(code: str) -> None:
    answer = figures.answer(ask(code), console())
    for of, number in (("unknown", answer.unknown), ("unconfirmed", answer.unconfirmed)):
        rows = figures.rows(ask(code, of=figures.Certainty(of)), console())
        assert sum(row.adds for row in rows.rows) == rows.adds == number, of


@pytest.mark.usefixtures("_unsure")
def test_one_who_is_counted_is_not_among_the_unknown() -> None:
    behind = figures.rows(ask("people_trained", of=figures.Certainty.UNKNOWN), console())
    assert (behind.total, len(behind.rows[0].opens)) == (1, 2)
