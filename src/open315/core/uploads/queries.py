"""Reading what is known about uploads. Who may see a file is decided by the room it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from open315.core.uploads.models import Upload
from open315.core.uploads.names import given_name


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as whoever sent it knows it."""

    pk: UUID
    name: str
    size: int


def as_sent(upload: Upload) -> Sent:
    """Under the name it came with: only for whoever sent it, and for those who may see personal data."""
    return Sent(upload.pk, given_name(upload), upload.size)


def by_ids(ids: Iterable[UUID]) -> QuerySet[Upload]:
    """The uploads with these ids, in no particular order; missing ones are left out."""
    return Upload.objects.filter(pk__in=list(ids))
