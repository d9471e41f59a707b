"""What happened on which day, from 1 January 2021 on; and the numbers of units that must come out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from nepmoi.registry.geography.errors import UnitsDoNotAdd
from nepmoi.registry.geography.rules.levels import FIRST_MAP, Level
from nepmoi.registry.geography.rules.lists import (
    Change,
    Lists,
    Row,
    change_of,
    change_of_2025,
    dated,
    level_of,
    official_name,
)
from nepmoi.registry.geography.rules.names import full_name, split
from nepmoi.registry.geography.rules.timeline import Draft, Timeline

TWO_LEVELS = date(2025, 7, 1)  # districts ended, provinces and communes merged
_DONG_NAI = date(2026, 4, 30)

COUNTS: Mapping[date, Mapping[Level, int]] = {
    FIRST_MAP: {Level.PROVINCE: 63, Level.DISTRICT: 705, Level.COMMUNE: 10_603},
    date(2025, 6, 30): {Level.PROVINCE: 63, Level.DISTRICT: 696, Level.COMMUNE: 10_035},
    TWO_LEVELS: {Level.PROVINCE: 34, Level.DISTRICT: 0, Level.COMMUNE: 3_321},
    _DONG_NAI: {Level.PROVINCE: 34, Level.DISTRICT: 0, Level.COMMUNE: 3_321},
}


def build(lists: Lists) -> Timeline:
    """All units that the lists know, with their dates.

    Raises:
        UnitsDoNotAdd: when a day's number of units is not the known one.
        ListsDoNotFit: when a change names a unit that did not stand on the day.
    """
    draft = Draft()
    _first_list(draft, lists.units_2021)
    _check_day(FIRST_MAP, Counter(map(level_of, draft.standing)))
    _to_june_2025(draft, lists)
    draft.respell(_names(lists.units_2024))
    _july_2025(draft, lists)
    draft.respell(_names(lists.units_2025))
    _april_2026(draft, lists)
    draft.respell(_names(lists.units_2026))
    timeline = draft.finish()
    check(timeline)
    return timeline


def check(timeline: Timeline) -> None:
    """Refuse a time line whose units do not add up to the known numbers.

    Raises:
        UnitsDoNotAdd: for the first day and level that differ.
    """
    for day in COUNTS:
        _check_day(day, Counter(unit.level for unit in timeline.units if unit.stands_on(day)))


def _check_day(day: date, found: Mapping[Level, int]) -> None:
    for level, expected in COUNTS[day].items():
        if found[level] != expected:
            raise UnitsDoNotAdd(day=day, level=level, expected=expected, found=found[level])


def _names(rows: Iterable[Row]) -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows}


def _first_list(draft: Draft, rows: Iterable[Row]) -> None:
    for row in rows:
        draft.begin(row["code"], official_name(row["code"], row["name"]), None)
        if row["parent_code"]:
            draft.lies[row["code"]] = row["parent_code"]
    draft.settle(None)


class _Days:
    """The changes of the years 2021 to 2025, by the day they came into force."""

    def __init__(self, lists: Lists) -> None:
        self.communes: dict[date, list[Change]] = defaultdict(list)
        self.retyped: dict[date, dict[str, str]] = defaultdict(dict)
        self.moves: dict[date, dict[str, str]] = defaultdict(dict)
        self.above: dict[date, list[Change]] = defaultdict(list)
        for row in lists.changes_2021_2025:
            day = date.fromisoformat(row["effective_date"])
            if row["level"] != Level.COMMUNE:
                self.above[day].append(change_of(row))
            else:
                self._commune(row, day)
        for row in lists.moves_2021_hue:
            self.moves[date.fromisoformat(row["day"])][row["code"]] = row["new_parent"]

    def _commune(self, row: Row, day: date) -> None:
        code = row["new_code"]
        if row["kind"] == "moved":
            self.moves[day][code] = row["new_parent"]
        else:
            self.communes[day].append(change_of(row))
        for what, when in dated(row):
            if what == "moved":
                self.moves[when][code] = row["new_parent"]
            elif what == "retyped" and when != day:
                # It took its later type under its earlier name, before the change that the row is about.
                self.retyped[when][code] = split(row["new_name"], Level.COMMUNE).type

    def all(self) -> list[date]:
        return sorted({*self.communes, *self.retyped, *self.moves, *self.above})


def _to_june_2025(draft: Draft, lists: Lists) -> None:
    days = _Days(lists)
    parents_2024 = {row["code"]: row["parent_code"] for row in lists.units_2024}
    for day in days.all():
        before = {code: draft.lies[code] for code in draft.codes(Level.COMMUNE)}
        changes = [*days.communes[day], *_retypings(draft, days.retyped[day])]
        draft.replace(changes, day)
        for code in {change.new for change in (*changes, *days.above[day])} - draft.lies.keys():
            draft.lies[code] = parents_2024[code]
        draft.lies.update(days.moves[day])
        draft.replace(_district_changes(draft, before, changes, days.above[day]), day)
        draft.replace((change for change in days.above[day] if level_of(change.new) is Level.PROVINCE), day)
        draft.settle(day)


def _retypings(draft: Draft, types: Mapping[str, str]) -> list[Change]:
    return [
        Change(code, code, full_name(type_, split(draft.name_of(code), level_of(code)).bare))
        for code, type_ in types.items()
    ]


def _district_changes(
    draft: Draft, before: Mapping[str, str], changes: Iterable[Change], listed: Iterable[Change]
) -> list[Change]:
    """Which districts changed on a day: their name or type as listed, their extent as their communes went.

    The list of districts gives only the sum of four years, so what went where on a day is read from the communes.
    """
    went: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        went[change.old].add(change.new)
    flows = {(district, draft.lies[new]) for code, district in before.items() for new in went.get(code, {code})}
    own = {
        change.new: change for change in listed if change.old == change.new and level_of(change.new) is Level.DISTRICT
    }
    known = {(change.old, change.new): change for change in listed}
    touched = {district for flow in flows if flow[0] != flow[1] for district in flow} | own.keys()
    names = {change.new: change.new_name for change in listed if change.new in own or change.new not in draft.standing}
    result = []
    for old, new in sorted(flow for flow in flows if flow[0] in touched):
        fact = known.get((old, new)) or own.get(new) or own.get(old)
        name = names[new] if new in names else draft.name_of(new)
        result.append(Change(old, new, name, fact.source if fact else "", fact.sources if fact else 0))
    return result


def _july_2025(draft: Draft, lists: Lists) -> None:
    provinces = {row["old_province_code"]: row["new_province_code"] for row in lists.changes_2025_provinces}
    alone = [new for new in provinces.values() if list(provinces.values()).count(new) == 1]
    draft.replace(
        (
            Change(row["old_province_code"], row["new_province_code"], row["new_name"])
            for row in lists.changes_2025_provinces
            if row["new_province_code"] not in alone
        ),
        TWO_LEVELS,
    )
    draft.replace((change_of_2025(row) for row in lists.changes_2025 if row["kind"] != "unchanged"), TWO_LEVELS)
    draft.lies.update({row["new_commune_code"]: row["new_province_code"] for row in lists.changes_2025})
    for district in draft.codes(Level.DISTRICT):
        draft.end(district, TWO_LEVELS)
    draft.settle(TWO_LEVELS)


def _april_2026(draft: Draft, lists: Lists) -> None:
    draft.replace(
        (
            Change(
                row["code"], row["code"], official_name(row["code"], row["new_name"]),
                row["legal_basis_as_named_by_source"], 1,
            )
            for row in lists.changes_2026
        ),
        _DONG_NAI,
    )  # fmt: skip
    draft.settle(_DONG_NAI)
