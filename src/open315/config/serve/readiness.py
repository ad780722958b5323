"""The quick look at the database on each start: can it be reached and written, and does it have every migration?"""

import sqlite3
import sys
from enum import IntEnum
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from open315.core.crypto import ledger, signing_key
from open315.core.errors import Unavailable
from open315.core.ops import prepared

BUSY_MILLISECONDS = 3000


class Readiness(IntEnum):
    """Also the exit code of the child that looks."""

    READY = 0
    NOT_PREPARED = 10
    LOCKED = 11
    UNREACHABLE = 12
    FULL = 13
    KEYS = 14
    DAMAGED = 15


def look(prepared_migrations: int) -> Readiness:
    """Compare the number of applied migrations with what was there after the last preparation."""
    try:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        with transaction.atomic():
            if not MigrationRecorder(connection).has_table():
                return Readiness.NOT_PREPARED
            applied = MigrationRecorder.Migration.objects.using("default").count()
        if applied != prepared_migrations:
            return Readiness.NOT_PREPARED
        prepared.require_whole_restore()
        ledger.trusted()
        signing_key.introduce()
        return Readiness.READY
    except Unavailable as trouble:
        print(f"{trouble.sentence}.", file=sys.stderr, flush=True)
        return Readiness.KEYS
    except (DatabaseError, InterfaceError) as error:
        return why(error)
    finally:
        connection.close()


def why(error: Exception) -> Readiness:
    """What the database meant."""
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    if code is None:
        state = getattr(error.__cause__, "sqlstate", None) or ""
        return Readiness.DAMAGED if state.startswith("XX") else Readiness.UNREACHABLE
    return _OF_SQLITE.get(code & 0xFF, Readiness.UNREACHABLE)


_OF_SQLITE = {
    sqlite3.SQLITE_BUSY: Readiness.LOCKED,
    sqlite3.SQLITE_LOCKED: Readiness.LOCKED,
    sqlite3.SQLITE_FULL: Readiness.FULL,
    sqlite3.SQLITE_CORRUPT: Readiness.DAMAGED,
    sqlite3.SQLITE_NOTADB: Readiness.DAMAGED,
}


def sentence(found: Readiness) -> str:
    """What is wrong, for the person who started us."""
    database: dict[str, Any] = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        where = str(database["NAME"])
    else:
        where = f"{database['NAME']} on {database['HOST'] or 'this machine'}:{database['PORT'] or 5432}"
    return {
        Readiness.KEYS: "something is not in place (what to do is in the lines above)",
        Readiness.LOCKED: f"the database {where} is locked by another program: stop that program and start again",
        Readiness.FULL: f"the disk that holds the database {where} is full: make room and start again",
        Readiness.DAMAGED: f"the database {where} is damaged: stop every service, keep a copy of what is there, and restore the newest backup "
        "with `open315 restore --replace` (docs/operations/backup.md, Damaged)",
        Readiness.UNREACHABLE: f"the database {where} cannot be opened: check that it is there, running, and that OPEN315_DATABASE names it",
    }.get(found, f"the database {where} could not be prepared: run `open315 migrate` and read what it says")
