"""Where files lie: UPLOADS/aa/bb/<uuid>, sealed, mode 600, on disk before the row that names them is committed (ADR 0104)."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from open315.core.crypto.sealed_file import SealedFile, SealingWriter
from open315.core.disk import sync_folder
from open315.core.errors import InvalidInput, Unavailable
from open315.core.uploads.models import Upload


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is on disk under a temporary name. Size and digest are those of its content, not of the sealed bytes."""

    file: SealedFile
    size: int
    sha256: str

    def drop(self) -> None:
        """Delete it."""
        self.file.path.unlink(missing_ok=True)


def root() -> Path:
    """The folder of all uploads."""
    return Path(settings.UPLOADS)


def drafts() -> Path:
    """The folder of files on their way in."""
    return root() / "drafts"


def sealed(path: Path, upload_id: UUID) -> SealedFile:
    """What lies there, as the content of this upload and of no other."""
    return SealedFile(path, f"core.upload/{upload_id}")


def kept(upload: Upload) -> SealedFile:
    """The file of an upload."""
    return sealed(root() / upload.storage_path, upload.pk)


def write_draft(chunks: Iterable[bytes], max_bytes: int, upload_id: UUID) -> Stored:
    """Seal what comes into a draft, safely on disk. InvalidInput when it is longer than allowed, Unavailable when the disk is full."""
    try:
        drafts().mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=drafts())
    except OSError as error:
        raise _full(error) from None
    draft = sealed(Path(name), upload_id)
    try:
        with os.fdopen(handle, "wb") as file:
            size, digest = _write(file, chunks, max_bytes, draft.purpose)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        draft.path.unlink(missing_ok=True)
        raise _full(error) from None
    except BaseException:
        draft.path.unlink(missing_ok=True)
        raise
    return Stored(draft, size, digest)


def _write(file: BinaryIO, chunks: Iterable[bytes], max_bytes: int, purpose: str) -> tuple[int, str]:
    """Size and digest of what was sealed into the file."""
    digest = hashlib.sha256()
    with SealingWriter(file, purpose=purpose) as sealing:
        for chunk in chunks:
            if sealing.tell() + len(chunk) > max_bytes:
                raise too_large(max_bytes)
            digest.update(chunk)
            sealing.write(chunk)
        return sealing.tell(), digest.hexdigest()


def keep(stored: Stored, upload_id: UUID) -> str:
    """Give a draft its final place; returns the path relative to the root."""
    relative = f"{upload_id.hex[:2]}/{upload_id.hex[2:4]}/{upload_id}"
    target = root() / relative
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.replace(stored.file.path, target)
        for folder in (target.parent, target.parent.parent, root()):
            sync_folder(folder)
    except OSError as error:
        stored.drop()
        raise _full(error) from None
    return relative


def too_large(max_bytes: int) -> InvalidInput:
    """The refusal of a file that is too large."""
    return InvalidInput(_("The file is larger than %(limit)d MB.") % {"limit": max_bytes // (1024 * 1024)})


def _full(error: OSError) -> Unavailable:
    if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        raise error
    return Unavailable(
        _("The disk is full; the file was not saved. Please tell the administrator and try again later.")
    )
