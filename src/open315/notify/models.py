"""Outbound messages and their delivery."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Message(models.Model):
    """One message on one channel. The address is never stored: it is read from the account or the vault when sending.

    `template` names an entry of `notify.wording`, `data` fills it; neither holds personal data.
    """

    channel = models.CharField(max_length=8)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    identity_id = models.UUIDField(null=True)
    template = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    language = models.CharField(max_length=8, blank=True)
    url = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "state", "-id"], name="message_inbox"),
            models.Index(fields=["state", "created_at"], condition=models.Q(channel="email"), name="message_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.template}"
