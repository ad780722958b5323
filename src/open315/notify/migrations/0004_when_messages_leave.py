"""When a message was tried, for whom it was paid and how much; how many an address was sent on a day."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("notify", "0003_opting_out")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=12)),
                ("address_index", models.CharField(max_length=44)),
                ("day", models.DateField()),
                ("sent", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "channel", "address_index"), name="tally_once"),
                ],
            },
        ),
        migrations.AddField("message", "tried_at", models.DateTimeField(null=True)),
        migrations.AddField("message", "body_id", models.BigIntegerField(null=True)),
        migrations.AddField("message", "parts", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("message", "cost", models.DecimalField(decimal_places=4, max_digits=9, null=True)),
        migrations.AddIndex(
            "message",
            models.Index(
                condition=~models.Q(channel="in_app"),
                fields=["recipient_kind", "recipient_key", "channel"],
                name="message_recipient",
            ),
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                condition=~models.Q(channel="in_app"),
                fields=["body_id", "-id"],
                name="message_outgoing",
            ),
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                condition=models.Q(state="waiting"),
                fields=["channel", "tried_at"],
                name="message_waiting",
            ),
        ),
    ]
