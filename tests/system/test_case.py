"""The case is data: no figure and no place of it stands in the code, so another district's case would do as well."""

import ast
import csv
import re

from tests.system.layout import ROOT, SOURCE, place, sources, strings, tree

DISTRICT = ("Huyện", "Hương", "Khê")

# What the case adds to its district's own units.
NAMES = ("Hà Tĩnh", "Rào Tre", "Bản Giàng", "Nguyễn Thị Quyên", "Thủ lĩnh của sự thay đổi")
FIGURES = {45, 96, 115}

# The same number by chance: a band of ages ends there.
BY_CHANCE = ("analytics/indicators/compiling.py", "analytics/figures/answers.py")

PLACES = SOURCE / "registry" / "geography" / "data" / "units_2024.csv"


def names_of_the_district() -> set[str]:
    """The names, without their types, of the district and all that lay in it."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        units = list(csv.DictReader(file))
    district = next(unit for unit in units if unit["name"] == " ".join(DISTRICT))
    inside = [unit for unit in units if unit["parent_code"] == district["code"]] + [district]
    return {unit["name"][len(unit["type"]) :].strip() for unit in inside}


def test_no_place_of_the_case_stands_in_the_code() -> None:
    names = {*names_of_the_district(), *NAMES}
    assert len(names) > 20
    # Bounded, so that a short name is not found inside a longer one.
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names))) + r")(?!\w)")
    assert [
        f"{path.relative_to(ROOT)}:{number} {found[0]}"
        for path in sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := pattern.search(line))
    ] == []


def test_no_figure_of_the_case_stands_in_the_code() -> None:
    spoken = re.compile(r"(?<![\w.,-])(?:" + "|".join(map(str, sorted(FIGURES))) + r")(?![\w%-]|[.,]\d)")
    modules = [path for path in sources() if path.relative_to(SOURCE).as_posix() not in BY_CHANCE]
    numbers = [
        f"{place(path, node)} {node.value}"
        for path in modules
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value in FIGURES
    ]
    words = [
        f"{place(path, text)} {found[0]}"
        for path in modules
        for text in strings(tree(path))
        if (found := spoken.search(str(text.value)))
    ]
    assert numbers + words == []
