"""What the running system remembers about itself."""

import uuid

from django.db import models


class PeriodicJob(models.Model):
    """A periodic job's lease: of all workers, the one that moved `leased_until` runs it."""

    name = models.CharField(max_length=120, primary_key=True)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    last_finished_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)


class Heartbeat(models.Model):
    """When a worker was last seen alive."""

    worker = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()


class ExportRun(models.Model):
    """One export of everything: who asked, how far it is, and where the file lies (in settings.EXPORTS) until it is swept."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account_id = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    rows_done = models.BigIntegerField(default=0)
    rows_total = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
