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
    ARTICLES,
    COUNTS,
    GROUP_MEMBERS,
    GROUP_STEPS,
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

# An activity of which nobody is written down has one row of which every number is unknown.
_COUNTS = f"""
SELECT {_ACTIVITY}, COALESCE(c.position, 0), c.unit_id, u.code,
       CASE WHEN c.id IS NULL THEN NULL WHEN c."over" THEN 'over' ELSE 'exact' END,
       c.total, c.women, c.minority, c.minority_women, c.children
  FROM activities_activity a
  JOIN programme_activitykind k ON k.id = a.kind_id
  LEFT JOIN activities_headcount c ON c.activity_id = a.id AND NOT c.dropped
  LEFT JOIN programme_audience u ON u.id = c.audience_id
 WHERE a.id IN ({{ids}}) AND a.void_reason = ''
   AND (c.id IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM activities_participation p WHERE p.activity_id = a.id AND p.void_reason = ''))
"""  # noqa: S608 - our own words

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

_SINCE = "CASE WHEN g.founded_by < g.known_since THEN g.founded_by ELSE g.known_since END"
_ENDS = "e.kind IN ('stopped', 'merged') AND e.void_reason = ''"

# A group is kept up from its founding or a new beginning until it ends; each figure of a source parts such a life in two.
_GROUPS = f"""
WITH point(group_id, day, members, women, minority) AS (
    SELECT c.group_id, c.day, c.total, c.women, c.minority FROM community_membercount c WHERE c.group_id IN ({{ids}})
    UNION ALL
    SELECT g.id, {_SINCE}, NULL, NULL, NULL FROM community_group g
     WHERE g.id IN ({{ids}})
       AND NOT EXISTS (SELECT 1 FROM community_membercount c WHERE c.group_id = g.id AND c.day = {_SINCE})
    UNION ALL
    SELECT s.group_id, s.day, NULL, NULL, NULL FROM community_groupstep s
     WHERE s.group_id IN ({{ids}}) AND s.kind = 'restarted' AND s.void_reason = ''
       AND NOT EXISTS (SELECT 1 FROM community_membercount c WHERE c.group_id = s.group_id AND c.day = s.day)
),
edge(group_id, day) AS (
    SELECT group_id, day FROM point
    UNION
    SELECT e.group_id, e.day FROM community_groupstep e WHERE e.group_id IN ({{ids}}) AND {_ENDS}
)
SELECT g.id, g.kind, g.unit_id, CAST(p.day AS TEXT),
       (SELECT CAST(MIN(x.day) AS TEXT) FROM edge x WHERE x.group_id = p.group_id AND x.day > p.day),
       p.members, p.women, p.minority
  FROM community_group g
  JOIN point p ON p.group_id = g.id
 WHERE g.id IN ({{ids}}) AND g.void_reason = ''
"""  # noqa: S608 - our own words

# When nobody knows when a group was set up, it may have been in the period in which a source first names it, unless that
# source says that an older one was consolidated.
_GROUP_STEPS = f"""
SELECT g.id, g.kind, g.unit_id, CASE WHEN g.founded_by IS NULL THEN NULL ELSE 'set_up' END, CAST({_SINCE} AS TEXT)
  FROM community_group g
 WHERE g.id IN ({{ids}}) AND g.void_reason = ''
   AND (g.founded_by IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM community_groupstep s
                        WHERE s.group_id = g.id AND s.kind = 'consolidated' AND s.void_reason = ''
                          AND s.day <= g.known_since))
 UNION ALL
SELECT g.id, g.kind, g.unit_id, s.kind, CAST(s.day AS TEXT)
  FROM community_groupstep s
  JOIN community_group g ON g.id = s.group_id
 WHERE g.id IN ({{ids}}) AND g.void_reason = '' AND s.void_reason = ''
"""  # noqa: S608 - our own words

_GROUP_MEMBERS = f"""
SELECT g.id, g.kind, g.unit_id, m.person_id, CAST(m.noted_on AS TEXT),
       CAST(COALESCE((SELECT MIN(e.day) FROM community_groupstep e
                       WHERE e.group_id = g.id AND e.day > m.noted_on AND (m.until IS NULL OR e.day < m.until)
                         AND {_ENDS}), m.until) AS TEXT)
  FROM community_membership m
  JOIN community_group g ON g.id = m.group_id
 WHERE g.id IN ({{ids}}) AND g.void_reason = '' AND m.void_reason = ''
"""  # noqa: S608 - our own words

# One of a day that lies ahead is refused, so all that stand here were published.
_ARTICLES = """
SELECT a.id, CAST(a.published_on AS TEXT), a.unit_id
  FROM evidence_pressarticle a
 WHERE a.id IN ({ids}) AND a.void_reason = ''
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
            COUNTS: _COUNTS,
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
        selects={GROUPS: _GROUPS, GROUP_STEPS: _GROUP_STEPS, GROUP_MEMBERS: _GROUP_MEMBERS},
    ),
    Export(
        roots="SELECT id FROM evidence_pressarticle ORDER BY id",
        touched_by={RootKind.ARTICLE: "SELECT id FROM evidence_pressarticle WHERE id IN ({ids})"},
        selects={ARTICLES: _ARTICLES},
    ),
)

CODES_FOR_GOOD = frozenset({"programme_activitykind", "programme_audience", "programme_content", "people_ethnicgroup"})
"""Tables of which only the code is read; a code never changes, so nothing need be fetched again for them."""


def _fingerprint() -> str:
    parts = [repr((table.name, table.root, [(column.name, column.type) for column in table.columns])) for table in STAR]
    for export in EXPORTS:
        parts += [export.roots, *export.touched_by.values(), *export.selects.values()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


FINGERPRINT = _fingerprint()
"""Changes when a fact or its making changes; a replica made by another one is rebuilt."""
