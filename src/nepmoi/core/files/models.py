"""Files by their SHA-256, and the one row that describes the data folder."""

from django.db import models

from nepmoi.kernel.ids import new_uid


class StoredFile(models.Model):
    """Bytes kept once under ``media/ab/cdef…``; a name belongs to whoever refers to them."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class DataFolder(models.Model):
    """One row: what this data folder is for. Sample data is set by the demo and never unset."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "sample" if self.sample else "real"
