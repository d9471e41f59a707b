"""Facts of a whole country, made inside DuckDB: nothing passes through Python, so ten million rows take seconds.

The places are the real ones. 2 million people, of whom one in a hundred was merged into another; courses of 45 with four
half-days, one in ten of them only held; one mark in fifty is missing, one person in thirty is of unknown sex.
"""

from nepmoi.analytics.engine.replica import Replica, Stand
from nepmoi.analytics.engine.tables import STAR

PEOPLE = 2_000_000
COMMUNES = 10_035
PER_COURSE = 45
HALF_DAYS = 4
# Far above the ids of the records that a benchmark writes through the product.
BASE = 1_000_000_000

_PERSONS = f"""
SELECT {BASE} + i AS person_id,
       {BASE} + CASE WHEN i % 100 = 99 THEN i - 1 ELSE i END AS survivor_id,
       CASE WHEN h % 30 = 0 THEN NULL WHEN h % 3 = 0 THEN 'male' ELSE 'female' END AS sex,
       CASE WHEN h % 17 = 0 THEN NULL ELSE lpad((1 + h % 54)::VARCHAR, 2, '0') END AS ethnic,
       CASE WHEN h % 23 = 0 THEN NULL ELSE 1950 + h % 65 END AS birth_year,
       CASE WHEN h % 2 = 0 THEN 1 + h % 12 END AS birth_month,
       CASE WHEN h % 4 = 0 THEN 1 + h % 28 END AS birth_day
  FROM (SELECT i, (hash(i) % 1000003)::BIGINT AS h FROM range({PEOPLE}) t(i))
"""

_COMMUNES = """
CREATE OR REPLACE TEMP TABLE communes AS
SELECT row_number() OVER (ORDER BY unit_id) - 1 AS n, unit_id FROM unnest(?::BIGINT[]) t(unit_id)
"""

_COURSES = f"""
CREATE OR REPLACE TEMP TABLE courses AS
SELECT {BASE} + i AS activity_id,
       CASE WHEN i % 5 = 4 THEN 'communication_session' ELSE 'training' END AS kind,
       CASE WHEN i % 10 = 3 THEN 'held' ELSE 'confirmed' END AS status,
       DATE '2021-01-04' + (i * 1820 // $count)::INT AS first_day,
       c.unit_id AS venue_unit_id
  FROM range($count) t(i) JOIN communes c ON c.n = hash(i) % {COMMUNES}
"""

_ACTIVITIES = """
SELECT activity_id, kind, status, first_day + 1, venue_unit_id, first_day, 2, 4, activity_id % 4 FROM courses
"""

_CONTENTS = """
SELECT activity_id, 'nd' || (1 + activity_id % 4) FROM courses
UNION ALL SELECT activity_id, 'nd4' FROM courses WHERE activity_id % 8 = 0
"""

# People come from the communes around the venue; which, follows from who they are.
_LISTED = f"""
CREATE OR REPLACE TEMP TABLE listed AS
SELECT {BASE} + (a.activity_id - {BASE}) * {PER_COURSE} + k AS participation_id,
       a.*, {BASE} + (hash(a.activity_id, k) % {PEOPLE})::BIGINT AS person_id,
       CASE WHEN k = 44 THEN NULL ELSE c.unit_id END AS unit_id, k
  FROM courses a, range({PER_COURSE}) t(k)
  JOIN communes v ON v.unit_id = a.venue_unit_id
  JOIN communes c ON c.n = (v.n + k % 20) % {COMMUNES}
"""

_PARTICIPATIONS = """
SELECT participation_id, activity_id, kind, status, first_day + 1, venue_unit_id, person_id, unit_id,
       CASE WHEN k % 40 = 7 THEN NULL ELSE 4 - k % 5 END
  FROM listed
"""

_PRESENCES = f"""
SELECT participation_id, activity_id, kind, status, first_day + 1, venue_unit_id, person_id, unit_id,
       activity_id * {HALF_DAYS} + half, first_day + half // 2, CASE half % 2 WHEN 0 THEN 'morning' ELSE 'afternoon' END,
       CASE WHEN k % 40 = 7 THEN NULL WHEN half < 4 - k % 5 THEN 'present' ELSE 'absent' END
  FROM listed, (SELECT range::INT AS half FROM range({HALF_DAYS}))
"""

_SELECTS = {
    "persons": _PERSONS,
    "activities": _ACTIVITIES,
    "activity_contents": _CONTENTS,
    "participations": _PARTICIPATIONS,
    "presences": _PRESENCES,
}


def fill(replica: Replica, *, presences: int, communes: list[int], stand: Stand) -> None:
    """Make a replica's facts: so many presences, in these units."""
    courses = presences // (PER_COURSE * HALF_DAYS)
    with replica.updating() as update:
        update.begin(STAR)
        cursor = update._cursor  # noqa: SLF001 - facts past the records: it is the reading that is measured
        cursor.execute(_COMMUNES, [communes])
        cursor.execute(_COURSES.replace("$count", str(courses)))
        cursor.execute(_LISTED)
        for name, select in _SELECTS.items():
            cursor.execute(f"INSERT INTO {name} {select}")
        update.stand_at(stand)
