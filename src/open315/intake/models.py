"""Tables of the sheet import; the other channels need none."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from open315.core.jobs import JobState

UPLOADED = "uploaded"


class ImportMapping(models.Model):
    """The remembered column mapping of a council's source (`sheet_import.columns.source_key`)."""

    source = models.CharField(max_length=60, unique=True)
    mapping = models.JSONField(default=dict)
    updated_at = models.DateTimeField()


class SheetImport(models.Model):
    """One uploaded sheet on its way in: mapped, previewed, then a job (`core.jobs`) with a result file row by row.

    What is counted here was committed together with the cases, the job's progress and the size of the result file.
    """

    source = models.CharField(max_length=60)
    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    """Who brought it, and once it was started who started it."""
    upload = models.ForeignKey("core.Upload", on_delete=models.PROTECT, related_name="+")
    job = models.OneToOneField("core.Job", null=True, on_delete=models.PROTECT, related_name="+")
    """None until it is started."""
    sheet_name = models.CharField(max_length=80, blank=True)
    mapping = models.JSONField(default=dict)
    looked = models.JSONField(default=dict)
    """What a look at the file told when it came: rows and doubts of each sheet (`sheet_import.doubts`)."""
    withdrawal = models.OneToOneField("core.Job", null=True, on_delete=models.PROTECT, related_name="+")
    """The job that takes its cases away again."""
    withdrawal_reason = models.CharField(max_length=400, blank=True)
    cases_withdrawn = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_differing = models.PositiveIntegerField(default=0)
    """Rows with a known number and other content, which were left out."""
    rows_wrong = models.PositiveIntegerField(default=0)
    listed = models.JSONField(default=list)
    """The distinct words of its coded columns: [field, words, rows that say so]."""
    goes_at_the_end = models.BooleanField(default=False)
    """Somebody was erased who may stand in it while it was being read: it is dropped as soon as the import ends."""
    created_at = models.DateTimeField()

    TYPED_JSON: ClassVar = ("looked", "listed")

    class Meta:
        ordering: ClassVar = ["-id"]

    @property
    def state(self) -> str:
        """That of its job; UPLOADED before there is one."""
        return self.job.state if self.job else UPLOADED

    @property
    def is_dropped(self) -> bool:
        """Whether the sheet itself was deleted (`sheet_import.dropping`)."""
        return self.upload.dropped_at is not None

    @property
    def key(self) -> str:
        """Its number as addresses say it."""
        return str(self.pk)

    @property
    def coverage_source(self) -> str:
        """Under which name it proposes that a council's records are complete over its days."""
        return f"import:{self.pk}"

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether it has ended, brought cases, and is not withdrawn; one whose withdrawal stopped can go on."""
        if self.job is None or self.job.at_work or not self.rows_new:
            return False
        return self.withdrawal is None or self.withdrawal.state == JobState.FAILED

    @property
    def rows_done(self) -> int:
        """Rows behind the last commit."""
        return self.job.done if self.job else 0

    @property
    def rows_total(self) -> int:
        """Rows of the sheet, once they were counted."""
        return self.job.total if self.job else 0
