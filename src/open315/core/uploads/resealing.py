"""Uploads under the newest key: those in clear of an earlier version are sealed, those under an older key wrapped anew.

Run by `prepare`, by `rotate-keys`, after a restore, and once a day, so that nothing stays in clear that came with an old backup.
"""

import logging
from collections.abc import Iterator

from open315.core.crypto import current_key
from open315.core.crypto.records import FileDamaged
from open315.core.crypto.resealing import reseal
from open315.core.crypto.rotation import register
from open315.core.uploads import storage
from open315.core.uploads.models import Upload

log = logging.getLogger("open315.uploads")
BATCH = 500


@register
def reseal_uploads() -> Iterator[int]:
    """Seal what lies in clear or under an older key; yields how many files, batch by batch. Safe to break off and to run again."""
    newest, last = current_key(), None
    while batch := _after(last):
        last = batch[-1].pk
        if done := sum(_resealed(upload, newest) for upload in batch):
            yield done


def _after(last: object) -> list[Upload]:
    rows = Upload.objects.order_by("pk")
    return list((rows if last is None else rows.filter(pk__gt=last))[:BATCH])


def _resealed(upload: Upload, newest: str) -> bool:
    try:
        return reseal(storage.kept(upload), newest=newest, drafts=storage.drafts())
    except FileDamaged:
        log.warning("damaged upload", extra={"fields": {"upload": str(upload.pk)}})
        return False
