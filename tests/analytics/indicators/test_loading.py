"""A definition that is wrong is refused with the file, the line and the column."""

from pathlib import Path

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.analytics.indicators.definition import Comparison, Condition, Measure, PeriodRule
from nepmoi.analytics.indicators.errors import (
    DefinitionBroken,
    DefinitionMalformed,
    DefinitionWordMissing,
    DefinitionWordUnknown,
)
from nepmoi.analytics.indicators.loading import load

TEXTS = "\n".join(
    f"{name}: {{vi: chữ, en: words}}" for name in ("unit", "name", "counts", "reckons", "omits", "reading")
)
GOOD = f"""\
position: 1
fact: participations
measure: people
where:
  kind: [training, conference]
  presents: {{at_least: 1}}
  ethnic: {{not: "01"}}
place: person
{TEXTS}
"""


def read(tmp_path: Path, text: str):
    file = tmp_path / "people.yaml"
    file.write_text(text, "utf-8")
    return load([file])["people"]


def test_a_definition_is_read_with_its_conditions_in_their_types(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert (found.code, found.measure, found.period) == ("people", Measure.PEOPLE, PeriodRule.DURING)
    assert found.where == (
        Condition("kind", Comparison.IN, ("training", "conference")),
        Condition("presents", Comparison.AT_LEAST, (1,)),
        Condition("ethnic", Comparison.NOT_IN, ("01",)),
    )
    assert found.name.in_language("vi") == "chữ"


# What is changed, into what, and the line and column that must be named.
WRONG = {
    "unknown fact": ("participations", "participation", DefinitionWordUnknown, 2, 7),
    "unknown measure": ("measure: people", "measure: persons", DefinitionWordUnknown, 3, 10),
    "a measure that the fact cannot have": ("measure: people", "measure: presences", DefinitionWordUnknown, 3, 10),
    "unknown column": ("  kind:", "  sort:", DefinitionWordUnknown, 5, 3),
    "a column of ids": ("  kind:", "  person_id:", DefinitionWordUnknown, 5, 3),
    "unknown comparison": ("at_least", "more_than", DefinitionWordUnknown, 6, 14),
    "a word where a number belongs": ("at_least: 1", "at_least: many", DefinitionMalformed, 6, 24),
    "two values for a limit": ("at_least: 1", "at_least: [1, 2]", DefinitionMalformed, 6, 24),
    "a condition twice": ("  presents:", "  kind: x\n  presents:", DefinitionWordUnknown, 6, 3),
    "unknown place": ("place: person", "place: home", DefinitionWordUnknown, 8, 8),
    "a key that is none": ("place: person", "place: person\ncolour: red", DefinitionWordUnknown, 9, 1),
    "a text in one language": ("name: {vi: chữ, en: words}", "name: {vi: chữ}", DefinitionWordMissing, 10, 7),
    "an empty text": ("name: {vi: chữ, en: words}", 'name: {vi: chữ, en: ""}', DefinitionMalformed, 10, 21),
    "a missing key": ("place: person\n", "", DefinitionWordMissing, 1, 1),
    "a column without a sum": ("place: person", "place: person\ncolumn: presents", DefinitionMalformed, 9, 9),
    "a sum without a column": ("measure: people", "measure: sum", DefinitionWordMissing, 1, 1),
    "a position that is no number": ("position: 1", "position: first", DefinitionMalformed, 1, 11),
    "no YAML": ("where:", "where: [", DefinitionMalformed, 6, 3),
    "a list": (GOOD, "- one\n- two\n", DefinitionMalformed, 1, 1),
    "nothing": (GOOD, "", DefinitionMalformed, 1, 1),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_named_by_line_and_column(tmp_path: Path, what: str) -> None:
    old, new, kind, line, column = WRONG[what]
    assert old in GOOD
    with pytest.raises(DefinitionBroken) as refused:
        read(tmp_path, GOOD.replace(old, new, 1))
    problem = refused.value
    assert type(problem) is kind
    assert isinstance(problem, kind)
    assert (problem.file, problem.line) == ("people.yaml", line)
    if what != "no YAML":
        assert problem.column == column


def test_an_unknown_word_comes_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(DefinitionWordUnknown) as refused:
        read(tmp_path, GOOD.replace("  presents", "  present"))
    assert refused.value.word == "present"
    assert "presents" in refused.value.known


def test_a_level_belongs_to_places_only(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD.replace("measure: people", "measure: places\nlevel: commune"))
    assert (found.measure, found.level) == (Measure.PLACES, "commune")
    with pytest.raises(DefinitionMalformed):
        read(tmp_path, GOOD.replace("measure: people", "measure: people\nlevel: commune"))


def test_every_figure_of_the_package_says_what_it_counts_in_both_languages() -> None:
    codes = [definition.code for definition in figures.catalogue()]
    assert codes == [
        "courses",
        "training_days",
        "people_trained",
        "training_participations",
        "half_day_presences",
        "women_trained",
        "ethnic_minority_trained",
        "activities_with_evidence",
        "teams_kept_up",
        "clubs_kept_up",
        "trusted_addresses_kept_up",
        "groups_set_up",
        "groups_consolidated",
        "groups_stopped",
        "group_members_counted",
        "group_women_counted",
        "group_minority_counted",
        "group_members_named",
        "group_meetings",
        "communication_sessions",
        "heads_reached",
        "women_reached",
        "minority_reached",
        "minority_women_reached",
        "children_reached",
        "press_articles",
    ]
    for definition in figures.catalogue():
        for words in (definition.counts, definition.reckons, definition.omits, definition.reading):
            assert words.vi.endswith(".")
            assert words.en.endswith(".")
