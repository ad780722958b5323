"""Whether the database is in a state in which anything may serve or work with it: every migration done, and no restore broken off.

A restore notes its beginning in the transaction that puts the rows back, and takes the note away when files, keys and indexes are
there as well. Between the two a killed one leaves a database that looks whole and is not.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from open315.core.both_languages import in_both_languages
from open315.core.errors import Unavailable
from open315.core.ops import health, heartbeat
from open315.core.ops.models import Heartbeat

RESTORING = "restore"
"""The sign of life under which a restore stands; an old one, for no worker lives."""


AT_RESTORE = 3_150_001
"""The advisory lock that a restore holds in PostgreSQL as long as it lives: other machines see it. SQLite lies on one machine, in a locked folder."""


class NotPrepared(Unavailable):
    """Nothing may serve or work with the database yet."""

    code = "not_prepared"

    @property
    def sentence(self) -> str:
        """For the terminal."""
        return in_both_languages(self.message)


AT_WORK = _("a restore is at work in this database: start again when it has ended")


def check() -> None:
    """NotPrepared, with what to do, where something is not done or half done."""
    if not health.migrations():
        raise NotPrepared(
            _("the database is not in the state that this version needs: run `open315 prepare` and start again")
        )
    require_whole_restore()


@contextmanager
def restoring() -> Iterator[None]:
    """Be the restore at work, for every machine that works with the database. NotPrepared where there is one already."""
    if connection.vendor != "postgresql":
        yield
        return
    if not _asked("pg_try_advisory_lock"):
        raise NotPrepared(AT_WORK)
    try:
        yield
    finally:
        _asked("pg_advisory_unlock")


def is_restore_at_work() -> bool:
    """Whether one is, on whichever machine; never so for the restore itself, which holds the lock."""
    if connection.vendor != "postgresql":
        return False
    if not _asked("pg_try_advisory_lock_shared"):
        return True
    _asked("pg_advisory_unlock_shared")
    return False


def _asked(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [AT_RESTORE])
        return bool(cursor.fetchone()[0])


def require_nobody_restores() -> None:
    """NotPrepared while a restore is at work."""
    if is_restore_at_work():
        raise NotPrepared(AT_WORK)


def require_whole_restore() -> None:
    """NotPrepared where a restore is at work, or was broken off."""
    require_nobody_restores()
    if is_restore_unfinished():
        raise NotPrepared(
            _("a restore was broken off: run `open315 restore` with the same file again, then `open315 prepare`")
        )


def is_restore_unfinished() -> bool:
    """Whether a restore is at work, or was killed."""
    return Heartbeat.objects.filter(worker=RESTORING).exists()


def begin_restore() -> None:
    """Note it, in the caller's transaction."""
    Heartbeat.objects.update_or_create(
        worker=RESTORING, defaults={"at": timezone.now() - heartbeat.FORGOTTEN_AFTER / 2}
    )


def end_restore() -> None:
    """Everything is there."""
    Heartbeat.objects.filter(worker=RESTORING).delete()
