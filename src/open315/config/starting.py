"""What every server begins with: Django is loaded, and the key ring is the one that the database knows."""

import os
from contextlib import suppress

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")
django.setup()

from django.db import DatabaseError, InterfaceError, connection  # noqa: E402  (settings must be named first)

from open315.core.crypto import KeysUnusable, ledger, signing_key  # noqa: E402


def require_keys() -> None:
    """KeysUnusable when the key ring or the key of sessions is not the one that the database knows; a database that is away now is waited for."""
    with suppress(DatabaseError, InterfaceError):
        ledger.trusted()
        signing_key.introduce()
    connection.close()


def end_without_keys() -> None:
    """The same, and the process ends with the sentence: for servers that would print a traceback around it."""
    try:
        require_keys()
    except KeysUnusable as trouble:
        raise SystemExit(f"open315: {trouble.sentence}.") from None
