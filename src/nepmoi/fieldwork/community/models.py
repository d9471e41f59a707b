"""Teams and clubs with their place, their life, members, meetings, equipment, evidence. The group is the root of all."""

from typing import ClassVar

from django.db import models

from nepmoi.core.audit import services as audit
from nepmoi.fieldwork.activities.models import Activity
from nepmoi.fieldwork.community.rules import EquipmentState, GroupKind, StepKind
from nepmoi.fieldwork.evidence.models import ArticleOf, PaperOf, PhotographOf
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.geography.models import Unit
from nepmoi.registry.organisation.models import Office
from nepmoi.registry.people.models import Person


class Decided(models.Model):
    """Something that a paper decides; its date as far as it is known."""

    decision_number = models.CharField(max_length=60, blank=True)
    decision_year = models.PositiveSmallIntegerField(null=True)
    decision_month = models.PositiveSmallIntegerField(null=True)
    decision_day = models.PositiveSmallIntegerField(null=True)
    decision_issuer = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Group(Decided):
    """A group with the date of its founding as far as it is known, and the founding's decision."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in GroupKind])
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    founded_year = models.PositiveSmallIntegerField(null=True)
    founded_month = models.PositiveSmallIntegerField(null=True)
    founded_day = models.PositiveSmallIntegerField(null=True)
    founded_by = models.DateField(
        null=True, help_text="The last day that the founding can mean; from then on it counts."
    )
    known_since = models.DateField(help_text="The day for which a source first says that it exists.")
    source = models.CharField(max_length=500, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "unit"], name="community_group_once_in_a_unit")]

    def __str__(self) -> str:
        return str(self.uid)


class GroupStep(Decided):
    """What happened to a group after its founding. The day of an end is the first day without it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in StepKind])
    day = models.DateField()
    into = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    history = audit.Versions()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="merged", into__isnull=False)
                | (~models.Q(kind="merged") & models.Q(into=None)),
                name="community_step_merged_into_another",
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)


class Membership(models.Model):
    """A named member in one task, from the day on which it is noted."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=120, blank=True)
    noted_on = models.DateField()
    until = models.DateField(null=True, help_text="The first day on which she no longer was; null is open.")
    void_reason = models.CharField(max_length=300, blank=True)

    history = audit.Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person", "role", "noted_on"],
                condition=models.Q(void_reason=""),
                name="community_membership_once_in_a_task",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.person_id}"


class MemberCount(models.Model):
    """How many members a source counts for a day, where it does not name them; null is unknown."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    total = models.PositiveIntegerField()
    women = models.PositiveIntegerField(null=True)
    minority = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=500, blank=True)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "day"], name="community_count_once_a_day")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.day}"


class GroupActivity(models.Model):
    """A meeting of a group: who was there is the activity's list and roll."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "activity"], name="community_meeting_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.activity_id}"


class Equipment(models.Model):
    """What a group was given."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    number = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=300, blank=True, help_text="The money or the decision that it comes from.")
    received_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in EquipmentState])

    history = audit.Versions()

    def __str__(self) -> str:
        return str(self.uid)


class _OfGroup(models.Model):
    """A link from evidence to the group that it shows."""

    thing: ClassVar[str] = "group"
    places: ClassVar[tuple[str, ...]] = ("group__unit",)

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class GroupPhotograph(_OfGroup, PhotographOf):
    """A photograph that shows a group."""

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "photograph"], name="community_photograph_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.photograph_id}"


class GroupPaper(_OfGroup, PaperOf):
    """A paper of a group, its founding decision above all."""

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "paper"], name="community_paper_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.paper_id}"


class GroupArticle(_OfGroup, ArticleOf):
    """A press article about a group."""

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "article"], name="community_article_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.article_id}"
