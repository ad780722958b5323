"""The WSGI entry point of a province (granian). It does not start without the key ring that the database knows."""

from contextlib import suppress

from django.db import DatabaseError, InterfaceError, connection

from open315.config.web import application
from open315.core.crypto import ledger

__all__ = ["application"]

with suppress(DatabaseError, InterfaceError):  # a database that is away now is waited for
    ledger.trusted()
connection.close()
