"""Sealing, unsealing, blind indexes."""

import base64
import hmac
import secrets
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from open315.core.crypto.keyring import load
from open315.core.errors import Unavailable

NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Sealed:
    """A ciphertext (nonce first) and the id of the key that opens it."""

    key_id: str
    ciphertext: bytes


def seal(plain: bytes, *, purpose: str) -> Sealed:
    """Encrypt `plain` with the current key; it opens only for the same purpose."""
    ring = load()
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = _cipher(ring.key(ring.current)).encrypt(nonce, plain, _bound(purpose, ring.current))
    return Sealed(ring.current, nonce + sealed)


def unseal(sealed: Sealed, *, purpose: str) -> bytes:
    """The plain bytes. KeyUnknown if the ring lacks the key; Unavailable if the bytes were altered or sealed for another purpose."""
    raw = bytes(sealed.ciphertext)
    ring = load()
    if sealed.key_id not in ring.keys:
        ring = load(fresh=True)
    cipher = _cipher(ring.key(sealed.key_id))
    try:
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound(purpose, sealed.key_id))
    except InvalidTag:
        raise Unavailable(_("This record cannot be opened: it was altered, or sealed for another purpose.")) from None


def blind_index(value: str, *, purpose: str) -> str:
    """A keyed hash of `value` (44 characters): equal values of one purpose are equal, and nothing else can be told from it.

    Normalise before calling (a phone number to its digits). The key outlives key rotation.
    """
    digest = hmac.digest(load().index, f"{purpose}\0{value}".encode(), "sha256")
    return base64.b64encode(digest).decode()


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _bound(purpose: str, key_id: str) -> bytes:
    return f"open315\0{purpose}\0{key_id}".encode()
