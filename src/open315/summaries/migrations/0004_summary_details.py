"""A summary keeps what only it knows."""

import django.db.models.deletion
from django.db import migrations, models

CARRIED_OVER = ("account", "language", "state", "stage", "attempts", "error", "file_name", "created_at", "finished_at")


class Migration(migrations.Migration):
    dependencies = [("summaries", "0003_summaries_as_jobs")]

    operations = [
        migrations.RemoveConstraint(model_name="summaryrun", name="summary_once_at_work"),
        *[migrations.RemoveField(model_name="summaryrun", name=name) for name in CARRIED_OVER],
        migrations.AlterField(
            model_name="summaryrun",
            name="job",
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.job"),
        ),
        migrations.AlterModelOptions(name="summaryrun", options={"ordering": ["-id"]}),
    ]
