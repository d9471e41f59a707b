"""Reading files back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from nepmoi.core.files.models import DataFolder, StoredFile
from nepmoi.core.files.rules.paths import part_path, relative_path


@dataclass(frozen=True)
class KeptFile:
    """Where some kept bytes are, and what they are."""

    id: int
    sha256: str
    size: int
    media_type: str
    kept_at: datetime
    path: Path


def view(file: StoredFile) -> KeptFile:
    """The value that crosses rooms for a stored file."""
    path = Path(settings.MEDIA_ROOT) / relative_path(file.sha256)
    return KeptFile(file.pk, file.sha256, file.size, file.media_type, file.kept_at, path)


def is_sample() -> bool:
    """Whether this data folder holds made-up people."""
    return DataFolder.objects.filter(sample=True).exists()


def parts_folder() -> Path:
    """Where files lie that have not come to their end yet, beside those that are kept."""
    return Path(settings.MEDIA_ROOT).parent / "arriving"


def part_of(account_id: int, upload: UUID) -> Path:
    """The pieces of one file on its way."""
    return parts_folder() / part_path(account_id, upload)


def arrived(account_id: int, upload: UUID) -> int:
    """How many bytes of a file are here; 0 when nothing has come."""
    path = part_of(account_id, upload)
    return path.stat().st_size if path.exists() else 0
