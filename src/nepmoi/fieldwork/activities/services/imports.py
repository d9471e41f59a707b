"""Lines as an office's own list mends them, and taking an import back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.models import Activity, Participation, Presence
from nepmoi.fieldwork.activities.services.life import counted_in, locked
from nepmoi.fieldwork.activities.services.roll import correct, post_of
from nepmoi.kernel import text
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.people import services as people
from nepmoi.registry.people.models import EthnicGroup

LONGEST = 300
_LINE = ("title_then", "unit_then_id", "unit_as_written", "ethnic_group_then_id", "void_reason")


@dataclass(frozen=True)
class Mended:
    """What a mended list says of a line; None leaves what the line says.

    Attributes:
        unit: the unit for certain, or None, and its words.
    """

    title: str | None = None
    unit: tuple[int | None, str] | None = None
    ethnic_code: str | None = None


def mend_lines(  # noqa: PLR0913 - the envelope's three, the lines, and how they may be changed
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    lines: Mapping[UUID, Mended],
    reason: str = "",
    seen: int | None = None,
) -> int:
    """Write what a mended list says into lines of an activity's list; the posts noted from them follow. Return how many.

    Args:
        by: who has the list.
        door: through what.
        activity: whose list it is.
        lines: by participation.
        reason: needed once the result is confirmed.
        seen: the activity's version that the person's page showed.

    Raises:
        ReasonNeeded: when the activity was confirmed and no reason is given.
        StaleSave: when somebody saved after version ``seen``.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(activity, by, Action.IMPORT_LISTS)
        held = Participation.objects.select_for_update().filter(activity=row, uid__in=lines.keys(), void_reason="")
        found = list(held.order_by("pk"))
        if not found:
            return 0
        correct(row, reason, seen)
        groups = dict(EthnicGroup.objects.values_list("code", "pk"))
        for line in found:
            said = lines[line.uid]
            before = post_of(row, line)
            _mend(row, line, said, groups)
            line.save()
            if (said.title, said.unit) != (None, None):
                people.mend_post(by=by, door=door, before=before, after=post_of(row, line))
        w.touch(RootKind.ACTIVITY, row.pk)
        return len(found)


def _mend(activity: Activity, line: Participation, said: Mended, groups: Mapping[str, int]) -> None:
    if said.title is not None:
        line.title_then = text.clean(said.title)
    if said.unit is not None:
        unit_id, words = said.unit
        line.unit_then_id = counted_in(activity, unit_id)
        line.unit_as_written = text.clean(words)
    if said.ethnic_code is not None:
        line.ethnic_group_then_id = groups[said.ethnic_code]


def return_lines(  # noqa: PLR0913 - as for mend_lines
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    person_ids: Collection[int],
    reason: str = "",
    seen: int | None = None,
) -> int:
    """Put persons whose lines an undone import took off back into the list, as they stood. Return how many.

    Raises:
        ReasonNeeded, StaleSave: as for mending lines.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(activity, by, Action.IMPORT_LISTS)
        off = Participation.objects.select_for_update().filter(activity=row, person__in=person_ids)
        found = list(off.exclude(void_reason="").order_by("pk"))
        if not found:
            return 0
        correct(row, reason, seen)
        for line in found:
            line.void_reason = ""
            line.save()
        people.note_posts(by=by, door=door, posts=[post_of(row, line) for line in found])
        w.touch(RootKind.ACTIVITY, row.pk)
        return len(found)


@dataclass(frozen=True)
class TakenBack:
    """What taking a write back did.

    Attributes:
        off: the participations that stand in the list no more.
        mended_back: those that say again what they said before.
        marks: how many marks of the roll are unknown again, or say what they said before.
        changed: the participations that somebody changed since, and so stay.
        marked: those in whose roll somebody wrote since; they stay, too.
    """

    off: frozenset[int]
    mended_back: frozenset[int]
    marks: int
    changed: frozenset[int]
    marked: frozenset[int]


def take_back(  # noqa: PLR0913 - the envelope's three, the write, what is left, and how it may be changed
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    entry: int,
    leave: Collection[int] = (),
    void: str,
    reason: str = "",
    seen: int | None = None,
) -> TakenBack:
    """Take back what one write did to an activity's list and roll, except what was changed since.

    A line that the write made is taken off; one that it changed, and a mark, says again what it said before.

    Args:
        by: who takes it back.
        door: through what.
        activity: whose list it is.
        entry: the write.
        leave: participations that stay as they are, because something else stands on them.
        void: why a line is off the list, as its history then says.
        reason: needed once the result is confirmed.
        seen: the activity's version that the person's page showed.

    Raises:
        ReasonNeeded: when the activity was confirmed and no reason is given.
        StaleSave: when somebody saved after version ``seen``.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = locked(activity, by, Action.IMPORT_LISTS)
        correct(row, reason, seen)
        written = _written(Participation, entry, activity_id=row.pk)
        marks = _written(Presence, entry, half_day__activity=row.pk)
        marked = frozenset(_marked_since(written.keys(), entry))
        stays = frozenset(leave) | marked
        off: set[int] = set()
        back: set[int] = set()
        changed: set[int] = set()
        for line in Participation.objects.select_for_update().filter(pk__in=written.keys() - stays).order_by("pk"):
            version = written[line.pk]
            if version.is_later:
                changed.add(line.pk)
            elif version.before is None:
                line.void_reason = text.clean(void)[:LONGEST]
                line.save()
                off.add(line.pk)
            else:
                _restore(line, version.before, _LINE)
                (off if line.void_reason else back).add(line.pk)
        given_back = _take_marks_back(marks, stays | changed)
        w.touch(RootKind.ACTIVITY, row.pk)
        return TakenBack(frozenset(off), frozenset(back), given_back, frozenset(changed), marked - frozenset(leave))


@dataclass(frozen=True)
class _Version:
    """What a write made of a row: the state before it, and whether somebody wrote later."""

    before: Model | None
    is_later: bool


def _written(model: type[Participation] | type[Presence], entry: int, **where: object) -> dict[int, _Version]:
    """The rows that a write made or changed, by their keys."""
    history = model.history
    touched = set(history.filter(entry_id=entry, **where).values_list("id", flat=True))
    versions: dict[int, list[Model]] = {}
    for row in history.filter(id__in=touched).order_by("history_id"):
        versions.setdefault(row.id, []).append(row)
    found = {}
    for key, rows in versions.items():
        ours = [index for index, one in enumerate(rows) if one.entry_id == entry]  # type: ignore[attr-defined]
        before = rows[ours[0] - 1] if ours[0] else None
        found[key] = _Version(before, ours[-1] < len(rows) - 1)
    return found


def _marked_since(line_ids: Iterable[int], entry: int) -> set[int]:
    """The lines in whose roll another write wrote after this one."""
    later = Presence.history.filter(participation__in=line_ids, entry_id__gt=entry)
    return set(later.values_list("participation_id", flat=True))


def _take_marks_back(marks: Mapping[int, _Version], stays: Collection[int]) -> int:
    """Give marks back what they said before; call it inside an envelope."""
    done = 0
    for mark in Presence.objects.select_for_update().filter(pk__in=marks.keys()).order_by("pk"):
        version = marks[mark.pk]
        if version.is_later or mark.participation_id in stays:
            continue
        mark.mark = "" if version.before is None else version.before.mark  # type: ignore[attr-defined]
        mark.save()
        done += 1
    return done


def _restore(row: Participation, before: Model, names: Iterable[str]) -> None:
    """Give a row back what it said before; call it inside an envelope."""
    for name in names:
        setattr(row, name, getattr(before, name))
    row.save()
