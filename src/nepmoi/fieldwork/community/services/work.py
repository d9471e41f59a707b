"""What groups do and what they were given: meetings and equipment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door
from nepmoi.fieldwork.activities.rules import Mark
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import life, roll
from nepmoi.fieldwork.community import rules
from nepmoi.fieldwork.community.errors import (
    EquipmentNameMissing,
    EquipmentUnknown,
    GroupUnknown,
    NoMembersThere,
)
from nepmoi.fieldwork.community.models import Equipment, Group, GroupActivity, Membership
from nepmoi.fieldwork.community.rules import EquipmentState
from nepmoi.fieldwork.community.services.groups import (
    founded_of,
    locked,
    require_past,
    save,
    since_of,
    steps_of,
)
from nepmoi.kernel import clock, text
from nepmoi.kernel.dates import DayPart
from nepmoi.registry.geography import selectors as places
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import heir
from nepmoi.registry.people.selectors import persons as people

MEETING = "group_meeting"
"""The code of the programme's kind of activity."""


@dataclass(frozen=True)
class Meeting:
    """A meeting of a group in one half-day.

    Attributes:
        contents: the contents of the project that it serves, by code.
    """

    name: str
    day: date
    part: DayPart
    venue: str = ""
    contents: tuple[str, ...] = ()


def hold_meeting(*, by: Standing, door: Door, group: UUID, meeting: Meeting, present: Collection[int] = ()) -> UUID:
    """Enter a meeting as an activity whose list are the group's named members of that day; return its uid.

    A day ahead is a plan. Of a day that came, those named are marked as present, the others as absent; with nobody
    named, the roll stays open. It counts once it is confirmed, as any activity.

    Args:
        by: who enters it.
        door: through what.
        group: whose it is.
        meeting: when, where, about what.
        present: the persons who came.

    Raises:
        FoundedTooLate, NotKeptUp: when the group was not there on that day.
        NoMembersThere: when somebody present was no member then.
        ActivityNameMissing, CodeUnknown: when the meeting cannot be right.
    """
    with audit.writing(by.actor, door) as w:
        row = locked(by, group, Action.WRITE_ACTIVITIES)
        rules.check_days(founded_of(row), since_of(row), steps_of(row), [meeting.day])
        uid = life.plan(by=by, door=door, plan=_plan(row, meeting))
        view = activities.activity(by, uid)
        GroupActivity(group=row, activity_id=view.id).save()
        _list_members(by, door, row, uid, meeting, present)
        save(row, w)
        return uid


def _plan(row: Group, meeting: Meeting) -> life.Plan:
    host = heir(row.host_id, meeting.day)
    if host is None:
        raise GroupUnknown
    return life.Plan(
        kind=MEETING,
        name=meeting.name,
        first_day=meeting.day,
        last_day=meeting.day,
        venue=text.clean(meeting.venue),
        venue_unit_id=_place_on(row.unit_id, meeting.day),
        host=host,
        contents=meeting.contents,
        half_days=((meeting.day, meeting.part),),
    )


def _place_on(unit_id: int, day: date) -> int:
    """What stands in a unit's place on a day: itself, or the lowest unit that surely holds it."""
    atlas = places.atlas()
    level = places.by_id(unit_id).level
    levels = ("village", "commune", "district", "province")
    held = (atlas.place(unit_id, day, higher) for higher in levels[levels.index(level) :])
    return next((found for found in held if found is not None), unit_id)


def _list_members(  # noqa: PLR0913 - the envelope's two, and who of which group came to what
    by: Standing, door: Door, row: Group, uid: UUID, meeting: Meeting, present: Collection[int]
) -> None:
    day = meeting.day
    noted, steps = Membership.objects.filter(group=row, void_reason="", noted_on__lte=day), steps_of(row)
    there = {one.person_id for one in noted if rules.is_member(one.noted_on, one.until, steps, day)}
    if not there >= set(present):
        raise NoMembersThere
    known = people.by_id(there)
    listed = sorted(known.values(), key=lambda person: person.sort_key)
    # Posts are what she is at an office; what she does in the group is kept here.
    enrolments = [roll.Enrolment(one.id, one.name, "", row.unit_id, "", one.ethnic_code) for one in listed]
    roll.enrol(by=by, door=door, activity=uid, enrolments=enrolments)
    if day > clock.today():
        return
    life.mark_held(by=by, door=door, activity=uid)
    if present:
        view = activities.activity(by, uid)
        marks = {
            line.uid: Mark.PRESENT if line.person.id in present else Mark.ABSENT
            for line in activities.roster(by, view.id)
        }
        [half] = activities.half_days(view.id)
        roll.record_attendance(by=by, door=door, activity=uid, half_day=half.uid, marks=marks)


@dataclass(frozen=True)
class Thing:
    """Equipment as it is known."""

    what: str
    number: int | None = None
    source: str = ""
    received_on: date | None = None
    state: EquipmentState = EquipmentState.IN_USE


def keep_equipment(*, by: Standing, door: Door, group: UUID, thing: Thing, equipment: UUID | None = None) -> UUID:
    """Write down what a group was given, or mend what is known of it; return its uid.

    Raises:
        EquipmentNameMissing: when it has no name.
        EquipmentUnknown: when the group has none such.
        NotYetDay: when it is said to be received ahead.
    """
    with audit.writing(by.actor, door) as w:
        row = locked(by, group, Action.WRITE_ACTIVITIES)
        what = text.clean(thing.what)
        if not what:
            raise EquipmentNameMissing
        require_past(*([thing.received_on] if thing.received_on else []))
        found = Equipment.objects.filter(group=row, uid=equipment).first() if equipment else Equipment(group=row)
        if found is None:
            raise EquipmentUnknown
        found.what, found.number, found.state = what, thing.number, thing.state
        found.source, found.received_on = text.clean(thing.source), thing.received_on
        found.save()
        save(row, w)
        return found.uid
