"""Deleting recordings: by their days, by a refusal, and with a caller who is erased."""

from collections.abc import Iterable
from datetime import datetime

from open315.core.uploads import services as uploads
from open315.hotline.models import CallRecording


def drop_recordings(rows: Iterable[CallRecording], at: datetime) -> None:
    """Delete these files for good, in the caller's transaction; the rows stay and say that there was a recording."""
    for row in rows:
        row.gone_at = at
        row.save(update_fields=["gone_at"])
        uploads.drop([row.upload_id], at)
