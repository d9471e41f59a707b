"""A fact lists every kind of root that changes the tables which its query reads."""

import re

import pytest

from nepmoi.analytics.engine.tables import ACTIVITIES, ACTIVITY_CONTENTS, PERSON, PLACE_PATHS, STAR
from nepmoi.analytics.facts.exports import CODES_FOR_GOOD, EXPORTS, Export
from nepmoi.core.audit.rules import RootKind

# Whose root a table's rows belong to, by the beginning of its name.
ROOTS = {
    "activities_": RootKind.ACTIVITY,
    "evidence_photograph": RootKind.PHOTOGRAPH,
    "evidence_pressarticle": RootKind.ARTICLE,
    "people_person": RootKind.PERSON,
    "community_": RootKind.GROUP,
    "geography_": RootKind.UNIT,
    "organisation_office": RootKind.OFFICE,
}


def tables_of(query: str) -> set[str]:
    return set(re.findall(r"\b(?:FROM|JOIN)\s+(\w+_\w+)", query))


def kinds_of(tables: set[str]) -> set[RootKind]:
    return {next(kind for start, kind in ROOTS.items() if table.startswith(start)) for table in tables - CODES_FOR_GOOD}


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: next(iter(export.selects)).name)
def test_the_kinds_that_touch_a_fact_are_those_of_the_tables_it_reads(export: Export) -> None:
    tables = set().union(*(tables_of(query) for query in export.selects.values()))
    assert tables
    assert kinds_of(tables) == set(export.touched_by)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: next(iter(export.selects)).name)
def test_no_query_takes_more_than_a_code_from_a_table_of_codes(export: Export) -> None:
    for query in export.selects.values():
        aliases = re.findall(rf"(?:FROM|JOIN)\s+(?:{'|'.join(CODES_FOR_GOOD)})\s+(\w+)", query)
        for alias in aliases:
            assert set(re.findall(rf"\b{alias}\.(\w+)", query)) <= {"id", "code"}


def test_every_table_of_the_star_has_its_export() -> None:
    exported = {table for export in EXPORTS for table in export.selects}
    assert exported == set(STAR) - {PLACE_PATHS}


def test_no_column_can_hold_a_name_a_phone_or_free_text() -> None:
    words = {column.name for table in STAR for column in table.columns if column.type == "word"}
    # Codes and states, all of them from lists of the program.
    assert words == {
        "kind",
        "status",
        "content",
        "part_of_day",
        "mark",
        "sex",
        "ethnic",
        "level",
        "step",
        "audience",
        "exactness",
    }
    assert ACTIVITIES.column(PERSON) is None
    assert ACTIVITY_CONTENTS.column("name") is None
