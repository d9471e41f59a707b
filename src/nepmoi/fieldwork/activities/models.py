"""Activities, half-days, participation and presence. The activity is the root of all of them."""

from typing import ClassVar

from django.db import models

from nepmoi.core.audit import services as audit
from nepmoi.fieldwork.activities.rules import HeadCountView, Mark, Part, Status
from nepmoi.fieldwork.evidence.models import ArticleOf, PaperOf, PhotographOf
from nepmoi.kernel.dates import DayPart
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.geography.models import Unit
from nepmoi.registry.organisation.models import Office
from nepmoi.registry.people.models import EthnicGroup, Person
from nepmoi.registry.programme.models import ActivityKind, Audience, Content


class Activity(models.Model):
    """Something that is planned, then held, then confirmed."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    search_key = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=[(status.value, status.value) for status in Status])
    first_day = models.DateField()
    last_day = models.DateField()
    venue = models.CharField(max_length=200, blank=True)
    venue_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    opened_by = models.CharField(max_length=200, blank=True)
    source = models.CharField(
        max_length=500, blank=True, help_text="Where the facts come from, when not from the host."
    )
    confirmed_on = models.DateField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)

    history = audit.Versions()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="activities_activity_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["last_day"], name="activities_activity_last_day")]

    def __str__(self) -> str:
        return str(self.uid)


class ActivityContent(models.Model):
    """A content that an activity serves."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")
    dropped = models.BooleanField(default=False)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "content"], name="activities_content_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.content_id}"


class ActivityOffice(models.Model):
    """An office that organises an activity with the host, or helps in it."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=[(part.value, part.value) for part in Part])
    task = models.CharField(max_length=200, blank=True)
    dropped = models.BooleanField(default=False)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "office"], name="activities_office_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.office_id}"


class HalfDay(models.Model):
    """A morning or an afternoon of an activity; one that was dropped from the plan is no longer part of it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    part = models.CharField(max_length=9, choices=[(part.value, part.value) for part in DayPart])
    dropped = models.BooleanField(default=False)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "day", "part"], name="activities_half_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.part}"


class Participation(models.Model):
    """A person in an activity, with her name, unit, post and ethnic group as written at the time."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(help_text="Her place in the office's list.")
    name_as_written = models.CharField(max_length=120)
    title_then = models.CharField(max_length=200, blank=True)
    unit_then = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    unit_as_written = models.CharField(max_length=200, blank=True)
    ethnic_group_then = models.ForeignKey(EthnicGroup, null=True, on_delete=models.PROTECT, related_name="+")
    walk_in = models.BooleanField(default=False)
    void_reason = models.CharField(max_length=300, blank=True)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="activities_participation_once")]

    def __str__(self) -> str:
        return str(self.uid)


class Presence(models.Model):
    """A mark of the roll; a person without one in a half-day is unknown there."""

    half_day = models.ForeignKey(HalfDay, on_delete=models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=8, blank=True, choices=[(mark.value, mark.value) for mark in Mark])

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participation", "half_day"], name="activities_presence_once")]

    def __str__(self) -> str:
        return f"{self.half_day_id} {self.participation_id}"


class HeadCount(models.Model):
    """Those who came without being named, by margins; a number that nobody knows is empty, not 0.

    ``over`` says that the source has "more than": the numbers are kept as it has them. One that is no longer said is dropped.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    audience = models.ForeignKey(Audience, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    total = models.PositiveIntegerField(null=True)
    over = models.BooleanField(default=False)
    women = models.PositiveIntegerField(null=True)
    minority = models.PositiveIntegerField(null=True)
    minority_women = models.PositiveIntegerField(null=True)
    children = models.PositiveIntegerField(null=True)
    dropped = models.BooleanField(default=False)

    history = audit.Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "position"], name="activities_headcount_once"),
            models.CheckConstraint(
                condition=models.Q(women__lte=models.F("total")) & models.Q(minority__lte=models.F("total")),
                name="activities_headcount_parts_fit",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def view(self) -> HeadCountView:
        """The value that crosses rooms."""
        return HeadCountView(
            total=self.total,
            over=self.over,
            women=self.women,
            minority=self.minority,
            minority_women=self.minority_women,
            children=self.children,
            audience=self.audience.code if self.audience else "",
            unit_id=self.unit_id,
            id=self.pk,
            uid=self.uid,
            activity_id=self.activity_id,
            position=self.position,
        )


class _OfActivity(models.Model):
    """A link from evidence to the activity, or the one half-day of it, that it shows."""

    thing: ClassVar[str] = "activity"
    places: ClassVar[tuple[str, ...]] = ("activity__venue_unit", "activity__host__unit")

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    half_day = models.ForeignKey(HalfDay, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class ActivityPhotograph(_OfActivity, PhotographOf):
    """A photograph that shows an activity, or one half-day of it."""

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "photograph"], name="activities_photograph_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.photograph_id}"


class ActivityPaper(_OfActivity, PaperOf):
    """A paper of an activity, or of one half-day of it, as a list signed there is."""

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "paper"], name="activities_paper_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.paper_id}"


class ActivityArticle(ArticleOf):
    """A press article about an activity."""

    thing: ClassVar[str] = "activity"
    places: ClassVar[tuple[str, ...]] = _OfActivity.places

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "article"], name="activities_article_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.article_id}"
