"""The programme's parts, loaded from a package of data. A code is for good; names may be mended."""

from django.db import models


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
    """What sort of thing an activity is: a training, a dialogue, a contest."""

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
