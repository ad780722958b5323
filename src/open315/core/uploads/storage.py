"""Where files lie: UPLOADS/aa/bb/<uuid>, mode 600, on disk before the row that names them is committed."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from open315.core.disk import sync_folder
from open315.core.errors import InvalidInput, Unavailable


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is on disk under a temporary name."""

    path: Path
    size: int
    sha256: str


def root() -> Path:
    """The folder of all uploads."""
    return Path(settings.UPLOADS)


def drafts() -> Path:
    """The folder of files on their way in."""
    return root() / "drafts"


def write_draft(chunks: Iterable[bytes], max_bytes: int) -> Stored:
    """Write what comes to a draft, safely on disk. InvalidInput when it is longer than allowed, Unavailable when the disk is full."""
    try:
        drafts().mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=drafts())
    except OSError as error:
        raise _full(error) from None
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            size, digest = 0, hashlib.sha256()
            for chunk in chunks:
                size += len(chunk)
                if size > max_bytes:
                    raise too_large(max_bytes)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _full(error) from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Stored(path, size, digest.hexdigest())


def keep(stored: Stored, upload_id: UUID) -> str:
    """Give a draft its final place; returns the path relative to the root."""
    relative = f"{upload_id.hex[:2]}/{upload_id.hex[2:4]}/{upload_id}"
    target = root() / relative
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.replace(stored.path, target)
        for folder in (target.parent, target.parent.parent, root()):
            sync_folder(folder)
    except OSError as error:
        stored.path.unlink(missing_ok=True)
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
