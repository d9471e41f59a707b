"""Offices through time, and what accounts are at them."""

from django.db import models

from nepmoi.core.accounts.models import Account
from nepmoi.core.audit import services as audit
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.geography.models import Unit
from nepmoi.registry.organisation.rules import OfficeKind, Role


class Office(models.Model):
    """An office of the Union, or a partner. Its level is its unit's level; no unit is the centre."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in OfficeKind])
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    history = audit.Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "unit"], name="organisation_office_once_in_a_unit"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="organisation_office_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """What an account is at an office, and for how long; an inspector's has an end."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    history = audit.Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "office", "role"], name="organisation_assignment_once_at_an_office"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"
