"""Photographs of an activity."""

from collections.abc import Sequence
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import ActivityUnknown, HalfDayUnknown
from nepmoi.fieldwork.activities.models import Activity, ActivityPhotograph, HalfDay
from nepmoi.fieldwork.activities.services.life import locked
from nepmoi.fieldwork.evidence.services import photographs as evidence
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require


def add_photographs(
    *,
    by: Standing,
    door: Door,
    activity: UUID,
    half_day: UUID | None,
    pictures: Sequence[evidence.NewPhotograph],
) -> int:
    """Keep pictures that show an activity, or one half-day of it; all of them or none. Return how many.

    Raises:
        NotAPicture, PictureTooLarge, CaptionMissing: when one of them cannot be kept.
        HalfDayUnknown: when the activity has no such half-day.
    """
    prepared = [evidence.prepare(picture) for picture in pictures]
    with audit.writing(by.actor, door) as w:
        row = locked(activity, by, Action.ADD_EVIDENCE)
        slot = HalfDay.objects.filter(activity=row, uid=half_day, dropped=False).first() if half_day else None
        if half_day and slot is None:
            raise HalfDayUnknown
        for picture, ready in zip(pictures, prepared, strict=True):
            photograph_id = evidence.add_photograph(by=by, door=door, new=picture, prepared=ready)
            ActivityPhotograph(activity=row, photograph_id=photograph_id, half_day=slot).save()
        w.touch(RootKind.ACTIVITY, row.pk)
        return len(pictures)


def mend_photograph(  # noqa: PLR0913 - the envelope's three, the picture, and how it may be changed
    *,
    by: Standing,
    door: Door,
    photograph: UUID,
    said: evidence.Said,
    reason: str = "",
    seen: int | None = None,
) -> None:
    """Write down anew what is said of a photograph of an activity in the asker's area.

    Raises:
        ActivityUnknown: when it shows none.
        OutsideArea, RoleMayNot: when none of those that it shows is hers to add evidence to.
        CaptionMissing, StaleSave: see ``evidence.services.mend``.
    """
    with audit.writing(by.actor, door, reason):
        _require_shown(by, photograph)
        evidence.mend(by=by, door=door, photograph=photograph, said=said, seen=seen)


def void_photograph(*, by: Standing, door: Door, photograph: UUID, reason: str, seen: int | None = None) -> None:
    """Take a photograph of an activity in the asker's area out of all pages and figures; the picture itself is kept.

    Raises:
        ActivityUnknown, OutsideArea, RoleMayNot: as for mending it.
        VoidReasonMissing, StaleSave: see ``evidence.services.make_void``.
    """
    with audit.writing(by.actor, door, reason):
        _require_shown(by, photograph)
        evidence.make_void(by=by, door=door, photograph=photograph, reason=reason, seen=seen)


def _require_shown(by: Standing, photograph: UUID) -> None:
    """Refuse a photograph of nothing that the asker may add evidence to."""
    links = ActivityPhotograph.objects.filter(photograph__uid=photograph).values("activity_id")
    shown = Activity.objects.filter(pk__in=links, void_reason="").values_list("venue_unit_id", "host__unit_id")
    units = [unit_id for pair in shown for unit_id in pair]
    if not units:
        raise ActivityUnknown
    require(by, Action.ADD_EVIDENCE, *units)
