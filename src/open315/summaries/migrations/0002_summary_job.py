"""A summary gets its job. Three steps, since PostgreSQL alters no table whose rows the same transaction has changed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_exports_as_jobs"), ("summaries", "0001_summary_runs")]

    operations = [
        migrations.AddField(
            model_name="summaryrun",
            name="job",
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.job"),
        ),
    ]
