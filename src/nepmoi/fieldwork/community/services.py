"""Writing groups and their members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.community.errors import GroupExists, GroupNameMissing, GroupUnknown
from nepmoi.fieldwork.community.models import Group, Membership
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.kernel import text
from nepmoi.kernel.dates import PartialDate
from nepmoi.registry.organisation.rules import Action, OfficeView, Standing
from nepmoi.registry.organisation.selectors import require


@dataclass(frozen=True)
class NewGroup:
    """What is known of a group; its founding may be unknown, the day for which a source first names it is not."""

    kind: GroupKind
    name: str
    unit_id: int
    host: OfficeView
    known_since: date
    founded: PartialDate | None = None
    members_counted: int | None = None
    source: str = ""


def enter_group(*, by: Standing, door: Door, new: NewGroup) -> UUID:
    """Enter a team or club and return its uid.

    Raises:
        GroupNameMissing: when it has no name.
        GroupExists: when the unit has one of this name.
    """
    require(by, Action.WRITE_ACTIVITIES, new.unit_id)
    name = text.clean(new.name)
    if not name:
        raise GroupNameMissing
    with audit.writing(by.actor, door) as w:
        if Group.objects.filter(name=name, unit_id=new.unit_id).exists():
            raise GroupExists(name=name)
        group = Group(
            kind=new.kind,
            name=name,
            unit_id=new.unit_id,
            host_id=new.host.id,
            founded_year=new.founded.year if new.founded else None,
            founded_month=new.founded.month if new.founded else None,
            founded_day=new.founded.day if new.founded else None,
            known_since=new.known_since,
            members_counted=new.members_counted,
            source=new.source,
        )
        group.save()
        w.touch(RootKind.GROUP, group.pk)
        return group.uid


def add_members(*, by: Standing, door: Door, group: UUID, members: Sequence[tuple[int, str]], noted_on: date) -> int:
    """Name members by person id and role; one who is a member already stays as she is. Return how many are new.

    Raises:
        GroupUnknown: when there is no such group.
    """
    with audit.writing(by.actor, door) as w:
        row = Group.objects.select_for_update().filter(uid=group, void_reason="").first()
        if row is None:
            raise GroupUnknown
        require(by, Action.WRITE_ACTIVITIES, row.unit_id)
        inside = set(Membership.objects.filter(group=row).values_list("person_id", flat=True))
        fresh = {person_id: role for person_id, role in members if person_id not in inside}
        audit.create_all(
            Membership(group=row, person_id=person_id, role=role, noted_on=noted_on)
            for person_id, role in fresh.items()
        )
        audit.renew(row, RootKind.GROUP)
        row.save()
        w.touch(RootKind.GROUP, row.pk)
        return len(fresh)
