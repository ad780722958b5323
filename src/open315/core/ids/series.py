"""Reserving numbers from a series, block by block.

A process keeps the rest of a block in memory. Inside a transaction nothing is kept: a rollback would give the
numbers out twice. The block grows while a series is busy and stays 1 while it is quiet, so small councils see no gaps.
"""

import threading
import time
from collections.abc import Callable

from django.db import connection, transaction

MAX_BLOCK = 256
BUSY_SECONDS = 2.0


class _Block:
    __slots__ = ("next", "reserved_at", "size", "until")

    def __init__(self) -> None:
        self.next = self.until = 0
        self.size = 1
        self.reserved_at = 0.0


_blocks: dict[tuple[str, str], _Block] = {}
_lock = threading.Lock()


def take(name: str, count: int = 1, *, first: int = 1, clock: Callable[[], float] = time.monotonic) -> range:
    """`count` fresh consecutive numbers of the series `name`; a new series starts at `first`.

    Call it before the transaction begins where you can: then a hot series costs no lock inside the transaction.
    """
    if connection.in_atomic_block or count > MAX_BLOCK:
        start = _reserve(name, count, first)
        return range(start, start + count)
    with _lock:
        block = _blocks.setdefault((str(connection.settings_dict["NAME"]), name), _Block())
        if block.until - block.next < count:
            busy = clock() - block.reserved_at < BUSY_SECONDS
            block.size = min(MAX_BLOCK, block.size * 2) if busy else 1
            size = max(block.size, count)
            block.next = _reserve(name, size, first)
            block.until, block.reserved_at = block.next + size, clock()
        start = block.next
        block.next += count
        return range(start, start + count)


def forget() -> None:
    """Drop what is reserved in memory (tests; after a restore)."""
    with _lock:
        _blocks.clear()


_RESERVE = """
INSERT INTO core_series (name, next) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET next = core_series.next + %s RETURNING next
"""


def _reserve(name: str, count: int, first: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_RESERVE, [name, first + count, count])
        return int(cursor.fetchone()[0]) - count
