"""Outbound messages and their delivery."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Message(models.Model):
    """One message on one channel. The address is never stored: it is read from the account or the vault when sending."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        READ = "read"

    channel = models.CharField(max_length=8)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    identity_id = models.UUIDField(null=True)
    template = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    event_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "state", "-id"], name="message_inbox")]
