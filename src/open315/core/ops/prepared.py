"""Whether the database is in a state in which anything may serve or work with it: every migration done, and no restore broken off.

A restore notes its beginning in the transaction that puts the rows back, and takes the note away when files, keys and indexes are
there as well. Between the two a killed one leaves a database that looks whole and is not.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from open315.core.both_languages import in_both_languages
from open315.core.errors import Unavailable
from open315.core.ops import health, heartbeat
from open315.core.ops.models import Heartbeat

RESTORING = "restore"
"""The sign of life under which a restore stands; an old one, for no worker lives."""


class NotPrepared(Unavailable):
    """Nothing may serve or work with the database yet."""

    code = "not_prepared"

    @property
    def sentence(self) -> str:
        """For the terminal."""
        return in_both_languages(self.message)


def check() -> None:
    """NotPrepared, with what to do, where something is not done or half done."""
    if not health.migrations():
        raise NotPrepared(
            _("the database is not in the state that this version needs: run `open315 prepare` and start again")
        )
    require_whole_restore()


def require_whole_restore() -> None:
    """NotPrepared where a restore was broken off."""
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
