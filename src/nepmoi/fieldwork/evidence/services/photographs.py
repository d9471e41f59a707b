"""Keeping photographs."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from nepmoi.core.audit import services as audit
from nepmoi.core.audit.rules import Door, RootKind
from nepmoi.core.files import services as files
from nepmoi.fieldwork.evidence.errors import (
    CaptionMissing,
    NotAPicture,
    PhotographUnknown,
    PictureTooLarge,
    VoidReasonMissing,
)
from nepmoi.fieldwork.evidence.models import OtherPicture, Photograph
from nepmoi.fieldwork.evidence.rules import DaySource, Ground, look
from nepmoi.fieldwork.evidence.selectors import photograph_units
from nepmoi.kernel import text
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require

MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 80_000_000
SHOWN, THUMBNAIL = 1600, 420
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@dataclass(frozen=True)
class NewPhotograph:
    """A picture as it arrives, with what is said of it; ``day_unknown`` says that nobody knows its day."""

    data: bytes
    filename: str
    caption: str
    taken_on: date | None = None
    unit_id: int | None = None
    author: str = ""
    ground: Ground | None = None
    shows_children: bool | None = None
    day_unknown: bool = False


@dataclass(frozen=True)
class Prepared:
    """A picture made fit to be shown: turned upright, without the camera's data."""

    media_type: str
    shown: bytes
    thumbnail: bytes
    width: int
    height: int
    taken_on: date | None
    look: int


def prepare(new: NewPhotograph) -> Prepared:
    """Check a picture by its content and make what is shown of it. Slow: call it before the envelope is opened.

    Raises:
        PictureTooLarge: above 25 MB or 80 million pixels.
        NotAPicture: when it is no JPEG, PNG or WebP, or broken.
    """
    too_large = PictureTooLarge(filename=new.filename, megabytes=MAX_BYTES // 1024 // 1024)
    if len(new.data) > MAX_BYTES:
        raise too_large
    try:
        with Image.open(io.BytesIO(new.data), formats=list(FORMATS)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise too_large
            media_type = FORMATS[str(picture.format)]
            taken_on = _taken_on(picture.getexif())
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise NotAPicture(filename=new.filename) from problem
    shown, size = _jpeg(upright, SHOWN, 82)
    thumbnail, _ = _jpeg(upright, THUMBNAIL, 72)
    return Prepared(media_type, shown, thumbnail, *size, taken_on, look(upright))


def _taken_on(exif: Image.Exif) -> date | None:
    written = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        return datetime.strptime(str(written)[:10], "%Y:%m:%d").date()  # noqa: DTZ007 - a camera's date is local
    except ValueError:
        return None


def _jpeg(picture: Image.Image, side: int, quality: int) -> tuple[bytes, tuple[int, int]]:
    small = picture.copy()
    small.thumbnail((side, side))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue(), small.size


def add_photograph(*, by: Standing, door: Door, new: NewPhotograph, prepared: Prepared) -> int:
    """Keep a picture of something and return its id; its day is the camera's when nobody says another.

    Raises:
        CaptionMissing: when it says nothing.
        OutsideArea: when its place is not in the asker's area.
    """
    require(by, Action.ADD_EVIDENCE, *([new.unit_id] if new.unit_id is not None else []))
    if not text.clean(new.caption):
        raise CaptionMissing
    with audit.writing(by.actor, door) as w:
        row = _kept(by, new, prepared, placed=True)
        w.touch(RootKind.PHOTOGRAPH, row.pk)
        return row.pk


@dataclass(frozen=True)
class TakenIn:
    """A photograph that came by itself; ``is_new`` is no when what it shows had the very file already."""

    uid: UUID
    is_new: bool


def take_in(*, by: Standing, door: Door, new: NewPhotograph, prepared: Prepared) -> UUID:
    """Keep a picture that may still wait for its caption, and for what it shows; return its uid."""
    require(by, Action.ADD_EVIDENCE, *([new.unit_id] if new.unit_id is not None else []))
    with audit.writing(by.actor, door) as w:
        row = _kept(by, new, prepared, placed=False)
        w.touch(RootKind.PHOTOGRAPH, row.pk)
        return row.uid


def add_to_tray(*, by: Standing, door: Door, pictures: Sequence[NewPhotograph]) -> int:
    """Keep pictures that belong nowhere yet; all of them or none. Return how many.

    Raises:
        NotAPicture, PictureTooLarge: when one of them cannot be kept.
    """
    prepared = [prepare(picture) for picture in pictures]
    with audit.writing(by.actor, door):
        for picture, ready in zip(pictures, prepared, strict=True):
            take_in(by=by, door=door, new=picture, prepared=ready)
        return len(pictures)


def _kept(by: Standing, new: NewPhotograph, prepared: Prepared, *, placed: bool) -> Photograph:
    camera = None if new.day_unknown else prepared.taken_on
    row = Photograph(
        original=files.keep(data=new.data, media_type=prepared.media_type),
        shown=files.keep(data=prepared.shown, media_type="image/jpeg"),
        thumbnail=files.keep(data=prepared.thumbnail, media_type="image/jpeg"),
        width=prepared.width,
        height=prepared.height,
        caption=text.clean(new.caption),
        taken_on=new.taken_on or camera,
        day_source=_source(new.taken_on, camera, unknown=new.day_unknown),
        unit_id=new.unit_id,
        author=text.clean(new.author),
        ground=new.ground or "",
        shows_children=new.shows_children,
        office_id=by.office.id if by.office else None,
        placed=placed,
        look=prepared.look,
        filename=text.clean(new.filename)[:200],
    )
    row.save()
    return row


def _source(said: date | None, camera: date | None, *, unknown: bool) -> str:
    """From where a day is known; a day that is said as the camera wrote it is still the camera's."""
    if said is not None and said != camera:
        return DaySource.SAID
    if said or camera:
        return DaySource.CAMERA
    return DaySource.UNKNOWN if unknown else ""


@dataclass(frozen=True)
class Said:
    """What is said of a photograph, and can be said otherwise; ``day_unknown`` says that nobody knows its day."""

    caption: str
    taken_on: date | None = None
    unit_id: int | None = None
    author: str = ""
    ground: Ground | None = None
    shows_children: bool | None = None
    day_unknown: bool = False


def mend(  # noqa: PLR0913 - the envelope's three, the picture, and how it may be changed
    *, by: Standing, door: Door, photograph: UUID, said: Said, reason: str = "", seen: int | None = None
) -> None:
    """Write down anew what is said of a photograph of something in the asker's area, or in a tray there.

    Raises:
        PhotographUnknown: when there is none.
        OutsideArea, RoleMayNot: when it is not hers to write of, or gets a place that is not in her area.
        CaptionMissing: when it says nothing.
        StaleSave: when somebody saved after version ``seen``.
    """
    with audit.writing(by.actor, door, reason) as w:
        row = _locked(by, photograph)
        caption = text.clean(said.caption)
        if not caption:
            raise CaptionMissing
        if said.unit_id not in {None, row.unit_id}:
            require(by, Action.ADD_EVIDENCE, said.unit_id)
        audit.renew(row, RootKind.PHOTOGRAPH, seen=seen)
        camera = row.taken_on if row.day_source == DaySource.CAMERA else None
        row.day_source = _source(said.taken_on, camera if said.taken_on else None, unknown=said.day_unknown)
        row.caption, row.taken_on, row.unit_id = caption, said.taken_on, said.unit_id
        row.author, row.ground, row.shows_children = text.clean(said.author), said.ground or "", said.shows_children
        row.save()
        w.touch(RootKind.PHOTOGRAPH, row.pk)


def make_void(*, by: Standing, door: Door, photograph: UUID, reason: str, seen: int | None = None) -> None:
    """Take a photograph out of all pages and figures; the picture itself is kept.

    Raises:
        PhotographUnknown, OutsideArea, RoleMayNot: as for mending it.
        VoidReasonMissing: without a reason.
        StaleSave: when somebody saved after version ``seen``.
    """
    why = text.clean(reason)
    with audit.writing(by.actor, door, why) as w:
        row = _locked(by, photograph)
        if not why:
            raise VoidReasonMissing
        audit.renew(row, RootKind.PHOTOGRAPH, seen=seen)
        row.void_reason = why[:300]
        row.save()
        w.touch(RootKind.PHOTOGRAPH, row.pk)


def place(*, by: Standing, door: Door, photograph: UUID) -> int:
    """Say that a photograph shows something that is known, so that it lies in no tray; return its id.

    Raises:
        PhotographUnknown, OutsideArea, RoleMayNot: as for mending it.
    """
    with audit.writing(by.actor, door) as w:
        row = _locked(by, photograph)
        if not row.placed:
            audit.renew(row, RootKind.PHOTOGRAPH)
            row.placed = True
            row.save()
            w.touch(RootKind.PHOTOGRAPH, row.pk)
        return row.pk


def tell_apart(*, by: Standing, door: Door, photograph: UUID, other: UUID) -> None:
    """Write down that two photographs that look alike are not the same, so that nobody is asked again.

    Raises:
        PhotographUnknown: when one of them is not there.
        OutsideArea, RoleMayNot: when the first is not the asker's to write of.
    """
    with audit.writing(by.actor, door) as w:
        one, another = _locked(by, photograph), Photograph.objects.filter(uid=other, void_reason="").first()
        if another is None or another == one:
            raise PhotographUnknown
        first, second = sorted((one, another), key=lambda row: row.pk)
        if not OtherPicture.objects.filter(first=first, second=second).exists():
            OtherPicture(first=first, second=second).save()
            w.touch_all(RootKind.PHOTOGRAPH, [first.pk, second.pk])


def require_writable(by: Standing, photograph: UUID) -> None:
    """Refuse a photograph of nothing that the asker may add evidence to, and that lies in no tray of hers.

    Raises:
        PhotographUnknown, OutsideArea, RoleMayNot: as said.
    """
    require(by, Action.ADD_EVIDENCE, *photograph_units(photograph))


def _locked(by: Standing, uid: UUID) -> Photograph:
    row = Photograph.objects.select_for_update().filter(uid=uid, void_reason="").first()
    if row is None:
        raise PhotographUnknown
    require_writable(by, uid)
    return row
