"""Writing while this connection reads on one snapshot."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def aside(work: Callable[..., None], *args: object) -> None:
    """Do `work` on a connection of its own, since the transaction of a long reading may write nothing; wait for it."""
    if connection.in_atomic_block:  # an ordinary transaction, which may
        work(*args)
        return
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside") as thread:
        thread.submit(_and_close, work, args).result()


def _and_close(work: Callable[..., None], args: tuple[object, ...]) -> None:
    try:
        work(*args)
    finally:
        connection.close()
