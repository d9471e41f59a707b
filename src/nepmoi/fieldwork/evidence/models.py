"""Photographs, papers and press articles, and the shape in which another room says what they are evidence of."""

from typing import ClassVar

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


class PressArticle(models.Model):
    """What a newspaper, a station or a site said: where, when, under which address; with a copy, where one was kept."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    outlet = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    published_on = models.DateField()
    address = models.CharField(max_length=500, blank=True, help_text="Empty for what was only printed or broadcast.")
    address_key = models.CharField(
        max_length=500, blank=True, help_text="The same for one page, however it is reached."
    )
    author = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    copy = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    history = audit.Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address_key", "unit"],
                condition=models.Q(void_reason="") & ~models.Q(address_key=""),
                name="evidence_article_once_in_a_place",
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)


class EvidenceOf(models.Model):
    """A link from evidence to a thing of a room above.

    That room says where the thing lies; whoever may add evidence there may say of this evidence what it shows.

    Attributes:
        thing: the field that leads to the thing, which can be made void.
        places: the ways from the link to the units where the thing lies.
    """

    thing: ClassVar[str]
    places: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True


class PhotographOf(EvidenceOf):
    """What a photograph shows."""

    photograph = models.ForeignKey(Photograph, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class PaperOf(EvidenceOf):
    """What a paper belongs to."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class ArticleOf(EvidenceOf):
    """What a press article is about."""

    article = models.ForeignKey(PressArticle, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
