"""A fork that judges, and the limits it runs under. No limit depends on how busy the machine is.

What takes far more processor time than it should surely never ends; so does what neither computes nor is ready to for a long
time. Both count as noticed. What had to be ended because the run has no time left says nothing about the mutant.
"""

import os
import resource
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, NoReturn

import pytest

from mutants.stillness import Stillness

KILLED, SURVIVED, TIMEOUT, BROKEN, COLD = 10, 11, 12, 13, 14
"""How a judging process ends: a test failed; none did; one never ends; the mutant could not be put in; needs a fresh process."""
VERDICTS = {KILLED: "killed", SURVIVED: "survived", TIMEOUT: "timeout", BROKEN: "broken", COLD: "cold"}
LEFT = "left"
"""The verdict on what was not judged to its end."""
MEMORY = 4 << 30
PATIENCE = 10.0
"""A test may take this many seconds of processor time and ten times what it took without a mutant."""
STILL = 30.0
"""So many seconds without a step forward, though the machine is free to make one, are for ever: no test waits that long."""


def limit_memory() -> None:
    """A mutant that collects without end fails before the machine does."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: float, ended: Callable[[], Any]) -> None:
    """Call `ended` when what follows takes far more processor time than `seconds`; asked again, it begins anew."""
    signal.signal(signal.SIGPROF, lambda *_: ended())
    signal.setitimer(signal.ITIMER_PROF, PATIENCE + 10 * seconds)


def end(code: int, telling: int, item: pytest.Item) -> NoReturn:
    """End this fork with that code, and say by which test."""
    os.write(telling, item.nodeid.encode())
    os._exit(code)


def has_failed(call: pytest.CallInfo[Any]) -> bool:
    """Whether a test, its set-up or its end went wrong; being skipped is not wrong."""
    return call.excinfo is not None and not isinstance(call.excinfo.value, pytest.skip.Exception)


def in_fork(judge: Callable[[int], int], connection: Connection, wall: float) -> dict[str, Any]:
    """What `judge` answers in a fork of this process; it may write a word about it. `wall`: seconds after which it is left."""
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
    verdict = _ending(child, wall)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what it started and left behind
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(reading, encoding="utf-8", errors="replace") as told:
        words = told.read()
    return {"verdict": verdict, "by": words, "seconds": _seconds(after) - _seconds(before)}


def _seconds(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _ending(child: int, wall: float) -> str:
    """Wait until the child ends, and end it when it waits for ever or `wall` seconds are over."""
    until, pause = time.monotonic() + wall, 0.002
    still = Stillness(child)
    while time.monotonic() < until and still.seconds() < STILL:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return verdict_of(os.waitstatus_to_exitcode(status))
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
    verdict = LEFT if time.monotonic() >= until else "timeout"
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return verdict


def verdict_of(code: int) -> str:
    """What an exit code says. A crash was noticed; who was killed from outside, by a system short of memory, was not judged."""
    return LEFT if code == -signal.SIGKILL else VERDICTS.get(code, "killed")
