"""Photographs of an activity."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.fieldwork.activities.errors import ActivityUnknown
from nepmoi.fieldwork.activities.models import Activity, ActivityPhotograph
from nepmoi.fieldwork.activities.services.life import half_day_of, locked
from nepmoi.fieldwork.evidence.selectors import has_file, waiting_in
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
        slot = half_day_of(row, half_day) if half_day else None
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
        require_shown(by, photograph)
        evidence.mend(by=by, door=door, photograph=photograph, said=said, seen=seen)


def void_photograph(*, by: Standing, door: Door, photograph: UUID, reason: str, seen: int | None = None) -> None:
    """Take a photograph of an activity in the asker's area out of all pages and figures; the picture itself is kept.

    Raises:
        ActivityUnknown, OutsideArea, RoleMayNot: as for mending it.
        VoidReasonMissing, StaleSave: see ``evidence.services.make_void``.
    """
    with audit.writing(by.actor, door, reason):
        require_shown(by, photograph)
        evidence.make_void(by=by, door=door, photograph=photograph, reason=reason, seen=seen)


@dataclass(frozen=True)
class TakenIn:
    """A photograph that came by itself; ``is_new`` is no when the activity had the very file already."""

    uid: UUID
    is_new: bool


def take_in_photograph(
    *, by: Standing, door: Door, activity: UUID | None, half_day: UUID | None, picture: evidence.NewPhotograph
) -> TakenIn:
    """Keep one picture that came by itself, of an activity or of what is not said yet; its caption may follow.

    Raises:
        NotAPicture, PictureTooLarge: when it cannot be kept.
        HalfDayUnknown: when the activity has no such half-day.
    """
    ready = evidence.prepare(picture)
    with audit.writing(by.actor, door):
        if activity is not None:
            row = locked(activity, by, Action.ADD_EVIDENCE)
            linked = ActivityPhotograph.objects.filter(activity=row).values_list("photograph_id", flat=True)
            known = has_file(set(linked), hashlib.sha256(picture.data).hexdigest())
            if known is not None:
                return TakenIn(known, is_new=False)
        uid = evidence.take_in(by=by, door=door, new=picture, prepared=ready)
        if activity is not None:
            put_to_activity(by=by, door=door, photograph=uid, activity=activity, half_day=half_day)
        return TakenIn(uid, is_new=True)


def add_to_tray(*, by: Standing, door: Door, pictures: Sequence[evidence.NewPhotograph]) -> int:
    """Keep pictures that belong nowhere yet; all of them or none. Return how many.

    Raises:
        NotAPicture, PictureTooLarge: when one of them cannot be kept.
    """
    prepared = [evidence.prepare(picture) for picture in pictures]
    with audit.writing(by.actor, door):
        for picture, ready in zip(pictures, prepared, strict=True):
            evidence.take_in(by=by, door=door, new=picture, prepared=ready)
        return len(pictures)


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
        require_shown(by, photograph)
        row = locked(activity, by, Action.ADD_EVIDENCE)
        slot = half_day_of(row, half_day) if half_day else None
        photograph_id = evidence.place(by=by, door=door, photograph=photograph)
        if not ActivityPhotograph.objects.filter(activity=row, photograph=photograph_id).exists():
            ActivityPhotograph(activity=row, photograph_id=photograph_id, half_day=slot).save()
            w.touch(RootKind.ACTIVITY, row.pk)
            w.touch(RootKind.PHOTOGRAPH, photograph_id)


def say_same(*, by: Standing, door: Door, photograph: UUID, older: UUID, reason: str) -> None:
    """Take a photograph out that is the same as an older one; what it showed, the older one shows from now on.

    Args:
        by: who says so.
        door: through what.
        photograph: the later one.
        older: the one that stays.
        reason: is kept with the one that is taken out.

    Raises:
        ActivityUnknown, OutsideArea, RoleMayNot: when one of the two is not the asker's to add evidence to.
    """
    with audit.writing(by.actor, door, reason):
        require_shown(by, older)
        links = ActivityPhotograph.objects.filter(photograph__uid=photograph, activity__void_reason="")
        for link in list(links.select_related("activity", "half_day")):
            half_day = link.half_day.uid if link.half_day and not link.half_day.dropped else None
            put_to_activity(by=by, door=door, photograph=older, activity=link.activity.uid, half_day=half_day)
        void_photograph(by=by, door=door, photograph=photograph, reason=reason)


def say_other(*, by: Standing, door: Door, photograph: UUID, other: UUID) -> None:
    """Say that two photographs that look alike are not the same.

    Raises:
        ActivityUnknown, OutsideArea, RoleMayNot: when the later one is not the asker's to add evidence to.
    """
    with audit.writing(by.actor, door):
        require_shown(by, photograph)
        evidence.tell_apart(by=by, door=door, photograph=photograph, other=other)


@dataclass(frozen=True)
class SaidOf:
    """What is said of one photograph among several, and which activity it shows besides; None says or adds nothing."""

    photograph: UUID
    said: evidence.Said | None
    activity: UUID | None = None
    seen: int | None = None


def say_of_several(*, by: Standing, door: Door, told: Sequence[SaidOf]) -> int:
    """Write down what is said of several photographs, all of it or nothing; return of how many.

    Raises:
        CaptionMissing, StaleSave: see ``evidence.services.photographs.mend``.
        ActivityUnknown, OutsideArea, RoleMayNot: when one is not the asker's to add evidence to.
    """
    with audit.writing(by.actor, door):
        for one in told:
            require_shown(by, one.photograph)
            if one.said is not None:
                evidence.mend(by=by, door=door, photograph=one.photograph, said=one.said, seen=one.seen)
            if one.activity is not None:
                put_to_activity(by=by, door=door, photograph=one.photograph, activity=one.activity)
        return len(told)


def require_shown(by: Standing, photograph: UUID) -> None:
    """Refuse a photograph of nothing that the asker may add evidence to, and that lies in no tray of hers."""
    links = ActivityPhotograph.objects.filter(photograph__uid=photograph).values("activity_id")
    shown = Activity.objects.filter(pk__in=links, void_reason="").values_list("venue_unit_id", "host__unit_id")
    units: list[int | None] = [unit_id for pair in shown for unit_id in pair]
    waiting = waiting_in(photograph)
    if not units and waiting is None:
        raise ActivityUnknown
    units.extend([waiting.unit_id] if waiting else [])
    require(by, Action.ADD_EVIDENCE, *units)
