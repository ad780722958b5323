"""Received files become files of a case, unchanged."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from open315.cases.models import Attachment, Case
from open315.core.access import Actor
from open315.core.uploads import services as uploads


def attach(case: Case, upload_ids: Sequence[UUID], *, note: str, actor: Actor, at: datetime) -> None:
    """Claim the uploads for the case. `note` is masked already."""
    uploads.claim(upload_ids, at=at)
    Attachment.objects.bulk_create(
        Attachment(case=case, upload_id=each, added_by_kind=actor.kind, added_at=at, note=note[:200])
        for each in upload_ids
    )
