"""A fork that judges, and the limits it runs under."""

import os
import resource
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

KILLED, SURVIVED, TIMEOUT, BROKEN, COLD = 10, 11, 12, 13, 14
"""How a judging process ends: a test failed; none did; one took too long; the mutant could not be put in; needs a fresh process."""
VERDICTS = {KILLED: "killed", SURVIVED: "survived", TIMEOUT: "timeout", BROKEN: "broken", COLD: "cold"}
MEMORY = 4 << 30
PATIENCE = 4.0
"""A test may take this many seconds of processor time and ten times what it took without a mutant."""


def limit_memory() -> None:
    """A mutant that collects without end fails before the machine does."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: float) -> None:
    """End this process as timed out when what follows takes far more processor time than `seconds`; asked again, it begins anew."""
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE + 10 * seconds)


def _too_long(*_: Any) -> None:
    os._exit(TIMEOUT)


def in_fork(judge: Callable[[int], int], connection: Connection, wall: float) -> dict[str, Any]:
    """What `judge` answers in a fork of this process; it may write a word about it. `wall`: seconds after which it is ended."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = BROKEN
        try:
            os.setsid()  # what a mutant does to its process group must not reach us
            os.close(reading)
            connection.close()
            code = judge(writing)
        except BaseException as error:
            os.write(writing, f"{type(error).__name__}: {error}".encode()[:500])
        finally:
            os._exit(code)
    os.close(writing)
    status = _wait(child, wall)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what it started and left behind
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(reading, encoding="utf-8", errors="replace") as told:
        words = told.read()
    verdict = "timeout" if status is None else VERDICTS.get(os.waitstatus_to_exitcode(status), "timeout")
    return {"verdict": verdict, "by": words, "seconds": _seconds(after) - _seconds(before)}


def _seconds(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _wait(child: int, wall: float) -> int | None:
    """The status of the child; None when it had to be ended after `wall` seconds."""
    until = time.monotonic() + wall
    pause = 0.002
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None
