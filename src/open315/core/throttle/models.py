"""Rate-limit counters in the database: they hold after a cache loss or a restart."""

from django.db import models


class Bucket(models.Model):
    """How often `key` (a hash of target or address) was used in the window that began at `window_start`."""

    key = models.CharField(max_length=80)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_start"], name="throttle_bucket")]
