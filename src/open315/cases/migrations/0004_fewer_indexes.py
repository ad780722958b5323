"""Indexes that nobody asked: empty references, and beginnings of numbers. Every new case had to be entered in them."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0003_rare_states")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="case",
            name="duplicate_of",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="duplicates",
                to="cases.case",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="split_from",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="splits",
                to="cases.case",
            ),
        ),
        migrations.AlterField(model_name="case", name="number", field=models.CharField(max_length=32)),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("duplicate_of__isnull", False)), fields=["duplicate_of"], name="case_duplicate"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("split_from__isnull", False)), fields=["split_from"], name="case_split"
            ),
        ),
        migrations.AddConstraint(
            model_name="case", constraint=models.UniqueConstraint(fields=("number",), name="case_number")
        ),
    ]
