"""Keeping photographs."""

import io
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
from nepmoi.fieldwork.evidence.models import Photograph
from nepmoi.fieldwork.evidence.rules import Ground
from nepmoi.kernel import text
from nepmoi.registry.organisation.rules import Action, Standing
from nepmoi.registry.organisation.selectors import require

MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 80_000_000
SHOWN, THUMBNAIL = 1600, 420
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@dataclass(frozen=True)
class NewPhotograph:
    """A picture as it arrives, with what is said of it."""

    data: bytes
    filename: str
    caption: str
    taken_on: date | None = None
    unit_id: int | None = None
    author: str = ""
    ground: Ground | None = None
    shows_children: bool | None = None


@dataclass(frozen=True)
class Prepared:
    """A picture made fit to be shown: turned upright, without the camera's data."""

    media_type: str
    shown: bytes
    thumbnail: bytes
    width: int
    height: int
    taken_on: date | None


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
    return Prepared(media_type, shown, thumbnail, *size, taken_on)


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
    """Keep a picture and return its id; its day is the camera's when nobody says another.

    Raises:
        CaptionMissing: when it says nothing.
        OutsideArea: when its place is not in the asker's area.
    """
    require(by, Action.ADD_EVIDENCE, *([new.unit_id] if new.unit_id is not None else []))
    caption = text.clean(new.caption)
    if not caption:
        raise CaptionMissing
    with audit.writing(by.actor, door) as w:
        photograph = Photograph(
            original=files.keep(data=new.data, media_type=prepared.media_type),
            shown=files.keep(data=prepared.shown, media_type="image/jpeg"),
            thumbnail=files.keep(data=prepared.thumbnail, media_type="image/jpeg"),
            width=prepared.width,
            height=prepared.height,
            caption=caption,
            taken_on=new.taken_on or prepared.taken_on,
            unit_id=new.unit_id,
            author=new.author,
            ground=new.ground or "",
            shows_children=new.shows_children,
        )
        photograph.save()
        w.touch(RootKind.PHOTOGRAPH, photograph.pk)
        return photograph.pk


@dataclass(frozen=True)
class Said:
    """What is said of a photograph, and can be said otherwise."""

    caption: str
    taken_on: date | None = None
    unit_id: int | None = None
    author: str = ""
    ground: Ground | None = None
    shows_children: bool | None = None


def mend(*, by: Standing, door: Door, photograph: UUID, said: Said, seen: int | None = None) -> None:
    """Write down anew what is said of a photograph; whether it is the asker's is for the room that it shows something of.

    Raises:
        PhotographUnknown: when there is none.
        CaptionMissing: when it says nothing.
        OutsideArea: when it gets a place that is not in the asker's area.
        StaleSave: when somebody saved after version ``seen``.
    """
    caption = text.clean(said.caption)
    if not caption:
        raise CaptionMissing
    with audit.writing(by.actor, door) as w:
        row = _locked(photograph)
        if said.unit_id not in {None, row.unit_id}:
            require(by, Action.ADD_EVIDENCE, said.unit_id)
        audit.renew(row, RootKind.PHOTOGRAPH, seen=seen)
        row.caption, row.taken_on, row.unit_id = caption, said.taken_on, said.unit_id
        row.author, row.ground, row.shows_children = text.clean(said.author), said.ground or "", said.shows_children
        row.save()
        w.touch(RootKind.PHOTOGRAPH, row.pk)


def make_void(*, by: Standing, door: Door, photograph: UUID, reason: str, seen: int | None = None) -> None:
    """Take a photograph out of all pages and figures; whose it is, is asked as for mending it.

    Raises:
        PhotographUnknown: when there is none.
        VoidReasonMissing: without a reason.
        StaleSave: when somebody saved after version ``seen``.
    """
    why = text.clean(reason)
    with audit.writing(by.actor, door, why) as w:
        row = _locked(photograph)
        if not why:
            raise VoidReasonMissing
        audit.renew(row, RootKind.PHOTOGRAPH, seen=seen)
        row.void_reason = why[:300]
        row.save()
        w.touch(RootKind.PHOTOGRAPH, row.pk)


def _locked(uid: UUID) -> Photograph:
    row = Photograph.objects.select_for_update().filter(uid=uid, void_reason="").first()
    if row is None:
        raise PhotographUnknown
    return row
