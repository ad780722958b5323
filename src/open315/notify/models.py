"""Outbound messages, and the receipts of those who carried them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from open315.notify.types import Recipient


class Message(models.Model):
    """One message on one channel. The address is never stored: an address book finds it when the message is sent.

    `template` names an entry of `notify.wording`, `data` fills it; neither holds personal data.
    """

    channel = models.CharField(max_length=12)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    """Whose list it stands in, if it is read in the console."""
    recipient_kind = models.CharField(max_length=12, blank=True)
    recipient_key = models.CharField(max_length=40, blank=True)
    """Who it is for (`Recipient`); both empty once she is erased."""
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
    tried_at = models.DateTimeField(null=True)
    """When it was last handed over in vain."""
    body_id = models.BigIntegerField(null=True)
    """For which body it was sent, for the count of what it cost."""
    parts = models.PositiveSmallIntegerField(null=True)
    cost = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    """What was paid for it, in yuan, by the price of that day; None where none was known."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "state", "-id"], name="message_inbox"),
            models.Index(fields=["state", "created_at"], condition=models.Q(channel="email"), name="message_mail"),
            models.Index(
                fields=["recipient_kind", "recipient_key", "channel"],
                condition=~models.Q(channel="in_app"),
                name="message_recipient",
            ),
            models.Index(fields=["body_id", "-id"], condition=~models.Q(channel="in_app"), name="message_outgoing"),
            models.Index(fields=["channel", "tried_at"], condition=models.Q(state="waiting"), name="message_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.template}"

    @property
    def recipient(self) -> Recipient:
        """Who it is for."""
        return Recipient(self.recipient_kind, self.recipient_key)


class Receipt(models.Model):
    """What the outside service said of a message, and when; each outcome once. What it means is the channel's to say."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="receipts", db_index=False)
    outcome = models.CharField(max_length=12)
    at = models.DateTimeField()
    provider_id = models.CharField(max_length=120, blank=True)
    """The service's own id of the message; "" when it gave none."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "outcome"], name="receipt_once")]
        indexes: ClassVar = [
            models.Index(fields=["provider_id"], condition=~models.Q(provider_id=""), name="receipt_provider")
        ]


class OptOut(models.Model):
    """A number that asked for no more messages by a channel, as a keyed hash: nobody can read from it whose it is."""

    channel = models.CharField(max_length=12)
    address_index = models.CharField(max_length=44)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["channel", "address_index"], name="opt_out_once")]

    def __str__(self) -> str:
        return self.channel


class Tally(models.Model):
    """How many messages an address was sent by a channel on a day in China. The address is a keyed hash, as of those who opted out."""

    channel = models.CharField(max_length=12)
    address_index = models.CharField(max_length=44)
    day = models.DateField()
    sent = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "channel", "address_index"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.channel} {self.day}"
