"""Files people sent us, kept as evidence exactly as they came, named by what they contain."""

import uuid

from django.db import models


class Upload(models.Model):
    """One file: checked type (by content), size in bytes, SHA-256. `storage_path` is relative to the uploads folder.

    Its name may be the name of a person: it is sealed, and shown only as personal data is (`names.given_name`, ADR 0105).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    storage_path = models.CharField(max_length=120)
    original_name = models.CharField(max_length=200, blank=True)
    """In clear only of sheets that staff import, by which they find them again."""
    name_key_id = models.CharField(max_length=32, blank=True)
    sealed_name = models.BinaryField(default=b"")
    content_type = models.CharField(max_length=80)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    sender = models.CharField(max_length=64, blank=True, default="")
    """A keyed hash of the visitor who sent it, while it is unclaimed (`room`)."""
    claimed_at = models.DateTimeField(null=True)
    """When it was attached to something; an unclaimed upload is swept after a day."""

    dropped_at = models.DateTimeField(null=True)
    """When the file and its name were deleted; the row stays for what refers to it."""

    class Meta:
        indexes = [models.Index(fields=["created_at"], condition=models.Q(claimed_at=None), name="upload_unclaimed")]
