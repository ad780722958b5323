"""Looking after the children: one that ends is started again, with a growing pause; a signal ends all.

Nobody looks after the parent but systemd, which hears after each look that it lives.
"""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

from open315.config.serve.pulse import Pulse
from open315.core.ops import watchdog

FIRST_PAUSE = 0.5
STEADY_AFTER = 60.0
STOP_WITHIN = 25.0
LOOK_EVERY = 0.1


@dataclass(slots=True)
class Child:
    """A process to keep alive: how to start it, and how it fared."""

    name: str
    start: Callable[[], int]
    pulse: Pulse = field(default_factory=Pulse)
    pid: int = 0
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    again_at: float = 0.0


class Supervisor:
    """Starts children and keeps them until `stop`."""

    def __init__(
        self, children: list[Child], say: Callable[[str], None], sign_of_life: Callable[[], None] = watchdog.at_work
    ) -> None:
        self.children = children
        self.say = say
        self.sign_of_life = sign_of_life
        self.stopping = False

    def start(self) -> None:
        """Take the signals and start every child."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        for child in self.children:
            self._start(child)

    def run(self) -> None:
        """Look after the children until a signal comes, then end them."""
        while not self.stopping:
            self.look()
            self.sign_of_life()
            time.sleep(LOOK_EVERY)
        self.end()

    def look(self) -> None:
        """One look: notice who ended, start again who is due."""
        now = time.monotonic()
        for child in self.children:
            if child.pid and _has_ended(child.pid):
                self._note_end(child, now)
            elif child.pid and child.pulse.silent_for() > settings.HUNG_AFTER:
                self._end_hung(child)
            if not child.pid and now >= child.again_at and not self.stopping:
                self._start(child)

    def end(self) -> None:
        """Ask every child to finish; after a while, make it."""
        for child in self.children:
            _signal(child.pid, signal.SIGTERM)
        until = time.monotonic() + STOP_WITHIN
        while any(child.pid for child in self.children) and time.monotonic() < until:
            for child in self.children:
                if child.pid and _has_ended(child.pid):
                    child.pid = 0
            time.sleep(LOOK_EVERY / 2)
        for child in self.children:
            if child.pid:
                self.say(f"{child.name} did not stop in time and was ended")
                _signal(child.pid, signal.SIGKILL)

    def _end_hung(self, child: Child) -> None:
        """The next look finds it ended and starts it again."""
        self.say(f"{child.name} has shown no sign of life for {settings.HUNG_AFTER} s and was ended")
        child.pulse.beat()
        _signal(child.pid, signal.SIGKILL)

    def _start(self, child: Child) -> None:
        child.pulse.beat()
        child.pid = child.start()
        child.started_at = time.monotonic()

    def _note_end(self, child: Child, now: float) -> None:
        child.pid = 0
        if now - child.started_at > STEADY_AFTER:
            child.pause = FIRST_PAUSE
        child.again_at = now + child.pause
        self.say(f"{child.name} ended unexpectedly; starting it again (see var/log/{child.name}.jsonl)")
        child.pause = min(child.pause * 2, settings.LONGEST_RESTART_PAUSE)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True


def _has_ended(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _signal(pid: int, number: int) -> None:
    if not pid:
        return
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
