"""Walking the chain: is every sealed entry still there, as it was, in its place?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from open315.core.audit.canonical import GENESIS, link
from open315.core.audit.chain import Head, unsealed_count
from open315.core.audit.earlier import as_sealed
from open315.core.audit.models import AuditEntry, AuditSeal, AuditWords

PIECE = 5_000


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain first fails to hold, and how: "missing_seal", "missing_entry", "changed_entry", "changed_link", "shortened"."""

    sequence: int
    entry_id: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken` is None when everything holds up to `head`; `unsealed` entries are not yet covered."""

    head: Head
    unsealed: int
    broken: Break | None


def verify(expected: Head | None = None) -> Verdict:
    """Walk from the first link to the last. `expected` is a head noted earlier: the chain must still contain it."""
    reached = Head(0, GENESIS)
    for seal, entry, beside in _walk():
        broken = _check(reached, seal, entry, beside, expected)
        if broken is not None:
            return Verdict(reached, unsealed_count(), broken)
        reached = Head(seal.sequence, seal.digest)
    if expected is not None and reached.sequence < expected.sequence:
        return Verdict(reached, unsealed_count(), Break(reached.sequence + 1, None, "shortened"))
    return Verdict(reached, unsealed_count(), None)


def _check(
    before: Head, seal: AuditSeal, entry: AuditEntry | None, beside: AuditWords | None, expected: Head | None
) -> Break | None:
    if seal.sequence != before.sequence + 1:
        return Break(before.sequence + 1, None, "missing_seal")
    if entry is None:
        return Break(seal.sequence, seal.entry_id, "missing_entry")
    if seal.previous != before.digest:
        return Break(seal.sequence, seal.entry_id, "changed_link")
    sealed = as_sealed(entry, beside)
    if sealed is not None and seal.digest != link(seal.sequence, seal.previous, sealed):
        return Break(seal.sequence, seal.entry_id, "changed_entry")
    if expected is not None and seal.sequence == expected.sequence and seal.digest != expected.digest:
        return Break(seal.sequence, seal.entry_id, "changed_link")
    return None


def _walk() -> Iterator[tuple[AuditSeal, AuditEntry | None, AuditWords | None]]:
    """Each seal with its entry and what was moved beside it, in pieces, so that a log of millions needs little memory."""
    seals = AuditSeal.objects.order_by("sequence").iterator(PIECE)
    while piece := list(islice(seals, PIECE)):
        ids = [seal.entry_id for seal in piece]
        entries = AuditEntry.objects.in_bulk(ids)
        moved = {each.entry_id: each for each in AuditWords.objects.filter(is_moved=True, entry_id__in=ids)}
        for seal in piece:
            yield seal, entries.get(seal.entry_id), moved.get(seal.entry_id)
