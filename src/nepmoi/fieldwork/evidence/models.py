"""Photographs and papers."""

from django.db import models

from nepmoi.core.audit import services as audit
from nepmoi.core.files.models import StoredFile
from nepmoi.fieldwork.evidence.rules import DaySource, Ground, PaperKind
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.geography.models import Unit
from nepmoi.registry.organisation.models import Office


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
    caption = models.CharField(max_length=500, blank=True, help_text="Empty while it waits for one.")
    taken_on = models.DateField(null=True)
    day_source = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in DaySource])
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.CharField(max_length=120, blank=True)
    ground = models.CharField(max_length=16, blank=True, choices=[(ground.value, ground.value) for ground in Ground])
    shows_children = models.BooleanField(null=True)
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    placed = models.BooleanField(
        default=True, help_text="Whether it shows something that is known; else it lies in a tray."
    )
    look = models.BigIntegerField(null=True, help_text="How it looks, in 64 bits; see the rules.")
    filename = models.CharField(max_length=200, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    history = audit.Versions()

    def __str__(self) -> str:
        return str(self.uid)


class OtherPicture(models.Model):
    """Two photographs that look alike, of which somebody said that they are not the same; the older one is first."""

    first = models.ForeignKey(Photograph, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Photograph, on_delete=models.PROTECT, related_name="+")

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="evidence_other_picture_once")]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"


class Paper(models.Model):
    """A paper with what is written at its head: its kind, number, date, issuer, and what it is about."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in PaperKind])
    number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    placed = models.BooleanField(default=False, help_text="Whether it belongs to something; else it lies in a tray.")
    void_reason = models.CharField(max_length=300, blank=True)

    history = audit.Versions()

    def __str__(self) -> str:
        return str(self.uid)
