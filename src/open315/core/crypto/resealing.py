"""Sealing files that lie in clear (of an earlier version), or under an older key: each is replaced whole or not at all (ADR 0104)."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from open315.core.crypto.records import Header, damaged, read_header
from open315.core.crypto.sealed_file import SealedFile, SealingWriter
from open315.core.crypto.sealing import seal, unseal
from open315.core.disk import sync_folder


def reseal(file: SealedFile, *, newest: str, drafts: Path) -> bool:
    """Let the file be sealed with the key `newest`; whether that changed it. One that is not there is passed over.

    Killed at any moment, the old file stands; what was begun lies in `drafts` until that folder is swept. FileDamaged for a file
    that cannot be read, which stays as it is.
    """
    try:
        key_id = file.key_id()
    except FileNotFoundError:
        return False
    if key_id == newest:
        return False
    with _replacing(file.path, drafts) as out, file.path.open("rb") as old:
        if key_id:
            _wrap_anew(old, out, file.purpose)
        else:
            _seal_clear(old, out, file.purpose)
    return True


@contextmanager
def _replacing(target: Path, drafts: Path) -> Iterator[BinaryIO]:
    drafts.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=drafts, prefix=".reseal-")
    os.close(handle)
    draft = Path(name)
    try:
        with draft.open("w+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, target)
        sync_folder(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def _wrap_anew(old: BinaryIO, out: BinaryIO, purpose: str) -> None:
    """The records stay as they are; only the file's own key is sealed again."""
    header = read_header(old)
    out.write(Header(seal(unseal(header.wrapped, purpose=purpose), purpose=purpose), header.version).to_bytes())
    shutil.copyfileobj(old, out)


def _seal_clear(old: BinaryIO, out: BinaryIO, purpose: str) -> None:
    """What was sealed is read again before it takes the place of the only copy."""
    wanted = hashlib.sha256()
    with SealingWriter(out, purpose=purpose) as sealing:
        while piece := old.read(1 << 20):
            wanted.update(piece)
            sealing.write(piece)
    out.flush()
    found = hashlib.sha256()
    for piece in SealedFile(Path(out.name), purpose).chunks():
        found.update(piece)
    if found.digest() != wanted.digest():
        raise damaged()
