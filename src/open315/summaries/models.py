"""Tables of the summaries."""

from typing import ClassVar

from django.db import models


class SummaryRun(models.Model):
    """A summary too large to be written while somebody waits: what its job (`core.jobs`) writes, and for which council."""

    job = models.OneToOneField("core.Job", on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    council = models.ForeignKey("org.Organisation", on_delete=models.CASCADE, related_name="+")
    """Whose view of the rows the figures are counted from: everybody who acts for this council and reads the same chapters may open it."""
    chapters = models.CharField(max_length=300)
    """The keys of the chapters that whoever asked may read, in their order."""
    base_url = models.CharField(max_length=200)
    counted_at = models.DateTimeField(null=True)
    """The moment whose figures it states."""

    class Meta:
        ordering: ClassVar = ["-id"]
