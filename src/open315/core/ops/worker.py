"""The worker process: a pump that feeds the queue from the outbox, the periodic jobs' clock, and threads that do the work.

It may be killed at any moment: claims and leases expire, and what a handler wrote is in its transaction or not there.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone
from huey.contrib.djhuey import HUEY

from open315.core import periodic
from open315.core.crypto import ledger, signing_key
from open315.core.jobs import leases
from open315.core.jobs.tasks import start_waiting
from open315.core.ops import heartbeat, neighbours, prepared, watchdog
from open315.core.outbox import claims
from open315.core.outbox.pump import pump
from open315.core.workers import worker_name

log = logging.getLogger("open315.worker")

IDLE_SECONDS = 0.25
TROUBLE_SECONDS = 2.0
QUEUE_KEPT = 4
"""Batches in the queue; more would only sit there until their claims expire."""
STOP_SECONDS = 20


class Worker:
    """One worker. `sole` promises that no other worker uses this database, so that what a killed one held is taken up at once.

    `sign_of_life` is called after every round, whatever came of it: one that hangs calls it no more.
    """

    def __init__(
        self, *, sole: bool = False, threads: int | None = None, sign_of_life: Callable[[], None] = watchdog.alive
    ) -> None:
        self.sole = sole
        self.sign_of_life = sign_of_life
        self.stopping = threading.Event()
        self.consumer = HUEY.create_consumer(
            workers=threads or settings.WORKER_THREADS,
            periodic=False,
            initial_delay=0.05,
            max_delay=0.5,
            scheduler_interval=5,
            shutdown_timeout=STOP_SECONDS,
        )
        # Signals are ours: the consumer only runs threads here.
        self.consumer._set_signal_handlers = lambda: None
        self._beaten = self._clocked = float("-inf")

    def run(self) -> None:
        """Work until `stop` is called or a signal comes. Lets running tasks finish for a while, then leaves.

        NotPrepared at once when the database is not, KeysUnusable when the key ring is not the one that it knows.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        _quietly(prepared.check)
        _quietly(ledger.trusted)
        _quietly(signing_key.introduce)
        self._begin()
        self.consumer.start()
        log.info("worker started", extra={"fields": {"threads": settings.WORKER_THREADS, "sole": self.sole}})
        watchdog.ready()
        while not self.stopping.is_set():
            self._turn()
            self.sign_of_life()
        self.consumer.stop(graceful=True)
        _quietly(leases.release_mine)
        _quietly(lambda: periodic.release_of(worker_name()))
        _quietly(heartbeat.retire)
        log.info("worker stopped")

    def stop(self) -> None:
        """Ask the worker to finish."""
        self.stopping.set()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop()

    def _begin(self) -> None:
        if self.sole:
            _quietly(HUEY.flush)
            _quietly(claims.release_all)
            _quietly(periodic.release_leases)
            _quietly(leases.release_all)
        # Whoever had our name before us (a container that was started again) held it for nobody.
        _quietly(leases.release_mine)
        _quietly(lambda: periodic.release_of(worker_name()))

    def _turn(self) -> None:
        """One round of the main loop; trouble with database or queue is waited out, never the end of the worker."""
        try:
            busy = self._work()
        except Exception as error:
            if not _is_trouble(error):
                raise
            _note(error)
            connection.close()
            self.stopping.wait(TROUBLE_SECONDS)
            return
        finally:
            close_old_connections()
        if not busy:
            self.stopping.wait(IDLE_SECONDS)

    def _work(self) -> bool:
        now = time.monotonic()
        if now - self._beaten >= heartbeat.EVERY.total_seconds():
            heartbeat.beat(timezone.now())
            take_from_the_dead(timezone.now())
            self.consumer.check_worker_health()
            self._beaten = now
        if now - self._clocked >= 1:
            periodic.start_due(timezone.now())
            start_waiting(timezone.now())
            self._clocked = now
        if HUEY.pending_count() >= QUEUE_KEPT:
            return False
        return pump(timezone.now()) > 0


def take_from_the_dead(at: datetime) -> int:
    """Give back the leases of workers that are not alive any more; how many those were."""
    alive = heartbeat.alive(at)
    return periodic.release_all_but(alive) + leases.release_all_but(alive)


def _quietly(act: Callable[[], Any]) -> None:
    try:
        act()
    except Exception as error:
        if not _is_trouble(error):
            raise
        _note(error)


def _is_trouble(error: Exception) -> bool:
    return isinstance(error, DatabaseError | InterfaceError) or neighbours.is_trouble(error)


def _note(error: Exception) -> None:
    what = "database" if isinstance(error, DatabaseError | InterfaceError) else "queue or disk"
    log.warning(f"{what} not available", extra={"fields": {"error": type(error).__name__}})
