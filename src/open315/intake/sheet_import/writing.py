"""Writing one piece while the next one is being read.

PostgreSQL works in a process of its own, so an import that waits for it could read and check the next rows instead. A
second thread with a connection of its own does the writing, one piece after the other, in order. SQLite works inside our
process and has one writer: there, and inside somebody else's transaction, every call is done on the spot.
"""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.utils import translation

Write = Callable[..., None]
AHEAD = 2
"""So many pieces may wait to be written; more would only cost memory."""
TURN = 0.001
"""Seconds one thread may keep the other from going on. The usual 5 ms, at each answer of the database, would cost the gain."""


@contextmanager
def writer() -> Iterator[Write]:
    """A function `write(work, *args)` that does the calls in order, now or soon. The first error is raised by a later
    call or at the end, and what was still waiting then is not done."""
    if connection.vendor == "sqlite" or connection.in_atomic_block:
        yield _at_once
        return
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    line = _Line(translation.get_language())
    try:
        yield line.write
        line.finish()
    finally:
        line.close()
        sys.setswitchinterval(usual)


def _at_once(work: Callable[..., Any], *args: Any) -> None:
    work(*args)


class _Line:
    """The second thread and what waits for it."""

    def __init__(self, language: str | None) -> None:
        self._language = language
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="import-writer")
        self._waiting: list[Future[None]] = []
        self._stopped = False

    def write(self, work: Callable[..., Any], *args: Any) -> None:
        """Add a call; waits while too many are waiting already."""
        self._waiting.append(self._thread.submit(self._do, work, *args))
        while len(self._waiting) > AHEAD:
            self._waiting.pop(0).result()

    def finish(self) -> None:
        """Wait for all calls."""
        while self._waiting:
            self._waiting.pop(0).result()

    def close(self) -> None:
        """End the thread and its connection; what has not begun is left out."""
        for each in self._waiting:
            each.cancel()
        self._thread.submit(lambda: connection.close()).result()
        self._thread.shutdown()

    def _do(self, work: Callable[..., Any], *args: Any) -> None:
        if self._stopped:
            return
        with translation.override(self._language):
            try:
                work(*args)
            except BaseException:
                self._stopped = True
                raise
