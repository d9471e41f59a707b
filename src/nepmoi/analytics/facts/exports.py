"""How records become the rows of each fact.

Plain set-based SELECTs that SQLite and PostgreSQL read alike: no object is made, so a million rows are a matter of seconds.
Days leave as text, which both databases write in the same way. ``{ids}`` stands for the ids of at most a thousand roots.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from nepmoi.analytics.engine.tables import (
    ACTIVITIES,
    ACTIVITY_CONTENTS,
    GROUPS,
    PARTICIPATIONS,
    PERSONS,
    PRESENCES,
    STAR,
    Table,
)
from nepmoi.core.audit.rules import RootKind


@dataclass(frozen=True)
class Export:
    """Where the rows of one or more tables come from, root by root.

    Attributes:
        roots: all roots' ids, in order.
        touched_by: for each kind of root whose change changes these rows, the ids of the rows' roots from its own ids.
        selects: for each table, its columns for the roots ``{ids}``.
    """

    roots: str
    touched_by: Mapping[RootKind, str]
    selects: Mapping[Table, str]


_ACTIVITY = "a.id, k.code, a.status, CAST(a.last_day AS TEXT), a.venue_unit_id"

_ACTIVITIES = f"""
SELECT {_ACTIVITY}, CAST(a.first_day AS TEXT),
       (SELECT NULLIF(COUNT(DISTINCT h.day), 0) FROM activities_halfday h WHERE h.activity_id = a.id AND NOT h.dropped),
       (SELECT NULLIF(COUNT(*), 0) FROM activities_halfday h WHERE h.activity_id = a.id AND NOT h.dropped),
       (SELECT COUNT(*) FROM activities_activityphotograph l
          JOIN evidence_photograph f ON f.id = l.photograph_id
         WHERE l.activity_id = a.id AND f.void_reason = '')
  FROM activities_activity a
  JOIN programme_activitykind k ON k.id = a.kind_id
 WHERE a.id IN ({{ids}}) AND a.void_reason = ''
"""  # noqa: S608 - our own words

_CONTENTS = """
SELECT l.activity_id, c.code
  FROM activities_activitycontent l
  JOIN activities_activity a ON a.id = l.activity_id
  JOIN programme_content c ON c.id = l.content_id
 WHERE l.activity_id IN ({ids}) AND NOT l.dropped AND a.void_reason = ''
"""

_LISTED = """
  FROM activities_participation p
  JOIN activities_activity a ON a.id = p.activity_id
  JOIN programme_activitykind k ON k.id = a.kind_id
"""

_PARTICIPATIONS = f"""
SELECT p.id, {_ACTIVITY}, p.person_id, p.unit_then_id,
       (SELECT SUM(CASE WHEN r.mark = 'present' THEN 1 ELSE 0 END)
          FROM activities_presence r WHERE r.participation_id = p.id AND r.mark <> '')
{_LISTED}
 WHERE p.activity_id IN ({{ids}}) AND a.void_reason = '' AND p.void_reason = ''
"""  # noqa: S608 - our own words

_PRESENCES = f"""
SELECT p.id, {_ACTIVITY}, p.person_id, p.unit_then_id, h.id, CAST(h.day AS TEXT), h.part, NULLIF(r.mark, '')
{_LISTED}
  JOIN activities_halfday h ON h.activity_id = a.id AND NOT h.dropped
  LEFT JOIN activities_presence r ON r.participation_id = p.id AND r.half_day_id = h.id
 WHERE p.activity_id IN ({{ids}}) AND a.void_reason = '' AND p.void_reason = ''
"""

# A person's row says what is known of the one she is counted as. UNION, not UNION ALL: a ring would end, too.
_PERSONS = """
WITH RECURSIVE chain(person_id, end_id) AS (
    SELECT id, id FROM people_person WHERE id IN ({ids})
    UNION
    SELECT chain.person_id, p.merged_into_id
      FROM chain JOIN people_person p ON p.id = chain.end_id
     WHERE p.merged_into_id IS NOT NULL
)
SELECT chain.person_id, s.id, NULLIF(s.sex, ''), e.code, s.birth_year, s.birth_month, s.birth_day
  FROM chain
  JOIN people_person s ON s.id = chain.end_id
  LEFT JOIN people_ethnicgroup e ON e.id = s.ethnic_group_id
 WHERE s.merged_into_id IS NULL
"""

# Who was merged into a changed person, over any number of steps, changes with her.
_MERGED_INTO = """
WITH RECURSIVE merged(id) AS (
    SELECT id FROM people_person WHERE id IN ({ids})
    UNION
    SELECT p.id FROM people_person p JOIN merged ON p.merged_into_id = merged.id
)
SELECT id FROM merged
"""

_GROUPS = """
SELECT g.id, g.kind, g.unit_id, CAST(g.known_since AS TEXT), g.members_counted
  FROM community_group g
 WHERE g.id IN ({ids}) AND g.void_reason = ''
"""

EXPORTS = (
    Export(
        roots="SELECT id FROM activities_activity ORDER BY id",
        touched_by={
            RootKind.ACTIVITY: "SELECT id FROM activities_activity WHERE id IN ({ids})",
            RootKind.PHOTOGRAPH: (
                "SELECT activity_id FROM activities_activityphotograph WHERE photograph_id IN ({ids})"
            ),
        },
        selects={
            ACTIVITIES: _ACTIVITIES,
            ACTIVITY_CONTENTS: _CONTENTS,
            PARTICIPATIONS: _PARTICIPATIONS,
            PRESENCES: _PRESENCES,
        },
    ),
    Export(
        roots="SELECT id FROM people_person ORDER BY id",
        touched_by={RootKind.PERSON: _MERGED_INTO},
        selects={PERSONS: _PERSONS},
    ),
    Export(
        roots="SELECT id FROM community_group ORDER BY id",
        touched_by={RootKind.GROUP: "SELECT id FROM community_group WHERE id IN ({ids})"},
        selects={GROUPS: _GROUPS},
    ),
)

CODES_FOR_GOOD = frozenset({"programme_activitykind", "programme_content", "people_ethnicgroup"})
"""Tables of which only the code is read; a code never changes, so nothing need be fetched again for them."""


def _fingerprint() -> str:
    parts = [repr((table.name, table.root, [(column.name, column.type) for column in table.columns])) for table in STAR]
    for export in EXPORTS:
        parts += [export.roots, *export.touched_by.values(), *export.selects.values()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


FINGERPRINT = _fingerprint()
"""Changes when a fact or its making changes; a replica made by another one is rebuilt."""
