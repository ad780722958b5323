"""AES-256-GCM with the purpose and the key's id bound to the ciphertext, for any ring."""

import secrets
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from open315.core.crypto.keyring import KeyRing
from open315.core.errors import Unavailable

NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Sealed:
    """A ciphertext (nonce first) and the id of the key that opens it."""

    key_id: str
    ciphertext: bytes


def encrypt(ring: KeyRing, plain: bytes, *, purpose: str) -> Sealed:
    """`plain` under the ring's current key."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = _cipher(ring.key(ring.current)).encrypt(nonce, plain, _bound(purpose, ring.current))
    return Sealed(ring.current, nonce + sealed)


def decrypt(ring: KeyRing, sealed: Sealed, *, purpose: str) -> bytes:
    """The plain bytes. KeyUnknown if the ring lacks the key; Unavailable if altered, sealed for another purpose or by a namesake."""
    raw = bytes(sealed.ciphertext)
    cipher = _cipher(ring.key(sealed.key_id))
    try:
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound(purpose, sealed.key_id))
    except InvalidTag:
        raise Unavailable(_("This record cannot be opened: it was altered, or sealed for another purpose.")) from None


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _bound(purpose: str, key_id: str) -> bytes:
    return f"open315\0{purpose}\0{key_id}".encode()
