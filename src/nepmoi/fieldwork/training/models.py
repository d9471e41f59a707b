"""What makes an activity a course: trainers, a timetable, and what learners brought to it."""

from django.db import models

from nepmoi.core.audit import services as audit
from nepmoi.fieldwork.activities.models import Activity, HalfDay, Participation
from nepmoi.fieldwork.evidence.models import Photograph
from nepmoi.fieldwork.training.rules import EXCHANGED, SessionForm
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.programme.models import Topic


class Trainer(models.Model):
    """Someone who speaks at a course; often a guest whom no list of people holds."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=200, blank=True)
    dropped = models.BooleanField(default=False)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "name"], name="training_trainer_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} trainer"


class Session(models.Model):
    """A line of the timetable."""

    half_day = models.ForeignKey(HalfDay, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    starts_at = models.TimeField(null=True)
    title = models.CharField(max_length=300)
    form = models.CharField(max_length=12, choices=[(form.value, form.value) for form in SessionForm])
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="+")
    trainer = models.ForeignKey(Trainer, null=True, on_delete=models.PROTECT, related_name="+")
    dropped = models.BooleanField(default=False)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["half_day", "position"], name="training_session_order")]

    def __str__(self) -> str:
        return f"{self.half_day_id} {self.position}"


class Exchange(models.Model):
    """What learners themselves brought to a half-day: a group's discussion, or an experience that was shared."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    half_day = models.ForeignKey(HalfDay, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=12, choices=[(form.value, form.value) for form in EXCHANGED])
    name = models.CharField(max_length=120, help_text="The group's name or number, or whose experience it is.")
    subject = models.CharField(max_length=500, blank=True)
    size = models.PositiveSmallIntegerField(null=True)
    result = models.TextField(blank=True)
    photograph = models.ForeignKey(Photograph, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    history = audit.Versions()

    def __str__(self) -> str:
        return str(self.uid)


class ExchangeMember(models.Model):
    """Somebody of the course's list in a group, or whose experience it is."""

    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")
    dropped = models.BooleanField(default=False)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exchange", "participation"], name="training_member_once")]

    def __str__(self) -> str:
        return f"{self.exchange_id} {self.participation_id}"
