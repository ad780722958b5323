"""Two small indexes for the tabs "Second signature" and "Referred": without them SQLite looks through every case."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0002_case_search")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state", "declination_proposed")),
                fields=["state", "-received_at", "-id"],
                name="case_second",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state", "referred")), fields=["state", "-received_at", "-id"], name="case_referred"
            ),
        ),
    ]
