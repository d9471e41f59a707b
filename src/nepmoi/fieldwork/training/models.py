"""What makes an activity a course: trainers and a timetable."""

from django.db import models

from nepmoi.core.audit import services as audit
from nepmoi.fieldwork.activities.models import Activity, HalfDay
from nepmoi.fieldwork.training.rules import SessionForm
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
