"""Persons, ethnic groups and posts."""

from django.db import models

from nepmoi.core.accounts.models import Account
from nepmoi.core.audit import services as audit
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.geography.models import Unit
from nepmoi.registry.people.rules.persons import Sex


class EthnicGroup(models.Model):
    """One of the 54 groups, by the code of 2008; the list of 1979 numbers some of them otherwise."""

    code = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    other_names = models.CharField(max_length=300, blank=True, help_text="For reading old lists; never shown.")

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A person as known now; what a list said at the time stands in her participation."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    search_key = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400)
    given_key = models.CharField(max_length=40, default="", help_text="By which likely doubles are gathered.")
    sex = models.CharField(max_length=6, blank=True, choices=[(sex.value, sex.value) for sex in Sex])
    birth_year = models.PositiveSmallIntegerField(null=True)
    birth_month = models.PositiveSmallIntegerField(null=True)
    birth_day = models.PositiveSmallIntegerField(null=True)
    ethnic_group = models.ForeignKey(EthnicGroup, null=True, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=20, blank=True)
    phone_key = models.CharField(max_length=20, default="", help_text="As it is dialled today.")
    account = models.OneToOneField(Account, null=True, on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    # Of a record that only an import made which was taken back: kept, and nowhere in use.
    void_reason = models.CharField(max_length=300, blank=True, default="")

    history = audit.Versions()

    class Meta:
        indexes = [
            models.Index(fields=["name_key", "birth_year"], name="people_person_same_name"),
            models.Index(fields=["search_key"], name="people_person_search"),
            models.Index(fields=["given_key", "birth_year"], name="people_person_given"),
            models.Index(fields=["phone_key"], name="people_person_phone"),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class Post(models.Model):
    """What a person was, and where, as a list or a letter of that day says."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    unit_as_written = models.CharField(max_length=200, blank=True)
    noted_on = models.DateField()

    history = audit.Versions()

    class Meta:
        indexes = [models.Index(fields=["person", "noted_on"], name="people_post_in_time")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.noted_on}"


class Merger(models.Model):
    """Two records said to be one person: the merged one points at the survivor, and both stay as they were written.

    What the survivor took over stands in her versions, under the entry that made the merger.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_by = models.BigIntegerField(help_text="The entry of the write that merged them.")
    undone = models.BooleanField(default=False)

    history = audit.Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=models.Q(undone=False), name="people_merger_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} -> {self.survivor_id}"


class Apart(models.Model):
    """Two records of which an officer said that they are two people; ``first`` is the earlier one."""

    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    taken_back = models.BooleanField(default=False)

    history = audit.Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="people_apart_once")]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"
