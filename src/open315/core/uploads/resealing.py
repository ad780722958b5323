"""Uploads and their names under the newest key: those in clear of an earlier version are sealed, those under an older key wrapped anew.

Run by `prepare`, by `rotate-keys`, after a restore, and once a day, so that nothing stays in clear that came with an old backup.
"""

import logging
from collections.abc import Iterator

from django.db import transaction

from open315.core.crypto import Sealed, current_key, holdings
from open315.core.crypto.records import FileDamaged
from open315.core.crypto.resealing import reseal
from open315.core.crypto.rotation import register
from open315.core.uploads import storage
from open315.core.uploads.models import Upload
from open315.core.uploads.names import PURPOSE, given_name, seal_name

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


@register
def reseal_names() -> Iterator[int]:
    """Seal names under an older key again."""
    older = Upload.objects.exclude(name_key_id__in=("", current_key()))
    while True:
        with transaction.atomic():
            rows = list(older.select_for_update()[:BATCH])
            for row in rows:
                seal_name(row, given_name(row))
            Upload.objects.bulk_update(rows, ["name_key_id", "sealed_name"])
        if not rows:
            return
        yield len(rows)


@holdings.register
def sealed_names() -> Iterator[tuple[Sealed, str]]:
    """A name for each key that sealed some."""
    tried = [""]
    while row := Upload.objects.exclude(name_key_id__in=tried).order_by("pk").first():
        tried.append(row.name_key_id)
        yield Sealed(row.name_key_id, bytes(row.sealed_name)), PURPOSE


def _after(last: object) -> list[Upload]:
    rows = Upload.objects.filter(dropped_at=None).order_by("pk")
    return list((rows if last is None else rows.filter(pk__gt=last))[:BATCH])


def _resealed(upload: Upload, newest: str) -> bool:
    try:
        return reseal(storage.kept(upload), newest=newest, drafts=storage.drafts())
    except FileDamaged:
        log.warning("damaged upload", extra={"fields": {"upload": str(upload.pk)}})
        return False
