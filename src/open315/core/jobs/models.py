"""The table of jobs, and of the files they leave."""

from typing import ClassVar

from django.db import models


class JobState(models.TextChoices):
    """What has become of a job. The last three are ends; one that failed or was cancelled may be resumed."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


AT_WORK = (JobState.WAITING, JobState.RUNNING)


class Job(models.Model):
    """One piece of long work: who asked and for which body, how far it is, who holds it, how it ended.

    `done` is the checkpoint: it moves only in the transaction that also stores what was done, so an attempt goes on behind it.
    A worker holds the job by `lease_token` until `lease_until`; whoever has another token may write nothing.
    """

    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    stage = models.CharField(max_length=20, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    account_id = models.BigIntegerField(null=True)
    """Who asked; told at the end, and whose rights the work has."""
    organisation_id = models.BigIntegerField(null=True)
    """For which body; its people may see the job."""
    language = models.CharField(max_length=8, blank=True)
    once = models.CharField(max_length=120, blank=True)
    """Of the jobs of a kind with the same word here, one is at work at a time; "" for any number."""
    attempts = models.PositiveSmallIntegerField(default=0)
    """Since the last commit."""
    not_before = models.DateTimeField(null=True)
    """Rests until then, after an attempt that failed."""
    error = models.CharField(max_length=300, blank=True)
    """Why it ended otherwise than done, in words for whoever asked."""
    last_error = models.CharField(max_length=500, blank=True)
    """What an attempt failed at, for the administrator; without personal data."""
    holder = models.CharField(max_length=120, blank=True)
    lease_token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "once"],
                condition=models.Q(state__in=AT_WORK) & ~models.Q(once=""),
                name="job_once_at_work",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(state__in=AT_WORK), name="job_at_work"),
            models.Index(fields=["kind", "created_at"], name="job_by_kind"),
        ]

    @property
    def at_work(self) -> bool:
        """Whether a worker has yet to end it."""
        return self.state in AT_WORK

    @property
    def topic(self) -> str:
        """Where it says how far it is (`core.streams`)."""
        return f"job-{self.pk}"


class JobFile(models.Model):
    """A file a job left in settings.EXPORTS. `size` counts its plain bytes; of one that grows while the job runs, the sealed
    bytes that were committed."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    key = models.CharField(max_length=20)
    path = models.CharField(max_length=200)
    """Relative to settings.EXPORTS."""
    name = models.CharField(max_length=200, blank=True)
    """What it is called when somebody downloads it."""
    size = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "key"], name="job_file_once")]
