"""Reading what is known about uploads. Who may see a file is decided by the room it belongs to."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from open315.core.uploads.models import Upload


def by_ids(ids: Iterable[UUID]) -> QuerySet[Upload]:
    """The uploads with these ids, in no particular order; missing ones are left out."""
    return Upload.objects.filter(pk__in=list(ids))
