"""Photographs of an activity."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.models import ActivityPhotograph
from nepmoi.fieldwork.activities.services.life import half_day_of, locked
from nepmoi.fieldwork.evidence.selectors import has_file
from nepmoi.fieldwork.evidence.services import photographs as evidence
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
        slot = half_day_of(row, half_day) if half_day else None
        for picture, ready in zip(pictures, prepared, strict=True):
            photograph_id = evidence.add_photograph(by=by, door=door, new=picture, prepared=ready)
            ActivityPhotograph(activity=row, photograph_id=photograph_id, half_day=slot).save()
        w.touch(RootKind.ACTIVITY, row.pk)
        return len(pictures)


def take_in_photograph(
    *, by: Standing, door: Door, activity: UUID, half_day: UUID | None, picture: evidence.NewPhotograph
) -> evidence.TakenIn:
    """Keep one picture of an activity that came by itself; its caption may follow.

    Raises:
        NotAPicture, PictureTooLarge: when it cannot be kept.
        HalfDayUnknown: when the activity has no such half-day.
    """
    ready = evidence.prepare(picture)
    with audit.writing(by.actor, door):
        row = locked(activity, by, Action.ADD_EVIDENCE)
        linked = ActivityPhotograph.objects.filter(activity=row).values_list("photograph_id", flat=True)
        known = has_file(set(linked), hashlib.sha256(picture.data).hexdigest())
        if known is not None:
            return evidence.TakenIn(known, is_new=False)
        uid = evidence.take_in(by=by, door=door, new=picture, prepared=ready)
        put_to_activity(by=by, door=door, photograph=uid, activity=activity, half_day=half_day)
        return evidence.TakenIn(uid, is_new=True)


def put_to_activity(
    *, by: Standing, door: Door, photograph: UUID, activity: UUID, half_day: UUID | None = None
) -> None:
    """Say that a photograph shows an activity, or one half-day of it; it may show several.

    Raises:
        ActivityUnknown, OutsideArea, RoleMayNot: when one of the two is not the asker's to add evidence to.
        PhotographUnknown: when there is no such photograph.
        HalfDayUnknown: when the activity has no such half-day.
    """
    with audit.writing(by.actor, door) as w:
        evidence.require_writable(by, photograph)
        row = locked(activity, by, Action.ADD_EVIDENCE)
        slot = half_day_of(row, half_day) if half_day else None
        photograph_id = evidence.place(by=by, door=door, photograph=photograph)
        if not ActivityPhotograph.objects.filter(activity=row, photograph=photograph_id).exists():
            ActivityPhotograph(activity=row, photograph_id=photograph_id, half_day=slot).save()
            w.touch(RootKind.ACTIVITY, row.pk)
            w.touch(RootKind.PHOTOGRAPH, photograph_id)


def show_in_stead(*, by: Standing, door: Door, photograph: UUID, older: UUID) -> None:
    """Say that an older photograph shows the activities that a later one shows, for they are the same picture.

    Raises:
        PhotographUnknown, OutsideArea, RoleMayNot: when one of them is not the asker's to add evidence to.
    """
    with audit.writing(by.actor, door):
        links = ActivityPhotograph.objects.filter(photograph__uid=photograph, activity__void_reason="")
        for link in list(links.select_related("activity", "half_day")):
            half_day = link.half_day.uid if link.half_day and not link.half_day.dropped else None
            put_to_activity(by=by, door=door, photograph=older, activity=link.activity.uid, half_day=half_day)
