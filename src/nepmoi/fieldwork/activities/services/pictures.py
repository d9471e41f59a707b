"""Photographs of an activity."""

from collections.abc import Sequence
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import HalfDayUnknown
from nepmoi.fieldwork.activities.models import ActivityPhotograph, HalfDay
from nepmoi.fieldwork.activities.services.life import locked
from nepmoi.fieldwork.evidence import services as evidence
from nepmoi.registry.organisation.rules import Action, Standing


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
        slot = HalfDay.objects.filter(activity=row, uid=half_day).first() if half_day else None
        if half_day and slot is None:
            raise HalfDayUnknown
        for picture, ready in zip(pictures, prepared, strict=True):
            photograph_id = evidence.add_photograph(by=by, door=door, new=picture, prepared=ready)
            ActivityPhotograph(activity=row, photograph_id=photograph_id, half_day=slot).save()
        w.touch(RootKind.ACTIVITY, row.pk)
        return len(pictures)
