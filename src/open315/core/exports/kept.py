"""Files the worker makes for somebody, kept sealed for a while in settings.EXPORTS. The row that names a file is written after it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from open315.core.crypto.sealed_file import SealingWriter
from open315.core.disk import sync_folder
from open315.core.errors import Unavailable
from open315.core.http.storage_trouble import is_storage_trouble


def path_of(name: str) -> Path:
    """Where the file `name` ("jobs/7/pdf-1.pdf") lies."""
    return Path(settings.EXPORTS) / name


@contextmanager
def writing(name: str, *, purpose: str) -> Iterator[SealingWriter]:
    """A file, sealed and readable by us alone, that appears under its name when the block ends, or not at all.

    Unavailable when the disk does not take it.
    """
    target = path_of(name)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".part")
        try:
            with os.fdopen(handle, "w+b") as file:
                with SealingWriter(file, purpose=purpose) as sealing:
                    yield sealing
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, target)
            sync_folder(target.parent)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as error:
        if not is_storage_trouble(error):
            raise
        raise Unavailable(_("The disk took no more, so nothing was written. Please tell the administrator.")) from error


def drop(name: str) -> None:
    """Delete the file, if it is there."""
    path_of(name).unlink(missing_ok=True)
