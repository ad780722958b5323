"""Numbers that asked for no more messages."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("notify", "0002_recipients_and_receipts")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="OptOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=12)),
                ("address_index", models.CharField(max_length=44)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("channel", "address_index"), name="opt_out_once"),
                ],
            },
        ),
    ]
