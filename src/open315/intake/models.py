"""Tables of the sheet import; the other channels need none."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class ImportMapping(models.Model):
    """The remembered column mapping of a council's source (`sheet_import.mapping.source_key`)."""

    source = models.CharField(max_length=60, unique=True)
    mapping = models.JSONField(default=dict)
    updated_at = models.DateTimeField()


class SheetImport(models.Model):
    """One uploaded sheet on its way in: mapped, previewed, run by the worker, with a result file row by row.

    A worker holds it by `lease_token` until `lease_until`; what is counted here and the first `result_bytes` of the result
    file were committed together with the cases, so that another worker can go on at row `rows_done` after a crash.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded"
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    source = models.CharField(max_length=60)
    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    upload = models.ForeignKey("core.Upload", on_delete=models.PROTECT, related_name="+")
    sheet_name = models.CharField(max_length=80, blank=True)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_wrong = models.PositiveIntegerField(default=0)
    result_bytes = models.BigIntegerField(default=0)
    language = models.CharField(max_length=8, blank=True)
    lease_token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["lease_until"], condition=models.Q(state__in=["queued", "running"]), name="import_at_work"
            )
        ]
