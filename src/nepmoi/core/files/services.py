"""Keeping bytes so that an acknowledged file survives a power cut."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from nepmoi.core.files.errors import UploadDamaged, UploadOutOfStep, UploadsFull, UploadTooLarge, UploadUnknown
from nepmoi.core.files.models import DataFolder, StoredFile
from nepmoi.core.files.rules.paths import relative_path
from nepmoi.core.files.selectors import arrived, part_of, parts_folder
from nepmoi.kernel import clock

MAX_UPLOAD: Final = 25 * 1024 * 1024
# What one account may have on its way at once: 300 photographs of a telephone, and some that were cut off.
MOST_ON_THE_WAY: Final = 2 * 1024**3
DAYS_ON_THE_WAY: Final = 3


def keep(*, data: bytes, media_type: str) -> StoredFile:
    """Write bytes to the disk, then their row; the same bytes twice are one file. Call it inside a write envelope.

    The file is complete and synced before the row exists. A crash in between leaves a file that no row names, which the
    next upload of the same bytes takes over.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = Path(settings.MEDIA_ROOT) / relative_path(sha256)
    known = StoredFile.objects.filter(sha256=sha256).first()
    if known is not None and path.exists():
        return known
    if not path.exists():
        _write(path, data)
    # Also where the file was there: whoever wrote it may have died, or not come to it yet.
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync_folder(folder)
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(data), "media_type": media_type, "kept_at": clock.now()}
    )
    return row


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle for a folder; NTFS journals the rename itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def mark_as_sample() -> None:
    """Say for good that this data folder holds made-up people. Call it inside a write envelope."""
    folder = DataFolder.objects.first() or DataFolder()
    folder.sample = True
    folder.save()


def take_piece(*, account_id: int, upload: UUID, start: int, data: bytes, total: int) -> int:
    """Put a piece of a file to what has come of it, and return how many bytes are on the disk now.

    A piece that was sent before is written over itself: the answer to it may have been lost on the way.

    Raises:
        UploadTooLarge: when the file will be larger than a file may be.
        UploadOutOfStep: when it begins after the end of what is here, or goes past the end of the file.
        UploadsFull: when the account has too much on its way.
    """
    have = arrived(account_id, upload)
    if total > MAX_UPLOAD:
        raise UploadTooLarge(megabytes=MAX_UPLOAD // 1024 // 1024)
    if start > have or start + len(data) > total:
        raise UploadOutOfStep(have=have)
    path = part_of(account_id, upload)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear_old_parts()
        if sum(part.stat().st_size for part in path.parent.iterdir()) + total > MOST_ON_THE_WAY:
            raise UploadsFull
        path.touch(mode=0o600)
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent) if start == 0 else ():
        _sync_folder(folder)
    return arrived(account_id, upload)


def whole(*, account_id: int, upload: UUID, size: int, sha256: str, filename: str) -> bytes:
    """The bytes of a file whose pieces have all come.

    Args:
        account_id: who sent it.
        upload: the id that her page gave it.
        size: how long it was when it was sent.
        sha256: what it was then; empty when her browser could not say.
        filename: how a refusal names it.

    Raises:
        UploadUnknown: when nothing of it is here.
        UploadDamaged: when it is not what was sent; what had come is thrown away.
    """
    path = part_of(account_id, upload)
    if not path.exists():
        raise UploadUnknown
    data = path.read_bytes()
    if len(data) != size or (sha256 and hashlib.sha256(data).hexdigest() != sha256):
        path.unlink(missing_ok=True)
        raise UploadDamaged(filename=filename)
    return data


def forget_pieces(*, account_id: int, upload: UUID) -> None:
    """Throw the pieces of a file away: it is kept by now, or will never be."""
    part_of(account_id, upload).unlink(missing_ok=True)


def _clear_old_parts() -> None:
    """Throw away what was cut off days ago."""
    before = clock.now().timestamp() - DAYS_ON_THE_WAY * 24 * 60 * 60
    for part in parts_folder().glob("*/*.part"):
        with suppress(FileNotFoundError):  # another thread may clear it, too
            if part.stat().st_mtime < before:
                part.unlink()
