"""What the database knows of its key ring, and whether the ring at hand is that one (ADR 0041).

The database decides which key seals: the newest that it knows. A ring may hold newer keys (a rotation was cut short) and may
have lost retired ones; it may not lack the one that seals, nor call another key by a name that is known.
"""

import hmac
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from open315.core.crypto import ciphers, keyring, trouble
from open315.core.crypto.ciphers import Sealed
from open315.core.crypto.holdings import samples
from open315.core.crypto.keyring import INDEX, SIGNING, KeyRing
from open315.core.crypto.models import SealingKey
from open315.core.errors import Unavailable

PROBE_PURPOSE, PROBE = "core.crypto.probe", b"open315"
TRUSTED_SECONDS = 2.0
"""For so long a process seals without asking the database again."""


@dataclass(frozen=True, slots=True)
class _Trust:
    until: float
    ring: KeyRing


_trusted: dict[Path, _Trust] = {}


def trusted() -> KeyRing:
    """The ring that the database knows, with the key that seals as `current`. KeysUnusable: none is at hand.

    An empty install has its ring made, and a ring that the database does not know yet introduced, if it opens what is sealed.
    """
    path = Path(settings.VAULT_KEYS)
    trust = _trusted.get(path)
    if trust is not None and time.monotonic() < trust.until:
        return trust.ring
    _trusted.pop(path, None)
    known = _known()
    ring = _agreed(keyring.load(fresh=True), known) if known else _introduced()
    if known or not connection.in_atomic_block:  # what this transaction told the database may yet be rolled back
        vouch(ring, seconds=TRUSTED_SECONDS)
    return ring


def vouch(ring: KeyRing, *, seconds: float) -> None:
    """Seal with this ring for a while without asking."""
    _trusted[Path(settings.VAULT_KEYS)] = _Trust(time.monotonic() + seconds, ring)


def forget() -> None:
    """Ask the database again at the next seal."""
    _trusted.pop(Path(settings.VAULT_KEYS), None)


def check() -> None:
    """KeysUnusable where `trusted` would refuse. Changes nothing, and trusts nothing seen before."""
    if known := _known():
        _agreed(keyring.load(fresh=True), known)
    elif keyring.is_there():
        _require_opening(keyring.load(fresh=True))
    elif samples():
        raise trouble.missing(Path(settings.VAULT_KEYS))


def current_key() -> str:
    """The id of the key that seals, asked anew."""
    forget()
    return trusted().current


def add_key() -> str:
    """Make a new key the one that seals, and return its id. Old keys stay for reading what they sealed."""
    current_key()
    keyring.add_key()
    return introduce_newest()


def introduce_newest() -> str:
    """Tell the database of the ring's newest key, if it does not know it: the second half of a rotation. Returns the id that seals."""
    current_key()
    ring = keyring.load(fresh=True)
    if not SealingKey.objects.filter(key_id=ring.current).exists():
        SealingKey.objects.bulk_create([_row(ring, ring.current)], ignore_conflicts=True)
    return current_key()


def _known() -> list[SealingKey]:
    return list(SealingKey.objects.exclude(key_id=SIGNING).order_by("id"))


def _introduced() -> KeyRing:
    if not keyring.is_there():
        if samples():
            raise trouble.missing(Path(settings.VAULT_KEYS))
        keyring.create()
    ring = keyring.load(fresh=True)
    _require_opening(ring)
    with transaction.atomic():
        # Two machines that begin at once: one of them is first with its index key, the other finds itself a stranger.
        SealingKey.objects.bulk_create([_index_row(ring)], ignore_conflicts=True)
        if SealingKey.objects.get(key_id=INDEX).fingerprint == fingerprint(ring.index):
            ordered = sorted(ring.keys, key=lambda key_id: key_id == ring.current)
            SealingKey.objects.bulk_create([_row(ring, key_id) for key_id in ordered], ignore_conflicts=True)
    return _agreed(ring, _known())


def _require_opening(ring: KeyRing) -> None:
    for sealed, purpose in samples():
        try:
            ciphers.decrypt(ring, sealed, purpose=purpose)
        except Unavailable:
            raise trouble.foreign(Path(settings.VAULT_KEYS)) from None


def _agreed(ring: KeyRing, known: Sequence[SealingKey]) -> KeyRing:
    path = Path(settings.VAULT_KEYS)
    ours = {INDEX: ring.index, **ring.keys}
    if any(fingerprint(ours[row.key_id]) != row.fingerprint for row in known if row.key_id in ours):
        raise trouble.foreign(path)
    newest = [row for row in known if row.key_id != INDEX][-1]
    if newest.key_id not in ours:
        raise trouble.stale(path, newest.key_id)
    try:
        ciphers.decrypt(ring, Sealed(newest.key_id, bytes(newest.probe)), purpose=PROBE_PURPOSE)
    except Unavailable:
        raise trouble.foreign(path) from None
    return replace(ring, current=newest.key_id)


def fingerprint(key: bytes) -> str:
    """By which a key is known again: a keyed hash of a constant."""
    return hmac.digest(key, b"open315 fingerprint of a key", "sha256").hex()


def _index_row(ring: KeyRing) -> SealingKey:
    return SealingKey(key_id=INDEX, fingerprint=fingerprint(ring.index), known_at=timezone.now())


def _row(ring: KeyRing, key_id: str) -> SealingKey:
    probe = ciphers.encrypt(replace(ring, current=key_id), PROBE, purpose=PROBE_PURPOSE)
    return SealingKey(
        key_id=key_id, fingerprint=fingerprint(ring.key(key_id)), probe=probe.ciphertext, known_at=timezone.now()
    )
