"""When each periodic job is due, and who runs it."""

from django.db import models


class PeriodicJob(models.Model):
    """A periodic job's lease: of all workers, the one that moved `leased_until` hands it over; `holder` is the one that runs it."""

    name = models.CharField(max_length=120, primary_key=True)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    holder = models.CharField(max_length=120, blank=True, default="")
    last_finished_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
