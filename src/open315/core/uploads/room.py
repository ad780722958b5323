"""How much may lie here that strangers sent and that belongs to nothing yet: bounded in all, for each visitor, and shared fairly.

One visitor holds a sixteenth of the room at most, so that one address fills no disk. When strangers together have filled it, whoever
holds most gives way, oldest files first, to one who would hold less: a flood takes from itself, and the door stays open for the person
with one photo. What has been claimed counts no more, and nobody keeps who sent it.
"""

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from open315.core.errors import Unavailable
from open315.core.throttle import counted_as
from open315.core.uploads import storage
from open315.core.uploads.models import Upload

SHARES = 16
"""Into so many parts the room is cut; a visitor holds one at most."""
BATCH = 100


def sender_of(address: str) -> str:
    """Who counts as one sender, as a keyed hash: the table tells nobody's address."""
    return hmac.new(settings.SECRET_KEY.encode(), f"upload\0{counted_as(address)}".encode(), hashlib.sha256).hexdigest()


def make_room(sender: str, size: int) -> None:
    """Room for a file of `size` bytes of `sender`; Unavailable where she holds her share already, or nobody holds more than she would."""
    held = _bytes(_waiting().filter(sender=sender)) + size
    if held > max(settings.UPLOAD_UNCLAIMED_BYTES // SHARES, settings.UPLOAD_MAX_BYTES):
        raise _full()
    missing = _bytes(_waiting()) + size - settings.UPLOAD_UNCLAIMED_BYTES
    if missing > 0 and missing > _take_from_larger(held, missing):
        raise _full()


def _full() -> Unavailable:
    return Unavailable(
        _(
            "So many files are waiting that no more can be taken just now. The form can be sent without them; add them later."
        )
    )


def _waiting() -> QuerySet[Upload]:
    return Upload.objects.filter(claimed_at=None)


def _bytes(rows: QuerySet[Upload]) -> int:
    return rows.aggregate(bytes=Sum("size"))["bytes"] or 0


def _take_from_larger(than: int, missing: int) -> int:
    """Drop the oldest files of the largest senders until `missing` bytes are free; how many are. Nobody falls below `than`."""
    freed = 0
    for sender, held in _larger(than):
        freed += _drop_oldest(sender, min(held - than, missing - freed))
        if freed >= missing:
            break
    return freed


def _larger(than: int) -> Iterator[tuple[str, int]]:
    sums = _waiting().exclude(sender="").values("sender").annotate(bytes=Sum("size")).filter(bytes__gt=than)
    yield from sums.order_by("-bytes", "sender").values_list("sender", "bytes")


def _drop_oldest(sender: str, wanted: int) -> int:
    """Files of one sender, oldest first, until `wanted` bytes are free. One that is claimed meanwhile stays."""
    gone: list[Path] = []
    freed = 0
    with transaction.atomic():
        rows = _waiting().filter(sender=sender).select_for_update(skip_locked=True).order_by("created_at", "pk")
        chosen = []
        for row in rows[:BATCH]:
            if freed >= wanted:
                break
            freed += row.size
            chosen.append(row.pk)
            gone.append(storage.kept(row).path)
        _waiting().filter(pk__in=chosen).delete()
        transaction.on_commit(lambda: _unlink(gone))
    return freed


def _unlink(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
