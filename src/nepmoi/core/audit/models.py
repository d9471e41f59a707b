"""Entries, touches and the counter that orders them; readings. Only the services beside them write here."""

from django.db import models

from nepmoi.core.accounts.models import Account
from nepmoi.core.audit.rules import Deed, DoorKind, Matter, RootKind
from nepmoi.kernel.ids import new_uid


class Entry(models.Model):
    """One write: who, when, why, through which door.

    ``seq`` is gap-free and taken last, under the counter's lock: whoever sees n sees all before it. It is null only
    inside the transaction that makes the entry.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    seq = models.PositiveBigIntegerField(null=True, unique=True)
    at = models.DateTimeField()
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=120)
    door = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in DoorKind])
    door_detail = models.CharField(max_length=300, blank=True)
    request = models.UUIDField(null=True, unique=True)
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.seq} {self.door}"


class Touch(models.Model):
    """A root that an entry changed."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in RootKind])
    root_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["seq"], name="touch_seq"),
            models.Index(fields=["kind", "root_id", "seq"], name="touch_root"),
            # The newest of a kind is asked for on every page that names a place.
            models.Index(fields=["kind", "seq"], name="touch_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.root_id}"


class Counter(models.Model):
    """One row: the last ``seq`` given out."""

    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)


class Reading(models.Model):
    """Personal data that somebody read or exported. Ids only: whom they name is joined for whoever may see it.

    The office, the root and its unit are values, not keys: what they point at lies above this room.

    Attributes:
        unit_id: where what was read belongs; null when nobody knows.
        people: about how many persons it was.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    at = models.DateTimeField()
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    office_id = models.BigIntegerField(null=True)
    door = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in DoorKind])
    door_detail = models.CharField(max_length=300, blank=True)
    deed = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Deed])
    matter = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Matter])
    root_kind = models.CharField(max_length=12, blank=True)
    root_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            # Who opened one person's page is the question of that person, and of the law.
            models.Index(fields=["root_kind", "root_id"], name="reading_root"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.deed} {self.matter}"
