"""Whether a judging process and what it started still move: on a busy machine they wait for a processor, which is another thing."""

import time
from pathlib import Path

EVERY = 1.0
"""Seconds between two looks."""
_STATE, _SESSION, _USER, _SYSTEM = 0, 3, 11, 12
"""Where /proc says so, after the name of the process."""


class Stillness:
    """How long the processes of a session have been asleep without having computed anything; without /proc they always move."""

    def __init__(self, session: int, processes: Path = Path("/proc")) -> None:
        self.session, self.processes = session, processes
        self.moved = self.looked = time.monotonic()
        self.ticks = -1

    def seconds(self, now: float | None = None) -> float:
        """Seconds since one of them was last seen to move."""
        now = time.monotonic() if now is None else now
        if now - self.looked >= EVERY:
            self.looked = now
            ticks, awake = self._look()
            if awake or ticks != self.ticks:
                self.ticks, self.moved = ticks, now
        return now - self.moved

    def _look(self) -> tuple[int, bool]:
        """The processor time of them all, and whether one of them is ready to run or waits for the disk."""
        found = self._fields()
        ticks, awake = 0, not found
        for fields in found:
            ticks += int(fields[_USER]) + int(fields[_SYSTEM])
            awake = awake or fields[_STATE] in {"R", "D"}
        return ticks, awake

    def _fields(self) -> list[list[str]]:
        found = []
        for path in self.processes.glob("[0-9]*/stat"):
            try:
                fields = path.read_text("utf-8", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue  # it ended meanwhile
            if int(fields[_SESSION]) == self.session:
                found.append(fields)
        return found
