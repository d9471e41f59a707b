"""Those who came to an activity without being named."""

from collections.abc import Sequence
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import CodeUnknown, CountTwice
from nepmoi.fieldwork.activities.models import Activity, HeadCount
from nepmoi.fieldwork.activities.rules import Heads, check_heads
from nepmoi.fieldwork.activities.services.life import locked
from nepmoi.fieldwork.activities.services.roll import correct
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.programme import selectors as programme


def count_heads(  # noqa: PLR0913 - the envelope's three, the counts, and how they may be changed
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    counts: Sequence[Heads],
    reason: str = "",
    seen: int | None = None,
) -> int:
    """Write down who came without being named, line over line; a line that is not said any more is dropped.

    Args:
        by: who counted.
        door: through what.
        activity: who came to what.
        counts: all that is said, in the order of the page; each of another audience or from another place.
        reason: needed once the result is confirmed.
        seen: the version that the person's page showed; counts that change nothing are never stale.

    Returns:
        How many lines changed.

    Raises:
        CountBlank, WomenTooMany, MinorityTooMany, MinorityWomenTooMany, ChildrenTooMany, PartsTooMany: when the numbers
            of a line do not fit.
        CountTwice: when two lines are of the same audience from the same place.
        CodeUnknown: when the programme has no such audience.
        ReasonNeeded: when the activity was confirmed and no reason is given.
        StaleSave: when somebody saved after version ``seen``.
    """
    for heads in counts:
        check_heads(heads)
    said: set[tuple[str, int | None]] = set()
    for number, heads in enumerate(counts, start=1):
        if (heads.audience, heads.unit_id) in said:
            raise CountTwice(line=number)
        said.add((heads.audience, heads.unit_id))
    with audit.writing(by.actor, door, reason) as w:
        row = locked(activity, by, Action.TAKE_ATTENDANCE)
        changed = _changed(row, counts)
        if changed:
            correct(row, reason, seen)
            for line in changed:
                line.save()
            w.touch(RootKind.ACTIVITY, row.pk)
        return len(changed)


def _changed(activity: Activity, counts: Sequence[Heads]) -> list[HeadCount]:
    """The lines that are no longer as they were, not saved yet."""
    held = {line.position: line for line in HeadCount.objects.filter(activity=activity)}
    changed = []
    for position, heads in enumerate(counts, start=1):
        line = held.pop(position, None) or HeadCount(activity=activity, position=position, dropped=True)
        if _say(line, heads):
            changed.append(line)
    left = [line for line in held.values() if not line.dropped]
    for line in left:
        line.dropped = True
    return changed + left


def _say(line: HeadCount, heads: Heads) -> bool:
    """Whether what is said differs from what was written down."""
    said = {
        "audience_id": _audience(heads.audience),
        "unit_id": heads.unit_id,
        "total": heads.total,
        # "More than" says something of a number only.
        "over": heads.over and heads.total is not None,
        "women": heads.women,
        "minority": heads.minority,
        "minority_women": heads.minority_women,
        "children": heads.children,
        "dropped": False,
    }
    differs = any(getattr(line, name) != value for name, value in said.items())
    for name, value in said.items():
        setattr(line, name, value)
    return differs


def _audience(code: str) -> int | None:
    if not code:
        return None
    for audience in programme.audiences():
        if audience.code == code:
            return audience.id
    raise CodeUnknown(given=code)
