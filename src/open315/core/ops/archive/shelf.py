"""The folder in which backups lie: what the newest one says, whether the database at hand is its, and which ones may go.

A backup of an empty or of another database, written every night beside the good ones until those are old enough to be deleted, is the
way in which offices lose everything. So such a backup is refused, and only a backup that was written makes others go.
"""

import tarfile
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction

from open315.core.audit.models import AuditSeal
from open315.core.http.storage_trouble import is_storage_trouble
from open315.core.ops.archive.manifest import NAME, Manifest

PATTERN = "open315-*.tar"
ALWAYS_KEPT = 7


class BackupRefused(Exception):
    """Nothing was written; the message says why."""


def require_sense(folder: Path) -> None:
    """BackupRefused when nobody ever worked with the database at hand, or when the newest backup in `folder` is of another one."""
    if not _is_used():
        raise BackupRefused(
            "the database is empty: nobody has ever worked with it. `open315 settings` shows which one it is"
        )
    newest = _newest(folder)
    if newest and newest.audit_head and not _knows(newest.audit_head):
        raise BackupRefused(
            f"the newest backup in {folder} is of another database, or of a later state of this one: its audit log ends with an entry "
            "that this one has not. `open315 settings` shows which database it is; --begin-anew backs it up all the same"
        )


def clear(folder: Path, *, at: datetime, older_than: timedelta) -> list[Path]:
    """Delete the backups that are older, never one of the newest seven; returns what went."""
    backups = _by_age(folder)
    old = [path for path in backups[ALWAYS_KEPT:] if path.stat().st_mtime < (at - older_than).timestamp()]
    for path in old:
        path.unlink()
    return old


def _is_used() -> bool:
    """Whether there is any account; a database without tables has none. One that cannot be read is not called empty."""
    try:
        with transaction.atomic():
            return bool(get_user_model()._default_manager.exists())
    except DatabaseError as error:
        if is_storage_trouble(error):
            raise
        return False


def _by_age(folder: Path) -> list[Path]:
    return sorted(folder.glob(PATTERN), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)


def _newest(folder: Path) -> Manifest | None:
    """What the newest readable backup says of itself."""
    for path in _by_age(folder):
        try:
            with tarfile.open(path) as tar:
                found = tar.extractfile(NAME)
                if found is not None:
                    return Manifest.from_json(found.read())
        except (OSError, tarfile.TarError, KeyError, ValueError, TypeError):
            continue
    return None


def _knows(head: str) -> bool:
    """Whether our audit chain has this link. `head` is written as "sequence:digest"."""
    sequence, _, digest = head.partition(":")
    return AuditSeal.objects.filter(sequence=int(sequence) if sequence.isdecimal() else -1, digest=digest).exists()
