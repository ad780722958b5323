"""Running things at the same moment, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections

TOGETHER = 0.7
"""Seconds that one thread waits for the other at the meeting point. With a lock in the way the other never comes."""


def race(*runs: Callable[[], Any]) -> list[Any]:
    """What each returned, or the exception it raised, in order."""
    results: list[Any] = [None] * len(runs)
    start = threading.Barrier(len(runs))

    def run(position: int) -> None:
        try:
            start.wait()
            results[position] = runs[position]()
        except Exception as error:
            results[position] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(position,)) for position in range(len(runs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


class Meeting:
    """A point in the middle of a step where two threads wait for each other, so that they are sure to overlap if they can."""

    def __init__(self) -> None:
        self._barrier = threading.Barrier(2)

    def wait(self) -> None:
        """Wait for the other; go on alone when it does not come."""
        try:
            self._barrier.wait(TOGETHER)
        except threading.BrokenBarrierError:
            return


def after(call: Callable[..., Any], meeting: Meeting) -> Callable[..., Any]:
    """`call`, followed by waiting at the meeting point."""

    def both(*args: Any, **kwargs: Any) -> Any:
        answer = call(*args, **kwargs)
        meeting.wait()
        return answer

    return both


def kinds(results: Sequence[Any]) -> list[str]:
    """The classes of the results, sorted: "Case", "Conflict"."""
    return sorted(type(each).__name__ for each in results)
