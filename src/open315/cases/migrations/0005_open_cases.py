"""Open cases get an index of their own, in place of one that no question used."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0004_fewer_indexes")]

    operations: ClassVar = [
        migrations.RemoveIndex(model_name="case", name="case_holder"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ("accepted", "answered", "declination_proposed", "referred", "registered"))
                ),
                fields=["council", "-received_at", "-id"],
                name="case_open",
            ),
        ),
    ]
