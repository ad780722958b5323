"""An import keeps what a look at its file told: rows and doubts of each sheet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_import_details")]

    operations = [
        migrations.AddField(model_name="sheetimport", name="looked", field=models.JSONField(default=dict)),
    ]
