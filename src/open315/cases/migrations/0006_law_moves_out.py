"""The tables of the law belong to the room `law` from here on. Nothing changes in the database: law.0001 takes them over as they are."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0005_open_cases")]

    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="CompetenceRule"),
                migrations.DeleteModel(name="LocalOption"),
            ],
        ),
    ]
