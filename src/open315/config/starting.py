"""What every server begins with: Django is loaded, the database is prepared, and the key ring is the one that it knows."""

import os
from contextlib import suppress

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")
django.setup()

from django.db import DatabaseError, InterfaceError, connection  # noqa: E402  (settings must be named first)

from open315.core.crypto import ledger, signing_key  # noqa: E402
from open315.core.errors import Unavailable  # noqa: E402
from open315.core.ops import prepared  # noqa: E402


def require_keys() -> None:
    """Unavailable, with a sentence, when the key ring or the key of sessions is not the one that the database knows, or the database is not prepared.

    A database that is away now is waited for.
    """
    with suppress(DatabaseError, InterfaceError):
        prepared.check()
        ledger.trusted()
        signing_key.introduce()
    connection.close()


def end_without_keys() -> None:
    """The same, and the process ends with the sentence: for servers that would print a traceback around it."""
    try:
        require_keys()
    except Unavailable as trouble:
        raise SystemExit(f"open315: {trouble.sentence}.") from None
