"""Teams and clubs: a founding that is unknown stays unknown, members are counted by the source and named apart."""

from datetime import date

import pytest

from nepmoi.fieldwork.community import errors
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.fieldwork.community.selectors import groups as selectors
from nepmoi.fieldwork.community.services import groups as services
from nepmoi.registry.organisation.errors import OutsideArea
from tests.cast import DOOR, Cast, person, unit

pytestmark = pytest.mark.django_db


def new(cast: Cast, **changes: object) -> services.NewGroup:
    facts: dict[str, object] = {
        "kind": GroupKind.LEADERS_CLUB,
        "name": "Câu lạc bộ thử",
        "unit_id": unit("xã Hương Liên"),
        "host": cast.district,
        "known_since": date(2024, 10, 22),
        "members_counted": 7,
    }
    return services.NewGroup(**(facts | changes))  # type: ignore[arg-type]


def test_a_group_is_seen_in_the_area_that_its_place_became(cast: Cast) -> None:
    uid = services.enter_group(by=cast.officer, door=DOOR, new=new(cast))
    group = selectors.group(cast.chair, uid)
    assert (group.founded, group.members_counted, group.members_named) == (None, 7, 0)
    with pytest.raises(errors.GroupUnknown):
        selectors.group(cast.neighbour, uid)
    assert selectors.listing(cast.learner) == []


def test_members_are_named_once(cast: Cast) -> None:
    uid = services.enter_group(by=cast.officer, door=DOOR, new=new(cast))
    one, two = person("Hồ Thị Một"), person("Hồ Hai")
    facts = {"by": cast.officer, "door": DOOR, "group": uid, "noted_on": date(2024, 10, 22)}
    assert services.add_members(members=[(one, "Chủ nhiệm"), (two, "")], **facts) == 2  # type: ignore[arg-type]
    assert services.add_members(members=[(one, "Chủ nhiệm"), (one, ""), (two, "")], **facts) == 0  # type: ignore[arg-type]
    group = selectors.group(cast.officer, uid)
    assert [member.person.name for member in selectors.members(cast.officer, group.id)] == ["Hồ Hai", "Hồ Thị Một"]
    assert [role for _, role in selectors.groups_of([one])] == ["Chủ nhiệm"]


def test_a_second_of_the_name_in_a_place_is_refused(cast: Cast) -> None:
    services.enter_group(by=cast.officer, door=DOOR, new=new(cast))
    with pytest.raises(errors.GroupExists):
        services.enter_group(by=cast.officer, door=DOOR, new=new(cast))
    with pytest.raises(errors.GroupNameMissing):
        services.enter_group(by=cast.officer, door=DOOR, new=new(cast, name=" "))
    with pytest.raises(OutsideArea):
        services.enter_group(by=cast.neighbour, door=DOOR, new=new(cast, name="Khác"))
