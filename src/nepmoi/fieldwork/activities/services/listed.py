"""Mending the lines of an activity's list."""

from dataclasses import dataclass
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import LineUnknown, WhyNeeded
from nepmoi.fieldwork.activities.models import Activity, Participation
from nepmoi.fieldwork.activities.services.life import counted_in, locked
from nepmoi.fieldwork.activities.services.roll import correct, post_of
from nepmoi.kernel import text
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.people import services as people
from nepmoi.registry.people.errors import NameMissing
from nepmoi.registry.people.selectors import persons as register

LONGEST = 300


@dataclass(frozen=True)
class Said:
    """What a line of a list says of somebody.

    Attributes:
        unit_id: where from; None when no unit is meant for certain.
        unit_as_written: where from, in the list's words.
        phone: hers today; None leaves what is known of her as it is.
    """

    name_as_written: str
    title: str = ""
    unit_id: int | None = None
    unit_as_written: str = ""
    phone: str | None = None


def mend_line(  # noqa: PLR0913 - the envelope's three, the line, and how it may be changed
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    line: UUID,
    said: Said,
    reason: str = "",
    seen: int | None = None,
) -> None:
    """Write down anew what a line says; the post that was noted of her from this line follows.

    Args:
        by: who mends.
        door: through what.
        activity: whose list it is.
        line: the participation's uid.
        said: all that the line says.
        reason: needed once the result is confirmed.
        seen: the activity's version that the person's page showed.

    Raises:
        LineUnknown: when the list has no such line, or it was taken off.
        NameMissing: without a name.
        ReasonNeeded: when the activity was confirmed and no reason is given.
        StaleSave: when somebody saved after version ``seen``.
    """
    name = text.clean(said.name_as_written)
    if not name:
        raise NameMissing
    with audit.writing(by.actor, door, reason) as w:
        row = locked(activity, by, Action.IMPORT_LISTS)
        correct(row, reason, seen)
        listed = _line(row, line)
        if listed.void_reason:
            raise LineUnknown
        before = post_of(row, listed)
        listed.name_as_written, listed.title_then = name, text.clean(said.title)
        listed.unit_then_id = counted_in(row, said.unit_id)
        listed.unit_as_written = text.clean(said.unit_as_written)
        listed.save()
        people.mend_post(by=by, door=door, before=before, after=post_of(row, listed))
        if said.phone is not None:
            _mend_phone(by, door, listed.person_id, said.phone)
        w.touch(RootKind.ACTIVITY, row.pk)


def _mend_phone(by: Standing, door: Door, person_id: int, phone: str) -> None:
    known = register.by_id([person_id])[person_id]
    if known.phone != phone:
        said = people.NewPerson(known.name, known.sex, known.birth, known.ethnic_code, phone)
        people.mend(by=by, door=door, person=known.uid, said=said)


def _line(activity: Activity, uid: UUID) -> Participation:
    found = Participation.objects.select_for_update().filter(activity=activity, uid=uid).first()
    if found is None:
        raise LineUnknown
    return found


def take_off(  # noqa: PLR0913 - the envelope's three, the line, and how it may be changed
    *, by: Standing, door: Door, activity: UUID, line: UUID, reason: str, seen: int | None = None
) -> None:
    """Take a line off a list, so that it counts nowhere; her marks stay with it.

    Raises:
        WhyNeeded: without a reason.
        LineUnknown: when the list has no such line.
        StaleSave: when somebody saved after version ``seen``.
    """
    _set_void(by, door, activity, line, text.clean(reason)[:LONGEST], reason, seen)


def put_back(  # noqa: PLR0913 - as for take_off
    *, by: Standing, door: Door, activity: UUID, line: UUID, reason: str, seen: int | None = None
) -> None:
    """Put a line that was taken off a list back into it, with its marks.

    Raises:
        WhyNeeded, LineUnknown, StaleSave: as for taking it off.
    """
    _set_void(by, door, activity, line, "", reason, seen)


def _set_void(  # noqa: PLR0913 - what both say
    by: Standing, door: Door, activity: UUID, line: UUID, void: str, reason: str, seen: int | None
) -> None:
    why = text.clean(reason)
    with audit.writing(by.actor, door, why) as w:
        row = locked(activity, by, Action.IMPORT_LISTS)
        if not why:
            raise WhyNeeded
        correct(row, why, seen)
        listed = _line(row, line)
        listed.void_reason = void
        listed.save()
        if not void:
            # What undoing an import took back of her comes back with her line.
            people.note_posts(by=by, door=door, posts=[post_of(row, listed)])
        w.touch(RootKind.ACTIVITY, row.pk)
