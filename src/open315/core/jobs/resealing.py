"""Files of jobs under the newest key. Those of a job at work are left to the next time: its worker writes to them."""

import logging
from collections.abc import Iterator

from open315.core.crypto import current_key
from open315.core.crypto.records import FileDamaged
from open315.core.crypto.resealing import reseal
from open315.core.crypto.rotation import register
from open315.core.jobs import files
from open315.core.jobs.models import AT_WORK, JobFile

log = logging.getLogger("open315.jobs")
BATCH = 500


@register
def reseal_job_files() -> Iterator[int]:
    """Seal what lies in clear or under an older key; yields how many files, batch by batch."""
    newest, last = current_key(), 0
    resting = JobFile.objects.exclude(job__state__in=AT_WORK).order_by("pk")
    while batch := list(resting.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        if done := sum(_resealed(file, newest) for file in batch):
            yield done


def _resealed(file: JobFile, newest: str) -> bool:
    sealed = files.sealed(file)
    try:
        return reseal(sealed, newest=newest, drafts=sealed.path.parent)
    except FileDamaged:
        log.warning("damaged file of a job", extra={"fields": {"job": file.job_id, "key": file.key}})
        return False
