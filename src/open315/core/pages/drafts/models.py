"""The table of drafts."""

from typing import ClassVar

from django.db import models


class Draft(models.Model):
    """What a reader typed into a form. Sealed; without a ciphertext it only remembers which drawing of the form was sent.

    `owner` is "account:17", or the blind index of the token that a stranger's browser holds: the table does not tell whose a draft is.
    """

    owner = models.CharField(max_length=60)
    form = models.CharField(max_length=100)
    key_id = models.CharField(max_length=20, blank=True)
    ciphertext = models.BinaryField(default=b"")
    sent = models.CharField(max_length=40, blank=True)
    """The token of the drawing that was sent: what it still saves of itself afterwards is not wanted any more."""
    kept_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "form"], name="draft_once")]
