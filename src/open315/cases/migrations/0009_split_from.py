"""A case may have been part of another's letter."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_what_ended_a_clock")]

    operations = [
        migrations.AddField(
            "case",
            "split_from",
            models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="parts", to="cases.case"
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(condition=models.Q(split_from__isnull=False), fields=["split_from"], name="case_split"),
        ),
    ]
