"""The bytes of a sealed file: a header, then records of 64 KiB, each sealed by itself, so that reading may begin anywhere (ADR 0104).

    mark (8) · version (1) · length of the key id (1) · key id · the file's own key, sealed with that key of the ring (60)
    record: nonce (12) · ciphertext · tag (16)

A record is bound to its place and to whether it is the last, so records cannot be moved, left out, doubled or cut off unnoticed.
Nonces are random: a record that is written again at the same place (a job's growing file) never meets its own nonce.
"""

import secrets
import struct
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from open315.core.crypto.ciphers import NONCE_BYTES, Sealed
from open315.core.crypto.keyring import KeyUnknown
from open315.core.crypto.sealing import seal, unseal
from open315.core.crypto.trouble import KeysUnusable
from open315.core.errors import Unavailable

WHOLE, GROWING = 1, 2
"""Versions: a file written once, in records of one length; a file that grows, in records that each tell their length (4 bytes before)."""
MARK = b"\x89o315\r\n\x1a"
"""No kind of file that is taken begins like this, and no text does."""
CHUNK = 64 * 1024
TAG_BYTES = 16
AROUND = NONCE_BYTES + TAG_BYTES
RECORD = CHUNK + AROUND
FILE_KEY_BYTES = 32
WRAPPED = FILE_KEY_BYTES + AROUND


class FileDamaged(Unavailable):
    """A sealed file that is cut off, altered, or not where it should be."""

    code = "file_damaged"


def damaged() -> FileDamaged:
    """What a reader of the file is told."""
    return FileDamaged(
        _(
            "This file is damaged and cannot be opened. The administrator can bring it back from a backup; nothing else is lost."
        )
    )


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the records: the file's key, sealed."""

    wrapped: Sealed
    version: int = WHOLE

    def to_bytes(self) -> bytes:
        """As it stands in the file."""
        name = self.wrapped.key_id.encode()
        return MARK + bytes((self.version, len(name))) + name + self.wrapped.ciphertext

    @property
    def size(self) -> int:
        """Bytes before the first record."""
        return len(MARK) + 2 + len(self.wrapped.key_id.encode()) + WRAPPED


def new_file_key(*, purpose: str, version: int) -> tuple[Header, AESGCM]:
    """A header with a fresh key for one file, and what seals with it. KeysUnusable where nothing may be sealed."""
    key = secrets.token_bytes(FILE_KEY_BYTES)
    return Header(seal(key, purpose=purpose), version), AESGCM(key)


def file_key(header: Header, *, purpose: str) -> AESGCM:
    """What opens the records. FileDamaged for a file of another purpose, KeyUnknown without its key of the ring."""
    try:
        return AESGCM(unseal(header.wrapped, purpose=purpose))
    except (KeyUnknown, KeysUnusable):
        raise
    except Unavailable:
        raise damaged() from None


def is_sealed(head: bytes) -> bool:
    """Whether a file that begins so is sealed."""
    return head.startswith(MARK)


def read_header(file: BinaryIO) -> Header:
    """The header at the place of reading. FileDamaged where there is none that is whole."""
    head = file.read(len(MARK) + 2)
    if len(head) < len(MARK) + 2 or not is_sealed(head) or head[-2] not in {WHOLE, GROWING}:
        raise damaged()
    name, wrapped = file.read(head[-1]), file.read(WRAPPED)
    if len(wrapped) < WRAPPED:
        raise damaged()
    try:
        return Header(Sealed(name.decode(), wrapped), head[-2])
    except UnicodeDecodeError:
        raise damaged() from None


def seal_record(cipher: AESGCM, index: int, plain: bytes, *, last: bool) -> bytes:
    """One record."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, plain, _bound(index, last=last))


def open_record(cipher: AESGCM, index: int, record: bytes, *, last: bool) -> bytes:
    """What it holds. FileDamaged where it is not whole, or not the one of this place."""
    try:
        return cipher.decrypt(record[:NONCE_BYTES], record[NONCE_BYTES:], _bound(index, last=last))
    except (InvalidTag, ValueError):
        raise damaged() from None


def _bound(index: int, *, last: bool) -> bytes:
    return struct.pack(">Q?", index, last)
