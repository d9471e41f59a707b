"""Lists as they came."""

from django.db import models

from nepmoi.core.audit import services as audit
from nepmoi.core.files.models import StoredFile
from nepmoi.fieldwork.activities.models import Activity, Participation
from nepmoi.kernel.ids import new_uid
from nepmoi.registry.organisation.models import Office


class ReceivedList(models.Model):
    """An office's file, kept before anything is made of it; read again from its bytes whenever it is looked at."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True)
    # What its first import did, by rows.
    new_people = models.PositiveIntegerField(default=0)
    linked_people = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    mended = models.PositiveIntegerField(default=0)
    # When its import was taken back; it can be imported again.
    undone_at = models.DateTimeField(null=True)

    history = audit.Versions()

    def __str__(self) -> str:
        return str(self.uid)


class ImportedRow(models.Model):
    """Which row of which list named a participation: the way back to the office's own file."""

    received_list = models.ForeignKey(ReceivedList, on_delete=models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()

    history = audit.Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["received_list", "sheet", "row"], name="rosters_row_once_in_a_list")
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"


class ColumnDecision(models.Model):
    """What an office said that a column of its lists holds; it holds for its next list with the same heading."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    shape = models.CharField(max_length=64, help_text="Of the heading, by which the office's next list is known.")
    column = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=16)
    decided_at = models.DateTimeField()

    history = audit.Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "shape", "column"], name="rosters_column_decided_once")
        ]

    def __str__(self) -> str:
        return f"{self.shape} {self.column}"


class CellRepair(models.Model):
    """What an office said that a cell of a list should say; the file itself stays as it came."""

    received_list = models.ForeignKey(ReceivedList, on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=3)
    value = models.CharField(max_length=200)

    history = audit.Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["received_list", "sheet", "row", "column"], name="rosters_cell_repaired_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.column}{self.row}"
