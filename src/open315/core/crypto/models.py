"""By what the database knows its key ring again. No key can be told from it."""

from django.db import models


class SealingKey(models.Model):
    """One key of the ring: a keyed hash of a constant, and a constant sealed with it. The newest row is the key that seals.

    The key of the blind indexes has a row of its own (`keyring.INDEX`) and seals nothing; so has the key that signs sessions
    and links (`keyring.SIGNING`), which is not in the ring.
    """

    key_id = models.CharField(max_length=32, unique=True)
    fingerprint = models.CharField(max_length=64)
    probe = models.BinaryField(default=b"")
    known_at = models.DateTimeField()
