"""What lies on this machine and is needed by every page: static files, translations, folders. For `health`."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage

_complete: set[str] = set()


def static_files() -> bool:
    """Whether every static file of this program was collected here; asked until it is, for a running program gets no new ones."""
    if str(settings.STATIC_ROOT) in _complete or not isinstance(staticfiles_storage, ManifestFilesMixin):
        return True
    storage: Any = staticfiles_storage
    storage.hashed_files, storage.manifest_hash = storage.load_manifest()  # perhaps they were collected after we began
    if not all(_is_collected(storage, path) for path in _ours()):
        return False
    _complete.add(str(settings.STATIC_ROOT))
    return True


def _ours() -> list[str]:
    ignored: Any = apps.get_app_config("staticfiles")
    return [path for finder in get_finders() for path, _storage in finder.list(ignored.ignore_patterns)]


def _is_collected(storage: Any, path: str) -> bool:
    name = storage.hashed_files.get(storage.hash_key(storage.clean_name(path)))
    return name is not None and storage.exists(name)


def translations() -> bool:
    """Whether the translations of every room are compiled."""
    return all(
        file.with_suffix(".mo").exists()
        for app in apps.get_app_configs()
        if app.name.startswith("open315.")
        for file in Path(app.path).glob("locale/*/LC_MESSAGES/django.po")
    )


def folders() -> bool:
    """Whether uploads and exports can be written: they may lie on a disk that is shared, and away."""
    for folder in (settings.UPLOADS, settings.EXPORTS):
        handle, name = tempfile.mkstemp(prefix=".probe-", dir=folder)
        os.close(handle)
        os.unlink(name)
    return True


def forget() -> None:
    """Look at the static files again (tests)."""
    _complete.clear()
