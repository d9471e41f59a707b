"""Teams and clubs with their place and members."""

from django.db import models

from nepmoi.core.audit import services as audit
from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.geography.models import Unit
from nepmoi.registry.organisation.models import Office
from nepmoi.registry.people.models import Person


class Group(models.Model):
    """A group with the date of its founding as far as it is known."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in GroupKind])
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    founded_year = models.PositiveSmallIntegerField(null=True)
    founded_month = models.PositiveSmallIntegerField(null=True)
    founded_day = models.PositiveSmallIntegerField(null=True)
    known_since = models.DateField(help_text="The day for which a source first says that it exists.")
    members_counted = models.PositiveIntegerField(null=True, help_text="As the source counts them; null is unknown.")
    source = models.CharField(max_length=500, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "unit"], name="community_group_once_in_a_unit")]

    def __str__(self) -> str:
        return str(self.uid)


class Membership(models.Model):
    """A named member."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=120, blank=True)
    noted_on = models.DateField()

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="community_membership_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.person_id}"
