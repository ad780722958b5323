"""Tables of the summaries."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class SummaryRun(models.Model):
    """A summary too large to be written while somebody waits: for which council, how far the worker is, and until when it is kept.

    `attempts` numbers the tries. Each try has files of its own, and only the latest may end the run.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    class Stage(models.TextChoices):
        FIGURES = "figures"
        TABLES = "tables"
        DOCUMENT = "document"

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    council = models.ForeignKey("org.Organisation", on_delete=models.CASCADE, related_name="+")
    """Whose view of the cases the figures are counted from: everybody who acts for this council may open it."""
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=8)
    base_url = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=8, choices=Stage.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True)
    """The moment whose figures it states."""
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "council", "language"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="summary_once_at_work",
            )
        ]

    @property
    def at_work(self) -> bool:
        """Whether the worker has yet to end it."""
        return self.finished_at is None
