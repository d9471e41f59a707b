"""Photographs."""

from django.db import models

from nepmoi.core.audit import services as audit
from nepmoi.core.files.models import StoredFile
from nepmoi.fieldwork.evidence.rules import Ground
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.geography.models import Unit


class Photograph(models.Model):
    """A picture with what an inspector asks of it: what, when, where, who took it, may it be shown.

    ``original`` is kept as it came. ``shown`` and ``thumbnail`` are made from it, without the camera's data.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    shown = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    thumbnail = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    width = models.PositiveIntegerField(help_text="Pixels of the picture shown.")
    height = models.PositiveIntegerField(help_text="Pixels of the picture shown.")
    caption = models.CharField(max_length=500)
    taken_on = models.DateField(null=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.CharField(max_length=120, blank=True)
    ground = models.CharField(max_length=16, blank=True, choices=[(ground.value, ground.value) for ground in Ground])
    shows_children = models.BooleanField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)

    history = audit.Versions()

    def __str__(self) -> str:
        return str(self.uid)
