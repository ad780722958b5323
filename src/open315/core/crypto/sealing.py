"""Sealing, unsealing, blind indexes. Sealed and indexed is only with the ring that the database knows."""

import base64
import hmac

from open315.core.crypto import ciphers, ledger
from open315.core.crypto.ciphers import Sealed
from open315.core.crypto.keyring import load


def seal(plain: bytes, *, purpose: str) -> Sealed:
    """Encrypt `plain` with the current key; it opens only for the same purpose. KeysUnusable without the right ring."""
    return ciphers.encrypt(ledger.trusted(), plain, purpose=purpose)


def unseal(sealed: Sealed, *, purpose: str) -> bytes:
    """The plain bytes. KeyUnknown if the ring lacks the key; Unavailable if the bytes were altered or sealed for another purpose."""
    ring = load()
    if sealed.key_id not in ring.keys:
        ring = load(fresh=True)
    return ciphers.decrypt(ring, sealed, purpose=purpose)


def blind_index(value: str, *, purpose: str) -> str:
    """A keyed hash of `value` (44 characters): equal values of one purpose are equal, and nothing else can be told from it.

    Normalise before calling (a phone number to its digits). The key outlives key rotation. KeysUnusable without the right ring.
    """
    digest = hmac.digest(ledger.trusted().index, f"{purpose}\0{value}".encode(), "sha256")
    return base64.b64encode(digest).decode()
