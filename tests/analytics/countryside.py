"""A small country in which everything happens that can happen to a unit, and, written by hand, what becomes of what.

Two provinces merge on 1 July 2025, districts end; two communes merge on 1 December 2024 and merge again; one commune is
split; one only gets another name; a village lies in a commune that merges whole.
"""

from datetime import date, timedelta

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Actor, Door, DoorKind, RootKind
from nepmoi.registry.geography.models import Parentage, Succession, Unit

ACTOR, DOOR = Actor(None, "tests"), Door(DoorKind.COMMAND, "tests")
FIRST, MERGER, TWO_LEVELS = date(2021, 1, 1), date(2024, 12, 1), date(2025, 7, 1)
MAPS = (FIRST, MERGER, TWO_LEVELS)
LEVELS = ("village", "commune", "district", "province")

# key: (level, type, first day, last day)
UNITS = {
    "P": ("province", "tỉnh", None, TWO_LEVELS),
    "Q": ("province", "tỉnh", None, TWO_LEVELS),
    "R": ("province", "tỉnh", TWO_LEVELS, None),
    "D1": ("district", "huyện", None, TWO_LEVELS),
    "D2": ("district", "huyện", None, TWO_LEVELS),
    "D3": ("district", "huyện", None, TWO_LEVELS),
    "A": ("commune", "xã", None, MERGER),
    "B": ("commune", "xã", None, MERGER),
    "AB": ("commune", "xã", MERGER, TWO_LEVELS),
    "C": ("commune", "xã", None, TWO_LEVELS),
    "E": ("commune", "xã", None, TWO_LEVELS),
    "F": ("commune", "xã", None, TWO_LEVELS),
    "N1": ("commune", "xã", TWO_LEVELS, None),
    "N2": ("commune", "xã", TWO_LEVELS, None),
    "N3": ("commune", "xã", TWO_LEVELS, None),
    "F2": ("commune", "xã", TWO_LEVELS, None),
    "V": ("village", "thôn", None, None),
}
LIES_IN = [
    ("D1", "P"), ("D2", "P"), ("D3", "Q"), ("A", "D1"), ("B", "D1"), ("AB", "D1"), ("C", "D1"), ("E", "D2"), ("F", "D3"),
    ("N1", "R"), ("N2", "R"), ("N3", "R"), ("F2", "R"), ("V", "C"),
]  # fmt: skip
BECAME = [
    ("A", "AB", "merged"), ("B", "AB", "merged"), ("AB", "N1", "merged"), ("C", "N1", "merged"), ("E", "N2", "split"),
    ("E", "N3", "split"), ("F", "F2", "renamed"), ("P", "R", "merged"), ("Q", "R", "merged"),
]  # fmt: skip

# By hand: for each unit, on each of the three maps, its (village, commune, district, province); "" is not assignable.
_IN_D1 = " D1 P"
TRUTH = {
    "A": (("", "A", "D1", "P"), ("", "AB", "D1", "P"), ("", "N1", "", "R")),
    "B": (("", "B", "D1", "P"), ("", "AB", "D1", "P"), ("", "N1", "", "R")),
    "AB": (("", "", "D1", "P"), ("", "AB", "D1", "P"), ("", "N1", "", "R")),
    "C": (("", "C", "D1", "P"), ("", "C", "D1", "P"), ("", "N1", "", "R")),
    "V": (("V", "C", "D1", "P"), ("V", "C", "D1", "P"), ("V", "N1", "", "R")),
    "E": (("", "E", "D2", "P"), ("", "E", "D2", "P"), ("", "", "", "R")),
    "F": (("", "F", "D3", "Q"), ("", "F", "D3", "Q"), ("", "F2", "", "R")),
    "N1": (("", "", "D1", "P"), ("", "", "D1", "P"), ("", "N1", "", "R")),
    "N2": (("", "E", "D2", "P"), ("", "E", "D2", "P"), ("", "N2", "", "R")),
    "N3": (("", "E", "D2", "P"), ("", "E", "D2", "P"), ("", "N3", "", "R")),
    "F2": (("", "F", "D3", "Q"), ("", "F", "D3", "Q"), ("", "F2", "", "R")),
    "D1": (("", "", "D1", "P"), ("", "", "D1", "P"), ("", "", "", "R")),
    "D2": (("", "", "D2", "P"), ("", "", "D2", "P"), ("", "", "", "R")),
    "D3": (("", "", "D3", "Q"), ("", "", "D3", "Q"), ("", "", "", "R")),
    "P": (("", "", "", "P"), ("", "", "", "P"), ("", "", "", "R")),
    "Q": (("", "", "", "Q"), ("", "", "", "Q"), ("", "", "", "R")),
    "R": (("", "", "", ""), ("", "", "", ""), ("", "", "", "R")),
}


def place(unit: str, on: date, level: str) -> str:
    """Where a unit is on a day's map; empty for not assignable."""
    number = max(n for n, day in enumerate(MAPS) if n == 0 or day <= on)
    return TRUTH[unit][number][LEVELS.index(level)]


def last_day(unit: str) -> date:
    """The day of whose map a place is looked up: its last."""
    end = UNITS[unit][3]
    return end - timedelta(days=1) if end else TWO_LEVELS


def lies_in(unit: str, inside: str) -> bool:
    """Whether a unit belongs to a place, on the place's own last map."""
    return place(unit, last_day(inside), UNITS[inside][0]) == inside


def settle() -> dict[str, Unit]:
    """Write the country down."""
    with audit.writing(ACTOR, DOOR) as w:
        units = {}
        for key, (level, kind, first, end) in UNITS.items():
            units[key] = Unit.objects.create(
                level=level,
                type=kind,
                name=f"{kind.capitalize()} Nơi {key}",
                sort_key=key,
                search_key=f"noi {key.lower()}",
                valid_from=first,
                valid_to=end - timedelta(days=1) if end else None,
            )
        for key, parent in LIES_IN:
            ends = [end - timedelta(days=1) for end in (UNITS[key][3], UNITS[parent][3]) if end]
            Parentage.objects.create(
                unit=units[key], parent=units[parent], valid_from=UNITS[key][2], valid_to=min(ends, default=None)
            )
        for old, new, kind in BECAME:
            Succession.objects.create(old=units[old], new=units[new], day=UNITS[new][2], kind=kind, sources=2)
        w.touch_all(RootKind.UNIT, (unit.pk for unit in units.values()))
    return units
