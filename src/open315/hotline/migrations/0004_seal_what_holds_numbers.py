"""Ids of calls and events become keyed hashes, and where recordings lie is sealed: telephone systems write the caller's number into both."""

from django.db import migrations, models

from open315.core.crypto import blind_index
from open315.core.crypto.sealed_columns import sealed


def seal(apps, schema_editor):
    for call in apps.get_model("hotline", "Call").objects.exclude(provider_id="").only("provider_id").iterator():
        type(call).objects.filter(pk=call.pk).update(provider_id=blind_index(call.provider_id, purpose="hotline.call_id"))
    for event in apps.get_model("hotline", "Event").objects.only("event_id", "recording").iterator():
        columns = sealed(event.recording, "hotline.recording") if event.recording else {}
        event_id = blind_index(event.event_id, purpose="hotline.event_id")
        type(event).objects.filter(pk=event.pk).update(event_id=event_id, **columns)


class Migration(migrations.Migration):
    dependencies = [("hotline", "0003_duty_roster")]

    operations = [
        migrations.AddField("event", "key_id", models.CharField(blank=True, max_length=32, default=""), preserve_default=False),
        migrations.AddField("event", "ciphertext", models.BinaryField(default=b"")),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("event", "recording"),
        migrations.AlterField("event", "event_id", models.CharField(max_length=44)),
        migrations.AlterField("call", "provider_id", models.CharField(blank=True, default="", max_length=44)),
    ]
