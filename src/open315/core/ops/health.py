"""What a monitor may ask: can the site do its work? Words only, no details: the addresses are public."""

import shutil
import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import QuerySet
from django.utils import timezone

from open315.core.crypto import KeysUnusable, ledger, signing_key
from open315.core.ops import connections, heartbeat, machine, neighbours
from open315.core.ops.models import Heartbeat
from open315.core.outbox.models import OutboxEvent

LEAST_FREE = 50 * 1024 * 1024
WORKER_SILENT_AFTER = timedelta(seconds=60)
OUTBOX_LATE_AFTER = timedelta(minutes=10)
KEPT_SECONDS = 2.0
ANSWERS_WITHIN = 5.0
"""Seconds that the database may take: whoever asks gives up soon after."""
PROBE = "readiness-probe"

OK, FAILING = "ok", "failing"
ESSENTIAL = ("database", "migrations", "disk", "keys", "static", "folders")
"""Without these the site cannot take work; the others only make it late, and it stays in rotation."""
ASK_THE_DATABASE = ("migrations", "keys", "worker", "outbox", "clocks")
"""Not looked at when the database is away: each would wait for it anew."""


def database() -> bool:
    """Whether a row can be written and kept, and soon."""
    with connections.within(ANSWERS_WITHIN), transaction.atomic():
        Heartbeat.objects.update_or_create(
            worker=PROBE, defaults={"at": timezone.now() - heartbeat.FORGOTTEN_AFTER / 2}
        )
    return True


_migrated: set[str] = set()


def migrations() -> bool:
    """Whether every migration of this program is applied; asked until it is, for a running program gets no new ones."""
    name = str(connection.settings_dict["NAME"])
    if name not in _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.add(name)
    return True


def disk() -> bool:
    """Whether there is room for what comes in."""
    return shutil.disk_usage(settings.VAR).free >= LEAST_FREE


def keys() -> bool:
    """Whether the key ring is the one that the database knows, and opens a seal; and so the key of sessions."""
    ledger.check()
    signing_key.check()
    return True


def worker() -> bool:
    """Whether some worker was alive a moment ago. A sign of life from the future is of a clock that ran ahead, and says nothing."""
    now = timezone.now()
    return _beats().filter(at__gt=now - WORKER_SILENT_AFTER, at__lte=now + heartbeat.CLOCKS_DIFFER).exists()


def clocks() -> bool:
    """Whether the clocks agree: the database's with ours, and no worker has beaten in the future."""
    now = timezone.now()
    if _beats().filter(at__gt=now + heartbeat.CLOCKS_DIFFER).exists():
        return False
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return bool(abs(cursor.fetchone()[0] - now) < heartbeat.CLOCKS_DIFFER)


def _beats() -> QuerySet[Heartbeat]:
    return Heartbeat.objects.exclude(worker=PROBE)


def outbox() -> bool:
    """Whether events are delivered in time."""
    late = timezone.now() - OUTBOX_LATE_AFTER
    return not OutboxEvent.objects.filter(state=OutboxEvent.State.WAITING, available_at__lt=late, attempts=0).exists()


CHECKS: Mapping[str, Callable[[], bool]] = {
    "database": database,
    "migrations": migrations,
    "disk": disk,
    "keys": keys,
    "static": machine.static_files,
    "folders": machine.folders,
    "translations": machine.translations,
    "redis": neighbours.redis,
    "queue": neighbours.queue,
    "worker": worker,
    "outbox": outbox,
    "clocks": clocks,
}


def _answer(check: Callable[[], bool]) -> str:
    try:
        return OK if check() else FAILING
    except (DatabaseError, InterfaceError, OSError, KeysUnusable):
        return FAILING
    except Exception as error:
        if not neighbours.is_trouble(error):
            raise
        return FAILING


_lock = threading.Lock()
_last: tuple[float, dict[str, str]] | None = None


def readiness(*, fresh: bool = False) -> dict[str, str]:
    """Every check by name; kept for a moment, so that asking often costs nothing."""
    global _last
    with _lock:
        now = time.monotonic()
        if fresh or _last is None or now - _last[0] > KEPT_SECONDS:
            _last = now, _all_answers()
        return _last[1]


def _asks_the_database(name: str) -> bool:
    return name in ASK_THE_DATABASE or (name == "queue" and "dsn" in settings.HUEY)


def _all_answers() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, check in CHECKS.items():
        is_vain = _asks_the_database(name) and found["database"] != OK
        found[name] = FAILING if is_vain else _answer(check)
    return found


def verdict(found: Mapping[str, str]) -> str:
    """ "ok", "degraded" (work is late) or "failing" (no work can be taken)."""
    if any(found[name] != OK for name in ESSENTIAL):
        return FAILING
    return OK if all(value == OK for value in found.values()) else "degraded"
