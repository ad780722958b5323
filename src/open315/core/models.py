"""Gathers the tables of core's sub-packages for Django."""

from open315.core.audit.models import AuditEntry, AuditSeal, AuditWords
from open315.core.calendar.models import CalendarDay, CalendarYear
from open315.core.crypto.models import SealingKey
from open315.core.ids.models import IdempotencyKey, Series
from open315.core.jobs.models import Job, JobFile
from open315.core.list_files.models import ListFile
from open315.core.ops.models import Heartbeat
from open315.core.outbox.models import HandledEvent, OutboxEvent
from open315.core.pages.drafts.models import Draft
from open315.core.periodic.models import PeriodicJob
from open315.core.streams.models import Snapshot
from open315.core.throttle.models import Bucket
from open315.core.uploads.models import Upload

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "AuditWords",
    "Bucket",
    "CalendarDay",
    "CalendarYear",
    "Draft",
    "HandledEvent",
    "Heartbeat",
    "IdempotencyKey",
    "Job",
    "JobFile",
    "ListFile",
    "OutboxEvent",
    "PeriodicJob",
    "SealingKey",
    "Series",
    "Snapshot",
    "Upload",
]
