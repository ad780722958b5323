"""The log itself, and the seals that chain it."""

from django.db import models


class AuditEntry(models.Model):
    """One act. `event` like "cases.accepted" or "identity.unmasked"; no personal data in `data`."""

    at = models.DateTimeField()
    event = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=12)
    account_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=120, blank=True)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
            models.Index(fields=["-at", "-id"], name="audit_at"),
            models.Index(fields=["event", "-id"], name="audit_event"),
            models.Index(
                fields=["account_id", "-id"], condition=models.Q(account_id__isnull=False), name="audit_account"
            ),
        ]


class AuditWords(models.Model):
    """What somebody typed in the act of one entry, sealed (`core.audit.words`). The one part of the log that an erasure changes."""

    entry = models.OneToOneField(AuditEntry, on_delete=models.CASCADE, related_name="words")
    key_id = models.CharField(max_length=20)
    ciphertext = models.BinaryField()
    masked_at = models.DateTimeField(null=True)
    """When a person was erased from it."""
    is_moved = models.BooleanField(default=False)
    """Whether an earlier version had written it into the entry itself (`core.audit.earlier`)."""


class AuditSeal(models.Model):
    """One link of the chain over an entry: sequence, SHA-256 over the link before and the entry's canonical form."""

    sequence = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)
