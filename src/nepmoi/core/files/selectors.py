"""Reading files back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from nepmoi.core.files.models import DataFolder, StoredFile
from nepmoi.core.files.rules import relative_path


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
