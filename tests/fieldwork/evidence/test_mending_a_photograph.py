"""What is said of a photograph is mended; one that is taken out leaves pages and figures, and is kept."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from nepmoi.analytics.figures import selectors as figures
from nepmoi.core.audit.errors import StaleSave
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import pictures
from nepmoi.fieldwork.evidence import errors, selectors
from nepmoi.fieldwork.evidence.models import Photograph
from nepmoi.fieldwork.evidence.rules import Ground
from nepmoi.fieldwork.evidence.services import photographs as services
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.organisation.errors import OutsideArea, RoleMayNot
from tests.cast import CONSOLE, DOOR, Cast, course, held, unit
from tests.fieldwork.evidence.test_photographs import new

pytestmark = pytest.mark.django_db


def shown(cast: Cast) -> tuple[UUID, UUID]:
    """A confirmed course and its photograph."""
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    held(cast.officer, uid)
    pictures.add_photographs(by=cast.officer, door=DOOR, activity=uid, half_day=None, pictures=[new()])
    [picture] = activities.pictures([activities.activity(CONSOLE, uid).id])
    return uid, picture.photograph.uid


def of(cast: Cast, photograph: UUID, **more: Any) -> dict[str, Any]:
    return {"by": cast.officer, "door": DOOR, "photograph": photograph} | more


def with_evidence() -> int | None:
    return figures.answer(figures.question(code="activities_with_evidence", year=2024), CONSOLE).value


def test_what_is_said_of_it_is_mended(cast: Cast) -> None:
    _, uid = shown(cast)
    place = unit("xã Hương Liên", date(2024, 10, 22))
    said = services.Said("Thảo luận  nhóm", date(2024, 10, 23), place, "Hồ Hai", Ground.PUBLIC_EVENT, False)
    services.mend(**of(cast, uid), said=said)
    found = selectors.photograph(uid)
    assert (found.caption, found.taken_on, found.unit_id, found.author) == (
        "Thảo luận nhóm",
        date(2024, 10, 23),
        place,
        "Hồ Hai",
    )
    assert (found.ground, found.shows_children, found.public, found.version) == (Ground.PUBLIC_EVENT, False, True, 2)


def test_one_that_is_taken_out_leaves_pages_and_figures(cast: Cast) -> None:
    activity, uid = shown(cast)
    assert with_evidence() == 1
    with pytest.raises(errors.VoidReasonMissing):
        services.make_void(**of(cast, uid), reason=" ")
    services.make_void(**of(cast, uid), reason="Ảnh của lớp khác")
    assert with_evidence() == 0
    assert activities.pictures([activities.activity(CONSOLE, activity).id]) == []
    with pytest.raises(errors.PhotographUnknown):
        selectors.photograph(uid)
    row = Photograph.objects.get(uid=uid)
    assert (row.void_reason, row.original.size > 0) == ("Ảnh của lớp khác", True)


def test_a_mending_is_refused_where_it_cannot_be(cast: Cast) -> None:
    _, uid = shown(cast)
    said = services.Said("Khai mạc")
    with pytest.raises(errors.CaptionMissing):
        services.mend(**of(cast, uid), said=services.Said(" "))
    with pytest.raises(StaleSave):
        services.mend(**of(cast, uid), said=said, seen=9)
    with pytest.raises(StaleSave):
        services.make_void(**of(cast, uid), reason="thử", seen=9)
    with pytest.raises(errors.PhotographUnknown):
        services.mend(**of(cast, new_uid()), said=said)
    for by, refusal in ((cast.inspector, RoleMayNot), (cast.learner, RoleMayNot), (cast.neighbour, OutsideArea)):
        with pytest.raises(refusal):
            services.mend(**of(cast, uid, by=by), said=said)
        with pytest.raises(refusal):
            services.make_void(**of(cast, uid, by=by), reason="thử")
    assert selectors.photograph(uid).version == 1
