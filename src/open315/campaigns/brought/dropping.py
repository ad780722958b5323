"""The file that was sent, and the answers to its rows, are kept no longer than they serve; what stays are the counts."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from open315.campaigns.models import BroughtFolder, FolderRow
from open315.core import audit
from open315.core.access import SYSTEM
from open315.core.jobs import AT_WORK
from open315.core.periodic import periodic
from open315.core.uploads import services as uploads

AT_ONCE = 100


@periodic(minutes=60)
def drop_old_folders(at: datetime) -> int:
    """Drop files OPEN315_SHEETS_KEPT_DAYS after they came, unless they are being worked at. Returns how many."""
    before = at - timedelta(days=settings.SHEETS_KEPT_DAYS)
    old = BroughtFolder.objects.filter(created_at__lt=before, upload__dropped_at=None)
    resting = old.exclude(look__state__in=AT_WORK).exclude(job__state__in=AT_WORK)
    done = 0
    for folder in resting.order_by("id")[:AT_ONCE]:
        with transaction.atomic():
            FolderRow.objects.filter(folder=folder).delete()
            done += uploads.drop([folder.upload_id], at)
            audit.record("campaigns.folder_dropped", actor=SYSTEM, at=at, obj=("folder", folder.pk))
    return done
