"""Writing a secret so that it is there whole or not at all: a draft of mode 600, synced, then put in place, its folder synced.

Standard library only: the settings need it before Django is loaded.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from open315.core.disk import sync_folder


def create(path: Path, content: str) -> None:
    """Put `content` at `path`; what another process put there first stands."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = _draft(path, content.encode())
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    sync_folder(path.parent)


def replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of what is at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.replace(_draft(path, content), path)
    sync_folder(path.parent)


def _draft(path: Path, content: bytes) -> Path:
    """A file beside `path`, safely on disk; mkstemp gives it mode 600."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)
