"""The same figures as somebody would write them for one of them: plain SQL on the same tables, for DuckDB and PostgreSQL.

Each answers what `figures.answer` answers: the value, what is unknown, what is not confirmed; and the parts.
"""

from dataclasses import dataclass

# 1: counts; 2: nobody knows; 4: would count if it were confirmed. One pass, one hash table.
_STATE = "CASE WHEN status = 'held' THEN 4 WHEN {blank} IS NULL THEN 2 ELSE 1 END"
_THREE = """
SELECT count(*) FILTER (WHERE s & 1 = 1), count(*) FILTER (WHERE s & 3 = 2), count(*) FILTER (WHERE s & 4 = 4)
  FROM (SELECT {key}, bit_or({state}) AS s FROM {rows} GROUP BY {key}) one
"""


@dataclass(frozen=True)
class Scope:
    """A place on its own map and a period, or all."""

    unit_id: int = 0
    level: str = ""
    map: str = ""
    first: str = ""
    last: str = ""

    def where(self, day: str, unit: str) -> str:
        """As conditions."""
        found = f" AND {day} BETWEEN DATE '{self.first}' AND DATE '{self.last}'" if self.first else ""
        if self.unit_id:
            found += (
                f" AND {unit} IN (SELECT unit_id FROM place_paths WHERE map = DATE '{self.map}'"
                f" AND level = '{self.level}' AND place_id = {self.unit_id})"
            )
        return found


ALL = Scope()
_LISTS = "participations JOIN persons USING (person_id) WHERE kind = 'training' AND "
_SURE_LISTS = f"{_LISTS} status = 'confirmed' AND presents >= 1"
_LISTS += "(status = 'confirmed' AND (presents >= 1 OR presents IS NULL) OR status = 'held' AND presents >= 1)"
_ROLLS = "presences JOIN persons USING (person_id) WHERE kind = 'training' AND "
_SURE_ROLLS = f"{_ROLLS} status = 'confirmed' AND mark = 'present'"
_ROLLS += "(status = 'confirmed' AND (mark = 'present' OR mark IS NULL) OR status = 'held' AND mark = 'present')"


def value(code: str, scope: Scope = ALL) -> str:
    """Value, unknown, unconfirmed."""
    lists = _LISTS + scope.where("last_day", "unit_id")
    if code == "people_trained":
        return _THREE.format(key="survivor_id", state=_STATE.format(blank="presents"), rows=lists)
    if code == "women_trained":
        blank = "CASE WHEN sex IS NULL THEN NULL ELSE presents END"
        rows = lists + " AND (sex = 'female' OR sex IS NULL AND status = 'confirmed')"
        return _THREE.format(key="survivor_id", state=_STATE.format(blank=blank), rows=rows)
    if code == "ethnic_minority_trained":
        blank = "CASE WHEN ethnic IS NULL THEN NULL ELSE presents END"
        rows = lists + " AND (ethnic <> '01' OR ethnic IS NULL AND status = 'confirmed')"
        return _THREE.format(key="survivor_id", state=_STATE.format(blank=blank), rows=rows)
    if code == "training_participations":
        return _THREE.format(key="activity_id, survivor_id", state=_STATE.format(blank="presents"), rows=lists)
    if code == "half_day_presences":
        rows = _ROLLS + scope.where("day", "unit_id")
        return _THREE.format(key="half_day_id, survivor_id", state=_STATE.format(blank="mark"), rows=rows)
    fits, amount = {
        "courses": ("kind = 'training'", "count(*)"),
        "activities_with_evidence": ("photographs >= 1", "count(*)"),
        "training_days": ("kind = 'training'", "coalesce(sum(days), 0)"),
    }[code]
    return f"""
    SELECT {amount} FILTER (WHERE status = 'confirmed'), count(*) FILTER (WHERE status = 'confirmed' AND days IS NULL),
           {amount} FILTER (WHERE status = 'held')
      FROM activities WHERE {fits} AND status IN ('held', 'confirmed') {scope.where("last_day", "venue_unit_id")}
    """.replace("coalesce(sum(days), 0) FILTER", "sum(days) FILTER")


_AGE = (
    "extract(year FROM last_day) - birth_year - CASE WHEN extract(month FROM last_day) * 100 + extract(day FROM last_day)"
    " < coalesce(birth_month, 1) * 100 + coalesce(birth_day, 1) THEN 1 ELSE 0 END"
)
_BAND = (
    f"CASE WHEN birth_year IS NULL THEN NULL WHEN {_AGE} <= 15 THEN 'under-16' WHEN {_AGE} <= 30 THEN '16-30'"
    f" WHEN {_AGE} <= 45 THEN '31-45' WHEN {_AGE} <= 60 THEN '46-60' ELSE 'over-60' END"
)
_LABELS = """(
    SELECT unit_id, coalesce(max(place_id) FILTER (WHERE level = 'commune'), -max(place_id) FILTER (WHERE level = 'district'),
                             -max(place_id) FILTER (WHERE level = 'province')) AS label
      FROM place_paths WHERE map = DATE '{map}' GROUP BY unit_id
) labels"""


def parts(code: str, by: str, on: str, scope: Scope = ALL) -> str:
    """Each part with its value."""
    rolls = code == "half_day_presences"
    key = "half_day_id, survivor_id" if rolls else "survivor_id"
    rows = (
        _SURE_ROLLS + scope.where("day", "r.unit_id") if rolls else _SURE_LISTS + scope.where("last_day", "r.unit_id")
    )
    rows = rows.replace("presences JOIN", "presences r JOIN", 1).replace(
        "participations JOIN", "participations r JOIN", 1
    )
    part = {"age": _BAND, "place": "CASE WHEN r.unit_id IS NULL THEN NULL ELSE coalesce(label, 0) END"}.get(by, by)
    if by == "content":
        rows = rows.replace(" WHERE", " LEFT JOIN activity_contents USING (activity_id) WHERE", 1)
    if by == "place":
        labels = _LABELS.format(map=on)
        rows = rows.replace(" WHERE", f" LEFT JOIN {labels} ON labels.unit_id = r.unit_id WHERE", 1)
    if rolls:
        return f"SELECT part, count(*) FROM (SELECT DISTINCT {part} AS part, {key} FROM {rows}) one GROUP BY part"
    return f"SELECT {part} AS part, count(DISTINCT survivor_id) FROM {rows} GROUP BY 1"
