"""An import gets its job. Three steps, since PostgreSQL alters no table whose rows the same transaction has changed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_exports_as_jobs"), ("intake", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="sheetimport",
            name="job",
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.job"),
        ),
    ]
