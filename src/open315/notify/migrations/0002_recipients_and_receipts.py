"""Who a message is for, by kind; and the receipts of those who carried it."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, UUIDField, Value
from django.db.models.functions import Cast, Replace


def name_recipients(apps: Any, editor: Any) -> None:
    """Each row once: mails are for consumers, everything else for staff."""
    rows = apps.get_model("notify", "Message").objects.using(editor.connection.alias)
    # SQLite keeps a UUID as 32 digits, PostgreSQL writes it with hyphens.
    digits = Replace(Cast("identity_id", models.CharField()), Value("-"), Value(""))
    rows.exclude(identity_id=None).update(recipient_kind="consumer", recipient_key=digits)
    account = Cast("account_id", models.CharField())
    rows.exclude(account_id=None).update(recipient_kind="staff", recipient_key=account)


def name_identities(apps: Any, editor: Any) -> None:
    """The way back."""
    rows = apps.get_model("notify", "Message").objects.using(editor.connection.alias)
    rows.filter(recipient_kind="consumer").update(identity_id=Cast(F("recipient_key"), UUIDField()))


class Migration(migrations.Migration):
    dependencies = [("notify", "0001_initial")]

    operations = [
        migrations.AlterField("message", "channel", models.CharField(max_length=12)),
        migrations.AddField("message", "recipient_kind", models.CharField(blank=True, default="", max_length=12), preserve_default=False),
        migrations.AddField("message", "recipient_key", models.CharField(blank=True, default="", max_length=40), preserve_default=False),
        migrations.RunPython(name_recipients, name_identities),
        migrations.RemoveField("message", "identity_id"),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("message", models.ForeignKey(
                    db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="receipts", to="notify.message",
                )),
                ("outcome", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("provider_id", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("provider_id", ""), _negated=True), fields=["provider_id"], name="receipt_provider"),
                ],
                "constraints": [models.UniqueConstraint(fields=("message", "outcome"), name="receipt_once")],
            },
        ),
    ]  # fmt: skip
