"""Telling "storage cannot take this now" from a mistake in the program."""

import errno
import sqlite3

from django.db.utils import DatabaseError, InterfaceError, OperationalError

_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
}
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE}


def is_storage_trouble(error: BaseException | None) -> bool:
    """True for: database locked, gone, starting, out of connections, damaged; disk full or read-only. Nothing was saved then."""
    if isinstance(error, InterfaceError):
        return True
    if isinstance(error, DatabaseError):
        return _of_database(error)
    return isinstance(error, OSError) and error.errno in _DISK


def _of_database(error: DatabaseError) -> bool:
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE
    # PostgreSQL: no state at all when the connection was never made; classes for lost, exhausted, stopped, lock conflicts, damaged.
    state = getattr(cause, "sqlstate", None)
    if not isinstance(error, OperationalError):
        return str(state)[:2] == "XX"
    return state is None or state[:2] in {"08", "53", "57", "58", "55", "40", "XX"}
