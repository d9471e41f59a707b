"""The programme's parts, loaded from a package of data. A code is for good; names may be mended."""

from django.db import models

from nepmoi.registry.programme.rules import Need, Who

_NEEDS = [(need.value, need.value) for need in Need]


class Programme(models.Model):
    """A national target programme."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.code


class Project(models.Model):
    """A component of a programme, such as Project 8."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.code


class Phase(models.Model):
    """A span of years with its own targets."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    first_day = models.DateField()
    last_day = models.DateField()

    def __str__(self) -> str:
        return self.code


class Content(models.Model):
    """One of a project's parts; an activity may serve several."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40, unique=True)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.code


class ActivityKind(models.Model):
    """What sort of thing an activity is: a training, a dialogue, a contest; and what its result needs.

    A kind of a package that says nothing of it is as strict as a training.
    """

    code = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    who = models.CharField(max_length=6, default=Who.LIST, choices=[(who.value, who.value) for who in Who])
    people = models.CharField(max_length=6, default=Need.BLOCKS, choices=_NEEDS)
    roll = models.CharField(max_length=6, default=Need.BLOCKS, choices=_NEEDS)
    timetable = models.CharField(max_length=6, default=Need.WARNS, choices=_NEEDS)
    photographs = models.CharField(max_length=6, default=Need.WARNS, choices=_NEEDS)
    content = models.SlugField(max_length=40, blank=True, help_text="The code of the content that it serves as a rule.")

    def __str__(self) -> str:
        return self.code


class Audience(models.Model):
    """Who came to an activity without being named, as offices group them."""

    code = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.code


class Topic(models.Model):
    """A subject that courses teach."""

    code = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    outline = models.TextField(blank=True, help_text="One line a point.")

    def __str__(self) -> str:
        return self.code
