"""Administrative units, who lay in whom, and what became of them."""

from django.db import models

from nepmoi.core.audit import services as audit
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.geography.rules.levels import Doubt, Level, SuccessionKind


class Unit(models.Model):
    """A unit with one name, one type and one extent; a change of any of them is another unit, also under the same code."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    code = models.CharField(max_length=12, blank=True, help_text="The statistics office's; villages have none.")
    level = models.CharField(max_length=8, choices=[(level.value, level.value) for level in Level])
    type = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400)
    search_key = models.CharField(max_length=120)
    valid_from = models.DateField(null=True, help_text="Null is unknown: it stood on the first list.")
    valid_to = models.DateField(null=True, help_text="Its last day; null while it stands.")

    history = audit.Versions()

    class Meta:
        indexes = [models.Index(fields=["search_key"], name="geography_unit_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], condition=~models.Q(code=""), name="geography_unit_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code="") & models.Q(valid_from__isnull=True),
                name="geography_unit_first_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="geography_unit_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Parentage(models.Model):
    """In which unit a unit lay, from when to when."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    history = audit.Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="geography_parentage_once_a_day"),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(valid_to__isnull=True), name="geography_parentage_one_now"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.parent_id}"


class Succession(models.Model):
    """What became of a unit: one row a pair of old and new."""

    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(help_text="The first day of the new.")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in SuccessionKind])
    source = models.CharField(max_length=400, blank=True)
    sources = models.PositiveSmallIntegerField(default=0, help_text="Independent ones; 0 is not said.")
    doubt = models.CharField(
        max_length=16, blank=True, choices=[(doubt.value, doubt.value) for doubt in Doubt if doubt]
    )
    note = models.CharField(max_length=500, blank=True)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="geography_succession_once")]

    def __str__(self) -> str:
        return f"{self.old_id} -> {self.new_id}"
