"""Sealing: entries are linked into the chain in one place, a moment after they were written (ADR 0005).

Verbs write entries without waiting for each other. An entry may become visible after one with a higher id was sealed; it
then gets a later place. A place in the chain is not an id: the chain says what was sealed after what, and that nothing of it
was changed or taken away since.
"""

import logging
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, Max, OuterRef

from open315.core.audit.canonical import GENESIS, link
from open315.core.audit.models import AuditEntry, AuditSeal

log = logging.getLogger("open315.audit")

PIECE = 2_000
LATECOMERS = 5_000
"""How many ids behind the newest sealed one a latecomer is looked for each time; the hourly sweep looks everywhere."""
LOCK_KEY = 315_001


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link: note it outside the system, and nobody can shorten or rewrite the chain unseen."""

    sequence: int
    digest: str


def head() -> Head:
    """The newest link, or the genesis."""
    newest = AuditSeal.objects.order_by("-sequence").first()
    return Head(newest.sequence, newest.digest) if newest else Head(0, GENESIS)


def seal_new(*, everywhere: bool = False, pieces: int = 50) -> int:
    """Seal what is not sealed yet, oldest id first; returns how many entries.

    `everywhere` looks through the whole log instead of its recent part. Two sealers cannot fork the chain: they take turns,
    and a place is taken once.
    """
    total = 0
    for _ in range(pieces):
        sealed = _seal_piece(everywhere)
        total += sealed
        if sealed < PIECE:
            break
    return total


def _seal_piece(everywhere: bool) -> int:
    # Looking costs more than sealing, and on SQLite a transaction keeps everybody else from writing: look before.
    found = _unsealed(everywhere)
    if not found:
        return 0
    try:
        with transaction.atomic():
            take_turns()
            seals = _links(head(), _still_unsealed(found))
            AuditSeal.objects.bulk_create(seals, batch_size=500)
    except IntegrityError:
        log.warning("another sealer was quicker")
        return 0
    if seals:
        newest = seals[-1]
        # Kept outside the database, the lines of this log are what a shortened chain is compared with.
        log.info(
            "sealed", extra={"fields": {"sequence": newest.sequence, "digest": newest.digest, "entries": len(seals)}}
        )
    return len(seals)


def take_turns() -> None:
    """PostgreSQL: an advisory lock until the end of the transaction. SQLite: a transaction has the write lock already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])


def _unsealed(everywhere: bool) -> list[AuditEntry]:
    entries = AuditEntry.objects.filter(~Exists(AuditSeal.objects.filter(entry_id=OuterRef("pk"))))
    if not everywhere:
        newest = AuditSeal.objects.aggregate(newest=Max("entry_id"))["newest"] or 0
        entries = entries.filter(pk__gt=newest - LATECOMERS)
    return list(entries.order_by("pk")[:PIECE])


def _still_unsealed(entries: list[AuditEntry]) -> list[AuditEntry]:
    sealed = set(
        AuditSeal.objects.filter(entry_id__in=[entry.pk for entry in entries]).values_list("entry_id", flat=True)
    )
    return [entry for entry in entries if entry.pk not in sealed]


def _links(last: Head, entries: list[AuditEntry]) -> list[AuditSeal]:
    seals = []
    sequence, digest = last.sequence, last.digest
    for entry in entries:
        sequence, previous = sequence + 1, digest
        digest = link(sequence, previous, entry)
        seals.append(AuditSeal(sequence=sequence, entry_id=entry.pk, previous=previous, digest=digest))
    return seals


def unsealed_count() -> int:
    """How many entries wait to be sealed."""
    return AuditEntry.objects.filter(~Exists(AuditSeal.objects.filter(entry_id=OuterRef("pk")))).count()
