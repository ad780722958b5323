"""The processes of `open315 web`: granian forks them and starts a dead one again; one that lives and does nothing is ended here.

The program is loaded once, before the fork. systemd hears that the first process lives, for nobody else looks after that one.
"""

import logging
import os
import signal
import threading
import time
from functools import partial
from typing import Any

from django.conf import settings
from granian.server.mp import MPServer

from open315.config.serve.beating import Beating
from open315.config.serve.pulse import Pulse
from open315.core.ops import connections, watchdog

log = logging.getLogger("open315.serve")

LOOK_EVERY = 1.0


class Watched(MPServer):
    """Granian with a pulse for each of its processes."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.pulses: dict[int, Pulse] = {}

    def startup(self, *args: Any) -> None:
        """Begin to watch as soon as the processes are there."""
        super().startup(*args)  # type: ignore[no-untyped-call]
        threading.Thread(target=self._watch, name="watch", daemon=True).start()

    def look(self) -> None:
        """One look: end who has been silent for too long; granian sees it ended and starts another."""
        for worker in list(self.wrks):
            if self.pulses[worker.idx].silent_for() > settings.HUNG_AFTER:
                self.pulses[worker.idx] = Pulse()  # it gets time to end
                log.error(
                    "hung and ended", extra={"fields": {"process": worker.inner.pid, "after": settings.HUNG_AFTER}}
                )
                os.kill(worker.inner.pid, signal.SIGKILL)

    def _spawn_worker(self, idx: int, target: Any, callback_loader: Any, *more: Any) -> Any:
        pulse = self.pulses[idx] = Pulse()
        return super()._spawn_worker(idx, target, partial(_load, callback_loader, pulse), *more)

    def _watch(self) -> None:
        while not self.interrupt_signal:
            if any(pulse.has_beaten() for pulse in list(self.pulses.values())):
                watchdog.at_work()
            self.look()
            time.sleep(LOOK_EVERY)


def _load(callback_loader: Any, pulse: Pulse) -> Beating:
    connections.expect_answers()
    return Beating(callback_loader(), pulse.beat)
