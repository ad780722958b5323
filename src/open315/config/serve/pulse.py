"""Signs of life of a child, seen by its parent: a number in memory that both share. A child that lives and does nothing shows none."""

import mmap
import struct
import threading
import time
from collections.abc import Callable

_NUMBER = struct.Struct("d")


class Pulse:
    """When the child last showed that it works. The clock is the machine's, one for all processes."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, _NUMBER.size)
        self.beat()
        self._born = self._last()

    def beat(self) -> None:
        """The child works now."""
        _NUMBER.pack_into(self._shared, 0, time.monotonic())

    def silent_for(self) -> float:
        """Seconds since the last beat."""
        return time.monotonic() - self._last()

    def has_beaten(self) -> bool:
        """Whether the child has shown a sign of life since it was begun."""
        return self._last() != self._born

    def _last(self) -> float:
        return float(_NUMBER.unpack_from(self._shared, 0)[0])


def beat_while(works: Callable[[], bool], pulse: Pulse, every: float) -> threading.Thread:
    """In a thread of the child: beat whenever `works` says so, which may take long or never answer."""

    def watch() -> None:
        while True:
            if works():
                pulse.beat()
            time.sleep(every)

    thread = threading.Thread(target=watch, name="pulse", daemon=True)
    thread.start()
    return thread
