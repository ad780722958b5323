"""Tables of the inbox. What came in is written once: only where a message stands, and whose it is, changes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from open315.inbox import types


class StateName(models.TextChoices):
    """What the states of a message are called."""

    NEW = types.State.NEW, pgettext_lazy("state of a message", "New")
    TAKEN = types.State.TAKEN, pgettext_lazy("state of a message", "Taken")
    MADE = types.State.MADE, pgettext_lazy("state of a message", "Made a case")
    ADDED = types.State.ADDED, pgettext_lazy("state of a message", "Added to a case")
    ANSWERED = types.State.ANSWERED, pgettext_lazy("state of a message", "Answered")
    ASIDE = types.State.ASIDE, pgettext_lazy("state of a message", "Set aside")


class Sender(models.Model):
    """Whoever writes from one address to one council. The address is sealed; a keyed hash finds it again."""

    channel = models.CharField(max_length=12)
    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    address_index = models.CharField(max_length=44, blank=True)
    """"" once she is erased: whoever writes from there again is somebody new."""
    masked_address = models.CharField(max_length=24, blank=True)
    key_id = models.CharField(max_length=32, blank=True)
    ciphertext = models.BinaryField(default=b"")
    receipt_at = models.DateTimeField(null=True)
    """When she was last told that a message came."""
    stopped_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "council", "address_index"],
                condition=~models.Q(address_index=""),
                name="sender_once",
            )
        ]

    def __str__(self) -> str:
        return self.masked_address


class Conversation(models.Model):
    """What one person and the council wrote to each other about one case, or before there is one."""

    sender = models.ForeignKey(Sender, on_delete=models.PROTECT, related_name="conversations")
    case = models.ForeignKey(
        "cases.Case", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    """Not held by the database: the cases of an import that is withdrawn go (ADR 0099)."""
    opened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sender", "case"], name="conversation_once")]


class Message(models.Model):
    """One message that came in, whole. Its words are masked; the originals lie sealed in its arrivals."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="messages")
    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=12)
    text = models.TextField()
    text_index = models.CharField(max_length=44)
    """Keyed hash of sender and words: by it the same message is known that comes again."""
    sent_at = models.DateTimeField()
    """The provider's moment; ours where it tells none."""
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=StateName.choices, default=StateName.NEW)
    aside_code = models.CharField(max_length=16, blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    """Who has taken it."""
    taken_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    """When a person first answered."""
    other_address = models.CharField(max_length=24, blank=True, default="")
    """From where it came, masked, if not from the sender's own address: a signed address led it here."""
    left_out = models.PositiveSmallIntegerField(default=0)
    """Files that came with it and could not be taken; they lie where the message came from."""
    repeats = models.PositiveSmallIntegerField(default=0)
    """How often it came again."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["council", "state", "-received_at"], name="inbox_by_state"),
            models.Index(fields=["text_index", "-received_at"], name="inbox_same_text"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Arrival(models.Model):
    """What a provider brought at one moment, as it came: a message, a part of one, or one that came again. Never changed."""

    sender = models.ForeignKey(Sender, on_delete=models.PROTECT, related_name="arrivals")
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="arrivals")
    """None while other parts are missing."""
    gateway = models.CharField(max_length=12)
    provider_id = models.CharField(max_length=120)
    reference = models.CharField(max_length=40, blank=True)
    part = models.PositiveSmallIntegerField(default=1)
    parts = models.PositiveSmallIntegerField(default=1)
    is_repeat = models.BooleanField(default=False)
    thread = models.TextField(blank=True, default="")
    """What an answer refers to: of a mail, the ids of those before it and its own."""
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    key_id = models.CharField(max_length=32, blank=True)
    ciphertext = models.BinaryField(default=b"")

    class Meta:
        ordering: ClassVar = ["part", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["gateway", "provider_id"], name="arrival_once")]


class Enclosure(models.Model):
    """A file that came with a message. It belongs to the case from when the message became part of one."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="enclosures")
    upload = models.ForeignKey("core.Upload", on_delete=models.PROTECT, related_name="+")
    passed_at = models.DateTimeField(null=True)
    """When it was handed to a case."""

    class Meta:
        ordering: ClassVar = ["pk"]


class Fetched(models.Model):
    """A mail of a mailbox that was dealt with: written with what became of it, so that whoever is killed before moving the mail does not take it again."""

    mailbox = models.CharField(max_length=120)
    validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="+")
    """None for a report of a mail server, and for what was ours."""
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["mailbox", "validity", "uid"], name="fetched_once")]


class Answer(models.Model):
    """What went out to somebody who wrote: the receipt, or an answer. Its words are masked here and sealed for the sending."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="answers")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=8)
    text = models.TextField(blank=True)
    """"" for the receipt, whose words are declared."""
    parts = models.PositiveSmallIntegerField(default=1)
    key_id = models.CharField(max_length=32, blank=True)
    ciphertext = models.BinaryField(default=b"")
    handed = models.ForeignKey("notify.Message", null=True, on_delete=models.SET_NULL, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
