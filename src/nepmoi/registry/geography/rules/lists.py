"""The lists that come with the program, as rows of text, and what their columns say."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from nepmoi.registry.geography.rules.levels import Doubt, Level, SuccessionKind
from nepmoi.registry.geography.rules.names import full_name, split, without_zeros

Row = Mapping[str, str]

# What the makers of the lists noted; a doubt is read from their words so that their files stay as they came.
_DOUBTS = {
    "not confirmed by second source": Doubt.UNCONFIRMED,
    "second source only": Doubt.UNCONFIRMED,
    "read off the map only": Doubt.MAP_ONLY,
    "area lies in another": Doubt.MAP_DISAGREES,
}
# A printed report of the resolution outweighs the map of 2009.
_REPORTED = "report of the resolution"


@dataclass(frozen=True)
class Lists:
    """The rows of each file, named as the file."""

    units_2021: tuple[Row, ...]
    units_2024: tuple[Row, ...]
    units_2025: tuple[Row, ...]
    units_2026: tuple[Row, ...]
    changes_2021_2025: tuple[Row, ...]
    moves_2021_hue: tuple[Row, ...]
    changes_2025: tuple[Row, ...]
    changes_2025_provinces: tuple[Row, ...]
    changes_2026: tuple[Row, ...]


def read(folder: Path) -> Lists:
    """The lists from the folder where they lie as CSV files."""
    return Lists(**{field.name: _rows(folder / f"{field.name}.csv") for field in fields(Lists)})


def _rows(file: Path) -> tuple[Row, ...]:
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@dataclass(frozen=True)
class Change:
    """One pair of an old and a new code, with what stands behind it."""

    old: str
    new: str
    new_name: str
    source: str = ""
    sources: int = 0
    doubt: Doubt = Doubt.NONE
    note: str = ""


def level_of(code: str) -> Level:
    """The statistics office gives provinces two digits, districts three and communes five."""
    return {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}[len(code)]


def official_name(code: str, name: str) -> str:
    """A list's name as an office writes it: "Thị Xã Việt Yên" is "Thị xã Việt Yên", "Phường 02" is "Phường 2".

    The lists' own column of types is not used: in some rows it contradicts the name, and the name is right.
    """
    type_, bare = split(name, level_of(code))
    return full_name(type_, without_zeros(bare))


def change_of(row: Row) -> Change:
    """A pair of the years 2021 to 2025."""
    return Change(
        row["old_code"],
        row["new_code"],
        official_name(row["new_code"], row["new_name"]),
        row["source"],
        int(row["confirmed_by"][0]),
        _doubt(row["note"], row["confirmed_by"]),
        row["note"],
    )


def change_of_2025(row: Row) -> Change:
    """A pair of 1 July 2025; an island district without communes stands under its own code."""
    doubt = _doubt("", row["confirmed_by"])
    return Change(
        row["old_commune_code"] or row["old_district_code"],
        row["new_commune_code"],
        official_name(row["new_commune_code"], row["new_name"]),
        sources=2 if row["confirmed_by"].startswith("2") else 1,
        doubt=doubt,
        note=row["confirmed_by"] if doubt else "",
    )


def _doubt(note: str, confirmed_by: str) -> Doubt:
    if _REPORTED in confirmed_by:
        return Doubt.NONE
    return next((doubt for words, doubt in _DOUBTS.items() if words in f"{note} {confirmed_by}"), Doubt.NONE)


def dated(row: Row) -> Iterable[tuple[str, date]]:
    """The changes of the column ``also`` that bear a day: ("retyped", 1 July 2021)."""
    for part in row["also"].split(";"):
        what, at, day = part.partition("@")
        if at:
            yield what, date.fromisoformat(day)


def kind_of(change: Change, old_name: str, *, ways: int, origins: int) -> SuccessionKind:
    """What a pair is, first that fits.

    Args:
        change: the pair.
        old_name: the old unit's name.
        ways: how many units the old one went to.
        origins: from how many units the new one came.
    """
    if level_of(change.old) is Level.DISTRICT and level_of(change.new) is Level.COMMUNE:
        return SuccessionKind.SPECIAL_ZONE
    if ways > 1:
        return SuccessionKind.SPLIT
    if origins > 1:
        return SuccessionKind.MERGED
    old_type = split(old_name, level_of(change.old)).type
    retyped = old_type != split(change.new_name, level_of(change.new)).type
    return SuccessionKind.RETYPED if retyped else SuccessionKind.RENAMED
