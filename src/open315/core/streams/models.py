"""The last known state of each live topic, so that a screen that reconnects, or polls, gets it at once."""

from django.db import models


class Snapshot(models.Model):
    """`version` grows with each change; `payload` is what a screen needs to redraw."""

    topic = models.CharField(max_length=120, primary_key=True)
    version = models.BigIntegerField(default=1)
    payload = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
