"""Keeping bytes so that an acknowledged file survives a power cut."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from nepmoi.core.files.models import DataFolder, StoredFile
from nepmoi.core.files.rules import relative_path
from nepmoi.kernel import clock


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
