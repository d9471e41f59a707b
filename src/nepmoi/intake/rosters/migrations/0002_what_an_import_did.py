"""What the first import of a list did, by rows."""

from django.db import migrations, models

COUNTS = ("new_people", "linked_people", "unchanged", "mended")


class Migration(migrations.Migration):

    dependencies = [("rosters", "0001_initial")]

    operations = [
        migrations.AddField(model, name, models.PositiveIntegerField(default=0))
        for model in ("receivedlist", "historicalreceivedlist")
        for name in COUNTS
    ]
