"""When the import of a list was taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rosters", "0002_what_an_import_did")]

    operations = [
        migrations.AddField(
            model_name=name, name="undone_at", field=models.DateTimeField(null=True)
        )
        for name in ("receivedlist", "historicalreceivedlist")
    ]
