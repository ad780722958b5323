"""A sheet holds in clear what the vault seals, so it is kept no longer than it serves: dropped some days after the import, and at once
when a person is erased whose case may have come with it (ADR 0105). What stays are the numbers of the import.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from open315.core import audit, clock
from open315.core.access import SYSTEM
from open315.core.jobs import Job, JobKind, JobState, files, when_ended
from open315.core.outbox import Event, subscribe
from open315.core.periodic import periodic
from open315.core.uploads import services as uploads
from open315.intake.models import SheetImport
from open315.intake.sheet_import.columns import source_key
from open315.intake.sheet_import.importing import IMPORT

DROPPED = "imports.sheet_dropped"
AT_ONCE = 100
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@periodic(minutes=60)
def drop_old_sheets(at: datetime) -> int:
    """Drop sheets, and what was said of their rows, OPEN315_SHEETS_KEPT_DAYS after the import ended, or after they came. Returns how many."""
    before = at - timedelta(days=settings.SHEETS_KEPT_DAYS)
    ended = Q(job__state__in=ENDED, job__finished_at__lt=before)
    never_begun = Q(job=None, created_at__lt=before)
    told_meanwhile = Q(job__state__in=ENDED, goes_at_the_end=True)
    old = _kept().filter(ended | never_begun | told_meanwhile).order_by("id")[:AT_ONCE]
    return drop_sheets(list(old), at)


@subscribe("identity.erased")
def drop_sheets_of_the_erased(event: Event) -> None:
    """A sheet through which the case of an erased person came goes at once; one that is still being read goes when the import ends."""
    source, council_id = event.payload.get("source", ""), event.payload.get("council")
    if not source:
        return
    of_council = _kept().filter(council_id=council_id).order_by("id").select_for_update(of=("self",))
    hers = [sheet for sheet in of_council if source_key(sheet.council_id, sheet.source) == source]
    being_read = [sheet.pk for sheet in hers if sheet.job is not None and sheet.job.at_work]
    SheetImport.objects.filter(pk__in=being_read).update(goes_at_the_end=True)
    drop_sheets([sheet for sheet in hers if sheet.pk not in being_read], event.at)


@when_ended
def drop_what_was_waited_for(job: Job, kind: JobKind) -> None:
    """An import has ended in which an erased person may stand. What this misses, ended at the very moment, the sweep finds."""
    if kind.name == IMPORT.name:
        drop_sheets(_kept().filter(job=job, goes_at_the_end=True), clock.now())


def drop_sheets(sheets: Iterable[SheetImport], at: datetime) -> int:
    """Drop these; returns how many. Safe to run twice."""
    done = 0
    for sheet in sheets:
        with transaction.atomic():
            if uploads.drop([sheet.upload_id], at):
                audit.record(DROPPED, actor=SYSTEM, at=at, obj=("import", sheet.pk))
                done += 1
            if sheet.job is not None:
                transaction.on_commit(partial(files.drop, sheet.job))
    return done


def _kept() -> QuerySet[SheetImport]:
    return SheetImport.objects.select_related("job", "upload").filter(upload__dropped_at=None)
