"""Bringing a folder in to see what would come of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from open315.org.queries import forget


@contextmanager
def trial() -> Iterator[None]:
    """What is done in the block does not stay. Files are read before: nothing foreign is waited for in a transaction."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    forget()
