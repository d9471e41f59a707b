"""What the tests of the pages of groups share."""

from datetime import date
from uuid import UUID

from nepmoi.fieldwork.community.rules import GroupKind, Step, StepKind
from nepmoi.fieldwork.community.selectors import groups as selectors
from nepmoi.fieldwork.community.services import groups, work
from nepmoi.registry.people import services as people
from tests.cast import CONSOLE, DOOR, Cast, person, unit

SINCE = date(2024, 10, 22)
LATER = date(2025, 3, 1)


def entered(cast: Cast, name: str = "Câu lạc bộ thử", **changes: object) -> UUID:
    """A club of Hương Liên that a source names."""
    facts: dict[str, object] = {
        "kind": GroupKind.LEADERS_CLUB,
        "name": name,
        "unit_id": unit("xã Hương Liên"),
        "host": cast.district,
        "known_since": SINCE,
        "members_counted": 21,
        "source": "Báo thử",
    }
    return groups.enter_group(by=cast.officer, door=DOOR, new=groups.NewGroup(**(facts | changes)))  # type: ignore[arg-type]


def known(cast: Cast, name: str) -> int:
    """A person whom a list of Hương Liên names."""
    who = person(name)
    post = people.NewPost(who, "Trưởng bản", unit("xã Hương Liên"), "Hương Liên", SINCE)
    people.note_posts(by=cast.officer, door=DOOR, posts=[post])
    return who


def joined(cast: Cast, group: UUID, *names: str) -> list[int]:
    """Persons who become members; their ids."""
    ids = [known(cast, name) for name in names]
    members = [(one, "Thành viên") for one in ids]
    groups.add_members(by=cast.officer, door=DOOR, group=group, members=members, noted_on=SINCE)
    return ids


def stepped(cast: Cast, group: UUID, kind: StepKind, day: date = LATER) -> UUID:
    """Something that happened to a group."""
    return groups.note_step(by=cast.officer, door=DOOR, group=group, step=Step(kind, day))


def given(cast: Cast, group: UUID) -> UUID:
    """A loudspeaker."""
    return work.keep_equipment(by=cast.officer, door=DOOR, group=group, thing=work.Thing("Loa kéo", 1))


def seen(group: UUID) -> selectors.GroupView:
    """The group as it is now."""
    return selectors.group(CONSOLE, group)
