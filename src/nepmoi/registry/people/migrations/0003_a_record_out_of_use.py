"""Why a record is out of use: the import that made it was taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_one_person")]

    operations = [
        migrations.AddField(
            model_name=name, name="void_reason", field=models.CharField(blank=True, default="", max_length=300)
        )
        for name in ("person", "historicalperson")
    ]
